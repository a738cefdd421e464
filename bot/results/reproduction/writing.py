"""What a command is written of: words that a shell may be given, and what a file does not say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.results.model import Fact
from bot.texts import Sentence, later

# Also what names of tasks (`suite|task|0`) and lists of settings (`{temperature:0.6}`) hold: it is quoted.
_SAFE: Final = frozenset("-_=.,:/+ |{}@")
REPOSITORY: Final = later("which repository on the Hub the model is")


@dataclass(frozen=True)
class Command:
    """The words of a command, none where the source does not say enough, and what it does not say.

    What is missing is written so that it follows “the file does not say”.
    """

    words: tuple[str, ...] = ()
    missing: tuple[Sentence, ...] = ()


def is_plain(word: str) -> bool:
    """Whether a word is no more than a name, a number or a path: nothing a shell or Discord would act on."""
    return bool(word) and all((one.isascii() and one.isalnum()) or one in _SAFE for one in word)


def plain(fact: Fact) -> str:
    """A setting as it is typed."""
    return str(int(fact)) if isinstance(fact, bool) else f"{fact:g}" if isinstance(fact, float) else str(fact)


def options(stated: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """The options, by the names of the settings, of those settings that are stated as a plain value."""
    return [
        word
        for name, option in names.items()
        if isinstance(stated.get(name), str | int | float)
        for word in (option, plain(stated[name]))
    ]


def option(name: str, fact: Fact | None) -> list[str]:
    """One option, nothing where its value is not known."""
    return [] if fact is None else [name, plain(fact)]


def pairs(arguments: Iterable[tuple[str, Fact]], sign: str = "=") -> str:
    """Settings in one word: name=value,name=value."""
    return ",".join(f"{name}{sign}{value}" for name, value in arguments)
