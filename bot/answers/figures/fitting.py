"""Which models and results a query lets through: pure."""

import re
from collections.abc import Collection, Mapping

from bot.answers.figures.found import is_in_time
from bot.answers.figures.licences import is_under
from bot.answers.figures.model import Query, Size
from bot.answers.figures.naming import in_family
from bot.results.model import Posted

_SIZE = re.compile(
    r"(?<![\w.])(?:(?P<times>\d{1,2})x)?(?P<count>\d{1,4}(?:\.\d+)?)(?P<unit>[bm])(?![a-z])", re.IGNORECASE
)
_UNITS = {"b": 1e9, "m": 1e6}


def size_in(name: str) -> int | None:
    """How many parameters a model has by its name: Mirage-7B has 7 billion, Mix-8x7B at most 56."""
    found = _SIZE.search(name.rsplit("/", 1)[-1].replace("_", "-"))
    if found is None:
        return None
    return int(float(found["count"]) * _UNITS[found["unit"].lower()] * int(found["times"] or 1))


def is_of_size(size: Size, count: int) -> bool:
    """Whether so many parameters are in the range."""
    least, below = size.at_least, size.below
    return (least is None or count >= least) and (below is None or count < below)


def names_of(
    query: Query, names: Collection[str], sizes: Mapping[str, int], licences: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The models that fit, and those that were left out only since nobody knows their size or licence.

    `sizes` and `licences` are those of the Hub, by names in lower case; without, a name tells its size.
    """
    chosen = {one.lower() for one in query.models}
    fitting: list[str] = []
    unknown: list[str] = []
    for name in names:
        small = name.lower()
        if (chosen and small not in chosen) or not _is_named(name, query):
            continue
        answers = _is_licensed(licences.get(small), query), _is_sized(name, sizes.get(small), query)
        if False in answers:
            continue
        (unknown if None in answers else fitting).append(name)
    return fitting, unknown


def _is_licensed(licence: str | None, query: Query) -> bool | None:
    """None where a licence is wanted and nobody knows it."""
    if query.licence is None:
        return True
    return None if licence is None else is_under(licence, query.licence)


def _is_sized(name: str, on_hub: int | None, query: Query) -> bool | None:
    """None where a size is wanted and nobody knows it."""
    if query.size is None:
        return True
    count = on_hub or size_in(name)
    return None if count is None else is_of_size(query.size, count)


def _is_named(name: str, query: Query) -> bool:
    """Whether the name of a model is one of those that are wanted, and none of those that are left out."""
    is_of_family = query.family is None or in_family(name, query.family)
    return is_of_family and not any(name == one or in_family(name, one) for one in query.without)


def fits(one: Posted, query: Query) -> bool:
    """Whether a result of a model that fits is one of those that are asked for."""
    setup = one.result.setup
    parts = ((setup.hardware, query.hardware), (setup.engine, query.engine))
    if any(part is not None and part.lower() not in (stated or "").lower() for stated, part in parts):
        return False
    if query.quantisation is not None and (setup.quantisation or "").lower() != query.quantisation.lower():
        return False
    if query.metric is not None and one.result.metric != query.metric:
        return False
    if query.shots is not None and setup.shots != query.shots:
        return False
    if query.reproduced and one.result.provenance not in ("reproduced", "verified"):
        return False
    return is_in_time(one.result.measured_at or one.created_at, query)
