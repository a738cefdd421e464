import base64
import hashlib
import json

import pytest

from bot.scrub.scrubbing import Scrubber

SECRETS = [
    ("token", "hf_" + "aB3dE5gH7jK9mN1pQ3sT5vX7zA9c"),
    ("token", "sk-or-v1-" + "0123456789abcdef" * 4),
    ("token", "sk-ant-api03-" + "Ab1" * 30),
    ("token", "ghp_" + "a1B2" * 9),
    ("token", "AKIA" + "ABCDEFGHIJKLMNOP"),
    ("token", "xoxb-" + "1234567890-abcdefghijklmnop"),
    ("token", "glpat-" + "abcdefghij0123456789"),
    ("token", "AIza" + "b" * 35),
    ("token", "nvapi-" + "c" * 40),
    ("token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnop"),
    ("e-mail", "camille.martin@example.org"),
    ("host", "192.168.123.104"),
    ("home folder", "/home/camille"),
    ("home folder", "/Users/camille"),
]


@pytest.mark.parametrize(("kind", "secret"), SECRETS, ids=[kind + secret[:6] for kind, secret in SECRETS])
def test_a_secret_is_taken_out_and_told_without_itself(kind: str, secret: str) -> None:
    scrubber = Scrubber()
    scrubbed = scrubber.value({"config": {"note": f"ran with {secret} today"}})
    assert secret not in json.dumps(scrubbed)
    assert (kind, "config.note") in {(one.kind, one.place) for one in scrubber.findings}
    assert all(secret not in one.place for one in scrubber.findings)


