"""What a member may correct in a result of theirs: pure."""

import hashlib
import json
from dataclasses import dataclass, replace

from bot.errors import BadRequest
from bot.results import typed
from bot.results.benchmarks.own import NO_WORDS, Vocabulary, read_as
from bot.results.model import FieldChange, Posted, Result
from bot.results.naming import ModelName
from bot.texts import later

_OF_SETUP = ("shots", "quantisation", "hardware", "engine")


@dataclass(frozen=True)
class Amendment:
    """What a member typed; what is to stay is None."""

    value: str | None = None
    samples: int | None = None
    shots: int | None = None
    quantisation: str | None = None
    hardware: str | None = None
    engine: str | None = None
    revision: str | None = None


def amended(posted: Posted, wanted: Amendment, words: Vocabulary = NO_WORDS) -> Result:
    """The result as it should have been. Raises BadRequest with what to do instead.

    What a file says is not typed anew: its number belongs to the file. What moderators have verified was
    another result.
    """
    if wanted == Amendment():
        raise BadRequest(
            later(
                "Say what to correct: the value, the number of samples, the examples shown, the "
                "quantisation, the hardware, the engine or the revision. Nothing was changed."
            )
        )
    result = posted.result
    if wanted.value is not None or wanted.samples is not None:
        if posted.is_from_file:
            raise BadRequest(
                later(
                    "This value was read from a file and stays as the file says. Take the result back with "
                    "`/result withdraw`, and import the right file."
                )
            )
        result = _typed_anew(result, wanted, words)
    given = {name: value for name in _OF_SETUP if (value := getattr(wanted, name)) is not None}
    revision = typed.revision_of(wanted.revision) or result.revision
    of_posting = result.is_revision_of_posting and wanted.revision is None
    result = replace(
        result,
        revision=revision,
        is_revision_of_posting=of_posting,
        setup=replace(result.setup, **given),
    )
    if not changes(posted.result, result):
        raise BadRequest(later("That is what it says already. Nothing was changed."))
    return replace(result, provenance="posted") if result.provenance == "verified" else result


def changes(before: Result, after: Result) -> tuple[FieldChange, ...]:
    """What differs, from → to."""
    old, new = _facts(before), _facts(after)
    return tuple(FieldChange(name, old[name], new[name]) for name in old if old[name] != new[name])


def said(result: Result) -> str:
    """Eight signs, other ones after a correction."""
    return hashlib.sha256(json.dumps(_facts(result)).encode()).hexdigest()[:8]


def _facts(result: Result) -> dict[str, str | float | None]:
    return {
        "value": result.value,
        "samples": result.samples,
        "revision": result.revision,
        **{name: getattr(result.setup, name) for name in _OF_SETUP},
    }


def _typed_anew(result: Result, wanted: Amendment, words: Vocabulary) -> Result:
    """The same test with another number; its error is worked out anew."""
    value = wanted.value or _as_typed(result)
    samples = result.samples if wanted.samples is None else wanted.samples
    name = ModelName(result.model, result.model_name, result.revision)
    again = typed.read(typed.Typed(result.task, value, result.metric, samples=samples), name, words)
    reading = read_as([again], words)[0]
    if reading.error is not None:
        raise BadRequest(reading.error)
    read = reading.results[0]
    return replace(
        result,
        value=read.value,
        written=read.written,
        spread=read.spread,
        deviation=read.deviation,
        samples=read.samples,
    )


def _as_typed(result: Result) -> str:
    """The number as its author would type it; a standard error that was stated stays."""
    factor, unit = {"share": (100.0, " %"), "bytes": (1e-9, " GB")}.get(result.unit, (1.0, ""))
    error = result.deviation
    if result.spread is not None and result.spread.origin == "given":
        error = result.spread.standard_error
    stated = "" if error is None else f" ± {round(error * factor, 9)}"
    return f"{round(result.value * factor, 9)}{stated}{unit}"
