"""What an answer of the language model looks like, on a screen in English and on a phone in French."""

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.engine import URL

from bot.answers import store
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.db.engine import Database, dsn
from bot.guilds import store as guilds
from sandbox.demo import everything
from sandbox.person import Control, meet
from tests.browser.screen import OpenScreen
from tests.forked import ForkedBot
from tests.scripted_model import ScriptedModel
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

GUIDE = (
    "Our course of May 2026 measured Ministral-8B-Instruct on GSM8K: 74.2 with 8 shots, 61.5 with none. "
    "The chat template made most of the difference. It ran for 40 minutes on one RTX 4090."
)
ENGLISH = "What did our course measure for Ministral-8B-Instruct on GSM8K?"
FRENCH = "Quel score de Ministral-8B-Instruct sur GSM8K ?"


async def test_an_answer_of_the_model_reads_well(
    database_url: URL, tmp_path: Path, open_screen: OpenScreen, images: Path
) -> None:
    async with ScriptedModel("luth-1.7b") as model, aiohttp.ClientSession() as session:
        address = {"ESSAI_DATABASE_URL": dsn(database_url), "ESSAI_LLM_URL": model.url}
        async with everything(tmp_path, 0, ForkedBot, **address) as (discord, _, _):
            discord.limits.first_answer_seconds = PATIENCE
            control = Control(session, discord.control_url)
            state = await control.get("state")
            database = Database(database_url)

            async def known() -> bool:
                async with database.transaction() as stored:
                    names = [await guilds.name(stored, int(one["id"])) for one in state["guilds"]]
                return names == [one["name"] for one in state["guilds"]]

            await until(known, what="the bot's note of its servers")
            async with database.transaction() as stored:
                for guild in state["guilds"]:
                    piece = Piece("Evaluation course, May 2026", GUIDE, datetime.now(UTC), language="en")
                    await store.put(stored, int(guild["id"]), Source.GUIDE, GUIDE, [piece])
            await database.close()
            screen = await open_screen(discord.url, "user=Alex&channel=results&lang=en")
            phone = await open_screen(discord.url, "user=Camille&channel=results&lang=fr", phone=True)
            alex = await meet(session, discord.control_url, "Alex")
            camille = await meet(session, discord.control_url, "Camille")
            model.will(
                "With 8 shots our course measured 74.2 for Ministral-8B-Instruct on GSM8K [1]. ",
                "Without any it was 61.5, and most of the difference came from the chat template [1].",
            )
            await alex.command("ask", channel="#results", options={"question": ENGLISH})
            await screen.picture_of("Written by luth", images / "answer.png")
            waiting = model.will(
                "Avec 8 exemples, Ministral-8B-Instruct obtient 74,2 sur GSM8K [1]. ",
                "Sans exemple, c’est 61,5 [1].",
                held=True,
            )
            await camille.command("ask", channel="#results", options={"question": FRENCH})
            await phone.picture_of("Arrêter", tmp_path / "answer-writing-phone.png")
            waiting.go.set()
            await phone.picture_of("Rédigé par luth", images / "answer-phone.png")
