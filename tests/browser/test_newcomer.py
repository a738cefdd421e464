"""The newcomer's way through the README, with the real bot, by keyboard and by what is on the screen.

The pictures in the README and the guides are made here: `make pictures` keeps them in docs/images.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from sandbox.demo import everything
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen, Screen
from tests.waiting import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="session")

MISTRAL = "mistralai/Mistral-Small-3.2-24B-Instruct-2506"
LLAMA = "meta-llama/Llama-3.3-70B-Instruct"


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Demo]:
    """What the README's reader has: everything embedded, the database too."""
    with TemporaryDirectory() as folder:
        async with (
            aiohttp.ClientSession() as session,
            everything(Path(folder), 0) as (discord, hub, _),
        ):
            discord.limits.first_answer_seconds = PATIENCE
            yield Demo(discord, hub, session)
        assert discord.journal.problems == []


async def _ask_for(screen: Screen, source: str) -> None:
    """Type `/watch add` with a source and #releases, as the README says."""
    await screen.start_command("watch add")
    for field, typed in (("source", source), ("channel", "releases")):
        if field == "channel":
            # It may be left out, so it has to be asked for.
            await screen.page.get_by_role("button", name=field, exact=True).click()
        await screen.page.keyboard.type(typed)
        await expect(screen.options.first).to_contain_text(typed)
        await screen.page.keyboard.press("Tab")


async def _publish(screen: Screen, name: str) -> None:
    await screen.page.get_by_label("Search the catalogue").fill(name.partition("/")[2])
    await screen.page.get_by_role("button", name=f"Publish {name}").click()


async def test_a_newcomer_sets_a_watch_and_reads_an_announcement(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Camille&channel=releases&lang=en")
    await _ask_for(screen, "mistralai")
    await screen.picture(images / "watch-add.png")
    await screen.page.get_by_role("button", name="Send", exact=True).click()

    preview = screen.message("I would announce new models by")
    await expect(preview).to_contain_text("Only you can see this")
    await preview.scroll_into_view_if_needed()
    await screen.picture(images / "watch-preview.png")
    await preview.get_by_role("button", name="Watch", exact=True).click()
    await expect(screen.message("Done. New models by mistralai will be announced")).to_be_visible()

    await _publish(screen, MISTRAL)
    post = screen.message("Open on the Hub")
    await expect(post).to_contain_text("Mistral-Small-3.2-24B-Instruct-2506")
    for fact in ("Parameters", "24 billion", "Licence", "Apache 2.0", "Base model", "Access", "Published"):
        await expect(post).to_contain_text(fact)
    await post.scroll_into_view_if_needed()
    await screen.picture(images / "announcement.png")

    other = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    await expect(other.message("Open on the Hub")).to_be_visible()
    await expect(other.message("Only you can see this")).to_have_count(0)
    await other.page.get_by_role("button", name="Why here?").click()
    await expect(other.message("Moderators see all watches with /watch list")).to_be_visible()


async def test_on_a_phone_and_in_french_everything_can_be_read(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Camille&channel=releases&lang=fr", phone=True)
    await _ask_for(screen, "meta-llama")
    await screen.page.get_by_role("button", name="Envoyer", exact=True).click()
    preview = screen.message("les nouveautés publiées par")
    await expect(preview).to_be_visible()
    await preview.get_by_role("button", name="Suivre").scroll_into_view_if_needed()
    assert await screen.overflow() <= 0
    await screen.picture(images / "watch-preview-phone.png")
    await preview.get_by_role("button", name="Suivre").click()
    await expect(screen.message("C’est fait.")).to_be_visible()

    demo.hub.publish(catalogue=LLAMA)
    post = screen.message("Open on the Hub")
    await expect(post).to_contain_text("Llama-3.3-70B-Instruct")
    await post.scroll_into_view_if_needed()
    assert await screen.overflow() <= 0
    await screen.picture(images / "announcement-phone.png")


async def test_mistakes_are_answered_where_they_are_made(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Camille&channel=releases&lang=fr", scheme="dark")
    await screen.composer.fill("/watch add source:mistrallai channel:#releases")
    await screen.composer.press("Enter")
    await screen.page.keyboard.press("Enter")
    await expect(screen.last).to_contain_text("Je ne trouve personne du nom de mistrallai sur le Hub")
    await screen.picture(images / "unknown-author.png")
