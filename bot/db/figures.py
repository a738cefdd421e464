"""The figures that an operator watches, counted in the database so that every process tells the same."""

from sqlalchemy import text

from bot.db.engine import Database

_COUNTS = {
    "guilds": "SELECT count(*) FROM guild WHERE left_at IS NULL",
    "watches_active": "SELECT count(*) FROM watch WHERE state = 'active'",
    "watches_paused": "SELECT count(*) FROM watch WHERE state = 'paused'",
    "watched_lists": "SELECT count(*) FROM watched_list",
    "deliveries_open": "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')",
    "deliveries_failed": "SELECT count(*) FROM delivery WHERE state = 'failed'",
    "deliveries_sent": "SELECT count(*) FROM delivery WHERE state = 'sent'",
    "deliveries_paused": "SELECT count(*) FROM traffic WHERE paused_until > now()",
    "releases_held": "SELECT count(DISTINCT (channel_id, release_id)) FROM held_release",
    "releases_overdue": (
        "SELECT count(DISTINCT (channel_id, release_id)) FROM held_release "
        "WHERE due_at < now() - interval '10 minutes'"
    ),
    "follows": "SELECT count(*) FROM follow",
    "hub_failing_lanes": "SELECT count(*) FROM lane WHERE failing_since IS NOT NULL",
    "hub_seconds_since_look": "SELECT coalesce(extract(epoch FROM now() - max(succeeded_at)), 0) FROM lane",
    "hub_requests_granted": "SELECT coalesce(sum(sent), 0) FROM hub_budget",
    "hub_quota": "SELECT coalesce(max(quota), 0) FROM hub_budget",
    "jobs_queued": "SELECT count(*) FROM pgqueuer WHERE status = 'queued'",
    "jobs_failed": "SELECT count(*) FROM pgqueuer WHERE status = 'failed'",
}
FIGURES = tuple(_COUNTS)


async def read_figures(database: Database) -> dict[str, float]:
    """All figures, over all guilds."""
    columns = ", ".join(f"({query}) AS {name}" for name, query in _COUNTS.items())
    async with database.transaction() as session:
        row = (await session.execute(text(f"SELECT {columns}"))).one()
    return {name: float(value) for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's public name
