"""What differs between the set-ups of two results, in words, and whether they can be compared at all.

A difference *blocks* where both did not measure the same thing, so that no verdict may be given. It *weighs*
where it may explain a difference of the values as well as the models do. The rest is *noted*. Nothing that
one of them states and the other does not is passed over: it weighs as much as for this set-up it may.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter, ne
from typing import Literal, NamedTuple

from bot.markdown import literal
from bot.results.conditions import name_of
from bot.results.metrics import IN_WORDS
from bot.results.model import Fact, Result, Unit
from bot.texts import Sentence, later

Weight = Literal["blocks", "weighs", "noted"]
_ORDER: tuple[Weight, ...] = ("blocks", "weighs", "noted")
SPEEDS: tuple[Unit, ...] = ("tokens/s", "requests/s", "ms", "s", "bytes")
NOT_STATED = later("not stated")
WHOLE = later("the whole")
_HARDWARE = later("hardware")
_SHORT, _LONGEST = 8, 60
# What the load of a measured server or machine was: other loads are other measurements.
_LOAD = frozenset(
    {
        "prompt_tokens", "generated_tokens", "depth", "mode", "tokens_per_request", "request_rate",
        "burstiness", "max_concurrency", "mean_input_tokens", "mean_output_tokens",
    }
)  # fmt: skip
_PART_OF_TASK = frozenset({"split", "mode", "method"})
# What a file says of the model itself, which is known to differ.
_OF_THE_MODEL = frozenset({"model_type", "model_size", "model_n_params"})


class Differs(NamedTuple):
    """One thing that differs: `name` is that of a field of a result, or of its entry.

    `label` is what differs, with the `values` of both; without them it says everything.
    """

    name: str
    weight: Weight
    label: Sentence | str
    values: tuple[Fact | None, Fact | None] | None = None

    @property
    def sentence(self) -> Sentence:
        """What differs, in words."""
        if self.values is None:
            assert isinstance(self.label, Sentence)
            return self.label
        # A result that names no part of its test is of all of it.
        unsaid = WHOLE if self.name == "subset" else NOT_STATED
        spoken = IN_WORDS if self.name == "metric" else {}
        first, second = (spoken.get(str(one)) or _value(one, unsaid) for one in self.values)
        return later("{what}: {first} here, {second} there", what=self.label, first=first, second=second)

    @property
    def blocks(self) -> bool:
        """Whether the two cannot be compared because of it."""
        return self.weight == "blocks"


@dataclass(frozen=True)
class _Facet:
    """One thing to look at; the weights are those for scores and for speeds, and where one is not stated."""

    name: str
    label: Sentence
    of: Callable[[Result], Fact | None]
    scores: Weight
    speeds: Weight
    unstated: Weight


_MEASURED = (
    _Facet("benchmark", later("benchmark"), attrgetter("benchmark"), "blocks", "blocks", "blocks"),
    _Facet("subset", later("part of the test"), attrgetter("subset"), "blocks", "blocks", "blocks"),
    _Facet("metric", later("metric"), attrgetter("metric"), "blocks", "blocks", "blocks"),
    _Facet("unit", later("unit"), attrgetter("unit"), "blocks", "blocks", "blocks"),
    _Facet("harness", later("evaluation tool"), attrgetter("setup.harness"), "blocks", "weighs", "weighs"),
)
_TASK = _Facet("task", later("variant of the test"), attrgetter("task"), "blocks", "blocks", "blocks")
_VERSION = _Facet(
    "task_version", later("version of the test"), attrgetter("task_version"), "blocks", "noted", "weighs"
)
_SET_UP = (
    _Facet("filter", later("how answers are read"), attrgetter("filter"), "blocks", "noted", "weighs"),
    _Facet("shots", later("worked examples shown"), attrgetter("setup.shots"), "blocks", "noted", "weighs"),
    _Facet("limit", later("limit of samples"), attrgetter("setup.limit"), "blocks", "noted", "blocks"),
    _Facet("samples", later("number of samples"), attrgetter("samples"), "weighs", "noted", "noted"),
    _Facet(
        "chat_template_sha", later("chat template"), lambda one: _short(one.setup.chat_template_sha),
        "weighs", "noted", "weighs",
    ),
    _Facet(
        "quantisation", later("quantisation"), attrgetter("setup.quantisation"),
        "weighs", "weighs", "noted",
    ),
    _Facet("dtype", later("data type"), attrgetter("setup.dtype"), "weighs", "weighs", "noted"),
    _Facet("engine", later("engine"), attrgetter("setup.engine"), "noted", "weighs", "noted"),
    _Facet(
        "engine_version", later("version of the engine"), attrgetter("setup.engine_version"),
        "noted", "weighs", "noted",
    ),
    _Facet(
        "harness_version", later("version of the evaluation tool"), attrgetter("setup.harness_version"),
        "noted", "noted", "noted",
    ),
    _Facet("seed", later("seed"), attrgetter("setup.seed"), "noted", "noted", "noted"),
)  # fmt: skip
_REVISION = _Facet(
    "revision",
    later("revision"),
    lambda one: None if one.is_revision_of_posting else _short(one.revision),
    "weighs",
    "noted",
    "weighs",
)


_COUNTED = (*_MEASURED, *_SET_UP)
# The last ones are not looked at in every pair.
_FACETS = (*_COUNTED, _TASK, _VERSION, _REVISION)
_READERS = tuple(facet.of for facet in _FACETS)


class Looked(NamedTuple):
    """A result as it is compared with many: what is looked at, worked out once.

    `way` is equal for two results of one model that differ from any third in the same things.
    """

    result: Result
    values: tuple[Fact | None, ...]
    way: Hashable


def looked_at(result: Result) -> Looked:
    """What is looked at of a result."""
    # Of hundreds of results at a time: a generator here takes twice as long as all the rest.
    values, setup = tuple([of(result) for of in _READERS]), result.setup
    generation, conditions = frozenset(setup.generation.items()), frozenset(setup.conditions.items())
    is_claim = result.provenance == "claimed"
    return Looked(result, values, (values, is_claim, result.partial, setup.hardware, generation, conditions))


def differences(first: Result, second: Result) -> tuple[Differs, ...]:
    """Everything that differs, what blocks a comparison first."""
    return differences_of(looked_at(first), looked_at(second))


def differences_of(first: Looked, second: Looked) -> tuple[Differs, ...]:
    """The same of results that were looked at before."""
    found = [
        *_facets(first, second),
        *_claims(first.result, second.result),
        *_partial(first.result, second.result),
        *_hardware(first.result, second.result),
        *_entries(first.result, second.result),
    ]
    return tuple(sorted(found, key=by_weight))


def fewest_between(first: Looked, second: Looked) -> int:
    """At least how many things differ, much sooner said than all that do."""
    one, other = first.result.setup.hardware, second.result.setup.hardware
    is_elsewhere = one is not None and other is not None and one != other
    unlike: int = sum(map(ne, first.values[: len(_COUNTED)], second.values))
    return unlike + is_elsewhere


def identity(result: Result) -> dict[str, Fact | None]:
    """What must agree before models may stand in one ranking: everything that blocks where it differs.

    It is stricter than `differences`: what is not stated stands apart from all that is stated.
    """
    is_of_speed = is_speed(result)
    facets = [*_MEASURED, *_SET_UP, _TASK, _VERSION]
    found: dict[str, Fact | None] = {
        one.name: one.of(result)
        for one in facets
        if "blocks" in (one.speeds if is_of_speed else one.scores, one.unstated)
    }
    found["partial"] = result.partial
    if is_of_speed:
        found["hardware"] = result.setup.hardware
    blocking = _LOAD if is_of_speed else _PART_OF_TASK
    return found | {
        f"condition {name}": value for name, value in result.setup.conditions.items() if name in blocking
    }


def by_weight(one: Differs) -> int:
    """The order in which differences are told: what blocks first."""
    return _ORDER.index(one.weight)


def obstacle(found: tuple[Differs, ...]) -> Sentence | None:
    """Why two results cannot be compared, or None when they can be."""
    blocking = [one.sentence for one in found if one.blocks]
    return later("They are different tests – {what}.", what=blocking[0]) if blocking else None


def _facets(first: Looked, second: Looked) -> Iterator[Differs]:
    left_out: set[str] = set()
    # Other harnesses have other names and versions of the same task.
    if first.result.setup.harness != second.result.setup.harness:
        left_out |= {_TASK.name, _VERSION.name}
    if not _is_same_model(first.result, second.result):
        left_out.add(_REVISION.name)
    is_of_speed = is_speed(first.result)
    every = zip(_FACETS, first.values, second.values, strict=True)
    for facet, one, other in compress(every, map(ne, first.values, second.values)):
        if facet.name not in left_out:
            stated = facet.speeds if is_of_speed else facet.scores
            weight = facet.unstated if one is None or other is None else stated
            yield Differs(facet.name, weight, facet.label, (one, other))


def _claims(first: Result, second: Result) -> Iterator[Differs]:
    """What somebody only claims may have been measured in any way."""
    match first.provenance == "claimed", second.provenance == "claimed":
        case True, True:
            yield Differs("provenance", "weighs", later("both values are only claimed, not measured here"))
        case True, False:
            yield Differs("provenance", "weighs", later("the first value is only claimed, not measured here"))
        case False, True:
            yield Differs(
                "provenance", "weighs", later("the second value is only claimed, not measured here")
            )


def _partial(first: Result, second: Result) -> Iterator[Differs]:
    if first.partial != second.partial:
        yield Differs("partial", "blocks", later("only one of them was run on all samples"))


def _hardware(first: Result, second: Result) -> Iterator[Differs]:
    """A speed tells of a model only on the same machine, and of a machine only with the same model."""
    one, other = first.setup.hardware, second.setup.hardware
    if not is_speed(first):
        if one != other and one is not None and other is not None:
            yield Differs("hardware", "noted", _HARDWARE, (one, other))
        return
    same_model = _is_same_model(first, second)
    if one != other:
        yield Differs("hardware", "weighs" if same_model else "blocks", _HARDWARE, (one, other))
    elif one is None:
        yield Differs("hardware", "weighs", later("neither says on which hardware it was measured"))


def _entries(first: Result, second: Result) -> Iterator[Differs]:
    """Settings of the generation and conditions, by their own names."""
    yield from _mapping(first.setup.generation, second.setup.generation, frozenset())
    blocking = _LOAD if is_speed(first) else _PART_OF_TASK
    yield from _mapping(first.setup.conditions, second.setup.conditions, blocking)


def _mapping(
    first: Mapping[str, Fact], second: Mapping[str, Fact], blocking: frozenset[str]
) -> Iterator[Differs]:
    if first == second:
        return
    for name in sorted((first.keys() | second.keys()) - _OF_THE_MODEL):
        one, other = first.get(name), second.get(name)
        if one != other:
            weight: Weight = "blocks" if name in blocking else "weighs"
            if one is None or other is None:
                weight = "weighs" if name in blocking else "noted"
            yield Differs(name, weight, name_of(name), (one, other))


def is_speed(result: Result) -> bool:
    """Whether a result is of a speed, a time or a size, which hang on the machine."""
    return result.unit in SPEEDS


def _is_same_model(first: Result, second: Result) -> bool:
    """Of the same quantisation too: another is another file."""
    if first.setup.quantisation != second.setup.quantisation:
        return False
    one, other = first.model or first.model_name, second.model or second.model_name
    return one is not None and one == other


def _value(fact: Fact | None, unsaid: Sentence) -> Sentence | str:
    if fact is None:
        return unsaid
    return literal(fact, _LONGEST) if isinstance(fact, str) else str(fact)


def _short(sha: str | None) -> str | None:
    return None if sha is None else sha[:_SHORT]
