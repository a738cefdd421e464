"""Made-up secrets of many kinds, and the places of a notebook in which people leave them."""

import base64
import html
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.unit.notebooks.making import code, printed, prose, shown, values

LETTERS = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


@dataclass(frozen=True)
class Leak:
    """A line as people write it, and what in it nobody else may see."""

    kind: str
    line: str
    secret: str


def leaks(seed: int) -> Iterator[Leak]:
    """One of each kind."""
    chance = random.Random(seed)

    def some(count: int, letters: str = LETTERS) -> str:
        return "".join(chance.choice(letters) for _ in range(count))

    def leak(kind: str, secret: str, line: str = 'key = "{}"') -> Leak:
        return Leak(kind, line.format(secret), secret)

    yield leak("Hugging Face", f"hf_{some(34)}")
    yield leak("OpenAI", f"sk-proj-{some(48)}", 'client = OpenAI("{}")')
    yield leak("Anthropic", f"sk-ant-api03-{some(60)}")
    yield leak("OpenRouter", f"sk-or-v1-{some(64, HEX)}")
    yield leak("Groq", f"gsk_{some(52)}")
    yield leak("NVIDIA", f"nvapi-{some(64)}")
    yield leak("Google", f"AIza{some(35)}")
    yield leak("Replicate", f"r8_{some(37)}")
    yield leak("Perplexity", f"pplx-{some(48)}")
    yield leak("Weights & Biases", some(40, HEX), 'wandb.login(key="{}")')
    yield leak("GitHub", f"ghp_{some(36)}", "git clone https://{}@github.com/me/private")
    yield leak("GitHub, new", f"github_pat_{some(22)}_{some(40)}")
    yield leak("GitLab", f"glpat-{some(20)}")
    yield leak("AWS id", f"AKIA{some(16, UPPER)}", 'aws_access_key_id = "{}"')
    yield leak("AWS secret", some(40, LETTERS + "/+"), 'aws_secret_access_key = "{}"')
    yield leak("Azure", f"{some(86, LETTERS + '/+')}==", "AccountName=me;AccountKey={}")
    yield leak("Slack", f"xoxb-{some(12, string.digits)}-{some(12, string.digits)}-{some(24)}")
    yield leak("Stripe", f"sk_live_{some(24)}")
    yield leak("SendGrid", f"SG.{some(22)}.{some(43)}")
    yield leak("Twilio", f"SK{some(32, HEX)}")
    yield leak("PyPI", f"pypi-AgEIcHlwaS5vcmc{some(80)}")
    yield leak("Discord", f"M{some(23)}.{some(6)}.{some(27)}")
    yield leak("Telegram", f"{some(9, '123456789')}:AA{some(33)}")
    yield leak("JWT", f"eyJ{some(20)}.eyJ{some(40)}.{some(43)}")
    yield leak("JWT of an account", _jwt(some), "{}")
    yield leak("JWT of an account, with a name", _jwt(some), 'access_token = "{}"')
    yield leak("JWT of an account, as bearer", _jwt(some), "Authorization: Bearer {}")
    yield leak("Mailchimp", f"{some(32, HEX)}-us12")
    yield leak("bearer", some(40), 'headers = {{"Authorization": "Bearer {}"}}')
    yield leak("password in an address", some(12), "postgresql://alex:{}@db.example.org/runs")
    yield leak("password with an @ in an address", f"P@{some(8)}", "mysql://root:{}@db.example.org/runs")
    yield leak("password", f"{some(10)}!", 'password = "{}"')
    yield leak("environment", some(32), 'os.environ["COHERE_API_KEY"] = "{}"')
    yield leak("command", some(32), "train --api-key {} --fast")
    yield from _of_services(leak, some)
    yield from _under_names(leak, some)
    yield from _in_sentences(leak, some)
    yield from _in_base64(some)
    yield leak("home on Linux", f"/home/{some(8, string.ascii_lowercase)}", 'path = "{}/data"')
    yield leak("home on a Mac", f"/Users/{some(8, string.ascii_lowercase)}", 'open("{}/x.csv")')
    yield leak("home on Windows", f"C:\\Users\\{some(8, string.ascii_lowercase)}", "root = r'{}\\data'")
    share = f"\\\\{some(8, string.ascii_lowercase)}\\home\\{some(8, string.ascii_lowercase)}"
    yield leak("a folder on a network", share, "root = r'{}\\data'")
    yield leak("e-mail", f"{some(6, string.ascii_lowercase)}@{some(6, string.ascii_lowercase)}.org", "by {}")
    yield leak("private address", f"10.{chance.randrange(256)}.3.{chance.randrange(1, 255)}", "at {} now")
    yield leak("internal host", f"gpu-{some(4, HEX)}.internal", "http://{}:8000/v1")
    body = "\n".join(some(64, LETTERS + "/+") for _ in range(3))
    begin, end = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"
    yield Leak("private key", f"{begin}\n{body}\n{end}", body)


