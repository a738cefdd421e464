"""What second measurements look like, on a screen in English and on a phone in French."""

import json
from pathlib import Path

import pytest

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.journeys.posting import chosen
from tests.journeys.test_comparing import confirm, run
from tests.steps import watch

pytestmark = pytest.mark.asyncio(loop_scope="session")

MODEL = "Qwen/Qwen3-8B"
ENVIRONMENT = "GPU models and configuration: GPU 0: NVIDIA GeForce RTX 4090\n"


async def _import(person: Person, value: float, date: float) -> None:
    content = {
        **run(MODEL, value),
        "total_evaluation_time_seconds": "2460",
        "pretty_env_info": ENVIRONMENT,
        "date": date,
    }
    files = {"file": ("run.json", json.dumps(content).encode())}
    shown = await person.command("result import", channel="#results", files=files)
    await confirm(person, shown, "#results")


async def test_a_request_a_claim_and_what_came_out_read_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille, noor = [await demo.person(name) for name in ("Alex", "Camille", "Noor")]
    await _import(alex, 0.757, 1783534401.8)
    result = await chosen(alex, "reproduce request", "qwen", channel="#results")
    for person in (alex, camille):
        await person.command("reproduce request", channel="#results", options={"result": result})
    await camille.command("reproduce claim", channel="#results", options={"result": result})
    await phone.picture_of("Elle est à vous pour 3 jours", images / "results-claimed-phone.png")
    await alex.command("reproduce list", channel="#results")
    await screen.picture_of("1 result to measure again", images / "results-wanted.png")
    await _import(noor, 0.771, 1783634401.8)
    await screen.picture_of("measured again by", images / "results-reproduced.png")
    await phone.picture_of("measured before by", images / "results-reproduced-phone.png")
    private = await open_screen(demo.url, "user=Camille&server=@me&channel=Essai&lang=fr", phone=True)
    await private.picture_of("Vous souhaitiez une seconde mesure", images / "results-again-phone.png")


async def test_a_result_of_an_older_revision_reads_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    models = ("acme/Tiny-3B", "acme/Tiny-8B")
    for model in models:
        demo.hub.publish(kind="model", id=model, files={"model.safetensors": 10})
    await watch(camille, "acme", "#releases")
    for model, value in zip(models, ("61.2 %", "74.9 %"), strict=True):
        typed = {"model": model, "benchmark": "gsm8k", "value": value, "samples": 1319}
        shown = await alex.command("result post", channel="#results", options=typed)
        await confirm(alex, shown, "#results")
    demo.hub.change("model", models[1], files={"model.safetensors": 20}, commit="Better weights")
    await screen.picture_of("its weights had changed", images / "results-older.png")
    await camille.command("board", channel="#results", options={"benchmark": "gsm8k"})
    await phone.picture_of("Classement", images / "board-older-phone.png")
