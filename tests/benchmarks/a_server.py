"""A server with as many results as are asked for, so that rankings have something to do."""

from datetime import UTC, datetime

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.results.benchmarks.registry import BENCHMARKS
from bot.results.line_store import recount

GUILD, MODELS = 1, 5_000
NAMES = [one.id for one in BENCHMARKS if one.unit == "share"][:50]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILL = """
INSERT INTO result (guild_id, author_id, post, facts, state, model, model_name, benchmark, task, metric,
    value, written, unit, higher_is_better, standard_error, error_origin, samples, partial, setup, test,
    quantisation, provenance, created_at)
SELECT
    CAST(:guild AS bigint), r.author, 'post', i::text, CASE WHEN i % 50 = 0 THEN 'hidden' ELSE 'public' END,
    'org/model-' || r.model, 'org/model-' || r.model, r.benchmark, r.benchmark, 'acc',
    0.3 + 0.6 * r.model / 5000 + r.off, 0.5, 'share', true, 0.01, 'given', 1000, false,
    jsonb_build_object('shots', r.way, 'harness', 'lm-evaluation-harness', 'quantisation', r.quantisation,
        'generation', '{}'::jsonb, 'conditions', '{}'::jsonb, 'engine', r.engine, 'hardware', r.hardware),
    r.benchmark || '-' || r.way, r.quantisation, r.provenance, r.at
FROM generate_series(1, CAST(:count AS integer)) AS i, LATERAL (
    SELECT (random() * 499)::int AS author, (random() * 4999)::int AS model, random() * 0.02 AS off,
        (CAST(:names AS text[]))[1 + (power(random(), 1.5) * 49)::int] AS benchmark,
        (ARRAY[5, 5, 5, 5, 5, 5, 0, 0, 10, 25])[1 + (random() * 9)::int] AS way,
        (ARRAY[NULL, 'Q4_K_M', 'AWQ'])[1 + (random() * 2)::int] AS quantisation,
        (ARRAY['vLLM', 'llama.cpp', 'transformers', 'SGLang'])[1 + (random() * 3)::int] AS engine,
        (ARRAY['RTX 4090', 'RTX 3090', 'RTX 3060', 'H100', 'A100', 'L4', 'M3 Max', 'CPU'])
            [1 + (random() * 7)::int] AS hardware,
        CASE WHEN random() < 0.05 THEN 'reproduced' ELSE 'posted' END AS provenance,
        timestamptz '2026-11-22 12:00Z' - random() * interval '730 days' AS at, i AS same
) AS r
"""


# Models from one to eighty billion parameters, each a day after the one before.
RELEASES = """
INSERT INTO release (kind, key, repo_id, author, facts, state, found_at)
SELECT 'model', i::text, 'org/model-' || i, 'org', jsonb_build_object(
    'kind', 'model', 'key', i::text, 'repo_id', 'org/model-' || i, 'author', 'org',
    'url', 'https://hub.example/org/model-' || i, 'task', 'text-generation',
    'licence', (ARRAY['apache-2.0', 'mit', 'llama3', 'gemma'])[1 + i % 4],
    'created_at', timestamptz '2015-01-01' + i * interval '1 day', 'seen_at', '2026-11-22T12:00:00Z',
    'parameters', 1000000000::bigint * (1 + i % 80), 'parameters_are_packed', false, 'likes', i % 997,
    'claims', jsonb_build_array(
        jsonb_build_object('benchmark', 'GSM8K', 'metric', 'acc', 'value', 80 + i % 20))
), 'announced', now()
FROM generate_series(0, CAST(:models AS integer) - 1) AS i
"""

DISPUTED = "UPDATE result SET is_disputed = true WHERE id % (SELECT max(id) / 100 FROM result) = 7"
REPORTED = """
INSERT INTO result_report (guild_id, result_id, reason, at)
SELECT CAST(:guild AS bigint), id, 'odd', created_at
FROM result WHERE id % (SELECT max(id) / 100 FROM result) = 9
"""


async def fill(database: Database, count: int, guild: int = GUILD) -> None:
    """So many results of 5,000 models, with what the Hub says of these and what moderators are told."""
    async with database.transaction() as session:
        await guilds.save(session, Guild(guild, "a guild", "en"), NOW)
        await session.execute(text(FILL), {"count": count, "names": NAMES, "guild": guild})
        await session.execute(text(RELEASES), {"models": MODELS})
        await recount(session, guild, [f"org/model-{number}" for number in range(MODELS)])
        await session.execute(text(DISPUTED))
        await session.execute(text(REPORTED), {"guild": guild})
    async with database.engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(
            text("VACUUM ANALYZE result, result_line, result_way, result_model, release")
        )
