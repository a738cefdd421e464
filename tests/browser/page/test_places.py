"""Threads, forums, announcement channels, and what comes while nobody looks."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.discord.server import DiscordSandbox
from sandbox.page.server import mount
from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_thread_opens_from_its_message_and_stands_under_its_channel(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo thread")

    await screen.page.locator(".thread-chip").click()

    await expect(screen.last).to_contain_text("In here")
    await expect(screen.page.locator(".channel-thread")).to_have_accessible_name("Talk, thread")
    await expect(screen.page.locator(".bar-parent")).to_contain_text("general")


async def test_a_post_of_a_forum_is_a_card_with_its_tags(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.composer.fill("/zoo post where:ideas")
    await screen.field("where").press("Enter")
    await expect(screen.message("Posting")).to_be_visible()

    await screen.go_to("ideas")
    card = screen.page.get_by_role("button", name="Which quantisation?").last
    await expect(card).to_contain_text("question")
    await card.click()

    await expect(screen.last).to_contain_text("For 8 GB")


async def test_a_published_message_is_marked(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Camille&channel=news&lang=en")

    await screen.run_command("zoo publish")

    await expect(screen.message("News for all").locator(".tag-quiet")).to_have_text("Published")


async def test_the_typing_sign_goes_out_by_itself(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.page.clock.install()

    await screen.run_command("zoo typing")

    typing = screen.page.locator(".typing")
    await expect(typing).to_have_text("Essai is typing…")
    await screen.page.clock.fast_forward(12_000)
    await expect(typing).to_have_text("")


async def test_a_server_that_comes_back_is_joined_again_with_what_was_missed(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    before = _sandbox(tmp_path)
    await before.start()
    screen = await open_screen(before.url, "user=Alex&channel=general")
    await screen.write("kept")
    await expect(screen.message("kept")).to_be_visible()
    port = int(before.url.rpartition(":")[2])
    await before.stop()
    await expect(screen.page.get_by_text("Connection lost")).to_be_visible()

    after = _sandbox(tmp_path)
    await after.start(port=port)
    await expect(screen.page.get_by_text("Connection lost")).to_be_hidden()
    await screen.write("and going on")

    await expect(screen.messages).to_contain_text(["kept", "and going on"])
    screen.problems.clear()  # the browser itself reports the refused connections
    await after.stop()


def _sandbox(folder: Path) -> DiscordSandbox:
    discord = DiscordSandbox(data_file=folder / "discord.json")
    mount(discord.app, None)
    return discord
