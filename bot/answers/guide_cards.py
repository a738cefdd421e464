"""Guides as messages for moderators."""

from collections import Counter
from collections.abc import Sequence

from bot.answers import room
from bot.answers.guide_store import Guide
from bot.answers.said import is_name
from bot.markdown import linked, literal
from bot.message import Message, Text, plain
from bot.texts import Language

LISTED = 25
LONGEST_TITLE = 90
# https://discord.com/developers/docs/interactions/application-commands (the name of a choice)
LONGEST_NAME = 100


def added(
    title: str, passages: int, language: Language, *, is_for_all: bool, last: str | None = None
) -> Message:
    """After one was added; `last` is the title of the last passage of one that was too long for the rest."""
    told = language.say_count(
        "Added: I answer from **{guide}** now, {count} passage of it.",
        "Added: I answer from **{guide}** now, {count} passages of it.",
        passages,
        guide=literal(title),
    )
    if is_for_all:
        who = language.say("Everybody in this server may be shown it.")
    else:
        who = language.say("Those who may read its channel are shown it.")
    if last is None:
        return plain(f"{told} {who}")
    cut = language.say(
        "It is long: I took only its beginning, up to **{last}**.", last=literal(last, LONGEST_TITLE)
    )
    return plain(f"{told} {cut} {who}")


def listed(guides: Sequence[Guide], hidden: int, language: Language) -> Message:
    """All that the reader may read, the newest first; so many more are `hidden` from them."""
    if not guides and not hidden:
        return plain(
            language.say(
                "There are no guides yet. `/knowledge add` adds a page, a file or a thread; a message is "
                "added from its menu, under Apps."
            )
        )
    heading = language.say_count("{count} guide", "{count} guides", len(guides) + hidden)
    closed = language.say_count(
        "And {count} guide from a channel that you cannot read.",
        "And {count} guides from channels that you cannot read.",
        hidden,
    )
    most = language.more(len(guides))
    left = room.MOST - len("\n".join((f"### {heading}", most, closed, "")))
    lines = room.whole([_line(one, language) for one in guides[:LISTED]], left).splitlines()
    if len(lines) < len(guides):
        lines.append(language.more(len(guides) - len(lines)))
    if hidden:
        lines.append(closed)
    return Message((Text(f"### {heading}"), Text("\n".join(lines))), private=True)


def names(guides: Sequence[Guide], language: Language) -> list[str]:
    """What each is called where one is chosen: those that share a title have their day, then a number."""
    titles = [one.title if is_name(one.title) else one.key for one in guides]
    shared = Counter(title.casefold() for title in titles)
    seen: Counter[str] = Counter()
    named: list[str] = []
    for one, title in zip(guides, titles, strict=True):
        name = _ended(title, "")
        if shared[title.casefold()] > 1:
            name = _ended(title, f" · {language.day(one.written_at)}")
        seen[name.casefold()] += 1
        number = seen[name.casefold()]
        named.append(name if number == 1 else _ended(name, f" · {number}"))
    return named


def _ended(title: str, end: str) -> str:
    return title[: LONGEST_NAME - len(end)].rstrip() + end


def _line(one: Guide, language: Language) -> str:
    title = literal(one.title, LONGEST_TITLE)
    told = [linked(title, one.link)]
    if one.channel_id is not None:
        told.append(f"<#{one.channel_id}>")
    told.append(language.say_count("{count} passage", "{count} passages", one.passages))
    told.append(language.day(one.written_at))
    return "- " + " · ".join(told)
