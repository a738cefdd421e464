"""Tokens, exports and what moderators look at: on a screen in English and on a phone in French."""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.journeys.posting import chosen
from tests.journeys.test_comparing import confirm, run

pytestmark = pytest.mark.asyncio(loop_scope="session")

MODEL, OTHER = "Qwen/Qwen3-8B", "mistralai/Ministral-8B-Instruct-2410"


async def _import(person: Person, model: str, value: float) -> None:
    files = {"file": ("run.json", json.dumps(run(model, value)).encode())}
    shown = await person.command("result import", channel="#results", files=files)
    await confirm(person, shown, "#results")


async def test_tokens_and_exports_read_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    for person in (alex, camille):
        await person.command("token make", channel="#results", options={"name": "rig"})
    await screen.picture_of("Your token", images / "token.png")
    await phone.picture_of("Votre jeton", images / "token-phone.png")
    await _import(alex, MODEL, 0.757)
    await _import(camille, OTHER, 0.711)
    for person in (alex, camille):
        await person.command("export mine", channel="#results")
    await screen.picture_of("1 result of yours", images / "export.png")
    await phone.picture_of("1 résultat que vous avez publié", images / "export-phone.png")
    for person in (alex, camille):
        await person.command("export erase", channel="#results")
    await screen.picture_of("Erase everything", images / "erase.png")
    await phone.picture_of("Effacer tout", images / "erase-phone.png")


async def test_what_moderators_look_at_reads_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    alex, camille, noor = [await demo.person(name) for name in ("Alex", "Camille", "Noor")]
    await _import(alex, MODEL, 0.757)
    await _import(noor, OTHER, 0.011)
    first = await chosen(noor, "result dispute", "qwen", channel="#results")
    doubt = {"result": first, "reason": "Was the chat template applied?"}
    await noor.command("result dispute", channel="#results", options=doubt)
    await alex.command(
        "result report",
        channel="#results",
        options={
            "result": await chosen(alex, "result report", "mistral", channel="#results"),
            "reason": "1 % cannot be right",
        },
    )
    screen = await open_screen(demo.url, "user=Camille&channel=results&lang=en")
    await expect(screen.message(OTHER).last).to_be_visible()
    shown = await camille.command("moderate results", channel="#results")
    assert shown.message is not None, shown.error
    await screen.picture_of("cannot be right", images / "moderation.png")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    await expect(phone.message(OTHER).last).to_be_visible()
    shown = await camille.command("moderate results", channel="#results")
    assert shown.message is not None, shown.error
    await phone.picture_of("signalé par", images / "moderation-phone.png")


async def test_benchmarks_of_a_server_read_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    camille = await demo.person("Camille")
    screen = await open_screen(demo.url, "user=Camille&channel=results&lang=en")
    about = {
        "name": "Atelier Quiz",
        "unit": "percent",
        "better": "higher",
        "english": "Answers 200 questions that our members wrote about French law.",
        "french": "Répond à 200 questions que nos membres ont écrites sur le droit français.",
        "chance": 25,
        "source": "https://example.org/quiz",
    }
    await camille.command("benchmark add", channel="#results", options=about)
    await camille.command(
        "benchmark alias", channel="#results", options={"benchmark": "gsm8k", "alias": "maths"}
    )
    await camille.command("benchmark list", channel="#results")
    await screen.picture_of("Atelier Quiz", images / "benchmarks.png")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    await camille.command("benchmark show", channel="#results", options={"benchmark": "Atelier Quiz"})
    await phone.picture_of("droit français", images / "benchmarks-phone.png")
