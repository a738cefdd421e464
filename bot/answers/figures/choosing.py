"""What a language model may choose where the rules cannot read a question: pure.

It chooses among values that a span of the question supports, in a form that a grammar enforces; sizes, dates
and all other filters stay those that the rules read. Whatever else it says is not taken.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from bot.answers.figures.model import Known
from bot.answers.figures.naming import benchmarks_named, models_named
from bot.answers.figures.reading import LONGEST, Chosen
from bot.answers.figures.sheet import Sheet
from bot.answers.figures.topics import TOPICS
from bot.answers.figures.vocabulary import BEST, FIGURES, WHICH, WORST
from bot.answers.figures.windows import windows
from bot.answers.prefix import PREFIX
from bot.llm.model import Form, Turn, Wanted

MOST_VALUES: Final = 12
MOST_MODELS: Final = 4
MOST_SAID: Final = 160
# How alike a span and a name must be, of 100.
_ALIKE: Final = 72.0
_SHORTEST: Final = 4
# Without such a word a question is not about figures.
_ASKING: Final = BEST | WORST | FIGURES | WHICH
_WANTS: Final = ("best", "value", "compare", "trend", "count", "none")
_ASKS: Final = """\
This is another task: say as JSON what a question asks of a table of benchmark results. No citations.
"wants" is best (a ranking of models), value (the result of one model), compare (two models or more), trend
(how results changed over time), count (how many results there are), or none (it does not ask for results).
Question: {question}
JSON:"""


@dataclass(frozen=True)
class Choices:
    """What the question supports: benchmarks and models that it may name."""

    benchmarks: tuple[str, ...]
    models: tuple[str, ...]


def choices(text: str, known: Known) -> Choices | None:
    """What a model may choose from; None where the question is not worth asking it."""
    sheet = Sheet(text)
    words = [one[0] for one in sheet.words()]
    if not any(word in _ASKING for word in words):
        return None
    spans = [one.name for one in windows(sheet, 5) if len(one.name) >= _SHORTEST]
    measured = {name: one for name, one in benchmarks_named(known).items() if one in known.benchmarks}
    fields = [one for word in words for one in TOPICS.get(word, ()) if one in known.benchmarks]
    benchmarks = list(dict.fromkeys([*fields, *_supported(spans, measured)]))[:MOST_VALUES]
    models = _supported(spans, models_named(known))[:MOST_VALUES]
    if not benchmarks and len(models) < 2:
        return None
    return Choices(tuple(benchmarks), tuple(models))


def wanted(text: str, offered: Choices) -> Wanted:
    """What the model is asked."""
    question = json.dumps(text[:LONGEST], ensure_ascii=False)
    turn = Turn("user", _ASKS.format(question=question))
    return Wanted((*PREFIX, turn), MOST_SAID, form=Form(_schema(offered), _grammar(offered)))


def accepted(said: str, offered: Choices) -> Chosen | None:
    """What the model chose, if every value was offered and they make sense together."""
    try:
        stated = json.loads(said)
    except ValueError:
        return None
    if not isinstance(stated, dict):
        return None
    wants, benchmark, models = (stated.get(name) for name in ("wants", "benchmark", "models"))
    if not isinstance(models, list) or not all(one in offered.models for one in models):
        return None
    if benchmark is not None and benchmark not in offered.benchmarks:
        return None
    return _sensible(wants, benchmark, tuple(dict.fromkeys(models)))


def _sensible(wants: object, benchmark: str | None, models: tuple[str, ...]) -> Chosen | None:
    if wants == "compare" and len(models) > 1:
        return Chosen("compare", benchmark, models)
    if benchmark is None:
        return None
    if wants == "value" and models:
        return Chosen("value", benchmark, models)
    match wants:
        case "best" | "trend" | "count":
            return Chosen(wants, benchmark, models)
        case _:
            return None


def _supported(spans: list[str], names: Mapping[str, str]) -> list[str]:
    """The values of which a name is like a span, digits and all; the most alike first."""
    long_enough = [name for name in names if len(name) >= _SHORTEST]
    found: dict[str, float] = {}
    for span in spans:
        # Thousands of names are compared in one call: one by one in Python they take a second.
        for name, likeness, _ in process.extract(
            span, long_enough, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        ):
            if _digits(span) == _digits(name):
                value = names[name]
                found[value] = max(likeness, found.get(value, 0.0))
    return sorted(found, key=lambda one: (-found[one], one))


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]


def _schema(offered: Choices) -> dict[str, Any]:
    models: dict[str, Any] = {"type": "array", "maxItems": MOST_MODELS if offered.models else 0}
    if offered.models:
        models["items"] = {"enum": list(offered.models)}
    return {
        "type": "object",
        "properties": {
            "wants": {"enum": list(_WANTS)},
            "benchmark": {"enum": [*offered.benchmarks, None]},
            "models": models,
        },
        "required": ["wants", "benchmark", "models"],
        "additionalProperties": False,
    }


def _grammar(offered: Choices) -> str:
    """The same for llama.cpp, which leaves no room for blanks."""
    rules = [
        'root ::= "{\\"wants\\":" wants ",\\"benchmark\\":" benchmark ",\\"models\\":[" models "]}"',
        f"wants ::= {_alternatives(_WANTS)}",
        f"benchmark ::= {_alternatives((*offered.benchmarks, None))}",
    ]
    if offered.models:
        rules += [
            f'models ::= (model ("," model){{0,{MOST_MODELS - 1}}})?',
            f"model ::= {_alternatives(offered.models)}",
        ]
    else:
        rules.append('models ::= ""')
    return "\n".join(rules) + "\n"


def _alternatives(values: tuple[str | None, ...]) -> str:
    return " | ".join(json.dumps(json.dumps(value)) for value in values)
