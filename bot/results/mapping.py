"""A table whose columns nobody understands: what its poster is asked, and what is done with the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Button, Buttons, Message, Text
from bot.results import controls, units
from bot.results.cards import safely
from bot.results.formats.any_table import COLUMNS, recognised
from bot.results.keepable import plain
from bot.results.model import Reading
from bot.texts import Language, later

NEEDED = ("benchmark", "value")
MOST_SHOWN = 20
LONGEST = 40


def first_unknown(readings: Sequence[Reading]) -> Reading:
    """The table that is asked about. Raises BadRequest when its columns were explained already."""
    found = next((one for one in readings if one.columns and one.error is not None), None)
    if found is None:
        raise BadRequest(later("The columns of this table were explained already. See the preview."))
    return found


@dataclass(frozen=True)
class Columns:
    """The columns of a table by their names, and what is known or was typed of them, by what they hold."""

    names: tuple[str, ...]
    known: Mapping[str, str]


def columns_of(readings: Sequence[Reading]) -> Columns:
    """Those of the table that is asked about. Raises BadRequest as `first_unknown` does."""
    unread = first_unknown(readings)
    return Columns(unread.columns, {**recognised(unread.columns), **unread.said})


def with_said(readings: Sequence[Reading], said: Mapping[str, str]) -> tuple[Reading, ...]:
    """The readings with what was typed of the table that is asked about, for the next form."""
    unread, typed = first_unknown(readings), {what: plain(name) for what, name in said.items()}
    return tuple(replace(one, said=typed) if one is unread else one for one in readings)


def question(draft_id: int, readings: Sequence[Reading], language: Language) -> Message:
    """Asks what the columns mean."""
    unread = first_unknown(readings)
    lines = ["### " + language.say("What do these columns mean?")]
    if unread.format is not None and unread.error is not None:
        lines += [
            safely(unread.error, language),
            language.say("Or press **Explain the columns** and say it there."),
        ]
        return _asked(draft_id, lines, language)
    lines += [
        language.say(
            "I read a table in {file}, but not what its columns mean: {columns}.",
            file=f"**{literal(unread.file)}**",
            columns=shown(unread.columns),
        ),
        language.say("Say at least which one names the benchmark, and which one holds its value."),
    ]
    return _asked(draft_id, lines, language)


def _asked(draft_id: int, lines: Sequence[str], language: Language) -> Message:
    button = Button(
        language.say("Explain the columns"), controls.of_draft("columns", draft_id), style="primary"
    )
    cancel = Button(language.say("Cancel"), controls.of_draft("cancel", draft_id))
    return Message((Text("\n".join(lines)), Buttons((button, cancel))), private=True)


def shown(columns: Sequence[str]) -> str:
    """The first columns by their names."""
    named = ", ".join(f"*{literal(one[:LONGEST])}*" for one in columns[:MOST_SHOWN] if one.strip())
    return named if len(columns) <= MOST_SHOWN else f"{named}, …"


def checked(said: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """What columns mean, by the names in the table; a unit in brackets stays behind that of the values.

    Raises BadRequest for a name that is not there.
    """
    by_name = {one.strip("*` ").lower(): one.strip("*` ") for one in columns}
    given = {what: name.strip("*` ") for what, name in said.items() if name.strip("*` ")}
    found = {what: units.column_meant(name, by_name) for what, name in given.items()}
    for what, name in given.items():
        if found[what][0] not in by_name:
            raise BadRequest(
                later(
                    "The table has no column *{name}*. Its columns are: {columns}.",
                    name=literal(name[:LONGEST]),
                    columns=shown(columns),
                )
            )
    if not all(what in given for what in NEEDED):
        raise BadRequest(later("Say at least which column names the benchmark, and which holds its value."))
    return {
        what: f"{by_name[name]} ({unit})" if unit else by_name[name] for what, (name, unit) in found.items()
    }


def parsed(given: Sequence[str]) -> dict[str, str]:
    """What columns mean, from `what=name`. Raises BadRequest for anything else."""
    found = dict(one.split("=", 1) for one in given if "=" in one)
    if len(found) != len(given) or not found.keys() <= set(COLUMNS):
        raise BadRequest(
            later(
                "`column` takes what=name of a column, such as value=Score, where what is one of {names}.",
                names=", ".join(COLUMNS),
            )
        )
    return found


def explained(unread: Reading, again: Sequence[Reading]) -> Reading:
    """The reading of the table, with the hash of the file as it came. Raises BadRequest."""
    reading = again[0]
    if reading.error is not None:
        raise BadRequest(reading.error)
    return replace(reading, sha256=unread.sha256, scrubbed=unread.scrubbed)
