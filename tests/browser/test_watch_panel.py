"""The panel of a watch on a screen and on a phone, by what is seen and pressed.

Its pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio
from playwright.async_api import expect

from sandbox.demo import everything
from tests.browser.screen import OpenScreen
from tests.browser.test_newcomer import IMAGES, Demo

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Where pictures go: into the guides when they are asked for, away otherwise."""
    return IMAGES if os.environ.get("ESSAI_KEEP_PICTURES") else tmp_path


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Demo]:
    """A demo in which an author has published lately."""
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            discord, hub, _ = await stack.enter_async_context(everything(Path(folder), 0))
            for name, parameters in (("Boreal-3B", 3), ("Boreal-8B", 8), ("Boreal-70B", 70)):
                hub.publish(
                    kind="model",
                    id=f"northlab/{name}",
                    pipeline_tag="text-generation",
                    parameters=parameters * 10**9,
                    licence="apache-2.0",
                )
            hub.publish(
                kind="model", id="northlab/Boreal-8B-GGUF", base_model={"quantized": "northlab/Boreal-8B"}
            )
            yield Demo(discord, hub)
        assert discord.journal.problems == []


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
