"""What an answer of extracts looks like, on a screen in English and on a phone in French."""

from pathlib import Path

import pytest

from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

GUIDE = """# Models on our machines

## Which quantisation to take

Take Q4_K_M first: in our runs it lost less than one point on GSM8K against the full weights and
fits an 8B model into 6 GB of video memory. Take Q8_0 where you have the room, above all for code
and for long sums. Below four bits the answers in French suffer visibly.

## Quelle quantification choisir

Prenez d’abord Q4_K_M : dans nos essais, elle a perdu moins d’un point sur GSM8K par rapport aux
poids complets, et un modèle 8B tient dans 6 Go de mémoire vidéo. En dessous de quatre bits, les
réponses en français en souffrent nettement.
"""


async def test_an_answer_with_its_sources_reads_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=general&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=general&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    await camille.speak("fr")
    added = await camille.command(
        "knowledge add", channel="#general", files={"file": ("machines.md", GUIDE.encode())}
    )
    assert "Models on our machines" in added.text
    english = {"question": "Which quantisation should I take for an 8B model?"}
    await alex.command("ask", channel="#general", options=english)
    await screen.picture_of("Which quantisation should I take", images / "answer-extracts.png")
    french = {"question": "Quelle quantification choisir pour un modèle 8B ?"}
    await camille.command("ask", channel="#general", options=french)
    await phone.picture_of("Quelle quantification choisir pour", images / "answer-extracts-phone.png")
    assert await phone.overflow() == 0
