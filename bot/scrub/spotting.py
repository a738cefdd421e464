"""Where in a text something lies that should not become public, so that a person can look at it there.

Unlike `scrubbing.py` it takes nothing out by itself. It reads texts as a person does: colours of terminals,
entities of HTML and backslashes before quotes do not hide anything.
"""

import bisect
import html
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from bot.scrub.choosing import wanted
from bot.scrub.kinds import Kind
from bot.scrub.rows import BASE64, has_row
from bot.scrub.rules import JWT, PRIVATE_KEY, Rule, rules
from bot.scrub.within import texts_within

# Longer lines are looked at in pieces that overlap by more than what tells of a secret is long.
PIECE: Final = 8_000
OVERLAP: Final = 400
SHORTEST: Final = 6
# What is longer than any entity or colour is a file.
LONGEST: Final = 40

# What hides words: colours, entities, backslashes before quotes; and files inside a text, which have none.
# What does begins with one of these signs, which stand first: most texts have few of them, or none.
_SIGNS: Final = "\x1b&\\%"
_HIDING = re.compile(
    r"[\x1b&\\%](?:(?<=\x1b)\[(?:[0-9;]*[mK]|\d+[A-HJ])|(?<=&)(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
    r"|(?<=\\)(?:(?=[\"'/])|u00[2-7][0-9a-fA-F])|(?<=%)[2-7][0-9a-fA-F])"
)
# The same, and files, also those of which nothing says that they are: they are so long. The parts of a JWT
# look like files, but for what stands beside them.
_OF_LONG: Final = 2_000
_HIDING_FILES = re.compile(
    rf"{_HIDING.pattern}|(?i:data:[\w/+.;=-]*;base64),[A-Za-z0-9+/=]{{64,}}"
    rf"|(?<![\w.+/-])(?!eyJ)[A-Za-z0-9+/]{{{_OF_LONG},}}+={{0,2}}(?![\w.-])"
)
_BREAK = re.compile(r"\\[nrt]")
# How a token goes on where a piece ends inside it.
_REST = re.compile(r"[A-Za-z0-9._~+/=-]{0,8000}")
# Names, calls and places to fill in, where a value should stand.
_NO_VALUE = re.compile(
    r"(?i)^(?:os\.|getenv|environ|userdata|getpass|input\(|self\.|args\.|config|cfg\.|settings|secrets?[.\[(]|none\b|true\b"
    r"|false\b|str\b|optional|union|\$|[{<(\[*%]|x{4,}|\.{3}|your|my[_-]|enter|insert|replace|change|put|add|paste|here"
    r"|dotenv|load_|get_|read|example|dummy|fake|test|null\b|undefined|hf_x|hf_\.|sk-x|sk-\.)"
)
# A measured number, with its unit.
_NUMBER = re.compile(
    r"(?i)[-+]?(?:\d*[.,]\d+(?:e[-+]?\d+)?|\d+e[-+]?\d+)"
    r"(?:(?:[mnuµ]?s|sec|min|h|usd|eur|[€$%xbkmgt]|[kmgt]i?b)(?:/\w{1,12})?)?[).\]}]*"
)
# The tokens of language models, and what is counted for each.
_OF_MODEL = re.compile(
    r"(?i)\b(?:per|mask|pad(?:ding)?|eos|bos|unk|sep|cls|special)[ _-]tokens?\b\W{0,8}(?:is\W{1,4})?$"
)
_TOKEN = re.compile(r"(?i)\b(?:token|jeton)s?\b\W{0,8}(?:(?:is|est)\W{1,4})?$")
_ON_HUB = re.compile(r"(?=[^/]*-|.*/.*-)[A-Za-z][\w.-]{0,60}/[A-Za-z][\w.-]{0,80}")
_QUOTES: Final = frozenset("\"'“‘")
_NAME = re.compile(r"[A-Za-z_][A-Za-z_.]*(?:[(\[].*)?[)\]}]*")
_CAPITALS = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
# Accounts and machines that everybody has.
_NOBODY = re.compile(
    r"(?i)^/root$|/(?:home|users)/(?:jovyan|ubuntu|ec2-user|user|username|sagemaker-user|studio-lab-user|runner|you|kaggle"
    r"|your[_-]?\w*|shared|public|runneradmin|vscode|codespace|colab|root|<.*|\{.*|\$.*|\.{3}.*)$"
)
_ANYBODY = re.compile(
    r"(?i)(?:root|wheel|staff|users?|username|jovyan|ubuntu|ec2-user|sagemaker-user|studio-lab-user|runner|runneradmin"
    r"|kaggle|colab|codespace|vscode|docker|nobody|admin|administrator|system|shared|public|you|me|name|your[_-]?\w*)"
)
_ANY_MACHINE = re.compile(r"(?i)^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])$")
_ANY_MAIL = re.compile(
    r"(?i)@(?:\w+\.)*example\.(?:com|org|net)$|^(?:no-?reply|user(?:name)?|you|name|email|someone)@"
)


@dataclass(frozen=True)
class Spot:
    """Something at `start` up to `end` of a text."""

    kind: Kind
    start: int
    end: int


