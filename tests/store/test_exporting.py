"""Exports take all results, in as many parts as they need, and tokens are counted over all processes."""

import asyncio
import csv
import gc
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pydantic import SecretStr

from bot.db.engine import Database, dsn
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Button, Buttons, File, Message
from bot.results import controls, exporting, facts, store, token_store
from bot.results.export_service import ExportService
from bot.results.export_store import Wanted
from bot.results.exporter import Exporter
from bot.results.exports import eval_results
from bot.results.exports.order import Form
from bot.results.model import Posted, Reading, Result
from bot.results.samples.packing import pack
from bot.results.tables import ResultScoresRow
from bot.results.tokens import MOST_POSTS
from bot.settings import Settings
from bot.texts import language

NOW = datetime(2026, 11, 22, tzinfo=UTC)
GUILD, OTHER, ALEX, NOOR = 7, 8, 1, 2
ENGLISH = language("en")
GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.5, 50.0, "share", higher_is_better=True, model="Qwen/Qwen3-8B"
)


@pytest.fixture
async def posted(database: Database) -> Database:
    """Seven results of Alex from three files, one of Noor, and one in another guild."""
    async with database.transaction() as session:
        for guild_id in (GUILD, OTHER):
            await guilds.save(session, Guild(guild_id, "a guild", "en"), NOW)
    await _post(database, ALEX, "a", 3)
    await _post(database, ALEX, "b", 2)
    await _post(database, NOOR, "c", 1)
    await _post(database, ALEX, "d", 2)
    await _post(database, ALEX, "e", 1, guild_id=OTHER)
    return database


async def _post(
    database: Database, author_id: int, name: str, count: int, guild_id: int = GUILD, **changed: Any
) -> None:
    """Results of one file, each of another seed."""
    results = tuple(
        replace(GSM8K, setup=replace(GSM8K.setup, seed=number), **changed) for number in range(count)
    )
    reading = Reading(f"{name}.json", name * 64, "lm-evaluation-harness", results, raw={"noise": name * 500})
    keys = [f"{name}{number}{facts.key(one, author_id)}" for number, one in enumerate(results)]
    async with database.transaction() as session:
        await store.add(session, guild_id, author_id, name, reading, keys, NOW)


@pytest.fixture
async def exporter() -> AsyncIterator[Exporter]:
    async with Exporter() as exporter:
        yield exporter


def _file(message: Message) -> File:
    return next(block for block in message.blocks if isinstance(block, File))


async def _all_parts(service: ExportService, wanted: Wanted) -> list[File]:
    """Every part, by pressing the button below each for as long as there is one."""
    files, state = [], dict[str, Any]()
    while True:
        message = await service.part(wanted, ENGLISH, **state)
        files.append(_file(message))
        buttons = [block for block in message.blocks if isinstance(block, Buttons)]
        if not buttons:
            return files
        (button,) = buttons[0].items
        assert isinstance(button, Button)
        pressed = re.fullmatch(controls.EXPORT_PART, button.control)
        assert pressed is not None
        assert pressed["form"] == wanted.form
        state = {"before": int(pressed["before"]), "number": int(pressed["number"])}


def _ids(files: list[File]) -> list[list[int]]:
    tables = [csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))) for file in files]
    return [[int(line["id"]) for line in lines] for lines in tables]


async def test_more_results_than_a_file_takes_come_in_parts_and_none_is_lost(
    posted: Database, exporter: Exporter
) -> None:
    service = ExportService(posted, exporter, lambda: NOW, most_results=3)
    files = await _all_parts(service, Wanted(GUILD, None, "csv"))
    assert [file.name for file in files] == ["results.csv", "results-2.csv", "results-3.csv"]
    assert _ids(files) == [[6, 7, 8], [3, 4, 5], [1, 2]]


