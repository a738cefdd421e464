"""Where a watch posts and whom it calls: the panel's page, and a forum's post, on a screen and on a phone.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.discord.acts import guilds
from sandbox.person import Person, Seen
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.steps import chosen, settled, turned

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def demo(demo: Demo) -> Demo:
    """A server with a role that may be called."""
    state = demo.discord.state
    guild = next(one for one in state.guilds.values() if one.name == "Atelier IA")
    role = guilds.create_role(demo.discord.core, guild, "model-news", 0, color=0xC2571A)
    role.mentionable = True
    guilds.role_changed(demo.discord.core, guild, role)
    return demo


async def _panel(camille: Person, channel: str, only: str) -> Seen:
    """The page on where and whom, with a tag and a role chosen; in the end its text holds `only`."""
    where = await camille.find_channel("#releases")
    options = {"source": "HuggingFaceTB", "channel": await camille.find_channel(channel)}
    shown = (await camille.command("watch add", channel=where, options=options)).message
    assert shown is not None
    await camille.press(shown, shown.buttons[1])
    panel = await turned(camille, await settled(camille, shown, "page-where"), "where")
    panel = await chosen(camille, panel, "tags", ["proposal"], "proposal")
    panel = await chosen(camille, panel, "role", ["model-news"], ":called")
    return await chosen(camille, panel, "called", ["base"], only)


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_where_and_whom_can_be_read_and_a_forum_shows_the_post(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    language, end = ("fr", "-phone") if phone else ("en", "")
    camille = await demo.person("Camille")
    await camille.speak("fr" if phone else "en-US")
    panel = await _panel(camille, "#ideas", "seulement pour" if phone else "only for")
    screen = await open_screen(demo.url, f"user=Camille&channel=releases&lang={language}", phone=phone)
    await screen.picture_of("/model-news", images / f"watch-where{end}.png")
    save = next(one for one in panel.buttons if one.custom_id.endswith(":save"))
    await camille.press(panel, save)
    await camille.wait_for(panel.channel, lambda one: one.id == panel.id and not one.buttons)
    demo.hub.publish(catalogue="HuggingFaceTB/SmolLM3-3B")
    screen = await open_screen(demo.url, f"user=Camille&channel=ideas&lang={language}", phone=phone)
    card = screen.page.locator(".forum-post").filter(has_text="SmolLM3-3B").first
    await expect(card).to_be_visible()
    await card.click()
    await screen.picture_of("/model-news", images / f"forum-post{end}.png")
