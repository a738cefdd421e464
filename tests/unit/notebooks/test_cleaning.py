"""What should not become public is found wherever it stands, and taken out as its author decides."""

import html
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.notebooks.cleaning import Cleaning, cleaned_name
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.findings import Decisions, Finding, Place
from bot.notebooks.model import Notebook
from bot.notebooks.reading import read_notebook
from tests.unit.notebooks.making import code, notebook, printed, prose, shown, values
from tests.unit.notebooks.secrets_corpus import PLACES, Leak, leaks

TOKEN = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1"


def find(notebook: Notebook) -> tuple[Finding, ...]:
    return Cleaning(notebook).findings()


def clean(notebook: Notebook, decisions: Decisions) -> bytes:
    return Cleaning(notebook).cleaned(decisions)


# So many characters of a secret are a part of it that nobody else may read.
PART = 12


def _is_left(cleaned: bytes, secret: str) -> bool:
    """Whether any part of a secret can still be read."""
    text = cleaned.decode()
    spellings = {secret, html.escape(secret), repr(secret)[1:-1], html.escape(json.dumps(secret)[1:-1])}
    spellings |= {json.dumps(one)[1:-1] for one in spellings}
    lines = {line for one in spellings for line in one.replace("\\n", "\n").split("\n")}
    return any(line[at : at + PART] in text for line in lines for at in range(max(1, len(line) - PART + 1)))


def _read(leak: Leak, place: str) -> Notebook:
    return read_notebook(json.dumps(PLACES[place](leak.line)).encode())


def test_nearly_everything_is_found_in_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    missed: Counter[tuple[str, str]] = Counter()
    count = 0
    for seed in range(3):
        for leak in leaks(seed):
            for place in PLACES:
                count += 1
                if _is_left(clean(_read(leak, place), {}), leak.secret):
                    missed[leak.kind, place] += 1
    recall = 1 - missed.total() / count
    with capsys.disabled():
        kinds = len(list(leaks(0)))
        print(
            f"\n{kinds} kinds x {len(PLACES)} places: recall {recall:.2%} of {count}; missed {dict(missed)}"
        )
    assert kinds >= 30
    assert len(PLACES) >= 10
    assert recall >= 0.98


def test_false_alarms_in_real_notebooks_are_few(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found: list[str] = []
    for path in sorted((shared / "data/notebooks").glob("*.ipynb")):
        try:
            read = read_notebook(path.read_bytes())
        except UnreadableNotebook:
            continue
        found += [f"{path.stem}: {one.kind} {one.shown} ({len(one.places)} places)" for one in find(read)]
    # The one true finding: the home folder of its author.
    false = [one for one in found if "/Users/aymeric" not in one]
    with capsys.disabled():
        print(f"\nreal notebooks: {len(found)} findings, {len(false)} of them false alarms {false}")
    assert len(found) - len(false) == 1
    assert len(false) <= 2


def test_a_thing_is_told_once_with_all_of_its_places_and_never_in_full() -> None:
    read = notebook(code(f"a = 1\nlogin('{TOKEN}')", printed(f"with {TOKEN}")))
    (found,) = find(read)
    assert (found.number, found.kind, found.line) == (1, "token", 2)
    assert found.places == (Place("source", 1), Place("output", 1, 1))
    assert (found.before, found.shown, found.after) == ("login('", "hf_a…D1", "')")
    assert TOKEN not in repr(found)


def test_a_place_where_a_thing_is_said_often_is_told_once() -> None:
    log = "saved to /home/nora/runs\n" * 3_000
    (found,) = find(notebook(code("train()", printed(log), printed(log)), prose("/home/nora")))
    assert found.places == (Place("output", 1, 1), Place("output", 1, 2), Place("source", 2))


def test_another_secret_beside_one_is_not_shown_with_it() -> None:
    read = notebook(code(f"login('{TOKEN}', '{TOKEN[::-1]}'); mail('nora.k@lab.org', key='sk-{TOKEN}')"))
    told = "".join(one.before + one.after for one in find(read))
    assert TOKEN not in told
    assert "nora.k@lab.org" not in told


def test_the_author_decides_what_is_masked_removed_and_harmless() -> None:
    read = notebook(
        prose("Write to nora.k@lab.org"),
        code(f"t = '{TOKEN}'", printed("from /home/nora/runs"), printed(f"got {TOKEN}")),
    )
    kinds = {one.kind: one.number for one in find(read)}
    decisions: Decisions = {kinds["e-mail"]: "harmless", kinds["token"]: "remove"}
    cells = read_notebook(clean(read, decisions)).cells
    assert cells[0].source == "Write to nora.k@lab.org"
    assert cells[1].source == "t = '[token]'"
    assert [one.text for one in cells[1].outputs] == [
        "from [home]/runs",
        "[This output was removed by its author.]\n",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        code("1", {"output_type": "error", "ename": TOKEN, "evalue": "", "traceback": []}),
        {**prose("![](attachment:x)"), "attachments": {f"{TOKEN}.png": {"image/png": ""}}},
        code("1", shown(**{f"text/{TOKEN}": "x"})),
        code("1", shown(application__pdf=TOKEN)),
        code("1", printed(f"https://x.example.org/?q=token%3D{TOKEN}")),
        {**code("1"), "id": TOKEN},
    ],
    ids=["error", "attachment", "media type", "no PDF", "address", "id"],
)
def test_no_corner_of_a_cell_is_left_out(cell: dict[str, Any]) -> None:
    minor = {"nbformat_minor": 5} if "id" in cell else {}
    cleaned = clean(read_notebook(json.dumps(values(cell) | minor).encode()), {})
    assert TOKEN not in cleaned.decode()
    assert len(read_notebook(cleaned).cells) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"nora.k@lab.org run {TOKEN}.ipynb", "[e-mail] run [token].ipynb"),
        ("nora.k@lab.org.ipynb", "[e-mail].ipynb"),
        ("/home/nora/lions.ipynb", "[home]/lions.ipynb"),
        ("lions_eval-v2.ipynb", "lions_eval-v2.ipynb"),
        (".ipynb", ".ipynb"),
    ],
)
def test_the_name_of_a_file_tells_nothing_that_should_not_become_public(name: str, shown: str) -> None:
    assert cleaned_name(name) == shown


