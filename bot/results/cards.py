"""Results in messages: the words that previews, posts and answers share."""

from collections import Counter
from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Message, plain
from bot.results import words
from bot.results.model import Posted, Reading, Result
from bot.texts import Language, Sentence, later

MOST_LINES = 12
# Kinds of what is taken out, in words; the place says the rest.
_KINDS = {
    "token": (later("a token or key"), later("tokens or keys")),
    "home folder": (later("a personal folder"), later("personal folders")),
    "host": (later("the name of a machine"), later("names of machines")),
    "e-mail": (later("an e-mail address"), later("e-mail addresses")),
    "person": (later("the name or account of a person"), later("names or accounts of persons")),
    "text": (later("a prompt or an answer"), later("prompts or answers")),
}


def nothing_read(readings: Sequence[Reading], language: Language) -> Message:
    """Why none of the files could be read."""
    heading = language.say("I could not read that, and nothing was posted.")
    return plain("\n".join([heading, *failures(readings, language)]))


def published(
    count: int, doubled: int, channel_id: int, language: Language, more: str = "", *, is_open: bool = True
) -> Message:
    """Said to the member in the end, and what `more` there is to say.

    `is_open` is whether everybody in the server may read the channel.
    """
    done = language.say_count(
        "Done. {count} result will be posted in {channel} in a moment.",
        "Done. {count} results will be posted in {channel} in a moment.",
        count,
        channel=f"<#{channel_id}>",
    )
    closed = "" if is_open else unlisted(channel_id, language)
    lines = [done if not doubled else f"{done} {doubled_already(doubled, language)}", closed, more]
    return plain("\n".join(line for line in lines if line))


def unlisted(channel_id: int, language: Language) -> str:
    """Why results are in no list of the server."""
    return language.say(
        "Not everyone in this server may read {channel}, so rankings, comparisons and exports of the server "
        "leave out what is posted there.",
        channel=f"<#{channel_id}>",
    )


def label(posted: Posted, language: Language) -> str:
    """One result as a choice while a command is typed."""
    one = posted.result
    return f"{one.model_name} · {words.subject(one, str, language)} · {words.value(one, language)}"[:100]


def failures(readings: Sequence[Reading], language: Language) -> list[str]:
    """Why some files could not be read."""
    alone = " " + language.say("Post this table by itself: then I ask what its columns mean.")
    return [
        f"❌ **{literal(one.file)}** – {safely(one.error, language)}{alone if one.columns else ''}"
        for one in readings
        if one.error is not None
    ]


def taken_out(readings: Sequence[Reading], language: Language) -> str | None:
    """What was scrubbed and where: never the thing itself."""
    if not any(reading.sha256 for reading in readings):
        return None
    found = [(one.kind, one.place) for reading in readings for one in reading.scrubbed]
    if not found:
        return "🔒 " + language.say("I looked for keys, personal folders and addresses, and found none.")
    lines = ["🔒 " + language.say("Taken out before it is public:")]
    for kind, count in Counter(kind for kind, _ in found).items():
        one, many = _KINDS[kind]
        place = next(where for what, where in found if what == kind)
        what = language.tell(one) if count == 1 else f"{language.number(count)} {language.tell(many)}"
        lines.append(f"- {what} (`{place.replace('`', '')[:80]}`)")
    return "\n".join(lines)


Named = tuple[str | None, str | None, str | None, bool]


def named_as(result: Result) -> Named:
    """Repository, name, revision, and whether that is the one of the time of posting."""
    return result.model, result.model_name, result.revision, result.is_revision_of_posting


def model_line(named_so: Named, hub: str | None, language: Language) -> str:
    """Which model it is, with a link where `hub` is given."""
    model, name, revision, is_of_posting = named_so
    if model is None and name is None:
        return "⚠️ " + language.say("The file does not say which model it is of.")
    if model is None:
        told = language.say("not named as a repository on the Hub")
        return f"**{literal(name or '')}** ({told})"
    named = f"**{literal(model)}**" if hub is None else f"**[{literal(model)}]({hub}/{model})**"
    if revision is None:
        return named
    sha = f"`{revision[:8]}`"
    if is_of_posting:
        return f"{named} · " + language.say("revision at the time of posting: {sha}", sha=sha)
    return f"{named} · " + language.say("revision {sha}", sha=sha)


def result_line(result: Result, language: Language) -> str:
    """One result as an entry of a list."""
    extra = [
        None if result.setup.shots is None else words.shots(result.setup.shots, language),
        words.samples(result, language),
        language.say("partial run") if result.partial else None,
    ]
    rest = "".join(f" · {part}" for part in extra if part)
    what = words.subject(result, language=language)
    return f"- {language.named(what, f'**{words.value(result, language)}**')}{rest}"


def more_line(count: int, language: Language) -> str:
    """How many are not shown."""
    return language.say_count("… and {count} more result.", "… and {count} more results.", count)


def safely(sentence: Sentence, language: Language) -> str:
    """A sentence whose values come from a file: shown as they are written, never as formatting."""
    values = {
        name: literal(value) if isinstance(value, str) else value for name, value in sentence.values.items()
    }
    return language.tell(Sentence(sentence.msgid, values))


def doubled_already(count: int, language: Language) -> str:
    """How many results are public already."""
    return language.say_count(
        "{count} of the results is public here already and is left out.",
        "{count} of the results are public here already and are left out.",
        count,
    )
