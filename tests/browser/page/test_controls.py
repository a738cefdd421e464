import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _layout(world: World, open_screen: OpenScreen) -> Screen:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo layout")
    await expect(screen.page.get_by_role("button", name="Follow")).to_be_visible()
    return screen


async def test_a_button_is_pressed_by_keyboard_and_keeps_the_focus(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await _layout(world, open_screen)
    button = screen.page.get_by_role("button", name="Follow")

    await button.focus()
    await screen.page.keyboard.press("Enter")

    await expect(screen.last).to_contain_text("Pressed Follow")
    await expect(button).to_be_focused()


async def test_the_button_of_a_section_is_pressed(world: World, open_screen: OpenScreen) -> None:
    screen = await _layout(world, open_screen)

    await screen.page.get_by_role("button", name="Add", exact=True).click()

    await expect(screen.last).to_contain_text("Pressed Add")


async def test_several_options_are_chosen_by_keyboard_within_their_number(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await _layout(world, open_screen)
    press = screen.page.keyboard.press

    await screen.page.get_by_role("button", name="Which benchmarks?").focus()
    await press("ArrowDown")
    await press("Enter")
    await press("ArrowDown")
    await press("Enter")
    await press("ArrowDown")
    await press("Enter")  # a third one is too many, and is not taken
    await expect(screen.page.locator("[role=option][aria-selected=true]")).to_have_count(2)
    await press("Tab")
    await press("Enter")

    await expect(screen.last).to_contain_text("Chosen: GSM8K, MMLU")


async def test_a_person_is_found_by_typing_in_a_user_select(world: World, open_screen: OpenScreen) -> None:
    screen = await _layout(world, open_screen)

    await screen.page.get_by_role("button", name="Somebody").click()
    await screen.page.keyboard.type("nor")
    await expect(screen.options).to_have_count(0)
    await screen.page.keyboard.press("Backspace")
    await screen.page.keyboard.press("Backspace")
    await screen.page.keyboard.type("oor")
    await screen.page.keyboard.press("Enter")

    await expect(screen.last).to_contain_text("Chosen: noor")


async def test_a_channel_is_chosen_in_a_channel_select(world: World, open_screen: OpenScreen) -> None:
    screen = await _layout(world, open_screen)

    await screen.page.get_by_role("button", name="Somewhere").click()
    await screen.option("releases").click()

    await expect(screen.last).to_contain_text("releases")


async def test_a_form_with_every_field_reaches_the_bot(
    world: World, open_screen: OpenScreen, tmp_path: Path
) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    raw = tmp_path / "raw.json"
    raw.write_text("{}")
    await screen.run_command("zoo form")
    form = screen.page.get_by_role("dialog", name="Add a result")

    await expect(form.get_by_label("Model")).to_be_focused()
    await form.get_by_label("Model").fill("mistralai/Petit")
    await form.get_by_label("Notes").fill("two\nlines")
    await form.get_by_label("vLLM").check()
    await form.get_by_label("Chat template").check()
    await form.get_by_label("Raw file").set_input_files(raw)
    await form.get_by_role("button", name="Submit").click()

    await expect(form).to_be_hidden()
    told = json.loads(await screen.last.locator(".md-codeblock").inner_text())
    assert told == {
        "model": "mistralai/Petit",
        "notes": "two\nlines",
        "engine": "vllm",
        "extras": ["chat"],
        "raw": ["raw.json"],
    }


async def test_a_form_with_selects_and_a_box_reaches_the_bot(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo choices")
    form = screen.page.get_by_role("dialog", name="Settle it")

    await expect(form.locator(".modal-text strong")).to_have_text("well")
    await form.get_by_label("Kinds").click()
    await screen.option("Model").click()
    await screen.option("Space").click()
    await form.get_by_role("button", name="Done").click()
    await form.get_by_label("Role").click()
    await screen.option("Moderator").click()
    await form.get_by_label("I am sure").check()
    await form.get_by_role("button", name="Submit").click()

    await expect(form).to_be_hidden()
    told = json.loads(await screen.last.locator(".md-codeblock").inner_text())
    assert told == {"kinds": ["Model", "Space"], "roles": ["Moderator"], "channels": [], "sure": True}


async def test_a_form_names_its_mistakes_and_keeps_what_was_typed(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo form")
    form = screen.page.get_by_role("dialog")

    await form.get_by_label("Model").fill("ab")
    await form.get_by_role("button", name="Submit").click()

    await expect(form.locator(".form-mistake").filter(has_text="At least 3 characters")).to_be_visible()
    await expect(form.locator(".form-mistake").filter(has_text="This is needed")).to_have_count(1)
    await expect(form.get_by_label("Model")).to_have_value("ab")


async def test_a_form_stays_open_when_the_bot_does_not_answer(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo form")
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("Model").fill("mistralai/Petit")
    await form.get_by_label("vLLM").check()
    world.discord.faults.add("POST", "/callback", "drop_before", times=10)

    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("button", name="Submit")).to_be_disabled()
    world.discord.clock.advance(4)

    await expect(form.locator(".form-error")).to_contain_text("did not respond")
    await expect(form.get_by_label("Model")).to_have_value("mistralai/Petit")


async def test_escape_closes_a_form(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo form")
    await expect(screen.page.get_by_role("dialog")).to_be_visible()

    await screen.page.keyboard.press("Escape")

    await expect(screen.page.get_by_role("dialog")).to_have_count(0)
