import pytest
from playwright.async_api import expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen, Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")

RELEASE = "mistralai/Magistral-Small-2506"


async def _panel(world: World, open_screen: OpenScreen) -> Screen:
    return await open_screen(world.url, "user=Camille&channel=releases&lang=en")


async def test_a_release_of_the_catalogue_is_published_with_one_press(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await _panel(world, open_screen)

    await screen.page.get_by_label("Search the catalogue").fill("magistral")
    await screen.page.get_by_role("button", name=f"Publish {RELEASE}").click()

    await expect(screen.page.locator(f'[data-entry="{RELEASE}"]')).to_contain_text("Published")
    await expect(screen.page.locator(".recent-row").first).to_contain_text(RELEASE)
    assert world.hub.state.find("model", RELEASE) is not None


async def test_a_release_can_be_made_up(world: World, open_screen: OpenScreen) -> None:
    screen = await _panel(world, open_screen)

    await screen.page.get_by_text("Make up a release").click()
    await screen.page.get_by_label("Author and name").fill("atelier/Petit-2B")
    await screen.page.get_by_label("Parameters").fill("2.1B")
    await screen.page.get_by_label("Licence").fill("mit")
    await screen.page.get_by_label("Languages").fill("en, fr")
    await screen.page.get_by_label("Access").select_option(label="Gated, granted by hand")
    await screen.page.locator(".publish-form").get_by_role("button", name="Publish").click()

    await expect(screen.page.locator(".recent-row").first).to_contain_text("Model · 2.1B · mit")
    published = world.hub.state.find("model", "atelier/Petit-2B")
    assert published is not None
    assert (published.gated, published.card_data["language"]) == ("manual", ["en", "fr"])


async def test_a_number_that_is_none_is_named(world: World, open_screen: OpenScreen) -> None:
    screen = await _panel(world, open_screen)

    await screen.page.get_by_text("Make up a release").click()
    await screen.page.get_by_label("Author and name").fill("atelier/Petit-2B")
    await screen.page.get_by_label("Parameters").fill("many")
    await screen.page.locator(".publish-form").get_by_role("button", name="Publish").click()

    await expect(screen.page.locator(".publish-form .form-mistake")).to_contain_text("7.2B")
    assert world.hub.state.find("model", "atelier/Petit-2B") is None


async def test_what_others_publish_appears_by_itself(world: World, open_screen: OpenScreen) -> None:
    screen = await _panel(world, open_screen)
    await expect(screen.page.locator(".recent-row").first).to_be_visible()

    world.hub.publish(catalogue=RELEASE)

    await expect(screen.page.locator(".recent-row").first).to_contain_text(RELEASE)


async def test_the_hub_fails_on_demand_until_it_is_told_to_stop(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await _panel(world, open_screen)
    fault = screen.page.get_by_role("button", name="Too many requests (429)")
    await fault.click()
    await expect(fault).to_have_attribute("aria-pressed", "true")
    answer = await screen.page.request.get(f"{world.hub.url}/api/models")
    assert answer.status == 429

    await screen.page.get_by_role("button", name="Back to normal").click()

    await expect(screen.page.get_by_text("The Hub answers normally")).to_be_visible()
    answer = await screen.page.request.get(f"{world.hub.url}/api/models")
    assert answer.status == 200
