"""A comparison in words, for messages and pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.markdown import literal
from bot.notebooks import words
from bot.notebooks.changes import Change
from bot.notebooks.comparison.model import CellChange, Compared, Line
from bot.notebooks.directions import Verdict, verdict
from bot.texts import Language

# Of an alternative text, in changes: Discord takes 1,024 characters.
MOST_DESCRIBED: Final = 10


def judged(one: Change) -> Verdict | None:
    """Whether the change of a metric is one for the better."""
    if (
        one.what != "metric"
        or not isinstance(one.before, int | float)
        or not isinstance(one.after, int | float)
        or one.are_percents[0] != one.are_percents[1]
    ):
        return None
    whole = 100 if one.are_percents[0] else 1
    return verdict(one.name, one.before / whole, one.after / whole)


def judgement(found: Verdict, language: Language) -> str:
    """A verdict in a word."""
    return language.say("better") if found == "better" else language.say("worse")


def group(one: Change, language: Language) -> str:
    """What kind of thing changed, as a heading."""
    match one.what:
        case "metric":
            return language.say("Metrics")
        case "parameter":
            return language.say("Parameters")
        case "model":
            return language.say("Models")
        case "dataset":
            return language.say("Datasets")
        case "library":
            return language.say("Libraries")


def change(one: Change, language: Language) -> str:
    """A change as markdown; a metric with its direction."""
    found = judged(one)
    mark = "" if found is None else f" ({judgement(found, language)})"
    return words.change(one, language) + mark


def in_order(changes: Iterable[Change]) -> list[Change]:
    """What came out counts most, and the versions of libraries least."""
    order = ["metric", "parameter", "model", "dataset", "library"]
    return sorted(changes, key=lambda one: order.index(one.what))


def told(one: Change, language: Language) -> tuple[str, str]:
    """The name of what changed, with a sign where it is new or gone, and its values; plain text."""
    before, after = words.both(one, language)
    if one.before is None or one.after is None:
        sign = "+" if one.before is None else "−"
        return f"{sign}\N{NO-BREAK SPACE}{one.name}", "" if after == one.name else after
    return one.name, f"{before or '?'} → {after or '?'}"


def described(compared: Compared, language: Language) -> str:
    """The whole in a few sentences, for those who cannot see the picture."""
    lines = [" → ".join(dict.fromkeys([compared.before, compared.after]))]
    for one in in_order(compared.changes)[:MOST_DESCRIBED]:
        name, values = told(one, language)
        found = judged(one)
        said = language.named(name, values) if values else name
        lines.append(said if found is None else f"{said} ({judgement(found, language)})")
    return ". ".join([*lines, told_of_cells(compared, language)])


def told_of_cells(compared: Compared, language: Language) -> str:
    """How many cells differ, in a sentence."""
    if compared.is_equal:
        return language.say("Nothing differs between the two.")
    if not compared.cells:
        return language.say("No cell differs in what it says.")
    return language.say_count(
        "{count} cell differs: {counts}",
        "{count} cells differ: {counts}",
        len(compared.cells),
        counts=counted(compared, language),
    )


def counted(compared: Compared, language: Language) -> str:
    """How many cells differ in which way."""
    changed, added, removed = compared.count("changed"), compared.count("added"), compared.count("removed")
    counts = [
        (changed, language.say_count("{count} changed", "{count} changed", changed)),
        (added, language.say_count("{count} added", "{count} added", added)),
        (removed, language.say_count("{count} removed", "{count} removed", removed)),
    ]
    told = [words_ for count, words_ in counts if count]
    return language.enumeration(told) if told else language.say("none differ")


def cell(one: CellChange, language: Language) -> str:
    """Which cell it is, and what became of it."""
    if one.kind == "added":
        return language.say("Cell {number} is new", number=one.after)
    if one.kind == "removed":
        return language.say("Cell {number} is gone", number=one.before)
    if one.before == one.after:
        return language.say("Cell {number} changed", number=one.after)
    return language.say("Cell {number}, before it was {old}, changed", number=one.after, old=one.before)


def parts(one: CellChange, language: Language) -> list[tuple[str, Sequence[Line]]]:
    """The lines of a cell that differ, those of its outputs and of what the file says of it under a title."""
    every = [
        ("", one.source),
        (language.say("Outputs"), one.outputs),
        (language.say("Metadata"), one.metadata),
    ]
    return [(title, lines) for title, lines in every if lines]


def written(line: Line) -> str:
    """A line as a listing of differences shows it."""
    return "…" if line.mark == "…" else f"{line.mark} {line.text}"


def title(compared: Compared) -> str:
    """Both titles, or the one that they share; markdown."""
    names = dict.fromkeys([literal(compared.before, 100), literal(compared.after, 100)])
    return " → ".join(names)