def _under_names(leak: Callable[..., Leak], some: Callable[..., str]) -> Iterator[Leak]:
    """Those that only the words around them tell."""
    for name in ("api_token", "bot_token", "slack_token", "access_key", "subscription_key", "private_key"):
        yield leak(name, f"{some(20)}4{some(19)}", f'run(project="a", {name}="{{}}")')
    yield leak("Neptune", f"eyJ{some(700)}==", 'neptune.init_run(project="a/b", api_token="{}")')
    yield leak("AWS for an hour", f"FwoGZXIv{some(900)}", 'aws_session_token = "{}"')
    yield leak("Azure OpenAI", some(32, HEX), 'azure_openai_key = "{}"')
    yield leak("Azure, a header", some(32, HEX), 'headers = {{"Ocp-Apim-Subscription-Key": "{}"}}')
    yield leak("Azure, a credential", f"{some(15)}4{some(16)}", 'AzureKeyCredential("{}")')
    yield leak("a passphrase", f"{some(10)}4", 'passphrase = "{}"')
    yield leak("a password of ODBC", f"{some(10)}4", "DRIVER=x;SERVER=db;UID=sa;PWD={}")
    yield leak("MySQL", f"{some(10)}4", "mysql -u root -p{} runs")
    yield leak("an account of a request", f"{some(10)}4", 'requests.get(address, auth=("noor", "{}"))')
    yield leak("ngrok", f"{some(27)}_{some(21)}", "ngrok config add-authtoken {}")
    yield leak("ngrok, in code", f"{some(27)}_{some(21)}", 'ngrok.set_auth_token("{}")')
    yield leak("a cookie", some(40), 'headers = {{"Cookie": "sessionid={}"}}')
    yield leak("Hugging Face, in a name", f"hf_{some(34)}", "run_{}")
    yield leak("Weights & Biases, on more lines", some(40, HEX), 'wandb.login(\n    key="{}",\n)')
    yield leak("a machine by its number", "34.123.45.67", "ssh -p 2222 noor@{} ls")
    yield leak("a machine of a cluster", f"gpu-{some(6, HEX)}", 'os.environ["MASTER_ADDR"] = "{}"')
    yield leak("a job of a cluster", f"gpu-{some(6, HEX)}", "SLURM_JOB_NODELIST={}")
    name = f"{some(1, string.ascii_uppercase)}{some(6, string.ascii_lowercase)}"
    account = f"nora{some(4, string.ascii_lowercase)}"
    yield leak("an account of the shell", account, "USER={}")
    yield leak("an account in Python", account, "{{'HOME': '/root', 'LOGNAME': '{}'}}")
    yield leak("an account by its number", account, "uid=1000({})")
    yield leak("the owner of a file", f"{account} lab", "-rw-r--r-- 1 {} 4096 Nov  3 12:00 a.csv")
    yield leak("a machine of Windows", f"DESKTOP-{some(7, UPPER)}", "COMPUTERNAME={}")
    yield leak("home with two names on a Mac", f"/Users/Nora {name}", 'open("{}/x.csv")')
    yield leak("home with two names on Windows", f"C:\\Users\\Nora {name}", "root = r'{}\\data'")