def test_names_that_become_the_same_keep_their_values() -> None:
    told = {"/home/nora/a": 1, "/home/alex/a": 2, "other": 3}
    cleaned = clean(notebook(code("1", shown(application__json=told))), {})
    found = read_notebook(cleaned).cells[0].outputs[0].data["application/json"]
    assert found == {"[home]/a": 1, "[home]/a_": 2, "other": 3}


def test_findings_keep_their_numbers_whatever_is_decided() -> None:
    read = notebook(code("a = 'x@lab.org'\nb = 'y@lab.org'"))
    assert b"x@lab.org" in clean(read, {1: "harmless"})
    assert b"y@lab.org" in clean(read, {2: "harmless"})
    assert b"y@lab.org" not in clean(read, {1: "harmless"})


def test_a_clean_notebook_has_nothing_to_find_and_stays_as_it_is() -> None:
    read = notebook(prose("# Title"), code("x = 1", printed("1"), shown(text__html="<b>1</b>")))
    assert find(read) == ()
    assert read_notebook(clean(read, {})).content == read.content
    dirty = notebook(code(f"a='{TOKEN}'\nb='n@lab.org'\nc='/home/nora'"))
    assert find(read_notebook(clean(dirty, {}))) == ()


def test_what_stands_under_the_name_of_a_secret_is_one_whatever_it_looks_like() -> None:
    read = notebook(code("1"), papermill={"parameters": {"wandb_api_key": "plain words"}})
    assert [(one.kind, one.places) for one in find(read)] == [("token", (Place("metadata"),))]
    assert b"plain words" not in clean(read, {})


def test_who_ran_a_notebook_of_colab_does_not_become_public() -> None:
    user = {"displayName": "Nora Smith", "userId": "01234567890123456789", "photoUrl": "https://x.org/n.jpg"}
    read = notebook(code("1"), executionInfo={"status": "ok", "elapsed": 3, "user": user})
    assert [one.kind for one in find(read)] == ["person"] * 3
    left = clean(read, {})
    assert not any(value.encode() in left for value in user.values())


