"""Follows of members, and private news of their notebooks, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts import cards
from bot.alerts.model import Follow
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Buttons, Link, Message, Panel, Text
from bot.notebooks import words
from bot.notebooks.shared import Shared
from bot.texts import Language, later

MOST_NAMES = 4


@dataclass(frozen=True)
class News:
    """A notebook of a member who is followed; `url` is that of its post."""

    follow: Follow
    shared: Shared
    url: str | None


def following(follow: Follow, language: Language) -> Message:
    """A follow has begun, or goes on."""
    told = language.say(
        "Done. I will write to you in private when there is news: {what}. I tell you only of channels that "
        "you can read at that time. `/follow list` shows what you follow.",
        what=cards.name(follow, language),
    )
    return Message((Text(told), Buttons((cards.stop(follow, language),))), private=True)


def news(found: Sequence[News], nonce: str, language: Language) -> Message:
    """The private message that tells of notebooks; one of its buttons carries `nonce`."""
    follows = list({one.follow.id: one.follow for one in found}.values())
    ways = cards.ways_on(follows, nonce, language)
    if len(found) == 1:
        [one] = found
        intro = language.say(
            "{member} has shared a notebook in {server}, as you asked me to tell you:",
            member=f"**{literal(one.follow.author)}**",
            server=f"**{literal(one.follow.guild_name)}**",
        )
        link = [Link(language.say("Open the post"), one.url)] if one.url else []
        panel = Panel((Text("\n".join(_told(one, language))),))
        return Message((Text(intro), panel, Buttons((*link, *ways))))
    told = language.say_count(
        "{count} notebook that you asked me to tell you of:",
        "{count} notebooks that you asked me to tell you of:",
        len(found),
    )
    return cards.several(told, [_line(one, language) for one in found], ways, language)


def own_notebooks() -> BadRequest:
    """A person wants to follow themselves."""
    return BadRequest(later("This notebook is your own: others follow you with this button."))


def gone() -> BadRequest:
    """Who is to be followed has left."""
    return BadRequest(later("The author of this notebook is no longer in this server."))


def _told(one: News, language: Language) -> list[str]:
    facts = one.shared.facts
    lines = [f"### {_title(one)}{_version(one, language)}"]
    if facts.summary:
        lines.append(literal(facts.summary, 300))
    rows = (
        (language.say("Models"), facts.models),
        (language.say("Datasets"), facts.datasets),
        (language.say("Libraries"), [library.name for library in facts.libraries]),
    )
    lines += [
        f"**{name}** {language.enumeration([literal(each, 60) for each in names[:MOST_NAMES]])}"
        for name, names in rows
        if names
    ]
    metrics = words.metrics(facts.metrics, MOST_NAMES, language)
    return [*lines, f"**{language.say('Metrics')}** {metrics}"] if metrics else lines


def _line(one: News, language: Language) -> str:
    return language.say(
        "{notebook}, by {member} in {server}",
        notebook=f"**{_title(one)}**{_version(one, language)}",
        member=literal(one.follow.author),
        server=literal(one.follow.guild_name),
    )


def _title(one: News) -> str:
    title = literal(one.shared.facts.title, 100)
    return f"[{title}]({one.url})" if one.url else title


def _version(one: News, language: Language) -> str:
    if one.shared.number == 1:
        return ""
    return f" ({language.say('version {number}', number=one.shared.number)})"