def _in_sentences(leak: Callable[..., Leak], some: Callable[..., str]) -> Iterator[Leak]:
    """Those that people tell each other."""
    for kind, line in {
        "a token in a sentence": "My token is {}, please use it.",
        "a token for something": "My token for the cluster is {}",
        "a token in French": "mon jeton est {}",
        "a key in French": "La clé API est : {}",
        "a key in French, with an apostrophe": "clé d’API : {}",
        "a token in bold": "My token is **{}**",
        "a token as code": "My token is <code>{}</code>",
        "a token with a note": "my HF token (read only) is {}",
        "a token in curly quotes": "My token is “{}”.",
        "a key in French, without its accent": "cle API : {}",
        "a token in French, in code": "jeton = '{}'",
        "a token whose owner follows": "the token {} is mine",
        "a token whose owner follows, in French": "le jeton {} est le mien.",
        "a key of one's own": "My OpenAI key is {}.",
        "a key of one's own, in French": "Ma clé Mistral, c’est {}",
    }.items():
        yield leak(kind, f"aB3{some(9)}4{some(12)}", line)
    yield leak("a password in a sentence", f"{some(6)}4{some(4)}!", "the password of the server is {}")
    yield leak("a password in French", f"{some(6)}4{some(4)}!", "le mot de passe est {}")
    yield leak("a password in French, short", f"{some(6)}4", "mdp={}")
    for kind, line in {
        "a password in French, spoken": "Mon mot de passe, c’est {}",
        "a password in French, quoted": "mot de passe : « {} »",
        "a password in French, in code": "mot de passe = {}",
        "a code in French": "Le code d’accès est {}",
    }.items():
        yield leak(kind, f"{some(6)}4{some(4)}", line)


def _in_base64(some: Callable[..., str]) -> Iterator[Leak]:
    """Files of settings that a program wrote as base64."""
    settings = f"USER=noor\nREGION=eu\nHF_TOKEN=hf_{some(34)}\n"
    long = base64.b64encode((settings * 3).encode()).decode()
    lines = base64.encodebytes((settings * 3).encode()).decode().strip()
    in_list = ('",\n  "'.join(lines.split("\n")), '" +\n    "'.join(lines.split("\n")))
    odd = base64.urlsafe_b64encode(f"~~~???ÿÿÿ\n{settings}~~~???ÿÿÿ".encode()).decode()
    assert "_" in odd[:20]
    short = base64.b64encode(f"hf_{some(34)}".encode()).decode()
    for kind, line, secret in (
        ("base64", "{}", long),
        ("base64 in lines", "{}", lines),
        ("base64 without its end", "{}", base64.b64encode((settings + "a").encode()).decode().rstrip("=")),
        ("base64 in a list of lines", '["{}"]', in_list[0]),
        ("base64 in lines of code", 'data = ("{}")', in_list[1]),
        ("base64 for addresses", "https://example.org/?state={}", odd),
        ("base64 for addresses, without its end", 'state = "{}"', odd.rstrip("=")),
        ("base64 after a comma", "env,{}", long),
        ("base64 of a token alone", 'data = "{}"', short),
        ("a table to download", '<a href="data:file/csv;base64,{}">a</a>', long),
        ("XML to download", '<a href="data:application/xml;BASE64,{}">a</a>', long),
    ):
        yield Leak(kind, line.format(secret), secret)


def _jwt(some: Callable[..., str]) -> str:
    """As companies' accounts give them: a payload of a kilobyte of ASCII, a signature of 256 bytes."""
    claims = {name: some(60) for name in ("aud", "iss", "name", "oid", "rh", "scp", "sub", "tid", "upn")}
    header = {"typ": "JWT", "alg": "RS256", "kid": some(27)}
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode() for one in (header, claims)]
    return ".".join([*(one.rstrip("=") for one in parts), some(342, LETTERS + "-_")])