@pytest.mark.parametrize(
    "key", ["api_key", "apiKey", "OPENAI_API_KEY", "hf_token", "password", "Authorization", "token"]
)
def test_a_key_that_names_a_secret_takes_its_value_along(key: str) -> None:
    scrubber = Scrubber()
    assert scrubber.value({key: "plain-looking"}) == {key: "[token]"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tokenizer", "Qwen/Qwen3-8B"),
        ("eos_token", "<|im_end|>"),
        ("max_tokens", 512),
        ("total_output_tokens", 340981),
        ("model_sha", "5206a32e0bd3067aef1ce90f5528ade7d866253f"),
        ("link", "https://huggingface.co/Qwen/Qwen3-8B"),
        ("origin", "git@github.com:UKGovernmentBEIS/inspect_ai.git"),
        ("packages", "nvidia-cublas-cu12==12.1.3.1 and nvidia-curand-cu12==10.3.2.106"),
        ("location", "example://popularity"),
        ("api_key", None),
        ("metrics", "pass@1, ndcg@10, prompt@v2 and actions/checkout@v4"),
        ("link", "see https://example.org/data/mnt/nas/x and https://docs.vllm.ai/en/latest/serving"),
        ("path", "/workspace/models/Qwen3-8B and /mnt/results/a.json, /usr/lib/python3, /content/drive"),
        ("path", "/data/models/x.gguf /opt/conda/lib/python3.11/json /opt/tool/bin/run /workflow/x"),
        ("path", r"C:\Windows\System32 C:\Program Files\x D:\models\x.gguf a:\n b"),
        ("routes", "/v1/chat/completions /api/storage data/mnt/x ./scratch/x"),
        ("taken", "2024:01:02 10:00:00 in std::vector and aa:bb:cc:dd:ee:ff, ~5/10"),
        ("server", "https://api.fireworks.ai/inference/v1 https://api.deepseek.com/v1"),
    ],
)
def test_what_is_no_secret_stays(key: str, value: object) -> None:
    scrubber = Scrubber()
    assert scrubber.value({key: value}) == {key: value}
    assert scrubber.findings == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "pretrained=a/b,api_key=abcdef123456,base_url=http://10.0.0.3:8000/v1",
            "pretrained=a/b,api_key=[token],base_url=http://[host]:8000/v1",
        ),
        ("vllm serve a/b --api-key abcdef123456", "vllm serve a/b --api-key [token]"),
        ("https://camille:geheim123@git.example.org/x", "https://camille:[token]@git.example.org/x"),
        ("http://localhost:11434/v1", "http://[host]:11434/v1"),
        ("model=x,base_url=https://llm.acme.example/v1,n=1", "model=x,base_url=https://[host]/v1,n=1"),
        ("model=x,base_url=https://openrouter.ai/api/v1", "model=x,base_url=https://openrouter.ai/api/v1"),
        ("http://gpu-box.local/v1", "http://[host]/v1"),
        ("http://gpu12.mycorp.com:8000", "http://[host]:8000"),
        ("https://llm.mycorp.com/v1/models", "https://[host]/v1/models"),
        ("/mnt/nas/alice", "[home]"),
        ("/data/alice/models/qwen3-8b", "[home]/models/qwen3-8b"),
        ("pretrained=/data2/teams/nlp/alice/Qwen3-8B,x", "pretrained=[home]/Qwen3-8B,x"),
        ("/work2/acme/alice/run.json", "[home]/run.json"),
        ("/opt/alice/llm/x.gguf", "[home]/x.gguf"),
        ("/ssd1/bob", "[home]"),
        ("D:\\alice\\llm\\x.gguf", "[home]\\x.gguf"),
        ("E:\\labor\\models\\qwen", "[home]\\models\\qwen"),
        ("/fsx/alice/Qwen3-8B", "[home]/Qwen3-8B"),
        ("model=/workspace/alice/models/Qwen/Qwen3-8B,x", "model=[home]/models/Qwen/Qwen3-8B,x"),
        ("/lustre/fs0/users/alice/run.json", "[home]/run.json"),
        ("/gpfs/projects/x/alice/checkpoint-500", "[home]/checkpoint-500"),
        ("/scratch/project_1/alice", "[home]"),
        ("/private/var/folders/zz/abc/T/out.json", "[home]/out.json"),
        ("file:///mnt/nas/alice/a.csv", "file://[home]/a.csv"),
        ("cd ~bob/models", "cd [home]/models"),
        ("ssh -p 22 alice@gpu12", "ssh -p 22 [host]"),
        ("scp x.json alice@gpu12:/data", "scp x.json [host]:/data"),
        ("(env) alice@gpu12:~/run$ python x.py", "(env) [host]:~/run$ python x.py"),
        ("listening on fe80::1ff:fe23:4567:890a", "listening on [host]"),
        ("2001:0db8:85a3:0000:0000:8a2e:0370:7334 up", "[host] up"),
        (
            "Linux spark-17ed 6.11.0-1016-nvidia #16-Ubuntu SMP",
            "Linux [host] 6.11.0-1016-nvidia #16-Ubuntu SMP",
        ),
        (r"C:\Users\camille\models\x.gguf", r"[home]\models\x.gguf"),
        ("Authorization: Bearer abcdefghijklmnop1234", "Authorization: Bearer [token]"),
    ],
)
def test_what_stands_inside_a_text_goes_and_the_rest_stays(written: str, kept: str) -> None:
    assert Scrubber().text(written, "x") == kept


def test_the_address_of_a_server_goes_by_its_key_unless_everyone_uses_it() -> None:
    scrubber = Scrubber()
    written = {
        "base_url": "https://llm.acme.example:8000/v1",
        "api_base": "https://api.openai.com/v1",
        "url": "https://a.b/c",
    }
    assert scrubber.value(written) == {**written, "base_url": "https://[host]:8000/v1"}
    assert [(one.kind, one.place) for one in scrubber.findings] == [("host", "base_url")]


def test_prompts_and_answers_go_as_a_whole() -> None:
    scrubber = Scrubber(texts={"generated_texts"})
    assert scrubber.value({"generated_texts": ["It is a book"], "n": 1}) == {
        "generated_texts": "[text]",
        "n": 1,
    }
    assert [(one.kind, one.place) for one in scrubber.findings] == [("text", "generated_texts")]


