"""What figures in an answer look like, on a screen in English and on a phone in French."""

from pathlib import Path

import pytest

from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

TABLE = b"""model,benchmark,value,samples,shots
nordlys/Boreal3-4B,gsm8k,80.1%,1319,5
zephyrine/Mirage-7B-Instruct-v0.3,gsm8k,72.4%,1319,5
petitpas/Fourmi3-3B,gsm8k,72.0%,1319,5
atlas-ai/Atlas-3.3-70B-Instruct,gsm8k,91.2%,1319,5
lumiere-fr/Luciole-7B-Instruct,gsm8k,77.3%,1319,0
"""


async def test_figures_read_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    shown = (
        await alex.command("result import", channel="#results", files={"file": ("a.csv", TABLE)})
    ).message
    assert shown is not None
    await alex.press(shown, shown.buttons[0])
    await alex.wait_for("#results", lambda one: one.id == shown.id and not one.buttons)
    question = "Which model under 8B is best on GSM8K here?"
    await alex.command("ask", channel="#results", options={"question": question})
    await screen.picture_of("I read", images / "figures.png")
    question = "Boreal3-4B ou Mirage-7B-Instruct ou Luciole 7B sur GSM8K ?"
    await camille.command("ask", channel="#results", options={"question": question})
    await phone.picture_of("J’ai lu", images / "figures-phone.png")
