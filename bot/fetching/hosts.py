"""The public places that links are read from; a name that begins with a dot stands for all names below it."""

import re
from typing import Final

_BARE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+/")
# Where large files of the Hub lie: its addresses lead there.
_HUB: Final = ("huggingface.co", "hf.co", ".huggingface.co", ".hf.co")
_GITHUB: Final = ("github.com", "raw.githubusercontent.com", "media.githubusercontent.com")
_GISTS: Final = ("gist.github.com", "gist.githubusercontent.com")

FILES: Final = frozenset((*_HUB, *_GITHUB, *_GISTS, "gitlab.com", "codeberg.org"))
"""Places that hold files of members."""

PAGES: Final = FILES | {
    "arxiv.org",
    "docs.python.org",
    "docs.vllm.ai",
    "en.wikipedia.org",
    "fr.wikipedia.org",
    "ollama.com",
    "pytorch.org",
    "unsloth.ai",
    ".readthedocs.io",
    ".github.io",
    ".pytorch.org",
    ".unsloth.ai",
}
"""Places that hold pages which moderators let answers be taken from."""


def is_among(host: str, hosts: frozenset[str]) -> bool:
    """Whether a host is one of these places."""
    _, *above = host.split(".")
    return host in hosts or any("." + ".".join(above[place:]) in hosts for place in range(len(above)))


def pasted(link: str) -> str:
    """A link as it is meant: without angle brackets, and with the beginning that browsers hide."""
    text = link.strip().removeprefix("<").removesuffix(">")
    return f"https://{text}" if _BARE.match(text) else text