@pytest.mark.parametrize(
    ("model", "said", "is_secret"),
    [
        ("PasswordModel", "Say it:", True),
        ("TextModel", "API key:", True),
        ("TextModel", "Your prompt:", False),
    ],
)
def test_what_somebody_typed_into_a_field_for_secrets_is_one(model: str, said: str, is_secret: bool) -> None:
    typed = {"description": said, "value": "plain words"}
    widget = {"model_name": model, "state": typed}
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": widget}}}
    assert (b"plain words" not in clean(notebook(code("1"), widgets=state), {})) == is_secret
    typed["value"] = TOKEN
    read = notebook(code("1"), widgets=state, zoo="by nora.k@lab.org")
    assert [one.kind for one in find(read)] == ["token", "e-mail"]
    assert b"nora.k@lab.org" in clean(read, {2: "harmless"})
    assert TOKEN.encode() not in clean(read, {2: "harmless"})


@pytest.mark.parametrize(
    "line",
    [
        'token = os.getenv("HF_TOKEN")',
        'api_key=userdata.get("OPENAI_API_KEY")',
        "api_key: Optional[str] = None",
        'login(token="YOUR_HF_TOKEN")',
        'key_name = "OPENAI_API_KEY"',
        "client = OpenAI(api_key=OPENAI_API_KEY)",
        "token = tokenizer.decode(ids)",
        "!cat /root/.cache/huggingface/x",
        "http://localhost:8000",
        "ACCAGACAAAATTTGGTTAATTTGCGCCCAATATTC",
        "me@example.com",
        'EOS_TOKEN = "<|endoftext|>"',
        'SORT_KEY = "created_at"',
        'MODEL_KEY = "meta-llama/Llama-3.1-8B-Instruct"',
        'run = "3f2b8c1e-9d4a-4c7b-8e21-0a9b8c7d6e5f"',
        'load("jina_embeddings_v3")',
        "drwxr-xr-x 2 jovyan users 4096 Nov  3 12:00 data",
        "USER=root LOGNAME=$(whoami) USERNAME=your_name uid=0(root)",
        "USER = args.user; print({'user': 'assistant'})",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        'tokenizer.pad_token = tokenizer.eos_token = "</s>"',
        "seconds_per_token: 0.0123456",
        "PWD=/content/data",
        "pwd = os.getcwd()",
        "MASTER_ADDR=localhost",
        'auth=("user", password)',
        'key = "input_ids"',
        "public_key, private_key = rsa.newkeys(512)",
        "!mysql -u root -p",
        "Enter your login and password please",
        "The token is passed to sentence2vec, the 5th token is layer.12.weights",
        "if password is not None: print('the next token is \"Paris\"')",
        "API key is set in config.yaml2, the first token is 50256",
        "$$ a \\\\ b \\\\beta\\gamma\\delta $$",
        "re.sub('\\\\w+\\\\s\\\\d')",
        "Loss per token: 2.3456789e-05",
        "time per token: 0.012345678s",
        "cost per token = 0.000002",
        "jeton : 1.2345678e-05",
        "Mask token is distilbert-base2",
        "Token: meta-llama/Llama-3.2-1B",
        "$$y = a \\\\x_1\\theta\\cdot b$$",
        "& 12\\\\34\\pm\\sigma",
        "The token Qwen2TokenizerFast is used, the token Meta_Llama_3_1_8B_Instruct_Q4 too",
        "Our key finding is GPT-4o-mini-2024, my key is resnet50_imagenet1k_v2",
        "Mot de passe : oublié. Mot de passe : obligatoire",
        "jeton = vocab[42]; jeton = tokenizer.decode(ids2)",
        f"sums = '{'9f86d081884c7d65' * 4}'",
    ],
)
def test_what_only_looks_like_a_secret_is_left_alone(line: str) -> None:
    assert find(notebook(code(line))) == ()


@pytest.mark.parametrize(
    ("source", "output", "kinds"),
    [
        ("!hostname", printed("gpu12\n"), ["host"]),
        ("import socket\nprint(socket.gethostname())", printed("gpu12\n"), ["host"]),
        ("platform.node()", shown(text__plain="'gpu12'"), ["host"]),
        ("!whoami", printed("nora\n"), ["person"]),
        ("!whoami", printed("root\n"), []),
        ("host = socket.gethostname()\nprint('done')", printed("done\n"), []),
        ("!hostname", printed("the command was not found\n"), []),
    ],
)
def test_what_a_cell_answers_to_the_question_for_a_name_is_one(
    source: str, output: dict[str, Any], kinds: list[str]
) -> None:
    assert [one.kind for one in find(notebook(code(source, output)))] == kinds
