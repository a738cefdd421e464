"""A bot with a language model: how it fares is told to moderators and operators."""

from pathlib import Path

import aiohttp

from tests.gguf.tiny import write_scripted
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until


async def _status(place: Place, word: str) -> str:
    async def look() -> str:
        reply = await place.camille.command("status", channel=RELEASES)
        assert reply.message is not None, reply.error
        return reply.text if word in reply.text else ""

    return await until(look, what=f"{word} in the status")


async def test_moderators_and_metrics_tell_how_the_model_fares(quiet_place: Place, tmp_path: Path) -> None:
    place, model = quiet_place, tmp_path / "tiny.gguf"
    write_scripted(model, "Bonjour.")
    place.settings = place.settings.model_copy(update={"model": str(model), "model_threads": 1})
    app = await place.start_bot()
    assert "**Modèle de langue** tiny · prêt" in await _status(place, "prêt")
    async with aiohttp.ClientSession() as session, session.get(f"{app.web_url}/metrics") as answer:
        assert "essai_model_ready 1.0" in await answer.text()
    await place.stop_bot()

    model.write_bytes(b"no model at all")
    await place.start_bot()
    assert "tiny · ne fonctionne pas" in await _status(place, "ne fonctionne pas")
    await place.camille.speak("en-US")
    assert "tiny · does not work" in await _status(place, "does not work")
