"""What the filters of a ranking ask for, as conditions of queries.

What is the same for all runs of a line, such as its model, is asked of the lines as they are kept; the rest
is asked of each run, so that the lines are counted anew.
"""

import re
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select, text

from bot.boards.model import SIZES, Choice
from bot.outdated.tables import MeasuredRevisionRow
from bot.releases import tables as releases
from bot.releases.tables import ReleaseRow
from bot.results.benchmarks.registry import by_id
from bot.results.comparability import SPEEDS
from bot.results.line_store import MEASURED
from bot.results.names.tables import ResultModelRow
from bot.results.tables import ResultLineRow, ResultRow

# As they stand in the index: with parameters PostgreSQL does not find it in a generic plan.
IS_MODEL = text(releases.IS_MODEL)
# A run without a date counts from when it was posted.
AT: ColumnElement[datetime] = func.coalesce(ResultRow.measured_at, ResultRow.created_at)
_LICENCE: ColumnElement[str] = literal_column(releases.LICENCE)


def ask_runs(choice: Choice) -> bool:
    """Whether the runs of one line may differ in what is asked for."""
    of_each_run = (choice.hardware, choice.engine, choice.days)
    if choice.reproduced or any(one is not None for one in of_each_run):
        return True
    # All scores of one test have the same number of examples; speeds may differ in it.
    known = by_id(choice.benchmark)
    return choice.shots is not None and (known is None or known.unit in SPEEDS)


def ask_models(choice: Choice) -> bool:
    """Whether anything is asked of the model of a run, or of its quantisation."""
    return any(one is not None for one in (choice.quantisation, choice.size, choice.licence))


def of_runs(guild_id: int, choice: Choice, now: datetime) -> list[ColumnElement[bool]]:
    """Conditions of a run: all of a choice, its set-up excepted."""
    wanted: list[ColumnElement[bool]] = [
        ResultRow.guild_id == guild_id,
        ResultRow.benchmark == choice.benchmark,
        MEASURED,
    ]
    wanted += of_run(choice.hardware, choice.engine, choice.shots, reproduced=choice.reproduced)
    if choice.days is not None:
        wanted.append(now - timedelta(days=choice.days) <= AT)
    return wanted + _of_model(ResultRow, guild_id, choice)


def of_run(
    hardware: str | None, engine: str | None, shots: int | None, *, reproduced: bool
) -> list[ColumnElement[bool]]:
    """Conditions in which the runs of one line may differ, those of dates excepted."""
    wanted: list[ColumnElement[bool]] = []
    for column, part in ((ResultRow.hardware, hardware), (ResultRow.engine, engine)):
        if part is not None:
            # Faster than `strpos` by a fifth, which counts among tens of thousands of runs.
            wanted.append(column.like(f"%{_plain(part.lower())}%"))
    if shots is not None:
        wanted.append(ResultRow.shots == str(shots))
    if reproduced:
        wanted.append(ResultRow.provenance.in_(("reproduced", "verified")))
    return wanted


def _plain(part: str) -> str:
    """As a pattern of LIKE that fits this text only."""
    return re.sub(r"[\\%_]", r"\\\g<0>", part)


def of_lines(guild_id: int, choice: Choice) -> list[ColumnElement[bool]]:
    """Conditions of a line: what all of its runs have in common, its set-up excepted."""
    return [
        ResultLineRow.guild_id == guild_id,
        ResultLineRow.benchmark == choice.benchmark,
        *_of_model(ResultLineRow, guild_id, choice),
    ]


def _of_model(
    row: type[ResultRow] | type[ResultLineRow], guild_id: int, choice: Choice
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if choice.quantisation is not None:
        wanted.append(func.lower(row.quantisation) == choice.quantisation.lower())
    if choice.size is not None or choice.licence is not None:
        # How many fit cannot be foreseen: as a join PostgreSQL looks for the runs of each in turn, which
        # takes seconds. With IS TRUE it keeps their names and looks each line up.
        wanted.append(row.model_name.in_(_fitting(guild_id, choice)).is_(True))
    return wanted


def _fitting(guild_id: int, choice: Choice) -> Select[str]:
    """The models of a guild that the Hub says this of; each is looked up once, and not each of its runs."""
    name: ColumnElement[str] = ResultModelRow.model_name.expression
    query = select(name).where(ResultModelRow.guild_id == guild_id)
    if choice.size is not None:
        query = query.where(_is_of_size(name, *SIZES[choice.size]))
    if choice.licence is not None:
        is_named = func.lower(ReleaseRow.repo_id) == func.lower(name)
        query = query.where(exists().where(is_named, IS_MODEL, _LICENCE.in_([choice.licence.lower()])))
    return select(query.cte("fitting").prefix_with("MATERIALIZED"))


def _is_of_size(name: ColumnElement[str], least: int, most: int) -> ColumnElement[bool]:
    """As far as the release of the model or its revisions were read."""
    released = exists().where(
        func.lower(ReleaseRow.repo_id) == func.lower(name),
        IS_MODEL,
        ReleaseRow.parameters >= least,
        ReleaseRow.parameters < most,
    )
    looked_at = exists().where(
        MeasuredRevisionRow.model == name,
        MeasuredRevisionRow.parameters >= least,
        MeasuredRevisionRow.parameters < most,
    )
    return or_(released, looked_at)
