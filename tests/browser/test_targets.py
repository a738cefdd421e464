"""Where a watch posts and whom it calls: the panel's page, and a forum's post, on a screen and on a phone.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from sandbox.demo import everything
from sandbox.discord.acts import guilds
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.server import HubSandbox
from sandbox.person import Person, Seen, meet
from tests.browser.screen import OpenScreen
from tests.browser.test_newcomer import IMAGES
from tests.browser.test_posts import _take_picture

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class Scene:
    """The demo, and the person who moderates it."""

    discord: DiscordSandbox
    hub: HubSandbox
    camille: Person


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Where pictures go: into the guides when they are asked for, away otherwise."""
    return IMAGES if os.environ.get("ESSAI_KEEP_PICTURES") else tmp_path


@pytest_asyncio.fixture(loop_scope="session")
async def scene() -> AsyncIterator[Scene]:
    """A server with a role that may be called."""
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            discord, hub, _ = await stack.enter_async_context(everything(Path(folder), 0))
            session = await stack.enter_async_context(aiohttp.ClientSession())
            guild = next(one for one in discord.state.guilds.values() if one.name == "Atelier IA")
            role = guilds.create_role(discord.core, guild, "model-news", 0, color=0xC2571A)
            role.mentionable = True
            guilds.role_changed(discord.core, guild, role)
            yield Scene(discord, hub, await meet(session, discord.control_url, "Camille"))
        assert discord.journal.problems == []


async def _panel(camille: Person, channel: str, only: str) -> Seen:
    """The page on where and whom, with a tag and a role chosen; in the end its text holds `only`."""
    where = await camille.find_channel("#releases")
    options = {"source": "HuggingFaceTB", "channel": await camille.find_channel(channel)}
    shown = (await camille.command("watch add", channel=where, options=options)).message
    assert shown is not None
    await camille.press(shown, shown.buttons[1])

    async def settled(part: str) -> Seen:
        def fits(one: Seen) -> bool:
            ids = [each.custom_id for each in one.buttons] + [each["custom_id"] for each in one.selects]
            return one.id == shown.id and (part in one.text or any(part in each for each in ids))

        return await camille.wait_for(where, fits)

    async def chosen(panel: Seen, field: str, values: list[str], part: str) -> Seen:
        select = next(one["custom_id"] for one in panel.selects if one["custom_id"].endswith(f":{field}"))
        await camille.choose(panel, select, values)
        return await settled(part)

    panel = await settled("page-where")
    page = next(one for one in panel.buttons if one.custom_id.endswith("page-where"))
    await camille.press(panel, page)
    panel = await settled(":role")
    panel = await chosen(panel, "tags", ["proposal"], "proposal")
    panel = await chosen(panel, "role", ["model-news"], ":called")
    return await chosen(panel, "called", ["base"], only)


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_where_and_whom_can_be_read_and_a_forum_shows_the_post(
    scene: Scene, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    language, end = ("fr", "-phone") if phone else ("en", "")
    await scene.camille.speak("fr" if phone else "en-US")
    panel = await _panel(scene.camille, "#ideas", "seulement pour" if phone else "only for")
    url = scene.discord.url
    screen = await open_screen(url, f"user=Camille&channel=releases&lang={language}", phone=phone)
    await _take_picture(screen, "/model-news", images / f"watch-where{end}.png")
    save = next(one for one in panel.buttons if one.custom_id.endswith(":save"))
    await scene.camille.press(panel, save)
    await scene.camille.wait_for(panel.channel, lambda one: one.id == panel.id and not one.buttons)
    scene.hub.publish(catalogue="HuggingFaceTB/SmolLM3-3B")
    screen = await open_screen(url, f"user=Camille&channel=ideas&lang={language}", phone=phone)
    card = screen.page.locator(".forum-post").filter(has_text="SmolLM3-3B").first
    await expect(card).to_be_visible(timeout=20_000)
    await card.click()
    await _take_picture(screen, "/model-news", images / f"forum-post{end}.png")
