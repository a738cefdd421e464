"""Several releases in one message."""

from collections.abc import Sequence
from itertools import accumulate

from bot.markdown import literal
from bot.message import Button, Buttons, Message, Panel, Text, plain
from bot.releases import controls
from bot.releases.facts import GATES, MOST_SHOWN
from bot.releases.folding import Member
from bot.releases.licences import licence_name
from bot.releases.model import Release, Watch
from bot.releases.phrases import task
from bot.releases.sentences import plain_sentence
from bot.releases.source_words import with_kinds
from bot.releases.timing import Cause, Outage
from bot.releases.timing_words import late
from bot.texts import Language

COLOUR = 0x6B5FA8
# So many releases are told with a sentence each where there is room, more with their facts alone.
MOST_WITH_SENTENCES = 8
# Discord takes 4,000 characters in a message; heading and end need some of them.
LIST_CHARACTERS = 2800
MOST_AUTHORS = 4


def roundup(
    cause: Cause, members: Sequence[Member], outage: Outage | None, language: Language, nonce: str
) -> Message:
    """The post that tells of these releases; its last button carries `nonce`."""
    blocks = [Text(f"### {heading(cause, len(members), language)}\n{_because(cause, language)}".rstrip())]
    if outage is not None:
        blocks.append(Text(late(outage, language)))
    entries = [_entry(one, language) for one in members[:MOST_WITH_SENTENCES]]
    if len(members) == len(entries) == len(_fitting(entries)):
        blocks += [Text(entry) for entry in entries]
    else:
        blocks += _by_author(members, language)
    buttons = Buttons((Button(language.say("Why here?"), controls.post("why", nonce)),))
    return Message((Panel((*blocks, buttons), COLOUR),))


def heading(cause: Cause, count: int, language: Language) -> str:
    """What is told, in a few words."""
    match cause:
        case "quiet":
            return language.say_count(
                "While it was quiet: {count} release", "While it was quiet: {count} releases", count
            )
        case "daily":
            return language.say_count("The day in {count} release", "The day in {count} releases", count)
        case "weekly":
            return language.say_count("The week in {count} release", "The week in {count} releases", count)
        case "late":
            return language.say_count("Seen late: {count} release", "Seen late: {count} releases", count)
        case "cap":
            return language.say_count("And {count} more", "And {count} more", count)


def why(cause: Cause, count: int, watches: Sequence[Watch], language: Language) -> Message:
    """Why these releases are in a channel, and in one message."""
    lines = [_reason(cause, count, language)]
    if watches:
        wanted = [with_kinds(watch.source, watch.kinds, language) for watch in watches]
        lines.append(
            language.say("This channel watches {sources}.", sources=language.enumeration(wanted[:MOST_SHOWN]))
        )
    lines.append(language.say("Moderators see all watches with `/watch list`."))
    return plain("\n".join(lines))


def _reason(cause: Cause, count: int, language: Language) -> str:
    match cause:
        case "quiet":
            return language.say("These {count} releases came in the quiet hours of this server.", count=count)
        case "daily":
            return language.say("These {count} releases are a daily digest.", count=count)
        case "weekly":
            return language.say("These {count} releases are a weekly digest.", count=count)
        case "late":
            return language.say("These {count} releases were seen late, so they come together.", count=count)
        case "cap":
            return language.say(
                "These {count} releases came when this channel had as many posts as it takes in that time.",
                count=count,
            )


def _because(cause: Cause, language: Language) -> str:
    if cause != "cap":
        return ""
    return language.say("-# More came out than is posted here at once, so the rest stands in this list.")


def _entry(member: Member, language: Language) -> str:
    facts = " · ".join(_facts(member.release, language))
    line = f"**{_name(member, language)}** {plain_sentence(member.release, language)}"
    return f"{line}\n-# {facts}" if facts else line


def _by_author(members: Sequence[Member], language: Language) -> list[Text]:
    """As many as there is room for, a line each, and how many more by whom."""
    authors = dict.fromkeys(one.release.author for one in members)
    ordered = [one for author in authors for one in members if one.release.author == author]
    lines, before = [], ""
    for one in ordered:
        heading = "" if one.release.author == before else f"**{literal(one.release.author)}**\n"
        lines.append(f"{heading}- {_line(one, language)}")
        before = one.release.author
    told = _fitting(lines)
    rest = ordered[len(told) :]
    return [Text("\n".join(told)), *([Text(_rest(rest, language))] if rest else [])]


def _line(member: Member, language: Language) -> str:
    release = member.release
    facts = [_name(member, language)]
    if release.parameters is not None and not release.parameters_are_packed:
        facts.append(language.roughly(release.parameters))
    return " · ".join([*facts, *_terms(release, language)])


def _name(member: Member, language: Language) -> str:
    name = f"[{literal(member.release.name)}]({member.release.url})"
    return language.say("{name} (no longer public)", name=f"~~{name}~~") if member.is_hidden else name


def _facts(release: Release, language: Language) -> list[str]:
    facts = []
    if release.kind == "model" and release.parameters is not None and not release.parameters_are_packed:
        facts.append(language.say("{count} parameters", count=language.roughly(release.parameters)))
    if release.kind == "model" and release.task is not None:
        facts.append(task(release.task, language))
    return [*facts, *_terms(release, language)]


def _terms(release: Release, language: Language) -> list[str]:
    facts = []
    if release.licence not in (None, "other", "unknown"):
        facts.append(literal(licence_name(str(release.licence)), 60))
    if release.gate != "open":
        facts.append(language.say(GATES[release.gate]))
    return facts


def _fitting(lines: Sequence[str]) -> list[str]:
    """The first lines, as many as there is room for."""
    lengths = accumulate(len(line) + 1 for line in lines)
    return [line for line, length in zip(lines, lengths, strict=True) if length <= LIST_CHARACTERS]


def _rest(members: Sequence[Member], language: Language) -> str:
    """What there is no room for, by the pages of those who published it."""
    pages = dict.fromkeys(_page(member.release) for member in members)
    return language.say_count(
        "… and {count} more by {authors}",
        "… and {count} more by {authors}",
        len(members),
        authors=language.enumeration(list(pages)[:MOST_AUTHORS]),
    )


def _page(release: Release) -> str:
    name = literal(release.author)
    return name if release.kind == "paper" else f"[{name}]({release.hub}/{release.author})"