def test_a_private_key_over_several_lines_goes_as_one() -> None:
    key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAAB3Nz\n-----END OPENSSH PRIVATE KEY-----"
    scrubber = Scrubber()
    assert scrubber.lines(f"before\n{key}\nafter") == "before\n[token]\nafter"


def test_lines_of_a_text_are_told_by_number() -> None:
    scrubber = Scrubber()
    scrubber.lines("fine\nfrom /home/camille/x\n")
    assert [(one.kind, one.place) for one in scrubber.findings] == [("home folder", "line 2")]


def test_a_secret_used_as_a_key_goes_too() -> None:
    assert Scrubber().value({"/home/camille/x": 1}) == {"[home]/x": 1}


class _OwnText(str):
    """A text of a kind of its own, as libraries make them."""

    __slots__ = ()


@pytest.mark.parametrize(
    "hidden", ["/home/camille", _OwnText("/home/camille"), ["/home/camille"], {"a": "/home/camille"}]
)
def test_a_text_among_numbers_is_searched_too(hidden: object) -> None:
    scrubber = Scrubber()
    scrubbed = scrubber.value({"scores": [0.5, 1, None, True, hidden]})
    assert "camille" not in json.dumps(scrubbed)
    assert [one.kind for one in scrubber.findings] == ["home folder"]


def test_a_list_of_numbers_stays_what_it_is() -> None:
    assert Scrubber().value({"scores": [0.5, 1, None, True]}) == {"scores": [0.5, 1, None, True]}


def test_a_private_key_in_a_list_of_lines_goes_whole() -> None:
    lines = [
        "before",
        "-----BEGIN PRIVATE KEY-----",
        "MIIEvQIBADANBgkq",
        "-----END PRIVATE KEY-----",
        "after",
        1,
    ]
    scrubber = Scrubber()
    assert scrubber.value({"of": lines}) == {"of": ["before", *["[token]"] * 3, "after", 1]}
    assert [one.place for one in scrubber.findings] == ["of[1]", "of[2]", "of[3]"]


def test_base64_goes_whole_where_something_lies_in_it_and_stays_where_nothing_does() -> None:
    said = base64.b64encode(b"HF_TOKEN=hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9c\nREGION=eu\n").decode()
    clean = base64.b64encode(b"REGION=eu and nothing else that anybody minds").decode()
    sums = hashlib.sha256(b"lions").hexdigest()
    scrubber = Scrubber()
    written = {"env": f"--env {said}", "other": [clean, sums]}
    assert scrubber.value(written) == {"env": "--env [token]", "other": [clean, sums]}
    assert [(one.kind, one.place) for one in scrubber.findings] == [("token", "env")]
    assert Scrubber().lines(f"a,{said}\nb,{clean}") == f"a,[token]\nb,{clean}"


def test_the_parts_of_a_jwt_go_as_one() -> None:
    header, body = (
        base64.urlsafe_b64encode(one).decode().rstrip("=")
        for one in (b'{"alg": "HS256", "typ": "JWT"}', b'{"upn": "camille.martin@zoo-lab.org", "exp": 1}')
    )
    assert Scrubber().text(f"sent {header}.{body}.{'aB3-' * 10} today", "x") == "sent [token] today"


def test_who_works_on_a_machine_goes_by_the_names_that_shells_give_it() -> None:
    scrubber = Scrubber()
    written = {
        "env": {"USER": "camille", "COMPUTERNAME": "DESKTOP-9XK2", "user": "a prompt"},
        "n": "USER=nora x",
    }
    kept = {"env": {"USER": "[person]", "COMPUTERNAME": "[host]", "user": "a prompt"}, "n": "USER=[person] x"}
    assert scrubber.value(written) == kept
