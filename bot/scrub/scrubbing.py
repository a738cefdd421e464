"""Take secrets and personal traces out of texts and JSON values, and say what was where."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal

from bot.scrub.choosing import wanted
from bot.scrub.kinds import MARKS, Kind
from bot.scrub.rules import (
    HOST_KEY,
    PERSON_KEY,
    PRIVATE_KEY,
    SECRET_KEY,
    SERVER,
    SERVER_KEY,
    Rule,
    are_of_key,
    rules,
)
from bot.scrub.spotting import inside

# Shorter texts hold no token, path, host or address that a rule would find.
SHORTEST: Final = 6
# A longer text in a record is no setting; patterns on it could take long.
LONGEST: Final = 20_000
_NUMBERS: Final = frozenset({int, float, bool, type(None)})


@dataclass(frozen=True)
class Finding:
    """Something that was taken out, and where: never the thing itself."""

    kind: Kind
    place: str


@dataclass
class Scrubber:
    """Scrubs one file; `texts` are keys whose values are prompts or generated texts, and go as a whole."""

    texts: Collection[str] = ()
    findings: list[Finding] = field(default_factory=list)
    _known: dict[str, tuple[str, tuple[Kind, ...]]] = field(default_factory=dict)

    def lines(self, text: str) -> str:
        """A text of several lines; places are its lines."""
        text, keys = _apply(PRIVATE_KEY, text)
        self.findings += [Finding("token", "a private key")] * keys
        parts = text.split("\n")
        return "\n".join(self.text(part, f"line {number}") for number, part in enumerate(parts, 1))

    def text(self, text: str, place: str) -> str:
        """One text."""
        if len(text) < SHORTEST:
            return text
        if len(text) > LONGEST:
            return self._gone("text", place)
        if text not in self._known:
            self._known[text] = _without(text)
        scrubbed, kinds = self._known[text]
        self.findings += [Finding(kind, place) for kind in kinds]
        return scrubbed

    def value(self, value: Any, place: str = "") -> Any:
        """A JSON value; places are paths such as `config.model_args`."""
        if isinstance(value, str):
            return self.text(value, place)
        if isinstance(value, dict):
            return {self.text(key, place): self._entry(key, item, place) for key, item in value.items()}
        if isinstance(value, list):
            # Long lists are of numbers, which hold nothing.
            if _NUMBERS.issuperset(map(type, value)):
                return value
            return [
                self._gone("token", f"{place}[{number}]")
                if is_key
                else self.value(item, f"{place}[{number}]")
                for number, (item, is_key) in enumerate(zip(value, are_of_key(value), strict=True))
            ]
        return value

    def _entry(self, key: str, item: Any, place: str) -> Any:
        path = f"{place}.{key}" if place else key
        if key in self.texts and isinstance(item, str | list | dict) and item:
            return self._gone("text", path)
        if isinstance(item, str) and item:
            match _told_by(key):
                case "secret":
                    return self._gone("token", path)
                case "host" | "person" as kind:
                    return self._gone(kind, path)
                case "server":
                    item, count = _apply(SERVER, item)
                    self.findings += [Finding("host", path)] * count
        return self.value(item, path)

    def _gone(self, kind: Kind, place: str) -> str:
        self.findings.append(Finding(kind, place))
        return MARKS[kind]


@lru_cache(maxsize=4_096)
def _told_by(key: str) -> Literal["secret", "host", "person", "server"] | None:
    """What a key says of a text under it; files have few keys and many texts."""
    if SECRET_KEY.search(key):
        return "secret"
    if HOST_KEY.match(key):
        return "host"
    if PERSON_KEY.match(key):
        return "person"
    return "server" if SERVER_KEY.search(key) else None


def _without(text: str) -> tuple[str, tuple[Kind, ...]]:
    """The text without what any rule finds, and the kinds of what was found."""
    kinds: list[Kind] = []
    for rule in wanted(rules(), text):
        if rule.pattern.search(text):
            text, count = _apply(rule, text)
            kinds += [rule.kind] * count
    # Last, since the parts of a JWT look like such files.
    for one in reversed(inside(text)):
        text = text[: one.start] + MARKS[one.kind] + text[one.end :]
        kinds.append(one.kind)
    return text, tuple(kinds)


def _apply(rule: Rule, text: str) -> tuple[str, int]:
    parts: list[str] = []
    end = 0
    for match in rule.pattern.finditer(text):
        start, stop = rule.span(match)
        if text[start:stop] in MARKS.values():
            continue
        parts += [text[end:start], MARKS[rule.kind]]
        end = stop
    return ("".join([*parts, text[end:]]), len(parts) // 2) if parts else (text, 0)
