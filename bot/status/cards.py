"""How the bot fares, as a message."""

from collections.abc import Collection, Sequence

from bot.hub.budget import Use
from bot.llm.model import State, Status
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Facts, Message, Text
from bot.releases.model import SourceKind
from bot.releases.source_words import bold
from bot.releases.timing import Waiting
from bot.releases.timing_words import held_in_words
from bot.releases.upkeep_cards import failure_in_words
from bot.status import controls
from bot.status.model import Delays, GivenUp, HubState, LastPost, Models
from bot.texts import Language, later, moment

# A long list says no more than its beginning.
MOST_SHOWN = 15
MOST_GIVEN_UP = 10
MOST_NAMED = 2


def status(
    hub: HubState,
    use: Use,
    wait: Delays,
    posts: Sequence[LastPost],
    waiting: int,
    held: Sequence[Waiting],
    given_up: Sequence[GivenUp],
    models: Models,
    language: Language,
) -> Message:
    """What moderators see."""
    rows = (
        (language.say("Hub"), _hub(hub, language)),
        (language.say("Requests in 5 minutes"), budget(use, language)),
        *_repositories(wait, language),
        *_others(wait, {post.source.kind for post in posts}, language),
        (language.say("Posts on their way"), language.number(waiting)),
        (language.say("Language model"), _model(models.writer, language)),
        (language.say("Embedding model"), _embeddings(models, language)),
    )
    heading = language.say("How I fare")
    parts: list[Block] = [Text(f"### {heading}"), Facts(rows)]
    if held:
        heading = language.say("Held back")
        lines = [_held(one, language) for one in held[:MOST_SHOWN]]
        parts.append(Text(f"**{heading}**\n" + "\n".join(lines)))
    if given_up:
        heading = language.say("Given up")
        lines = [_given_up(one, language) for one in given_up]
        parts.append(Text(f"**{heading}**\n" + "\n".join(lines)))
    if posts:
        heading = language.say("Last posts")
        lines = [_post(post, language) for post in posts[:MOST_SHOWN]]
        if len(posts) > MOST_SHOWN:
            rest = len(posts) - MOST_SHOWN
            lines.append(language.say_count("- and {count} more", "- and {count} more", rest))
        parts.append(Text(f"**{heading}**\n" + "\n".join(lines)))
    if given_up:
        parts.append(Buttons((Button(language.say("Try again"), controls.retry(given_up[0].id)),)))
    return Message(tuple(parts), private=True)


def delays(wait: Delays, watched: Collection[SourceKind], language: Language) -> list[tuple[str, str]]:
    """How long a release may wait until it is seen, for each kind of source that is watched."""
    found = _repositories(wait, language) if {"author", "search", "repository"} & set(watched) else []
    return [*found, *_others(wait, watched, language)]


def _repositories(wait: Delays, language: Language) -> list[tuple[str, str]]:
    private = language.say(
        "within {active} if their author was active lately, else {quiet}",
        active=_time(wait.active_models, language),
        quiet=_time(wait.quiet_models, language),
    )
    return [
        (language.say("New repositories"), language.say("within {time}", time=_time(wait.feed, language))),
        (language.say("Formerly private ones"), private),
    ]


def _others(wait: Delays, watched: Collection[SourceKind], language: Language) -> list[tuple[str, str]]:
    """How long other sources wait, where the server watches such."""
    rows = []
    if "papers" in watched:
        rows.append(
            (language.say("Daily papers"), language.say("within {time}", time=_time(wait.papers, language)))
        )
    if {"collection", "revisions"} & set(watched):
        told = language.say(
            "within {active} if something happened lately, else {quiet}",
            active=_time(wait.active_others, language),
            quiet=_time(wait.quiet_others, language),
        )
        rows.append((language.say("Collections and changes"), told))
    return rows


def budget(use: Use, language: Language) -> str:
    """How much of the budget is used."""
    return language.say(
        "{sent} of {allowed} that I allow myself; the Hub allows {quota}",
        sent=language.number(use.sent),
        allowed=language.number(use.allowed),
        quota=language.number(use.quota),
    )


def _hub(hub: HubState, language: Language) -> str:
    if hub.failing_since is not None:
        return language.say("has not answered since {when}", when=moment(hub.failing_since))
    return language.say("answers") if hub.answers else language.say("not asked yet: nothing is watched")


_MODEL = {
    State.MISSING: later("none is installed: answers are what members wrote"),
    State.LOADING: later("is being loaded"),
    State.READY: later("ready"),
    State.RESTARTING: later("has stopped and is being started again"),
    State.BROKEN: later("does not work; whoever runs me finds the reason with `essai status`"),
}


def _model(model: Status, language: Language) -> str:
    state = language.tell(_MODEL[model.state])
    return f"{literal(model.name)} · {state}" if model.name else state


_EMBEDDINGS = {
    **_MODEL,
    State.MISSING: later("none is installed: I search by words alone"),
    State.BROKEN: later(
        "does not work, so I search by words alone; whoever runs me finds the reason with `essai status`"
    ),
}


def _embeddings(models: Models, language: Language) -> str:
    """Its name only once it is ready: before, it is the operator's, and may tell where their server is."""
    status = models.embeddings
    parts = [language.tell(_EMBEDDINGS[status.state])]
    if status.state is State.READY and status.name:
        parts.insert(0, literal(status.name))
    if models.lacking:
        parts.append(
            language.say_count(
                "{count} passage of this server has no vector yet",
                "{count} passages of this server have no vector yet",
                models.lacking,
            )
        )
    elif models.lacking == 0:
        parts.append(language.say("each passage of this server has its vector"))
    return " · ".join(parts)


def _held(waiting: Waiting, language: Language) -> str:
    count = language.say_count("{count} release", "{count} releases", waiting.count)
    return f"- <#{waiting.channel_id}> · {count} · {held_in_words(waiting.wait, language)}"


def _time(seconds: float, language: Language) -> str:
    """A duration, rounded up to minutes."""
    minutes = max(1, -(-int(seconds) // 60))
    if minutes < 120:
        return language.say_count("{count} minute", "{count} minutes", minutes)
    return language.say_count("{count} hour", "{count} hours", -(-minutes // 60))


def _given_up(one: GivenUp, language: Language) -> str:
    names = [f"**{literal(name)}**" for name in one.names[:MOST_NAMED]]
    if len(one.names) > MOST_NAMED:
        rest = len(one.names) - MOST_NAMED
        names.append(language.say_count("{count} more", "{count} more", rest))
    parts = (
        language.enumeration(names),
        f"<#{one.channel_id}>",
        moment(one.created_at),
        failure_in_words(one.failure, language),
    )
    return "- " + " · ".join(parts)


def _post(post: LastPost, language: Language) -> str:
    when = language.say("nothing yet") if post.posted_at is None else moment(post.posted_at)
    return f"- {bold(post.source, language)} → <#{post.channel_id}> · {when}"
