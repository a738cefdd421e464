"""Where results, the files that they come from, their history and what is being prepared are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, false, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


def _in_short(name: str) -> Computed:
    """What a set-up states, in small letters and cut so that an index takes it."""
    return Computed(f"left(lower(setup ->> '{name}'), 100)", persisted=True)


class ResultFileRow(Base):
    """A file that results were read from, without what was scrubbed."""

    __tablename__ = "result_file"
    __table_args__ = (Index(None, "guild_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    sha256: Mapped[str]
    name: Mapped[str]
    format: Mapped[str]
    record: Mapped[Any] = mapped_column(JSONB)
    scrubbed: Mapped[list[str]]
    created_at: Mapped[datetime]


class ResultRow(Base):
    """One number that a member posted. `facts` is equal for two results that say the same of the same run."""

    __tablename__ = "result"
    __table_args__ = (
        CheckConstraint("state IN ('public', 'unlisted', 'withdrawn', 'hidden')", name="state"),
        # Holds all that a ranking with filters reads, and the first result of each way at its beginning.
        Index(
            "ix_result_measured",
            "guild_id",
            "benchmark",
            "test",
            "id",
            postgresql_include=[
                "model_name",
                "quantisation",
                "value",
                "higher_is_better",
                "author_id",
                "unit",
                "provenance",
                "measured_at",
                "created_at",
                "engine",
                "hardware",
                "shots",
            ],
            postgresql_where=text("state = 'public' AND provenance <> 'claimed'"),
        ),
        # Narrow, so that counting how often each way was used reads little.
        Index(
            "ix_result_counted",
            *("guild_id", "benchmark", "test", "hardware", "engine", "shots", "provenance"),
            postgresql_where=text("state = 'public' AND provenance <> 'claimed'"),
        ),
        Index(
            "ix_result_claimed",
            "guild_id",
            "benchmark",
            "model_name",
            postgresql_where=text("state = 'public' AND provenance = 'claimed'"),
        ),
        Index("ix_result_hidden", "guild_id", "id", postgresql_where=text("state = 'hidden'")),
        Index("ix_result_public", "guild_id", "id", postgresql_where=text("state = 'public'")),
        Index("ix_result_disputed", "guild_id", "id", postgresql_where=text("is_disputed")),
        Index(None, "guild_id", "model_name", "state", "id"),
        Index(None, "guild_id", "created_at"),  # how many posts there were lately
        Index(None, "guild_id", "author_id", "id"),
        Index(None, "guild_id", "post"),
        Index(
            "uq_result_guild_id_facts",
            "guild_id",
            "facts",
            unique=True,
            postgresql_where=text("state = 'public'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("result_file.id", ondelete="SET NULL"))
    author_id: Mapped[int]
    post: Mapped[str]
    facts: Mapped[str]
    state: Mapped[str]
    model: Mapped[str | None]
    model_name: Mapped[str]
    revision: Mapped[str | None]
    is_revision_of_posting: Mapped[bool] = mapped_column(server_default=false())
    benchmark: Mapped[str]
    task: Mapped[str]
    subset: Mapped[str | None]
    task_version: Mapped[str | None]
    metric: Mapped[str]
    filter: Mapped[str | None]
    value: Mapped[float]
    written: Mapped[float]
    unit: Mapped[str]
    higher_is_better: Mapped[bool | None]
    standard_error: Mapped[float | None]
    error_origin: Mapped[str | None]
    deviation: Mapped[float | None]
    samples: Mapped[int | None]
    samples_total: Mapped[int | None]
    partial: Mapped[bool]
    setup: Mapped[dict[str, Any]]
    test: Mapped[str]  # equal for those that may stand in one ranking
    quantisation: Mapped[str | None]  # as in the set-up
    engine: Mapped[str | None] = mapped_column(
        Computed("left(lower(setup ->> 'engine'), 100)", persisted=True)
    )
    hardware: Mapped[str | None] = mapped_column(
        Computed("left(lower(setup ->> 'hardware'), 100)", persisted=True)
    )
    shots: Mapped[str | None] = mapped_column(_in_short("shots"))
    provenance: Mapped[str]
    measured_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    is_disputed: Mapped[bool] = mapped_column(server_default=false())


class ResultLineRow(Base):
    """All public measured runs of one model in one quantisation of one test, counted: a line of its ranking.

    `middle_id` is the middle one of the runs, of two middle ones the worse, and `value` its value.
    """

    __tablename__ = "result_line"
    __table_args__ = (
        # Holds all that a page with filters reads of the lines that are not on it.
        Index(
            "ix_result_line_ranked",
            "guild_id",
            "benchmark",
            "test",
            "value",
            postgresql_include=["model_name", "quantisation", "runs", "middle_id"],
        ),
        Index(None, "guild_id", "model_name"),
    )

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    benchmark: Mapped[str] = mapped_column(primary_key=True)
    test: Mapped[str] = mapped_column(primary_key=True)
    model_name: Mapped[str] = mapped_column(primary_key=True)
    quantisation: Mapped[str] = mapped_column(primary_key=True)  # empty where none is stated
    unit: Mapped[str]
    runs: Mapped[int]
    members: Mapped[int]
    low: Mapped[float]
    high: Mapped[float]
    middle_id: Mapped[int]
    value: Mapped[float]


class ResultWayRow(Base):
    """One way to measure a benchmark: how many public measured results there are, and how many lines."""

    __tablename__ = "result_way"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    benchmark: Mapped[str] = mapped_column(primary_key=True)
    test: Mapped[str] = mapped_column(primary_key=True)
    results: Mapped[int]
    lines: Mapped[int]


class ResultScoresRow(Base):
    """What a result scored on each sample; the bytes are those of `samples/packing.py`."""

    __tablename__ = "result_scores"

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id", ondelete="CASCADE"), primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    scores: Mapped[bytes]


class ResultChangeRow(Base):
    """What was done to a result after it was posted, by whom; the rows of one result are its history."""

    __tablename__ = "result_change"
    __table_args__ = (
        # How often scores of samples were added lately.
        Index(
            "ix_result_change_scored",
            "guild_id",
            "at",
            postgresql_where=text("what IN ('scored', 'rescored')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    what: Mapped[str]
    by_id: Mapped[int]
    at: Mapped[datetime]
    note: Mapped[str | None]
    fields: Mapped[Any] = mapped_column(JSONB, server_default=text("'[]'"))


class ResultReportRow(Base):
    """Why moderators should look at a result; `by_id` is null where Essai itself noted it."""

    __tablename__ = "result_report"
    __table_args__ = (Index(None, "guild_id", "is_open"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    by_id: Mapped[int | None]
    reason: Mapped[str]
    at: Mapped[datetime]
    is_open: Mapped[bool] = mapped_column(server_default=true())


class ResultBanRow(Base):
    """A member whom moderators have stopped from posting results."""

    __tablename__ = "result_ban"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ResultDraftRow(Base):
    """What a member has seen in private and may still make public; kept for a day."""

    __tablename__ = "result_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    author_id: Mapped[int]
    channel_id: Mapped[int]
    readings: Mapped[Any] = mapped_column(JSONB)
    notebook_id: Mapped[int | None] = mapped_column(ForeignKey("notebook.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ResultTokenRow(Base):
    """A token with which a member's programs post results; only its hash is kept."""

    __tablename__ = "result_token"
    __table_args__ = (Index(None, "guild_id", "author_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"))
    author_id: Mapped[int]
    channel_id: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    uses: Mapped[list[datetime]] = mapped_column(server_default=text("'{}'"))  # lately, refused ones too


class OwnBenchmarkRow(Base):
    """A benchmark that moderators of a server added; `about` has a sentence by language."""

    __tablename__ = "own_benchmark"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    benchmark: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    unit: Mapped[str]
    scale: Mapped[str]
    higher_is_better: Mapped[bool]
    chance: Mapped[float | None]
    about: Mapped[dict[str, Any]]
    source: Mapped[str | None]
    created_at: Mapped[datetime]


class BenchmarkNameRow(Base):
    """Another name that a server gives to a benchmark, its own or a known one."""

    __tablename__ = "benchmark_name"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guild.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    benchmark: Mapped[str]
