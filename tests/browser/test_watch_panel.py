"""The panel of a watch on a screen and on a phone, by what is seen and pressed.

Its pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def demo(demo: Demo) -> Demo:
    """A demo in which an author has published lately."""
    for name, billions in (("Boreal-3B", 3), ("Boreal-8B", 8), ("Boreal-70B", 70)):
        about = {"pipeline_tag": "text-generation", "licence": "apache-2.0"}
        demo.hub.publish(kind="model", id=f"northlab/{name}", parameters=billions * 10**9, **about)
    quantised = {"quantized": "northlab/Boreal-8B"}
    demo.hub.publish(kind="model", id="northlab/Boreal-8B-GGUF", base_model=quantised)
    return demo


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_a_panel_can_be_read_and_used(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    language = "fr" if phone else "en"
    change, names, save = ("Change", "Names and size", "Watch")
    if phone:
        change, names, save = ("Modifier", "Noms et taille", "Suivre")
    screen = await open_screen(demo.url, f"user=Camille&channel=releases&lang={language}", phone=phone)
    await screen.composer.fill("/watch add source:northlab channel:#releases")
    await screen.composer.press("Enter")
    await screen.page.keyboard.press("Enter")
    await screen.last.get_by_role("button", name=change, exact=True).click()
    panel = screen.last
    await expect(panel).to_contain_text("northlab →")
    await panel.get_by_role("button", name=names).click()
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("Taille maximale" if phone else "Largest size").fill("8B")
    await screen.picture(images / f"watch-form{'-phone' if phone else ''}.png")
    await form.get_by_role("button", name="Valider" if phone else "Submit").click()
    await expect(panel).to_contain_text("au plus 8 milliards" if phone else "at most 8 billion")
    await panel.get_by_role("button", name=save, exact=True).scroll_into_view_if_needed()
    assert await screen.overflow() <= 0
    await screen.picture(images / f"watch-panel{'-phone' if phone else ''}.png")
    await panel.get_by_role("button", name=save, exact=True).click()
    await expect(panel).to_contain_text("C’est fait." if phone else "Done.")
