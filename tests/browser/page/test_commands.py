import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def general() -> str:
    return "user=Camille&channel=general&lang=en"


async def _told(message: Locator) -> Any:
    return json.loads(await message.locator(".md-codeblock").inner_text())


async def test_a_slash_lists_the_commands_with_their_descriptions(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.composer.press_sequentially("/zoo s")

    options = screen.options
    await expect(options).to_have_count(3)
    await expect(options.first).to_contain_text("Only for you")


async def test_a_command_runs_by_keyboard_alone(world: World, open_screen: OpenScreen, general: str) -> None:
    screen = await open_screen(world.url, general)
    keyboard = screen.page.keyboard

    await screen.start_command("zoo fruit")
    await keyboard.type("ap")
    await expect(screen.options).to_have_count(3)  # Apple, Apricot, Grape
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await keyboard.press("Tab")
    await keyboard.type("3")
    await keyboard.press("Enter")

    await expect(screen.last).to_contain_text('"name"')
    assert await _told(screen.last) == {"name": "apricot", "count": 3}
    await expect(screen.composer).to_be_focused()


async def test_every_kind_of_option_reaches_the_bot(
    world: World, open_screen: OpenScreen, general: str, tmp_path: Path
) -> None:
    screen = await open_screen(world.url, general)
    label = tmp_path / "label.txt"
    label.write_text("ripe")

    await screen.start_command("zoo fruit")
    await screen.field("name").fill("Fig")
    await screen.field("count").fill("2")
    await _add(screen, "weight", "1,5")
    await _choose(screen, "size", "Large")
    await _choose(screen, "ripe", "Yes")
    await _choose(screen, "where", "results")
    await _choose(screen, "who", "Alex")
    await _choose(screen, "role", "Moderator")
    await screen.page.get_by_role("button", name="label").click()
    await screen.field("label").set_input_files(label)
    await screen.page.get_by_role("button", name="Send", exact=True).click()

    await expect(screen.last).to_contain_text('"name"')
    assert await _told(screen.last) == {
        "name": "Fig",
        "count": 2,
        "weight": 1.5,
        "size": "l",
        "ripe": True,
        "where": "results",
        "who": "Alex",
        "role": "Moderator",
        "label": "label.txt",
    }


async def _add(screen: Screen, option: str, text: str) -> None:
    await screen.page.get_by_role("button", name=option, exact=True).click()
    await screen.field(option).fill(text)


async def _choose(screen: Screen, option: str, label: str) -> None:
    await _add(screen, option, label)
    await screen.option(label).first.click()


async def test_a_mistake_is_named_at_its_field_and_nothing_is_sent(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.start_command("zoo fruit")
    await screen.field("count").fill("9")
    await screen.field("count").press("Enter")

    await expect(screen.page.locator('[data-option="name"] .option-note')).to_have_text("This is needed")
    await expect(screen.page.locator('[data-option="count"] .option-note')).to_have_text("At most 5")
    await expect(screen.field("name")).to_be_focused()
    await expect(screen.messages).to_have_count(0)


async def test_a_value_that_is_not_in_the_list_is_refused(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.composer.fill("/zoo fruit name:Fig count:1 where:nowhere")
    await screen.field("count").press("Enter")

    await expect(screen.page.locator('[data-option="where"] .option-note')).to_have_text(
        "Choose one from the list"
    )


async def test_a_pasted_line_fills_the_fields(world: World, open_screen: OpenScreen, general: str) -> None:
    screen = await open_screen(world.url, general)

    await screen.composer.fill("/zoo fruit name:Passion fruit count:2 where:#results")
    await screen.field("count").press("Enter")

    await expect(screen.last).to_contain_text('"name"')
    assert await _told(screen.last) == {"name": "Passion fruit", "count": 2, "where": "results"}


async def test_a_line_typed_key_by_key_goes_from_field_to_field(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.page.locator("#composer-text").focus()
    await screen.page.keyboard.type("/zoo fruit name:Fig count:2 where:#results", delay=20)
    await screen.page.keyboard.press("Enter")

    await expect(screen.last).to_contain_text('"name"')
    assert await _told(screen.last) == {"name": "Fig", "count": 2, "where": "results"}


async def test_escape_closes_the_list_first_and_then_the_command(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.start_command("zoo fruit")
    await expect(screen.page.get_by_role("listbox")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("listbox")).to_be_hidden()
    await expect(screen.field("name")).to_be_visible()
    await screen.page.keyboard.press("Escape")

    await expect(screen.composer).to_be_focused()


async def test_names_and_descriptions_are_in_the_person_s_language(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Noor&channel=general&lang=fr")

    await screen.composer.press_sequentially("/zoo fr")

    await expect(screen.options).to_contain_text("Choisir un fruit")


async def test_a_message_s_menu_offers_the_commands_for_messages(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)
    await screen.write("four")

    await screen.message("four").click(button="right")
    await screen.page.get_by_role("menuitem", name="Count the letters").click()

    await expect(screen.message("4 letters")).to_be_visible()


async def test_a_person_s_card_offers_the_commands_for_users(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.page.get_by_role("button", name="Members").click()
    await screen.page.locator(".member").filter(has_text="Alex").click()
    await screen.page.get_by_role("menuitem", name="Say hello").click()

    await expect(screen.last.locator(".mention")).to_have_text("@Alex")


async def test_the_beginning_of_a_channel_offers_commands_to_try(
    world: World, open_screen: OpenScreen, general: str
) -> None:
    screen = await open_screen(world.url, general)

    await screen.page.locator(".welcome").get_by_role("button", name="/zoo fruit").click()

    await expect(screen.field("name")).to_be_focused()
