"""A reading as JSON and as plain text, for the command line."""

from collections import Counter
from typing import Any, Final

from pydantic import TypeAdapter

from bot.results.formats.any_table import recognised
from bot.results.model import Reading, Result
from bot.texts import Language, language

_RESULT: TypeAdapter[Result] = TypeAdapter(Result)
_MOST_LINES: Final = 200


def as_json(reading: Reading, reader: Language | None = None) -> dict[str, Any]:
    """One file: `file, format, rows, warnings, scrubbed, error`; a row is a `Result`, flat."""
    spoken = reader or language("en")
    return {
        "file": reading.file,
        "format": reading.format,
        "rows": [row(result, reading.sha256) for result in reading.results],
        "warnings": [spoken.tell(warning) for warning in reading.warnings],
        "scrubbed": [{"kind": one.kind, "place": one.place} for one in reading.scrubbed],
        "error": None if reading.error is None else spoken.tell(reading.error),
    }


def row(result: Result, sha256: str) -> dict[str, Any]:
    """A result as flat JSON."""
    fields = _RESULT.dump_python(result, mode="json")
    spread, setup = fields.pop("spread") or {}, fields.pop("setup")
    return {
        **fields,
        "standard_error": spread.get("standard_error"),
        "standard_error_from": spread.get("origin"),
        **setup,
        "source_sha256": sha256,
    }


def as_text(reading: Reading) -> str:
    """One file as lines for a terminal."""
    english = language("en")
    if reading.error is not None:
        return f"{reading.file}: {english.tell(reading.error)}{_how_to_say_scale(reading)}"
    count = english.say_count("{count} result", "{count} results", len(reading.results))
    lines = [f"{reading.file}: {reading.format or 'no format'}, {count}"]
    lines += [f"  {_line(result)}" for result in reading.results[:_MOST_LINES]]
    if len(reading.results) > _MOST_LINES:
        lines.append(f"  … and {len(reading.results) - _MOST_LINES} more")
    lines += [f"  note: {english.tell(warning)}" for warning in reading.warnings]
    kinds = Counter(one.kind for one in reading.scrubbed)
    places = {kind: next(one.place for one in reading.scrubbed if one.kind == kind) for kind in kinds}
    lines += [f"  taken out: {kind} × {count}, first at {places[kind]}" for kind, count in kinds.items()]
    return "\n".join(lines)


def _how_to_say_scale(reading: Reading) -> str:
    """The options that tell the scale of a table, where that is all that is not known of it."""
    column = recognised(reading.columns).get("value") if reading.format is not None else None
    ways = (
        "" if column is None else " or ".join(f"--column 'value={column} ({one})'" for one in ("share", "%"))
    )
    return f" Or say it with {ways}." if ways else ""


def _line(result: Result) -> str:
    spread = f" ± {result.spread.standard_error:.4g} ({result.spread.origin})" if result.spread else ""
    parts = [
        result.model or result.model_name or "model not stated",
        f"{result.task} {result.metric}" + (f" [{result.filter}]" if result.filter else ""),
        f"{result.value:.6g}{spread} {result.unit}",
    ]
    if result.samples is not None:
        parts.append(f"n={result.samples}")
    if result.setup.shots is not None:
        parts.append(f"{result.setup.shots}-shot")
    return "  ".join(parts)