def _of_services(leak: Callable[..., Leak], some: Callable[..., str]) -> Iterator[Leak]:
    """Those whose name says nothing: they are handed to a client, or known by how they begin."""
    client = 'client = Client("{}")'
    numbered = f"{some(8, HEX)}-{some(4, HEX)}-{some(4, HEX)}-{some(4, HEX)}-{some(12, HEX)}"
    for kind, secret in {
        "Tavily": f"tvly-dev-{some(32)}",
        "Pinecone": f"pcsk_{some(60)}",
        "LangSmith": f"lsv2_pt_{some(32, HEX)}_{some(10, HEX)}",
        "Langfuse": f"sk-lf-{numbered}",
        "Jina": f"jina_{some(60)}",
        "LlamaCloud": f"llx-{some(48)}",
        "Notion": f"ntn_{some(46)}",
        "E2B": f"e2b_{some(40, HEX)}",
        "Firecrawl": f"fc-{some(32, HEX)}",
        "ElevenLabs": f"sk_{some(48, HEX)}",
        "Voyage": f"pa-{some(20)}7{some(22)}",
        "Fal": f"{numbered}:{some(32, HEX)}",
        "Zhipu": f"{some(32, HEX)}.{some(16)}",
        "Databricks": f"dapi{some(32, HEX)}",
        "Google, for an hour": f"ya29.{some(120)}",
        "DigitalOcean": f"dop_v1_{some(64, HEX)}",
        "Vault": f"hvs.{some(90)}",
        "Supabase": f"sbp_{some(40, HEX)}",
        "npm": f"npm_{some(36)}",
        "Shopify": f"shpat_{some(32, HEX)}",
        "Grafana": f"glsa_{some(32)}_{some(8, HEX)}",
        "RunPod": f"rpa_{some(40)}",
        "Linear": f"lin_api_{some(40)}",
        "Airtable": f"pat{some(14)}.{some(64, HEX)}",
        "Mistral": f"{some(15)}4{some(16)}",
        "Modal": f"ak-{some(11)}4{some(10)}",
        "Modal, its secret": f"as-{some(11)}4{some(10)}",
    }.items():
        yield leak(kind, secret, client)
    yield leak("a name in capitals", f"{some(15)}4{some(16)}", "SERVICE_KEY={}")
    yield leak("a default", f"{some(15)}4{some(16)}", "os.environ.setdefault('MISTRAL_API_KEY', '{}')")
    yield leak("kaggle.json", some(32, HEX), '{{"username":"noor","key":"{}"}}')
    yield leak("netrc", some(40, HEX), "machine api.wandb.ai login user password {}")
    yield leak("a database without a user", some(16), "redis://:{}@cache.example.org:6379")
    yield leak("curl", f"{some(6)}4{some(7)}", "curl -u noor:{} https://api.example.org")
    yield leak("a signed address", f"{some(43)}%3D", "https://x.blob.core.windows.net/c/b?sv=2022&sig={}")
    yield leak("a Discord webhook", some(68), "https://discord.com/api/webhooks/123456789012345678/{}")


def _traceback(line: str) -> dict[str, Any]:
    coloured = f"\x1b[0;32m----> 1\x1b[0m \x1b[33m{line}\x1b[39m"
    return {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["\x1b[31mE\x1b[0m", coloured]}


def _widgets(line: str) -> dict[str, Any]:
    state = {"a1": {"model_name": "HTMLModel", "state": {"value": f"<b>{html.escape(line)}</b>"}}}
    return values(code("1"), widgets={"application/vnd.jupyter.widget-state+json": {"state": state}})


PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "code": lambda line: values(code(f"import os\n{line}\nprint(1)")),
    "comment": lambda line: values(code("\n".join(f"# {part}" for part in line.split("\n")))),
    "shell": lambda line: values(code(f"!echo {line}")),
    "markdown": lambda line: values(prose(f"Run it so:\n\n    {line}\n")),
    "printed": lambda line: values(code("1", printed(f"start\n{line}\nend\n"))),
    "progress": lambda line: values(code("1", printed(f"10%\r\x1b[2K{line}\r100%"))),
    "traceback": lambda line: values(code("1", _traceback(line))),
    "HTML": lambda line: values(code("1", shown(text__html=f"<td>{html.escape(line)}</td>"))),
    "JSON": lambda line: values(code("1", shown(application__json={"deep": [{"said": line}]}))),
    "JSON, line by line": lambda line: values(code("1", shown(application__json={"of": line.split("\n")}))),
    "repr": lambda line: values(code("1", shown(text__plain=f"{{'text': {('one' + chr(10) + line)!r}}}"))),
    "metadata": lambda line: values(code("1"), papermill={"parameters": {"note": line}}),
    "widgets": _widgets,
    "a name": lambda line: values(code("1", shown(application__json={"deep": {f"said {line}": 1}}))),
    "fields that no format knows": lambda line: {
        **values({**code("1", {**printed("1"), "note": [line]}), "note": line}),
        "note": {"deep": line},
    },
}
