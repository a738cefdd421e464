"""Questions that go on about one before: "and under 3B?", "et sur MMLU ?"; pure."""

from collections.abc import Sequence
from dataclasses import fields, replace

from bot.answers.figures.bounds import carried
from bot.answers.figures.model import Known, Query, Reading
from bot.answers.figures.reading import parts_of, read

# A question that goes on is short.
_MOST_WORDS = 9
_PLAIN = Query("best")
_OWN = frozenset({"intent", "order"})


def read_on(text: str, earlier: Sequence[str], known: Known) -> Reading | None:
    """The reading of the question before with what this one changes; None where it changes nothing."""
    if not earlier or len(text.split()) > _MOST_WORDS:
        return None
    before = read(earlier[-1], known) or read_on(earlier[-1], earlier[:-1], known)
    if before is None:
        return None
    added, unread = parts_of(text, known, before.query)
    changed = {
        one.name: getattr(added, one.name)
        for one in fields(Query)
        if one.name not in _OWN and getattr(added, one.name) != getattr(_PLAIN, one.name)
    }
    if not changed or unread:
        return None
    query = replace(before.query, **changed)
    if query.value is not None and added.value is None:
        query = replace(query, value=carried(query.value, before.query.benchmark, query.benchmark))
    if added.models or added.family:
        query = replace(query, models=added.models, family=added.family)
    if added.without:
        query = replace(query, without=tuple(dict.fromkeys((*before.query.without, *added.without))))
    if added.models and query.intent in ("value", "compare"):
        query = replace(query, intent="value" if len(added.models) == 1 else "compare")
    guessed = before.guessed - {"benchmark"} if added.benchmark else before.guessed
    return replace(before, query=query, guessed=guessed)
