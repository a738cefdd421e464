"""What members posted is theirs: they take it with them, and erase it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.db.engine import Database, dsn
from bot.results.export_service import ExportService
from bot.results.exporter import Exporter
from sandbox.person import Reply
from tests.forked import essai
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, shows
from tests.journeys.sharing import notebook_of, share
from tests.journeys.test_comparing import confirm
from tests.journeys.test_results import RUN, TOKEN, _import, _published


async def _file(place: Place, reply: Reply) -> bytes:
    assert reply.message is not None, reply.text
    attached: list[dict[str, Any]] = reply.message.raw["attachments"]
    async with place.session.get(attached[0]["url"]) as answer:
        return await answer.read()


def _lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def test_members_take_all_of_theirs_and_the_public_of_the_server(
    place: Place, stored: Database, database_url: URL, tmp_path: Path
) -> None:
    nothing = await place.camille.command("export mine", channel=RELEASES)
    assert nothing.text == "⚠️ Vous n’avez publié aucun résultat sur ce serveur."
    await _published(place, "Alex", await _import(place, "Alex", RUN))
    shown = await _import(place, "Robin", RUN, channel="#leaderboard")
    await confirm(place.robin, shown, "#leaderboard")
    mine = await place.alex.autocomplete(
        "result withdraw", channel=RELEASES, focused="result", options={"result": "strict"}
    )
    await place.alex.command("result withdraw", channel=RELEASES, options={"result": mine[0].value})
    everything = await place.alex.command("export mine", channel=RELEASES)
    assert everything.message is not None
    assert everything.message.ephemeral
    with zipfile.ZipFile(io.BytesIO(await _file(place, everything))) as archive:
        names = archive.namelist()
        results, history = (_lines(archive.read(name)) for name in ("results.csv", "history.csv"))
        kept = archive.read(names[2]).decode()
    assert sorted(line["state"] for line in results) == ["public", "withdrawn"]
    assert [line["what"] for line in history] == ["withdrawn"]
    assert '"lm_eval_version": "0.4.9"' in kept
    assert TOKEN not in kept
    public = await place.camille.command("export server", channel=RELEASES)
    assert public.text.startswith("1 résultat public de ce serveur.")
    assert [line["value"] for line in _lines(await _file(place, public))] == ["0.761"]
    records = await place.alex.command("export server", channel=RELEASES, options={"form": "every_eval_ever"})
    with zipfile.ZipFile(io.BytesIO(await _file(place, records))) as archive:
        assert archive.namelist() == ["0000002_Qwen__Qwen3-8B.json"]
    parquet = await place.alex.command("export server", channel=RELEASES, options={"form": "parquet"})
    assert pq.read_table(io.BytesIO(await _file(place, parquet))).column("value").to_pylist() == [0.761]
    async with stored.transaction() as session:
        guild = await session.scalar(text(f"SELECT guild_id FROM result WHERE author_id = {place.alex.id}"))
    out = tmp_path / "out.csv"
    command = ("results", "export", "--guild", str(guild), "--out", out)
    known = {"ESSAI_DATABASE_URL": dsn(database_url)}
    assert await essai(*command, cwd=tmp_path, **known) == (0, f"1 result written to {out}\n")
    assert [line["value"] for line in _lines(out.read_bytes())] == ["0.761"]
    nowhere = (*command[:-1], tmp_path / "nowhere" / "out.csv")
    code, said = await essai(*nowhere, cwd=tmp_path, **known)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"essai: There is no folder {tmp_path / 'nowhere'}.")
    code, said = await essai(*command, "--form", "everything", cwd=tmp_path, **known)
    assert code == 1
    assert said.startswith("essai: --form is one of csv,")


async def test_what_does_not_fit_into_one_file_comes_with_a_button(place: Place) -> None:
    await _published(place, "Alex", await _import(place, "Alex", RUN))
    async with Exporter() as exporter:
        small = ExportService(place.app.database, exporter, place.clock.now, most_results=1)
        place.app.bot.services = replace(place.app.bot.services, exports=small)
        first = await place.camille.command("export server", channel=RELEASES)
        assert first.message is not None
        assert first.text.startswith(
            "1 résultat public de ce serveur. 1 résultat plus ancien ne tenait pas dans ce fichier\u00a0: "
            "**Partie suivante**"
        )
        assert [line["value"] for line in _lines(await _file(place, first))] == ["0.761"]
        second = await place.camille.press(first.message, "Partie suivante")
        assert second.message is not None
        assert second.message.ephemeral
        assert [line["value"] for line in _lines(await _file(place, second))] == ["0.757"]
        assert second.message.raw["attachments"][0]["filename"] == "results-2.csv"
        assert not second.message.buttons


async def test_a_doubt_goes_with_the_one_who_had_it(place: Place, stored: Database) -> None:
    post = await _published(place, "Alex", await _import(place, "Alex", RUN))
    theirs = await chosen(place.camille, "result dispute")
    doubt = {"result": theirs, "reason": "Which prompt?"}
    await place.camille.command("result dispute", channel=RELEASES, options=doubt)
    await place.camille.command("result report", channel=RELEASES, options=doubt)
    await shows(place.alex, post, "⚖️ disputed")
    mine = await place.alex.command("export mine", channel=RELEASES)
    with zipfile.ZipFile(io.BytesIO(await _file(place, mine))) as archive:
        assert "disputes.json" not in archive.namelist()
    kept = await place.camille.command("export mine", channel=RELEASES)
    assert kept.text.startswith("Vous n’avez publié aucun résultat sur ce serveur. Le fichier contient")
    with zipfile.ZipFile(io.BytesIO(await _file(place, kept))) as archive:
        assert sorted(archive.namelist()) == ["disputes.json", "reports.json"]
        assert "Which prompt?" in archive.read("disputes.json").decode()
    asked = await place.camille.command("export erase", channel=RELEASES)
    assert "2 remarques sur des résultats" in asked.text
    assert asked.message is not None
    await place.camille.press(asked.message, "Effacer définitivement")
    cleared = await place.alex.wait_for(
        RELEASES, lambda one: one.id == post.id and "disputed" not in one.text
    )
    assert "75.7%" in cleared.text
    async with stored.transaction() as session:
        left = await session.execute(
            text(
                "SELECT (SELECT count(*) FROM result), (SELECT count(*) FROM result_change), "
                "(SELECT count(*) FROM result_report), (SELECT count(*) FROM result WHERE is_disputed)"
            )
        )
        assert left.one() == (2, 0, 0, 0)


async def test_erasing_asks_first_and_leaves_nothing_of_this_server(place: Place, stored: Database) -> None:
    nothing = await place.camille.command("export erase", channel=RELEASES)
    assert nothing.text == "⚠️ Il n’y a rien de vous à effacer sur ce serveur."
    await place.alex.command("token make", channel=RELEASES, options={"name": "my machine"})
    post = await _published(place, "Alex", await _import(place, "Alex", RUN))
    shown = await _import(place, "Robin", RUN, channel="#leaderboard")
    await confirm(place.robin, shown, "#leaderboard")
    notebook = await share(place, place.alex, notebook_of("Lions", "roaring"))
    await share(place, place.robin, notebook_of("Bears", "growling"), "#leaderboard")
    mine = await place.alex.command("export mine", channel=RELEASES)
    with zipfile.ZipFile(io.BytesIO(await _file(place, mine))) as archive:
        [about] = json.loads(archive.read("notebooks.json"))
        assert (about["title"], about["version"], about["state"]) == ("Lions", 1, "public")
        assert b"roaring" in archive.read(about["file"])
    await place.alex.speak("fr")
    asked = await place.alex.command("export erase", channel=RELEASES)
    assert asked.text.startswith("### Effacer tout ce que vous avez écrit ici\u202f?")
    assert "- 2 résultats, avec leur historique" in asked.text
    assert "- 1 notebook avec toutes ses versions\u202f; ses messages l’indiqueront\n" in asked.text
    assert "- 1 jeton\n" in asked.text
    assert asked.message is not None
    await place.alex.press(asked.message, "Effacer définitivement")
    done = "C’est fait. Effacé\u00a0: 2 résultats et 1 notebook."
    await place.alex.wait_for(RELEASES, lambda one: one.text == done)
    left = await place.camille.wait_for(
        RELEASES, lambda one: one.id == post.id and "were erased by who had posted them." in one.text
    )
    assert "75.7" not in left.text
    assert "75,7" not in left.text
    await shows(place.camille, notebook, "withdrawn by its author")
    async with stored.transaction() as session:
        kept_of = "SELECT sum(length(content)), count(*) FROM notebook_version v JOIN notebook n "
        kept_of += "ON n.id = notebook_id WHERE author_id = {0}"
        assert (await session.execute(text(kept_of.format(place.alex.id)))).one() == (None, 0)
        assert (await session.execute(text(kept_of.format(place.robin.id)))).one()[1] == 1
        kept = "SELECT count(*) FILTER (WHERE author_id = {0}), count(*) FROM result"
        assert (await session.execute(text(kept.format(place.alex.id)))).one() == (0, 2)
        assert await session.scalar(text("SELECT count(*) FROM result_file")) == 1
        assert await session.scalar(text("SELECT count(*) FROM result_token")) == 0
        stale = "SELECT count(*) FROM measured WHERE guild_id NOT IN (SELECT guild_id FROM result)"
        assert await session.scalar(text(stale)) == 0
    again = await place.alex.command("export erase", channel=RELEASES)
    assert "Il n’y a rien de vous à effacer sur ce serveur." in again.text
