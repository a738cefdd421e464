"""A notebook as JSON and as plain text, for the command line."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from bot.notebooks.answers import LOOKED, Looked
from bot.notebooks.facts import Curve, Facts, Metric, Parameter
from bot.notebooks.findings import Finding, Place

_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
_MOST_LINES: Final = 200


def as_json(looked: Looked) -> dict[str, Any]:
    """Everything that is known of a notebook."""
    told: dict[str, Any] = LOOKED.dump_python(looked, mode="json")
    return {"format": told.pop("version"), **told.pop("facts"), **told}


def scan_as_json(looked: Looked) -> dict[str, Any]:
    """What was found, never in full where it is a token, and how many pictures and files say more."""
    findings = _FINDINGS.dump_python(looked.findings, mode="json")
    return {"findings": findings, "pictures": looked.cleaned_pictures, "files": looked.files}


def as_text(looked: Looked) -> str:
    """A notebook as lines for a terminal."""
    facts = looked.facts
    return "\n".join(
        [
            facts.title,
            *([facts.summary] if facts.summary else []),
            f"  format {'.'.join(map(str, looked.version))}, {looked.cells} cells",
            *_named("models", facts.models),
            *_named("datasets", facts.datasets),
            *_named("libraries", [f"{one.name} {one.version or ''}".strip() for one in facts.libraries]),
            *_named("ran on", _ran_on(facts)),
            *_listed("parameters", map(_parameter, facts.settings)),
            *_listed("metrics", map(_metric, facts.metrics)),
            *_listed("curves", map(_curve, facts.curves)),
            *(
                [f"  to be taken out: {len(looked.findings)}, see `essai notebooks scan`"]
                * bool(looked.findings)
            ),
        ]
    )


def scan_as_text(looked: Looked) -> str:
    """The same as lines for a terminal."""
    told = [_finding(one) for one in looked.findings]
    if looked.cleaned_pictures:
        told.append(f"Pictures whose files say more than the picture: {looked.cleaned_pictures}")
    if looked.files:
        told.append(f"Files that cannot be looked through: {looked.files}")
    return "\n".join(told) or "Nothing was found that should not become public."


def _finding(one: Finding) -> str:
    where = f"{place(one.places[0])}, line {one.line}{_more(one)}"
    return f"{one.kind} in {where}: {one.before}>>>{one.shown}<<<{one.after}"


def place(where: Place) -> str:
    """A place in words, such as "output 1 of cell 3"."""
    if where.cell is None:
        return "the notebook's metadata"
    if where.part == "output":
        return f"output {where.output} of cell {where.cell}"
    return f"cell {where.cell}" if where.part == "source" else f"the {where.part} of cell {where.cell}"


def _more(one: Finding) -> str:
    return f" and {len(one.places) - 1} other places" if len(one.places) > 1 else ""


def _named(title: str, names: Sequence[str]) -> list[str]:
    return [f"  {title}: {', '.join(names)}"] if names else []


def _ran_on(facts: Facts) -> list[str]:
    surroundings = facts.environment
    python = [f"Python {surroundings.python}"] if surroundings.python else []
    return python + ([surroundings.hardware] if surroundings.hardware else [])


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    more = [f"    … and {len(found) - _MOST_LINES} more"] if len(found) > _MOST_LINES else []
    return [f"  {title}:", *(f"    {line}" for line in found[:_MOST_LINES]), *more] if found else []


def _parameter(one: Parameter) -> str:
    return f"{one.group + '.' if one.group else ''}{one.name} = {one.value!r}  (cell {one.cell})"


def _metric(one: Metric) -> str:
    return f"{one.name} {one.value:g}{' %' if one.is_percent else ''}  (cell {one.cell})"


def _curve(one: Curve) -> str:
    first, last = one.points[0], one.points[-1]
    return f"{one.name}: {len(one.points)} points, {first[1]:g} at {first[0]:g} to {last[1]:g} at {last[0]:g}"
