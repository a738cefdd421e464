"""What members measured of a model, counted for rankings and in short for posts, after every change."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from statistics import median

from bot.db.engine import Session
from bot.jobs.queue import enqueue
from bot.measured import store as measured
from bot.measured.model import JOB, Measured
from bot.results import facts, line_store, store, words
from bot.results.benchmarks.registry import by_id
from bot.results.comparability import identity, is_speed
from bot.results.model import Fact, Posted, Result

# Tests of one model; those that most members ran come first.
MOST_TESTS = 6
LONGEST_TITLE = 160


async def summarise(session: Session, guild_id: int, models: Collection[str]) -> None:
    """Keep what is public of these models, as results name them, and queue that posts about them follow.

    To be called once in a transaction, with all of them.
    """
    for model in sorted(models):
        await measured.hold(session, guild_id, model)
    await line_store.recount(session, guild_id, models)
    posted = await store.of_models(session, guild_id, models)
    for model in sorted(models):
        of_model = [one for one in posted if one.result.model == model]
        await measured.put(session, guild_id, model, await asyncio.to_thread(tests, of_model))
    await enqueue(session, JOB, *({"guild": guild_id, "model": model} for model in sorted(models)))


def names_of(posted: Iterable[Posted]) -> set[str]:
    """The models that results are of, as results name them."""
    return {one.result.model_name for one in posted if one.result.model_name is not None}


def tests(posted: Sequence[Posted]) -> tuple[Measured, ...]:
    """By test the median over members, each with their newest; `posted` is the newest first.

    Claims, partial and disputed results are left out, and all that was measured otherwise is another test.
    """
    groups: dict[tuple[str | None, ...], list[Posted]] = defaultdict(list)
    for one in posted:
        if one.result.provenance != "claimed" and not one.result.partial and not one.is_disputed:
            groups[_test(one.result)].append(one)
    titles = _titles([group[0].result for group in groups.values()])
    found = [_measured(title, group) for title, group in zip(titles, groups.values(), strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.members, one.title))[:MOST_TESTS])


def _test(result: Result) -> tuple[str | None, ...]:
    engine = result.setup.engine if is_speed(result) else None
    return facts.test(result), result.setup.quantisation, engine


def _titles(examples: Sequence[Result]) -> list[str]:
    """What was measured; of those that would be called the same also how."""
    alike: dict[str, list[Result]] = defaultdict(list)
    for one in examples:
        alike[_title(one)].append(one)
    return [_told_apart(one, alike[_title(one)])[:LONGEST_TITLE] for one in examples]


def _title(result: Result) -> str:
    parts = [words.subject(result, str), result.setup.quantisation]
    if is_speed(result):
        parts.append(result.setup.hardware)
    shots = None if result.setup.shots is None else f"{result.setup.shots}-shot"
    return " · ".join(part for part in (*parts, shots) if part)


def _told_apart(result: Result, alike: Sequence[Result]) -> str:
    stated = _stated(result)
    others = [_stated(one) for one in alike]
    names = sorted({name for one in others for name in one})
    differing = [name for name in names if len({one.get(name) for one in others}) > 1]
    how = [_in_words(name, stated[name]) for name in differing if stated.get(name) is not None]
    return " · ".join([_title(result), *how])


def _stated(result: Result) -> dict[str, Fact | None]:
    return identity(result) | {"engine": result.setup.engine}


def _in_words(name: str, value: Fact | None) -> str:
    if name in ("engine", "harness", "task"):
        return str(value)
    return f"{name.removeprefix('condition ').replace('_', ' ')} {value}"


def _measured(title: str, group: Sequence[Posted]) -> Measured:
    newest: dict[int, float] = {}
    for one in group:
        newest.setdefault(one.author_id, one.result.value)
    values, result = list(newest.values()), group[0].result
    known = by_id(result.benchmark)
    names = (result.task,) if known is None else (known.id, known.name, *known.aliases)
    claimable = names if result.subset is None else ()
    middle = median(values)
    return Measured(title, claimable, result.unit, middle, min(values), max(values), len(values))
