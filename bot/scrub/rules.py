"""What must not become public, and how it is recognised.

Tokens of known services are recognised by detect-secrets' detectors (its entropy detectors take every hash in
a file for a secret, and are left out); those of model hubs and providers, home folders, hosts and e-mails
by our own rules. Importing this module takes a quarter of a second, so only what scrubs imports it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.scrub import places, sentences, services
from bot.scrub.kinds import Kind

ROW: Final = 44


@dataclass(frozen=True)
class Rule:
    """A pattern whose group `secret` (or all of it) is replaced.

    A guess goes by the name before a value; in code that may be a call or another name, and no secret.
    Where none of the words `needs` (in lower case) is in a text, nothing is found: looking for them first is
    many times faster than the pattern. One that is bounded takes no longer for a text of many lines than for
    each of them, and finds nothing in any where it finds nothing in the text. What one that `is_row` finds is
    a row of `ROW` letters, digits and `_.:-` or more, of which most texts have none.
    """

    kind: Kind
    pattern: re.Pattern[str]
    is_guess: bool = False
    needs: tuple[str, ...] = ()
    is_bounded: bool = False
    is_row: bool = False

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the secret lies in a match."""
        return match.span("secret" if "secret" in self.pattern.groupindex else self._first(match))

    def _first(self, match: re.Match[str]) -> int:
        return next((number for number in range(1, self.pattern.groups + 1) if match[number]), 0)


def _rule(
    kind: Kind,
    pattern: str,
    flags: int = 0,
    *,
    is_guess: bool = False,
    needs: tuple[str, ...] = (),
    is_bounded: bool = False,
) -> Rule:
    return Rule(kind, re.compile(pattern, flags), is_guess, needs, is_bounded)


