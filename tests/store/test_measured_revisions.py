"""Results say that a model has changed since they were measured: by its files, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from sqlalchemy import text

from bot.boards.revisions import EVERY, Revisions
from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.jobs.queue import decode
from bot.jobs.worker import Again
from bot.outdated import store
from bot.outdated.model import SHOW, Seen, changed
from sandbox.hub.server import HubSandbox
from tests.store.holding import held
from tests.store.measuring import ALEX, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds, post, shown
from tests.unit.results.reproduction.test_model import RESULT

MODEL = "Qwen/Qwen3-8B"
JOB = {"model": MODEL}


@pytest.fixture
async def hub() -> AsyncIterator[HubSandbox]:
    async with HubSandbox() as sandbox:
        sandbox.publish(
            kind="model", id=MODEL, files={"model.safetensors": 10}, texts={"tokenizer.json": "{}"}
        )
        yield sandbox
    assert sandbox.journal.problems == []


@pytest.fixture
async def revisions(database: Database, hub: HubSandbox) -> AsyncIterator[Revisions]:
    await open_guilds(database)
    async with aiohttp.ClientSession() as session:
        reader = HubReader(session, hub.url, None, SharedTurns(database, "test"), "tests")
        yield Revisions(database, reader, lambda: NOW)


def _sha(hub: HubSandbox) -> str:
    found = hub.state.find("model", MODEL)
    assert found is not None
    return found.sha


async def _look(database: Database, revisions: Revisions) -> None:
    """A look at the model, and the jobs that it leaves."""
    await revisions.look(JOB, 0)
    async with database.transaction() as session:
        done = text("DELETE FROM pgqueuer WHERE entrypoint = :show RETURNING payload")
        jobs = list(await session.scalars(done, {"show": SHOW}))
    for job in jobs:
        await revisions.show(decode(job), 0)


async def _edits(database: Database) -> int:
    async with database.transaction() as session:
        query = text("SELECT count(*) FROM delivery WHERE version > 1")
        return int((await session.execute(query)).scalar_one())


async def test_new_weights_make_results_older_and_their_posts_say_since_when(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    first = await post(database, ALEX, 0.757, result=replace(RESULT, revision=_sha(hub)))
    elsewhere = await post(
        database, NOOR, 0.757, guild_id=OTHER_GUILD, result=replace(RESULT, revision=_sha(hub))
    )
    await _look(database, revisions)
    assert "older revision" not in await shown(database, first)
    hub.change("model", MODEL, files={"model.safetensors": 20}, commit="Better weights")
    await _look(database, revisions)
    today = datetime.now(UTC)
    day = f"{today:%b} {today.day}, {today.year}"
    assert f"of {day}: by {day} its weights had changed" in await shown(database, first)
    assert "mesuré sur une révision plus ancienne" in await shown(database, elsewhere)
    newer = await post(database, NOOR, 0.80, result=replace(RESULT, revision=_sha(hub)))
    await _look(database, revisions)
    assert "older revision" not in await shown(database, newer)


async def test_a_look_notes_how_large_the_model_is(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    hub.publish(kind="model", id="acme/Tool-8B", parameters=8_190_735_360)
    await post(database, ALEX, 0.8, result=replace(RESULT, model="acme/Tool-8B", revision="a" * 40))
    await revisions.look({"model": "acme/Tool-8B"}, 0)
    async with database.transaction() as session:
        sizes = await session.execute(text("SELECT model, parameters FROM measured_revision"))
        assert [tuple(row) for row in sizes] == [("acme/Tool-8B", 8_190_735_360)]


async def test_a_card_changes_nothing_and_edits_no_post(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    first = await post(database, ALEX, 0.757, result=replace(RESULT, revision=_sha(hub)))
    await _look(database, revisions)
    hub.change("model", MODEL, readme="# New words", commit="Update README.md")
    await _look(database, revisions)
    assert "older revision" not in await shown(database, first)
    assert await _edits(database) == 0


async def test_another_licence_is_told_as_what_no_score_depends_on(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    first = await post(database, ALEX, 0.757, result=replace(RESULT, revision=_sha(hub)))
    await _look(database, revisions)
    hub.change("model", MODEL, card_data={"license": "cc-by-nc-4.0"}, commit="Another licence")
    await _look(database, revisions)
    assert "only its licence had changed, and no score depends on that" in await shown(database, first)
    hub.change("model", MODEL, files={"model.safetensors": 30}, commit="Better weights")
    await _look(database, revisions)
    assert "its weights and its licence had changed" in await shown(database, first)


async def test_a_revision_that_was_older_already_when_it_was_posted_is_told_by_its_files(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    before = _sha(hub)
    hub.change("model", MODEL, texts={"tokenizer.json": '{"a": 1}'}, commit="Fix the tokenizer")
    first = await post(database, ALEX, 0.757, result=replace(RESULT, revision=before))
    await _look(database, revisions)
    assert "its tokenizer had changed" in await shown(database, first)
    await _look(database, revisions)
    assert await _edits(database) == 1


async def test_a_revision_that_the_hub_does_not_know_is_not_called_older(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    first = await post(database, ALEX, 0.757, result=replace(RESULT, revision="0" * 40))
    await _look(database, revisions)
    hub.delete("model", MODEL)
    await _look(database, revisions)
    assert "older revision" not in await shown(database, first)


async def test_a_list_that_shows_another_commit_than_was_seen_asks_for_a_look(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    await post(database, ALEX, 0.757, result=replace(RESULT, revision=_sha(hub)))
    await _look(database, revisions)
    async with database.transaction() as session:
        assert await store.moved(session, {MODEL: _sha(hub), "a/b": "1"}) == []
        assert await store.moved(session, {MODEL: "1" * 40}) == [MODEL]


async def test_models_that_no_list_shows_are_looked_at_once_a_day(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    await post(database, ALEX, 0.757, guild_id=GUILD, result=replace(RESULT, revision=_sha(hub)))
    await _look(database, revisions)
    async with database.transaction() as session:
        assert await store.due(session, NOW - EVERY, NOW, 20) == []
        late = NOW + EVERY + timedelta(seconds=1)
        assert await store.due(session, late - EVERY, late, 20) == [MODEL]
        assert await store.due(session, late - EVERY, late, 20) == []


def test_only_what_a_model_answers_with_counts() -> None:
    before = {
        "weights": "a",
        "config": "b",
        "tokenizer": "c",
        "chat_template": "d",
        "card": "e",
        "licence": "f",
    }
    assert changed(before, {**before, "card": "x"}) == ()
    assert changed(before, {**before, "chat_template": "x", "weights": "y"}) == ("weights", "chat_template")
    assert changed({}, before) == ()


def test_a_licence_counts_by_its_files_and_by_what_a_card_states_where_both_are_known() -> None:
    before = {"weights": "a", "licence": "f"}
    assert changed(before, {**before, "licence": "y", "weights": "b"}) == ("weights", "licence")
    stated = {**before, "stated_licence": "mit"}
    assert changed(stated, {**stated, "stated_licence": "other"}) == ("licence",)
    assert changed(before, stated) == ()


async def test_what_somebody_else_has_seen_meanwhile_is_not_written_over(
    database: Database, hub: HubSandbox, revisions: Revisions
) -> None:
    sha = _sha(hub)
    await post(database, ALEX, 0.757, result=replace(RESULT, revision=sha))
    async with database.transaction() as session:
        await session.execute(text("SELECT revision FROM measured_revision FOR UPDATE"))
        older = asyncio.create_task(revisions.look(JOB, 0))
        await held(database)
        await store.note(session, MODEL, [Seen(sha, "b" * 40, {}, changed=("weights",))], NOW)
    with pytest.raises(Again):
        await older
    async with database.transaction() as session:
        assert (await store.of(session, {(MODEL, sha)}))[MODEL, sha].changed == ("weights",)
