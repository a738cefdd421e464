from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen, Scheme, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")

LEAST_TARGET = 44
CONTROLS = "button, summary, select, input:not([type=radio]):not([type=checkbox]), .choice, [role=option]"
# Text links, names and mentions inside a sentence are exempt, as in WCAG 2.5.8.
INLINE = ".mention, .author-button, .text-button, .answered, .skip, [hidden]"
TOO_SMALL = """([controls, inline, least]) => [...document.querySelectorAll(controls)]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest(`${inline}, [inert]`))
    .map(each => [each.className, each.getBoundingClientRect().height])
    .filter(([, height]) => height > 1 && height < least)"""


async def _phone(world: World, open_screen: OpenScreen, scheme: Scheme = "light") -> Screen:
    place = "user=Camille&channel=general&lang=fr"
    return await open_screen(world.url, place, phone=True, scheme=scheme)


async def _fits(screen: Screen) -> None:
    assert await screen.overflow() <= 0
    assert await screen.page.evaluate(TOO_SMALL, [CONTROLS, INLINE, LEAST_TARGET]) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_wider_than_a_phone_and_every_target_is_large_enough(
    world: World, open_screen: OpenScreen, scheme: Scheme, tmp_path: Path
) -> None:
    screen = await _phone(world, open_screen, scheme)
    await screen.run_command("zoo layout")
    await expect(screen.page.get_by_role("button", name="Follow")).to_be_visible()
    await _fits(screen)

    await screen.start_command("zoo fruit")
    await expect(screen.page.get_by_role("listbox")).to_be_visible()
    await _fits(screen)
    await screen.page.keyboard.press("Escape")
    await screen.page.keyboard.press("Escape")

    await screen.run_command("zoo form")
    await expect(screen.page.get_by_role("dialog")).to_be_visible()
    await _fits(screen)
    await screen.picture(tmp_path / "form.png")


async def test_the_channel_list_is_a_drawer_that_closes_after_a_choice(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await _phone(world, open_screen)
    await expect(screen.page.locator("#left")).to_have_attribute("inert", "")

    await screen.page.get_by_role("button", name="Serveurs et salons").click()
    await _fits(screen)
    await screen.page.locator('[data-channel="results"]').click()

    await expect(screen.page.locator(".bar-title h2")).to_have_text("results")
    await expect(screen.page.locator("#left")).to_have_attribute("inert", "")


async def test_the_hub_is_a_drawer_that_escape_closes(world: World, open_screen: OpenScreen) -> None:
    screen = await _phone(world, open_screen)

    await screen.page.get_by_role("button", name="Hub local").click()
    await expect(screen.page.get_by_label("Chercher dans le catalogue")).to_be_visible()
    await screen.page.get_by_text("Inventer une publication").click()
    await _fits(screen)
    await screen.page.keyboard.press("Escape")

    await expect(screen.page.locator("#side")).to_have_attribute("inert", "")
    await expect(screen.page.get_by_role("button", name="Hub local")).to_be_focused()


async def test_the_composer_stays_in_sight(world: World, open_screen: OpenScreen) -> None:
    screen = await _phone(world, open_screen)
    for number in range(12):
        await screen.write(f"line {number}")

    await expect(screen.last).to_be_in_viewport()
    await expect(screen.composer).to_be_in_viewport(ratio=1)