_PRIVATE_IP = r"(?:10|127)(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}"
_KNOWN_SERVERS = (
    r"(?:[\w-]+\.)*(?:huggingface\.co|hf\.co|openrouter\.ai|openai\.com|anthropic\.com|mistral\.ai|groq\.com"
    r"|together\.(?:xyz|ai)|fireworks\.ai|perplexity\.ai|deepinfra\.com|cerebras\.ai|sambanova\.ai|novita\.ai"
    r"|replicate\.com|moonshot\.(?:ai|cn)|aliyuncs\.com|bigmodel\.cn|googleapis\.com|deepseek\.com|x\.ai|cohere\.(?:ai|com)|nvidia\.com)(?![\w.-])"
)
# The secrets that are longer than a line, or than the pieces in which long lines are looked at.
PRIVATE_KEY: Final = _rule(
    "token",
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:.*?-----END [A-Z0-9 ]*-----|.*)",
    re.DOTALL,
    needs=("-----begin",),
)
# With its signature, which detect-secrets' pattern leaves; encrypted ones have five parts.
JWT: Final = _rule(
    "token",
    r"eyJ(?<![A-Za-z0-9_-]eyJ)[A-Za-z0-9_=-]{8,}+\.[A-Za-z0-9_=-]{4,}+(?:\.[A-Za-z0-9_=-]*+){0,3}",
    needs=("eyj",),
)
OWN: Final = (
    PRIVATE_KEY,
    JWT,
    # Hugging Face; OpenRouter, Anthropic, OpenAI; Groq, NVIDIA, Perplexity, xAI and others; Google.
    _rule("token", r"(?:\b|(?<=_))(?:hf|api_org)_[A-Za-z0-9]{20,}", needs=("hf_", "api_org_")),
    _rule("token", r"\bsk-[A-Za-z0-9_-]{20,}", needs=("sk-",)),
    _rule(
        "token",
        r"\b(?:gsk_|nvapi-|pplx-|xai-|r8_|tgp_v1_|fw_|csk-|github_pat_|dsk-)[A-Za-z0-9_-]{20,}",
        needs=("gsk_", "nvapi-", "pplx-", "xai-", "r8_", "tgp_v1_", "fw_", "csk-", "github_pat_", "dsk-"),
    ),
    _rule("token", r"\bAIza[A-Za-z0-9_-]{30,}", needs=("aiza",)),
    _rule(
        "token", r"(?i)\b(?:bearer|basic)\s+(?P<secret>[A-Za-z0-9._~+/=-]{16,})", needs=("bearer", "basic")
    ),
    _rule(
        "token",
        r"(?i)(?:api[_-]?key|apikey|secret(?:[_-]?(?:access[_-]?)?key)?|passw(?:or)?d|account[_-]?key"
        r"|auth[_-]?token|access[_-]?token|hf[_-]?token|\btoken|passphrase"
        r"|(?:api|bot|slack|discord|github|gitlab|ngrok|session|security|refresh|service|admin|oauth|personal)[_-]?token"
        r"|(?:access|subscription|private|openai)[_-]?key)"
        r"[\"'\])]*\s*[=:]\s*[\"']?(?P<secret>[^\s\"',;&|]{6,})",
        is_guess=True,
        needs=("key", "secret", "pass", "token"),
    ),
    _rule(
        "token",
        r"(?i)(?<![\w-])--(?:[a-z]+-)*(?:key|token|password|secret)\s+[\"']?(?P<secret>[^\s\"',;&|]{6,})",
        is_guess=True,
        needs=("--",),
    ),
    _rule(
        "token", r"(?i)\bwandb[._ ]login\b[^\n]{0,120}?[\"'= ](?P<secret>[0-9a-f]{40})\b", needs=("wandb",)
    ),
    _rule("token", r"://[^\s/@:]*:(?P<secret>[^\s/\"<>]+)@", needs=("://",)),
    _rule(
        "home folder",
        r"/(?:home|Users|export/home|u/home)/[^/\s\"',:;)]+(?:(?<=\w)(?: [A-Z][\w.-]{0,40}){1,2}(?=/))?",
        needs=("/home", "/users/", "/export/", "/u/"),
    ),
    _rule("home folder", r"/root(?=/|\b)", needs=("/root",)),
    _rule(
        "home folder",
        r"(?i)\b[a-z]:\\+(?:users|documents and settings)\\+[^\\\s\"',:;)]+(?:(?: [\w.-]{1,40}){1,2}(?=\\))?",
        needs=(":\\",),
    ),
    _rule("home folder", r"/mnt/c/Users/[^/\s\"',:;)]+", needs=("/mnt/",)),
    _rule("home folder", places.SHARED_FOLDER, needs=places.SHARED_FOLDER_NEEDS),
    _rule("home folder", places.IN_OPT, needs=("/opt/",)),
    _rule("home folder", places.DOS_FOLDER, needs=(":\\",)),
    _rule("home folder", places.NETWORK_FOLDER, needs=("\\\\",)),
    _rule("home folder", places.OTHERS_HOME, needs=("~",)),
    _rule("person", places.ACCOUNT_OF_SHELL, needs=places.ACCOUNT_OF_SHELL_NEEDS),
    _rule("person", places.ACCOUNT_OF_PYTHON, needs=places.ACCOUNT_OF_PYTHON_NEEDS),
    _rule("person", places.ACCOUNT_BY_NUMBER, needs=("uid=", "gid=", "groups=")),
    _rule("person", places.OWNER, needs=places.OWNER_NEEDS),
    _rule("host", places.COMMANDS, needs=("ssh", "scp", "sftp", "rsync", "mosh")),
    _rule("host", places.PROMPT, needs=("@",)),
    _rule("host", places.IPV6, needs=(":",), is_bounded=True),
    _rule(
        "e-mail",
        r"\b(?!git@)[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b",
        needs=("@",),
    ),
    _rule("host", r"://(?:[^\s/@]*@)?(?P<secret>(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-fA-F:]+\])", needs=("://",)),
    # In a list of packages, 10.4.0.35 after a column of spaces is a version.
    _rule(
        "host",
        rf"(?<![\d.=\w-])(?<!  )(?P<secret>{_PRIVATE_IP})(?![\d.])",
        needs=("10.", "127.", "192.168.", "172."),
    ),
    _rule(
        "host",
        r"(?i)\b(?:https?|wss?|grpc|tcp)://(?:[^\s/@]*@)?(?![^\s/]*@)(?P<secret>localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:local|lan|internal|corp|intra|home|cluster)"
        r"|[a-z0-9-]+)(?=[:/\s\"']|$)",
        needs=("://",),
    ),
    _rule(
        "host",
        r"(?i)\b(?:base_url|api_base|server_url|endpoint)=(?:\w+://)?(?:[^\s/@,]*@)?"
        rf"(?!\w+://|{_KNOWN_SERVERS})(?P<secret>[a-z0-9][\w.-]*)",
        needs=("base_url=", "api_base=", "server_url=", "endpoint="),
    ),
    # What listens on a port of its own, or answers as model servers do.
    _rule(
        "host",
        rf"(?i)\bhttps?://(?:[^\s/@]*@)?(?!{_KNOWN_SERVERS})(?P<secret>[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
        r"(?=:\d{2,5}\b|/v1(?![\w.-]))",
        needs=("http",),
    ),
    _rule("host", r"\bLinux (?P<secret>[A-Za-z0-9][\w.-]*) \d+\.\d+\S* #\d", needs=("linux ",)),
    _rule(
        "host",
        r"(?i)\b(?:hostname|computername|nodename|node_name|master_addr|slurm\w{0,20}_(?:nodelist|nodename|host))[\"'\])]*\s*[=:]\s*[\"']?"
        r"(?P<secret>(?!localhost|127\.)[\w.-]+(?:\[[\d,-]+\])?)",
        is_guess=True,
        needs=("hostname", "computername", "nodename", "node_name", "master_addr", "slurm"),
    ),
)
# Addresses of servers that run models; those that everyone uses tell nothing of anybody.
SERVER_KEY: Final = re.compile(
    r"(?i)(?:base|api|server|endpoint|codegen|inference)_?(?:url|base)$|^endpoint$"
)
SERVER: Final = _rule(
    "host", rf"(?i)^(?:\w+://)?(?:[^\s/@]*@)?(?!\w+://|{_KNOWN_SERVERS})(?P<secret>[a-z0-9][\w.-]*)"
)
# Keys of JSON whose whole value is a secret, whatever it looks like.
SECRET_KEY: Final = re.compile(
    r"(?i)(?:^|[_.-])(?:api[_-]?key|apikey|secret(?:[_-]?key)?|passw(?:or)?d|authorization|credentials?|private[_-]?key"
    r"|(?:auth|access|hf|api|bearer|refresh|session)[_-]?token)$|^token$"
)
HOST_KEY: Final = re.compile(r"(?i)^(?:host|host_?name|node|node_?name|(?:machine|computer)_?name)$")
PERSON_KEY: Final = re.compile(rf"{places.OF_ACCOUNT}$")


