"""The living message: a release, and below it the others of its family."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.markdown import literal
from bot.measured.model import Measured
from bot.message import Block, Buttons, Divider, Link, Message, Panel, Text
from bot.releases import buttons, cards, measured_cards
from bot.releases.fitting import length_of, shortened
from bot.releases.folding import Member, is_quantised
from bot.releases.model import Release
from bot.releases.names import BASES, CHATS, OTHER, THINKERS, format_in, words_of
from bot.releases.timing import Outage
from bot.releases.timing_words import late
from bot.texts import Language

HIDDEN = 0x9CA3AF
MOST_LISTED = 12
# Of the 4,000 that Discord allows in all (`bot/chat/render.py`), so many for the list of the others.
MOST_CHARACTERS = 1_500
# And so many for the head and what stands below it: a line about an outage may stand above.
MOST_IN_ALL = 3_700
# From here on a count is rounded down, so that a message need not change with every new one.
EXACT = 10
STEPS = (10, 20, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True)
class Family:
    """What one message tells: its members, the head first, and what others made smaller, by format.

    `most_quantised` is the member of which they have made the most, `measured` what the people of the server
    measured, by repository.
    """

    members: tuple[Member, ...]
    community: tuple[tuple[str, int], ...] = ()
    most_quantised: Release | None = None
    measured: tuple[tuple[str, tuple[Measured, ...]], ...] = ()

    @property
    def head(self) -> Member:
        """The release that the message is about."""
        return self.members[0]


def announcement(family: Family, language: Language, nonce: str, outage: Outage | None = None) -> Message:
    """The message; its last button carries `nonce`, and an outage that made it late is told."""
    colour = HIDDEN if family.head.is_hidden else cards.COLOURS[family.head.release.kind]
    above = () if outage is None else (Text(late(outage, language)),)
    return Message((*above, Panel((*_body(family, language), _buttons(family, language, nonce)), colour)))


@lru_cache(maxsize=64)
def _body(family: Family, language: Language) -> tuple[Block, ...]:
    """All but the buttons: the same in thousands of channels."""
    below: list[Block] = []
    told = dict(family.measured)
    measured = [
        (one.release, told[one.release.repo_id])
        for one in family.members
        if one.release.repo_id in told and not one.is_hidden
    ]
    if measured and not family.head.is_hidden:
        below.append(Text(measured_cards.of_family(family.head.release, measured, language)))
    if len(family.members) > 1:
        below += [Divider(), Text(_others(family.members[1:], language))]
    if family.community:
        below.append(Text(_community(family, language)))
    return (*_head(family.head, language, MOST_IN_ALL - length_of(below)), *below)


def _head(head: Member, language: Language, most: int) -> list[Block]:
    release = head.release
    if head.is_hidden:
        gone = language.say(
            "It was published by {author} and is no longer on the Hub: deleted, or made private.",
            author=f"**{literal(release.author)}**",
        )
        return [Text(f"### ~~{literal(release.name)}~~\n{gone}")]
    names: list[Block] = []
    if head.former_name is not None:
        names.append(Text(f"-# {_formerly(head, language)}"))
    return [*shortened(release, language, most - length_of(names)), *names]


def _buttons(family: Family, language: Language, nonce: str) -> Buttons:
    """The buttons of a post; those that lead to what is gone are left out."""
    head, others = family.head, [one.release for one in family.members[1:]]
    found = buttons.of_post(head.release, language, nonce, others)
    return Buttons(tuple(one for one in found.items if not (head.is_hidden and isinstance(one, Link))))


def _formerly(one: Member, language: Language) -> str:
    """The name that people have read before: without its author where that is still the same."""
    author, _, name = (one.former_name or "").rpartition("/")
    same = author == one.release.author
    return language.say("formerly {name}", name=literal(name if same else one.former_name or ""))


def _others(members: Sequence[Member], language: Language) -> str:
    heading = language.say("Also in this family")
    lines = _fitting([f"- {_line(one, language)}" for one in members[:MOST_LISTED]])
    rest = len(members) - len(lines)
    if rest:
        lines.append("- " + language.say_count("and {count} more", "and {count} more", rest))
    return "\n".join([f"**{heading}**", *lines])


def _fitting(lines: Sequence[str]) -> list[str]:
    """As many of the first lines as there is room for: a link that is cut leads nowhere."""
    lengths = itertools.accumulate(len(line) + 1 for line in lines)
    return [line for line, length in zip(lines, lengths, strict=True) if length <= MOST_CHARACTERS]


def _line(one: Member, language: Language) -> str:
    release = one.release
    if one.is_hidden:
        gone = language.say("no longer there")
        return f"~~{literal(release.name)}~~ · {gone}"
    told = [f"[{literal(release.name)}]({release.url})"]
    if release.parameters is not None and not release.parameters_are_packed:
        told.append(language.roughly(release.parameters))
    kind = _kind(release, language)
    if kind:
        told.append(kind)
    if one.former_name is not None:
        told.append(_formerly(one, language))
    return " · ".join(told)


def _kind(release: Release, language: Language) -> str:
    if is_quantised(release):
        found = format_in(release.repo_id)
        return language.say("made smaller: {format}", format=found) if found else language.say("made smaller")
    words = set(words_of(release.repo_id))
    if words & BASES:
        return language.say("base, to be trained further")
    if words & THINKERS:
        return language.say("thinks before it answers")
    return language.say("follows instructions") if words & CHATS else ""


def _community(family: Family, language: Language) -> str:
    counted = [_counted(name, count, language) for name, count in family.community]
    formats = language.enumeration(counted)
    if family.most_quantised is not None:
        of = family.most_quantised
        formats = f"[{formats}]({of.hub}/models?other=base_model:quantized:{of.repo_id})"
    return language.say("Made smaller by the community: {formats}", formats=formats)


def _counted(name: str, count: int, language: Language) -> str:
    shown = language.say("other formats") if name == OTHER else name
    if count <= EXACT:
        return f"{shown} ({count})" if count > 1 else shown
    return f"{shown} ({max(step for step in STEPS if step <= count)}+)"
