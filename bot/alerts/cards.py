"""Follows and private news as messages."""

from collections.abc import Sequence

from bot.alerts import controls
from bot.alerts.model import MOST_FOLLOWS, MOST_TOLD, Follow, has_family
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Link, Message, Panel, Text, plain
from bot.releases.cards import panel
from bot.releases.model import Kind, Release
from bot.releases.names import series_of
from bot.texts import Language, later, mark

# As many as fit with a button each; the others are stopped with `/follow stop`.
MOST_BUTTONS = 10
# Below a message with news: the others are found under "What I follow".
MOST_STOPS = 4
LONGEST_LABEL = 60
_ONE: dict[Kind, str] = {
    "model": mark("model"),
    "dataset": mark("dataset"),
    "space": mark("Space"),
    "paper": mark("paper"),
}


def offer(release: Release, nonce: str, follows: Sequence[Follow], language: Language) -> Message:
    """What of a release can be followed, with a button for each that is not followed yet."""
    family = series_of(release.name) if has_family(release) else ""
    there = {(follow.author, follow.family) for follow in follows}
    buttons: list[Button] = []
    if (release.author, "") not in there:
        label = language.say("All news by {author}", author=release.author)
        buttons.append(Button(label, controls.choose("author", nonce), "primary"))
    if family and (release.author, family) not in there:
        label = language.say("Only models called {family}…", family=family)
        buttons.append(Button(label, controls.choose("family", nonce)))
    buttons += [stop(follow, language) for follow in follows if _concerns(follow, release, family)]
    what = language.say(
        "What shall I tell you of? When it appears, I write to you in private, several news in one message. "
        "You can stop it at any time."
    )
    return Message((Text(what), Buttons(tuple(buttons))), private=True)


def following(follow: Follow, language: Language) -> Message:
    """A follow has begun."""
    told = language.say(
        "Done. I will write to you in private when there is news: {what}. `/follow list` shows what you "
        "follow, and every message has a button to stop.",
        what=name(follow, language),
    )
    return plain(told if follow.is_fed else f"{told}\n-# {_unfed(language)}")


def stopped(follow: Follow, language: Language) -> Message:
    """A follow has ended."""
    told = language.say(
        "Stopped: {what}. I will not write to you about it any more.", what=name(follow, language)
    )
    return plain(told)


def overview(
    follows: Sequence[Follow], language: Language, *, is_blocked: bool, is_apart: bool = False
) -> Message:
    """What a person follows, with a button to stop each.

    `is_apart`: the bot is in none of the servers any more in which they asked for it.
    """
    if not follows:
        return plain(
            language.say("You follow nothing. Press **Follow** below a post to be told of its author’s news.")
        )
    parts: list[Block] = []
    if is_blocked:
        parts += [
            Text(_blocked(language)),
            Buttons((Button(language.say("Write to me again"), controls.AGAIN),)),
        ]
    if is_apart:
        parts.append(Text(_apart(language)))
    lines = [f"- {_line(follow, language)}" for follow in follows]
    parts.append(Text(language.say("You follow:") + "\n" + "\n".join(lines)))
    parts.append(Buttons(tuple(stop(follow, language) for follow in follows[:MOST_BUTTONS])))
    if len(follows) > MOST_BUTTONS:
        parts.append(Text(language.say("`/follow stop` stops any of them.")))
    return Message(tuple(parts), private=True)


def news(releases: Sequence[Release], follows: Sequence[Follow], nonce: str, language: Language) -> Message:
    """The private message that tells of releases; one of its buttons carries `nonce`."""
    ways = ways_on(follows, nonce, language)
    if len(releases) == 1:
        intro = Text(
            language.say("News by {author}, as you asked me to tell you:", author=_bold(releases[0].author))
        )
        links = Link(language.say("Open on the Hub"), releases[0].url)
        return Message((intro, panel(releases[0], language), Buttons((links, *ways))))
    told = language.say_count(
        "{count} release that you asked me to tell you of:",
        "{count} releases that you asked me to tell you of:",
        len(releases),
    )
    return several(told, [_release(release, language) for release in releases], ways, language)