async def test_a_file_too_large_for_discord_is_cut_into_smaller_parts(
    posted: Database, exporter: Exporter
) -> None:
    whole = _file(
        await ExportService(posted, exporter, lambda: NOW).part(Wanted(GUILD, None, "csv"), ENGLISH)
    )
    service = ExportService(posted, exporter, lambda: NOW, largest_bytes=len(whole.content) // 2)
    files = await _all_parts(service, Wanted(GUILD, None, "csv"))
    assert len(files) > 2
    assert all(len(file.content) <= len(whole.content) // 2 for file in files)
    assert sorted(chain.from_iterable(_ids(files))) == list(range(1, 9))


async def test_of_a_large_part_only_a_page_is_in_memory_at_once(
    posted: Database, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.results.export_store.BATCH", 50)
    await _post(posted, NOOR, "f", 1_000)
    most, own = 0, _alive()

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, _alive() - own)
            await asyncio.sleep(0.005)

    watching = asyncio.create_task(watch())
    message = await ExportService(posted, exporter, lambda: NOW).part(Wanted(GUILD, None, "csv"), ENGLISH)
    watching.cancel()
    assert len(_ids([_file(message)])[0]) == 1_008
    assert most <= 100


def _alive() -> int:
    return sum(isinstance(one, Posted) for one in gc.get_objects())


async def test_files_come_with_the_results_that_were_read_from_them(
    posted: Database, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.results.export_store.MOST_RECORDS", 2)
    service = ExportService(posted, exporter, lambda: NOW)
    files = await _all_parts(service, Wanted(GUILD, ALEX, "everything"))
    names = [zipfile.ZipFile(io.BytesIO(file.content)).namelist() for file in files]
    assert names == [
        ["results.csv", "history.csv", "files/2.json", "files/4.json"],
        ["results-2.csv", "history-2.csv", "files/1.json"],
    ]


async def test_scores_of_samples_come_with_their_results(
    posted: Database, exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack({"00" * 8: 1.0, "ff" * 8: 0.5})
    async with posted.transaction() as session:
        for result_id in (1, 3, 8):
            session.add(ResultScoresRow(result_id=result_id, guild_id=GUILD, scores=packed))
    monkeypatch.setattr("bot.results.export_store.MOST_SCORES", 2 * len(packed))
    service = ExportService(posted, exporter, lambda: NOW)
    files = await _all_parts(service, Wanted(GUILD, ALEX, "everything"))
    archives = [zipfile.ZipFile(io.BytesIO(file.content)) for file in files]
    found = [[name for name in one.namelist() if name.startswith("scores/")] for one in archives]
    assert found == [["scores/3.csv", "scores/8.csv"], ["scores/1.csv"]]
    table = archives[1].read("scores/1.csv").decode("utf-8-sig")
    assert table == "sample,score\n0000000000000000,1.0\nffffffffffffffff,0.5\n"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"model": None},
        {"partial": True},
        {"subset": "a part"},
        {"metric": "another"},
        {"provenance": "claimed"},
        {"benchmark": "unknown"},
    ],
)
async def test_the_database_chooses_what_a_form_can_say_as_the_form_itself_does(
    posted: Database, exporter: Exporter, changed: dict[str, Any]
) -> None:
    await _post(posted, NOOR, "f", 1, model_name="mine", **{"model": "org/another", **changed})
    said = eval_results.files(
        [Posted(9, NOOR, "f", "public", NOW, replace(GSM8K, **{"model": "org/another", **changed}))]
    )
    message = await ExportService(posted, exporter, lambda: NOW).part(
        Wanted(GUILD, None, "eval_results"), ENGLISH
    )
    names = zipfile.ZipFile(io.BytesIO(_file(message).content)).namelist()
    assert names == ["Qwen/Qwen3-8B/.eval_results/gsm8k.yaml", *said]
    told = message.blocks[0]
    assert f"{len(names)} public result" in str(told)
    assert f"{9 - len(names)} results have no place in this form" in str(told)


async def test_a_form_that_can_say_none_of_the_results_is_refused_with_one_that_can(
    database: Database, exporter: Exporter
) -> None:
    async with database.transaction() as session:
        await guilds.save(session, Guild(GUILD, "a guild", "en"), NOW)
    service = ExportService(database, exporter, lambda: NOW)
    with pytest.raises(BadRequest, match="Nobody has posted results here yet"):
        await service.part(Wanted(GUILD, None, "eval_results"), ENGLISH)
    await _post(database, ALEX, "a", 1, higher_is_better=None, partial=True)
    for form in ("eval_results", "every_eval_ever"):
        with pytest.raises(BadRequest, match="Choose CSV, which takes all of them"):
            await service.part(Wanted(GUILD, None, form), ENGLISH)


@pytest.mark.parametrize("form", ["csv", "parquet", "every_eval_ever", "everything"])
async def test_the_command_line_writes_one_file_of_any_size(
    posted: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    monkeypatch.setattr(exporting, "PART", 3)
    monkeypatch.setattr(exporting, "PART_WITH_FILES", 3)
    settings = Settings(database_url=SecretStr(dsn(posted.url)), data_dir=tmp_path)
    out = tmp_path / "out"
    wanted = Wanted(GUILD, ALEX if form == "everything" else None, form)
    count = 7 if form == "everything" else 8
    assert await exporting.export(settings, wanted, out) == (count, 0)
    assert _names(tmp_path) == [out.name]
    assert _rows(out, form) == count


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _rows(out: Path, form: Form) -> int:
    if form == "csv":
        return len(list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))))
    if form == "parquet":
        return int(pq.ParquetFile(out).metadata.num_rows)
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if form == "every_eval_ever":
        return sum(len(json.loads(record)["evaluation_results"]) for record in files.values())
    return sum(content.count(b"\n") - 1 for name, content in files.items() if name.startswith("results"))


async def test_processes_count_the_uses_of_a_token_together(posted: Database) -> None:
    other = Database(posted.url)
    async with posted.transaction() as session:
        token_id = await token_store.add(session, GUILD, ALEX, 1, "a machine", "hash", NOW)
    waits = []
    for number in range(MOST_POSTS + 1):
        async with (posted if number % 2 else other).transaction() as session:
            waits.append(await token_store.take_turn(session, token_id, NOW + timedelta(minutes=number)))
    assert waits == [0.0] * MOST_POSTS + [(60 - MOST_POSTS) * 60.0]
    async with other.transaction() as session:
        assert await token_store.take_turn(session, token_id, NOW + timedelta(hours=1)) == 0.0
    await other.close()
