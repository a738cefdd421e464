"""Results as messages: the preview, the post, and everything that is known of one."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Option, Select, Text, plain
from bot.results import controls, facts, words
from bot.results.model import Posted, Reading, Result
from bot.results.samples import cards as samples_cards
from bot.texts import Language, Sentence, later

MOST_LINES = 12
MOST_FILES = 8
# Kinds of what is taken out, in words; the place says the rest.
_KINDS = {
    "token": (later("a token or key"), later("tokens or keys")),
    "home folder": (later("a personal folder"), later("personal folders")),
    "host": (later("the name of a machine"), later("names of machines")),
    "e-mail": (later("an e-mail address"), later("e-mail addresses")),
    "text": (later("a prompt or an answer"), later("prompts or answers")),
}


def preview(
    draft_id: int,
    readings: Sequence[Reading],
    doubled: int,
    language: Language,
    proposed: tuple[str, Sequence[str]] | None = None,
) -> Message:
    """What would be public, what was taken out, what is odd; `doubled` results are public already.

    `proposed` is what a file calls its model, and the repositories that it may mean.
    """
    good = [reading for reading in readings if reading.error is None]
    blocks: list[Block] = [Text("### " + language.say("Please check before it is public"))]
    lines = max(2, MOST_LINES // len(good))
    blocks += [Text(_read(reading, lines, language)) for reading in good[:MOST_FILES]]
    if len(good) > MOST_FILES:
        more = len(good) - MOST_FILES
        blocks.append(Text(language.say_count("… and {count} more file.", "… and {count} more files.", more)))
    blocks += [
        Text(line) for line in (_notes(readings, doubled, language), taken_out(good, language)) if line
    ]
    if proposed is not None:
        blocks += _proposal(draft_id, *proposed, language)
    reach = language.say(
        "Where everyone in this server may read this channel, it can then be found in rankings too; "
        "elsewhere it stands in this channel alone."
    )
    return Message((*blocks, Text(f"-# {reach}"), _buttons(draft_id, good, language)), private=True)


def _proposal(draft_id: int, name: str, repositories: Sequence[str], language: Language) -> list[Block]:
    """Which repositories a file may mean, to choose from."""
    asked = language.say("Which repository is {name}? These look like it:", name=f"**{literal(name)}**")
    chosen = language.say("Choose the repository on the Hub")
    options = tuple(Option(one, one) for one in repositories)
    return [Text(asked), Select(controls.of_draft("likely", draft_id), chosen, options)]


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
    lines = [done if not doubled else f"{done} {_doubled(doubled, language)}", closed, more]
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
    return [
        f"❌ **{literal(one.file)}** – {_safely(one.error, language)}"
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


def _read(reading: Reading, most: int, language: Language) -> str:
    """The first results of a file, at most `most` of each model."""
    count = language.say_count("{count} result", "{count} results", len(reading.results))
    told = f"{reading.format}, {count}" if reading.results else reading.format
    lines = [f"**{literal(reading.file)}** – {told}"] if reading.file else []
    if reading.scores:
        lines.append(f"-# {samples_cards.will_be_kept(reading.scores, language)}")
    if not reading.results:
        return "\n".join(lines)
    for model, group in groupby(reading.results, key=named_as):
        lines.append(model_line(model, None, language))
        of_model = list(group)
        lines += [_previewed(one, language) for one in of_model[:most]]
        if len(of_model) > most:
            lines.append(more_line(len(of_model) - most, language))
        if len(lines) > 2 * most:
            break
    setup = words.setup_line(reading.results[0].setup, language)
    return "\n".join([*lines, f"-# {setup}"] if setup else lines)


def _previewed(result: Result, language: Language) -> str:
    """A result that is not public yet, with what everyone should know of it."""
    return " · ".join(filter(None, (result_line(result, language), words.claim_mark(result, language))))


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
        None if result.setup.shots is None else f"{result.setup.shots}-shot",
        words.samples(result, language),
        language.say("partial run") if result.partial else None,
    ]
    rest = "".join(f" · {part}" for part in extra if part)
    what = words.subject(result, language=language)
    return f"- {language.named(what, f'**{words.value(result, language)}**')}{rest}"


def more_line(count: int, language: Language) -> str:
    """How many are not shown."""
    return language.say_count("… and {count} more result.", "… and {count} more results.", count)


def _notes(readings: Sequence[Reading], doubled: int, language: Language) -> str | None:
    """Everything odd: files that could not be read, warnings, and what is public already."""
    told = dict.fromkeys(_safely(warning, language) for reading in readings for warning in reading.warnings)
    lines = [*failures(readings, language), *(f"⚠️ {sentence}" for sentence in told)]
    results = [one for reading in readings for one in reading.results]
    unsure = [one for one in results if one.spread is None and one.unit == "share"]
    if unsure:
        lines.append(
            "⚠️ " + language.say("Some values come without a standard error, so they cannot be compared well.")
        )
    if doubled:
        lines.append("⚠️ " + _doubled(doubled, language))
    repeated = facts.doubles(readings)
    if repeated:
        lines.append("⚠️ " + _repeated(repeated, language))
    return "\n".join(lines[:MOST_LINES]) or None


def _safely(sentence: Sentence, language: Language) -> str:
    """A sentence whose values come from a file: shown as they are written, never as formatting."""
    values = {
        name: literal(value) if isinstance(value, str) else value for name, value in sentence.values.items()
    }
    return language.tell(Sentence(sentence.msgid, values))


def _doubled(count: int, language: Language) -> str:
    return language.say_count(
        "{count} of the results is public here already and is left out.",
        "{count} of the results are public here already and are left out.",
        count,
    )


def _repeated(count: int, language: Language) -> str:
    return language.say_count(
        "{count} result repeats another one of these files and is left out.",
        "{count} results repeat other ones of these files and are left out.",
        count,
    )


def _buttons(draft_id: int, readings: Sequence[Reading], language: Language) -> Buttons:
    results = [one for reading in readings for one in reading.results]
    named = all(one.model_name is not None for one in results)
    publish = Button(language.say("Publish"), controls.of_draft("publish", draft_id), "primary")
    name = Button(language.say("Name the model"), controls.of_draft("name", draft_id))
    cancel = Button(language.say("Cancel"), controls.of_draft("cancel", draft_id))
    certain = all(one.model is not None for one in results)
    return Buttons((*((publish,) if named else ()), *(() if certain else (name,)), cancel))