def ways_on(follows: Sequence[Follow], nonce: str, language: Language) -> tuple[Button, ...]:
    """Below news: buttons that end what it came by, and one, which carries `nonce`, to all follows."""
    stops = [stop(follow, language) for follow in follows[:MOST_STOPS]]
    return (*stops, Button(language.say("What I follow"), controls.mine(nonce)))


def several(told: str, news: Sequence[str], ways: Sequence[Button], language: Language) -> Message:
    """The first of much news as a list, and how much is left out."""
    lines = [f"- {one}" for one in news[:MOST_TOLD]]
    if len(news) > MOST_TOLD:
        more = len(news) - MOST_TOLD
        lines.append(language.say_count("- and {count} more", "- and {count} more", more))
    return Message((Text(told), Panel((Text("\n".join(lines)),)), Buttons(tuple(ways))))


def resumed(language: Language) -> Message:
    """Messages go to a person again."""
    return plain(language.say("Done. From the next news on I write to you again."))


def name(follow: Follow, language: Language) -> str:
    """What is followed, in words."""
    if follow.member_id is not None:
        return language.say(
            "notebooks of {member} in {server}",
            member=_bold(follow.author),
            server=_bold(follow.guild_name),
        )
    author = _bold(follow.author)
    if not follow.family:
        return language.say("everything by {author}", author=author)
    return language.say("models by {author} called {family}…", author=author, family=_bold(follow.family))


def label(follow: Follow, language: Language) -> str:
    """The same as plain text, short enough for a button or a choice."""
    if follow.member_id is not None:
        words = language.say("notebooks of {member}", member=follow.author)
    elif follow.family:
        words = language.say("{family}… by {author}", family=follow.family, author=follow.author)
    else:
        words = follow.author
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def stop(follow: Follow, language: Language) -> Button:
    """A button that ends a follow."""
    return Button(language.say("Stop: {what}", what=label(follow, language)), controls.stop(follow.id))


def too_many() -> BadRequest:
    """A person follows as much as they may."""
    return BadRequest(
        later(
            "You follow {count} things, and more I cannot take. Stop one with `/follow stop` first.",
            count=MOST_FOLLOWS,
        )
    )


def no_such_follow() -> BadRequest:
    """A person does not follow that."""
    return BadRequest(later("You do not follow that any more. `/follow list` shows what you follow."))


def _blocked(language: Language) -> str:
    return language.say(
        "⚠️ Discord did not let my last message through to you, so I have stopped writing. Allow *Direct "
        "Messages* in the privacy settings of a server that we share, then press the button."
    )


def _apart(language: Language) -> str:
    return language.say(
        "⚠️ I am no longer in any server where you asked for this, so I cannot write to you. Your news wait "
        "for 30 days: use `/follow list` in a server that we share, and I write to you again."
    )


def _line(follow: Follow, language: Language) -> str:
    told = name(follow, language)
    if follow.is_fed:
        return told
    return f"{told} – {_unfed(language)}"


def _unfed(language: Language) -> str:
    return language.say("no server watches this author at present, so I hear little of it")


def _release(release: Release, language: Language) -> str:
    link = f"**[{literal(release.name)}]({release.url})**"
    told = language.say(
        "{link}, {kind} by {author}",
        link=link,
        kind=language.say(_ONE[release.kind]),
        author=literal(release.author),
    )
    if release.parameters is None or release.parameters_are_packed:
        return told
    return f"{told} ({language.say('{count} parameters', count=language.roughly(release.parameters))})"


def _concerns(follow: Follow, release: Release, family: str) -> bool:
    return follow.author == release.author and follow.family in ("", family)


def _bold(text: str) -> str:
    return f"**{literal(text)}**"