def spots(text: str) -> tuple[Spot, ...]:
    """What lies where, in order; where two overlap, the longer one."""
    if len(text) < SHORTEST:
        return ()
    view = _View(text)
    found = [
        Spot("token", *rule.span(match))
        for rule in wanted((PRIVATE_KEY, JWT), view.text)
        for match in rule.pattern.finditer(view.text)
    ]
    # A line that a program wrote as `one\\ntwo` is looked at with and without its marks: C:\\Users\\nora.
    for text_seen in {view.text, _BREAK.sub("  ", view.text)}:
        possible = [
            rule
            for rule in wanted(rules(), text_seen)
            if not rule.is_bounded or rule.pattern.search(text_seen)
        ]
        for start, piece in _pieces(text_seen) if possible else ():
            found += [_whole(one, start, text_seen) for one in _in_piece(piece, possible)]
    found = [Spot(one.kind, *view.original(one.start, one.end)) for one in found]
    return tuple(_apart([*found, *inside(text)]))


def inside(text: str) -> list[Spot]:
    """The files written as base64 in a text in which something lies, in order; all of such a file goes."""
    return _apart(
        Spot(within[0].kind, start, end) for start, end, said in texts_within(text) if (within := spots(said))
    )


class _View:
    """A text without what hides its words, which knows where each character stood."""

    def __init__(self, original: str) -> None:
        parts: list[str] = []
        # Where a piece begins in the view, and where in the original.
        self._here, self._there = array("q", [0]), array("q", [0])
        length = end = 0
        for match in _hiding(original):
            parts.append(original[end : match.start()])
            shown = " " if match.end() - match.start() > LONGEST else _meant(match[0])
            for piece, at in ((shown, match.start()), ("", match.end())):
                length += len(parts[-1])
                self._here.append(length)
                self._there.append(at)
                parts.append(piece)
            end = match.end()
        self.text = "".join([*parts, original[end:]])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A span of the view in the original."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, place: int) -> int:
        index = bisect.bisect_right(self._here, place) - 1
        return self._there[index] + place - self._here[index]


def _hiding(text: str) -> Iterable[re.Match[str]]:
    """All that hides words in a text."""
    if ";base64," in text.lower() or has_row(text, BASE64, _OF_LONG):
        return _HIDING_FILES.finditer(text)
    return _HIDING.finditer(text) if any(sign in text for sign in _SIGNS) else ()


@lru_cache(maxsize=1_000)
def _meant(hiding: str) -> str:
    """What stands for a person where something hides words."""
    if hiding.startswith("&"):
        return html.unescape(hiding)
    if hiding.startswith("%"):
        return unquote(hiding)
    if hiding.startswith("\\u"):
        return hiding.encode().decode("unicode_escape")
    return ""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        for offset in range(0, max(1, len(line) - OVERLAP), PIECE - OVERLAP):
            yield start + offset, line[offset : offset + PIECE]
        start += len(line) + 1


def _whole(one: Spot, start: int, text: str) -> Spot:
    """What was found in a piece of a text, which begins at `start`, as it stands in all of the text."""
    end = start + one.end
    if one.kind == "token" and one.end == PIECE and (rest := _REST.match(text, end)):
        end = rest.end()
    return Spot(one.kind, start + one.start, end)


def _in_piece(piece: str, among: Sequence[Rule]) -> Iterator[Spot]:
    if len(piece) < SHORTEST:
        return
    for rule in wanted(among, piece):
        for match in rule.pattern.finditer(piece):
            start, end = rule.span(match)
            if start < end and not _is_harmless(rule, piece, start, end):
                yield Spot(rule.kind, start, end)


def is_everybodys(kind: Kind, found: str) -> bool:
    """Whether accounts, machines and addresses like this are nobody's own."""
    match kind:
        case "home folder":
            return _NOBODY.search(found) is not None
        case "e-mail":
            return _ANY_MAIL.search(found) is not None
        case "person":
            return all(map(_ANYBODY.fullmatch, found.split()))
        case "host":
            return _ANY_MACHINE.match(found) is not None
    return False


def _is_harmless(rule: Rule, text: str, start: int, end: int) -> bool:
    found = text[start:end]
    if is_everybodys(rule.kind, found):
        return True
    if rule.kind in {"home folder", "e-mail", "person"}:
        return False
    if not rule.is_guess:
        # Four letters of a key's beginning are found in any sequence of DNA.
        return found.isalnum() and (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
    before = text[max(0, start - 2) : start]
    is_quoted = before[-1:] in _QUOTES or before.rstrip()[-1:] == "«"
    if _NO_VALUE.match(found) or _CAPITALS.fullmatch(found) or _is_of_model(text[:start][-60:], found):
        return True
    return not is_quoted and _NAME.fullmatch(found) is not None


def _is_of_model(before: str, found: str) -> bool:
    """Whether what is called a token is one of a language model, a number of them, or the model itself."""
    if _OF_MODEL.search(before):
        return True
    is_no_secret = _NUMBER.fullmatch(found) or _ON_HUB.fullmatch(found)
    return is_no_secret is not None and _TOKEN.search(before) is not None


def _apart(found: Iterable[Spot]) -> list[Spot]:
    """The spots without those inside, or overlapping with, a longer one."""
    kept: list[Spot] = []
    for one in sorted(found, key=lambda spot: (spot.start - spot.end, spot.start)):
        place = bisect.bisect_left(kept, one.start, key=lambda spot: spot.start)
        is_after = place == 0 or kept[place - 1].end <= one.start
        if is_after and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return kept