def are_of_key(lines: Iterable[Any]) -> Iterator[bool]:
    """Which of the values in a list are lines of a private key: all from its first to its last line."""
    is_inside = False
    for line in lines:
        text = line if isinstance(line, str) else ""
        is_inside = is_inside or PRIVATE_KEY.pattern.search(text) is not None
        yield is_inside and line is text
        is_inside = is_inside and "-----END" not in text


@cache
def rules() -> tuple[Rule, ...]:
    """All rules; the first use imports detect-secrets."""
    from detect_secrets.plugins.aws import AWSKeyDetector
    from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
    from detect_secrets.plugins.base import RegexBasedDetector
    from detect_secrets.plugins.discord import DiscordBotTokenDetector
    from detect_secrets.plugins.github_token import GitHubTokenDetector
    from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
    from detect_secrets.plugins.jwt import JwtTokenDetector
    from detect_secrets.plugins.mailchimp import MailchimpDetector
    from detect_secrets.plugins.npm import NpmDetector
    from detect_secrets.plugins.pypi_token import PypiTokenDetector
    from detect_secrets.plugins.sendgrid import SendGridDetector
    from detect_secrets.plugins.slack import SlackDetector
    from detect_secrets.plugins.square_oauth import SquareOAuthDetector
    from detect_secrets.plugins.stripe import StripeDetector
    from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
    from detect_secrets.plugins.twilio import TwilioKeyDetector

    detectors: Mapping[type[RegexBasedDetector], tuple[str, ...]] = {
        AWSKeyDetector: ("akia", "a3t", "abia", "acca", "asia", "aws"),
        AzureStorageKeyDetector: ("accountkey",),
        DiscordBotTokenDetector: (".",),
        # Shorter words of these two are in most English sentences.
        GitHubTokenDetector: ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        GitLabTokenDetector: (
            *(
                "glpat-",
                "gldt-",
                "glft-",
                "glsoat-",
                "glrt-",
                "glcbt-",
                "glimt-",
                "glptt-",
                "glagent-",
                "gloas-",
            ),
            "gr1348941",
        ),
        JwtTokenDetector: ("eyj",),
        MailchimpDetector: ("-us",),
        NpmDetector: ("_authtoken",),
        PypiTokenDetector: ("pypi-",),
        SendGridDetector: ("sg.",),
        SlackDetector: ("xox", "hooks.slack"),
        SquareOAuthDetector: ("sq0",),
        StripeDetector: ("_live_",),
        TelegramBotTokenDetector: (":",),
        TwilioKeyDetector: ("ac", "sk"),
    }
    # Their words are in nearly every text.
    rows = {DiscordBotTokenDetector, TelegramBotTokenDetector}
    bounded = rows | {TwilioKeyDetector}
    known = tuple(
        Rule(
            "token",
            re.compile(f"(?P<secret>{pattern.pattern})", pattern.flags),
            needs=needs,
            is_bounded=detector in bounded,
            is_row=detector in rows,
        )
        for detector, needs in detectors.items()
        for pattern in detector().denylist
    )
    return OWN + _of_services() + known


def _of_services() -> tuple[Rule, ...]:
    return tuple(
        Rule("token", re.compile(pattern), is_guess, needs, is_bounded=True, is_row=patterns is services.ROWS)
        for is_guess, patterns in (
            (False, services.TOKENS),
            (False, services.ROWS),
            (True, services.GUESSES + sentences.GUESSES),
        )
        for pattern, needs in patterns
    )
