import pytest
from playwright.async_api import expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_moderator_sees_the_private_channel_and_a_member_does_not(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Camille&channel=moderators&lang=en")
    private = screen.page.locator('[data-channel="moderators"]')
    await expect(private).to_have_accessible_name("moderators, private")

    await screen.become("Noor")

    await expect(private).to_have_count(0)
    await expect(screen.page.locator(".bar-title h2")).to_have_text("general")


async def test_the_language_changes_the_page_and_the_person_s_locale(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Camille&channel=general&lang=en")
    await expect(screen.page.get_by_role("heading", name="Publish a release")).to_be_visible()

    await screen.speak("Français")

    await expect(screen.page.get_by_role("heading", name="Publier un modèle ou des données")).to_be_visible()
    await expect(screen.page.locator("html")).to_have_attribute("lang", "fr")
    camille = next(user for user in world.discord.state.users.values() if user.username == "camille")
    assert camille.locale == "fr"


async def test_each_person_keeps_their_own_language(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Noor&channel=general")
    await expect(screen.page.locator("html")).to_have_attribute("lang", "fr")

    await screen.become("Alex")

    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")


async def test_a_newcomer_is_spoken_to_in_the_language_of_the_browser(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url)

    await expect(screen.page.locator(".me-card strong")).to_have_text("Camille")
    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")


async def test_the_address_keeps_the_place(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&server=Open+Bench&channel=leaderboard&lang=fr")
    await expect(screen.page.locator(".bar-title h2")).to_have_text("leaderboard")

    await screen.page.get_by_role("button", name="Atelier IA").click()
    await screen.go_to("news")
    await screen.page.reload()

    await expect(screen.page.locator(".bar-title h2")).to_have_text("news")
    await expect(screen.page.locator(".me-card strong")).to_have_text("Alex")
    await expect(screen.page.locator("html")).to_have_attribute("lang", "fr")


async def test_a_bot_that_is_not_in_the_server_can_be_invited(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Camille&channel=general&lang=en")
    guild = next(iter(world.discord.state.guilds))
    await screen.page.request.delete(f"{world.url}/control/discord/guilds/{guild}/bot")
    await expect(screen.page.get_by_text("Essai is not in this server")).to_be_visible()

    await screen.page.get_by_role("button", name="Invite").click()

    await expect(screen.page.get_by_text("Essai is not in this server")).to_be_hidden()


async def test_an_empty_forum_says_what_will_come(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=ideas")

    await expect(screen.page.locator(".forum")).to_contain_text("No post yet")


async def test_the_first_tab_stop_leads_to_the_composer(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.page.keyboard.press("Tab")
    await expect(screen.page.get_by_role("button", name="Skip to writing")).to_be_focused()
    await screen.page.keyboard.press("Enter")

    await expect(screen.composer).to_be_focused()
