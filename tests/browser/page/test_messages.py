from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from tests.browser.page.conftest import World
from tests.browser.screen import OpenScreen
from tests.waiting import until_true

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script> [a](javascript:alert(1))'


async def test_what_one_person_writes_appears_on_the_other_s_screen(
    world: World, open_screen: OpenScreen
) -> None:
    camille = await open_screen(world.url, "user=Camille&channel=general&lang=en")
    alex = await open_screen(world.url, "user=Alex&channel=general")

    await camille.write("Has anybody tried **it**?")

    await expect(alex.last.locator("strong")).to_have_text("it")
    await expect(alex.last.locator(".author")).to_have_text("Camille")


async def test_markup_in_a_message_stays_text(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.write(HOSTILE)

    await expect(screen.last).to_contain_text("<script>document.title=2</script>")
    assert await screen.last.locator("img, script, a").count() == 0


async def test_files_are_sent_shown_and_read(world: World, open_screen: OpenScreen, tmp_path: Path) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n")

    await screen.page.locator("input[type=file]").set_input_files(table)
    await expect(screen.page.locator(".tray")).to_contain_text("table.csv")
    await screen.write("the table")
    await screen.last.get_by_text("Preview").click()

    await expect(screen.last.locator(".file-preview")).to_contain_text("1,2")
    await expect(screen.page.locator(".tray")).to_be_hidden()


async def test_every_component_of_a_layout_is_drawn(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.run_command("zoo layout")

    card = screen.last.locator(".container")
    await expect(card.get_by_role("heading", name="Mistral Small 3.2")).to_be_visible()
    await expect(card.get_by_role("img", name="A chart")).to_be_visible()
    await expect(card.get_by_role("img", name="The curve")).to_be_visible()
    await expect(card.locator('[data-file="results.csv"]')).to_contain_text("37 bytes")
    await expect(card.locator("hr")).to_have_count(1)
    await expect(card.get_by_role("link", name="On the Hub")).to_have_attribute(
        "href", "https://huggingface.co/"
    )
    await expect(card.get_by_role("button", name="Off")).to_be_disabled()
    await expect(card.locator(".picker")).to_have_count(3)
    assert await card.locator("img").evaluate_all("all => all.every(each => each.naturalWidth > 0)")


async def test_an_embed_is_drawn_and_a_foreign_picture_is_only_named(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.run_command("zoo embed")

    board = screen.last.locator(".embed")
    await expect(board).to_contain_text("Three models")
    await expect(board.locator("dd")).to_have_text(["0.84", "0.71"])
    await expect(board.locator(".elsewhere")).to_have_attribute("href", "https://pictures.test/one.png")


async def test_an_ephemeral_answer_is_marked_and_nobody_else_sees_it(
    world: World, open_screen: OpenScreen
) -> None:
    camille = await open_screen(world.url, "user=Camille&channel=general&lang=en")
    alex = await open_screen(world.url, "user=Alex&channel=general")

    await camille.run_command("zoo secret")
    await expect(camille.last).to_contain_text("Only you can see this")
    await camille.write("done")

    await expect(alex.last).to_contain_text("done")
    await expect(alex.message("Between us.")).to_have_count(0)


async def test_an_ephemeral_answer_can_be_dismissed(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.run_command("zoo secret")

    await screen.message("Between us.").get_by_role("button", name="Dismiss").click()

    await expect(screen.messages).to_have_count(0)


async def test_a_deferred_answer_thinks_until_it_comes(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.run_command("zoo slow")
    await expect(screen.page.locator(".thinking")).to_have_text("Essai is thinking…")
    world.zoo.gate.set()

    await expect(screen.last).to_contain_text("Here it is.")
    await expect(screen.page.locator(".thinking")).to_have_count(0)


async def test_a_bot_that_does_not_answer_is_told_kindly(world: World, open_screen: OpenScreen) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")

    await screen.run_command("zoo silent")
    await expect(screen.page.locator(".thinking")).to_be_visible()
    world.discord.clock.advance(4)

    notice = screen.page.get_by_role("alert")
    await expect(notice).to_contain_text("The application did not respond")
    await notice.get_by_role("button", name="Dismiss").click()
    await expect(notice).to_have_count(0)


async def test_a_channel_with_news_is_marked_until_it_is_opened(
    world: World, open_screen: OpenScreen
) -> None:
    camille = await open_screen(world.url, "user=Camille&channel=general&lang=en")
    alex = await open_screen(world.url, "user=Alex&channel=results")
    await alex.write("first")
    await alex.go_to("general")

    await camille.go_to("results")
    await camille.write(f"look, <@{_id(world, 'alex')}>")

    row = alex.page.locator('[data-channel="results"]')
    await expect(row.locator(".pings")).to_have_text("1")
    await row.click()
    await expect(alex.page.get_by_role("separator").filter(has_text="New")).to_be_visible()
    await expect(row.locator(".pings")).to_have_count(0)


def _id(world: World, username: str) -> str:
    return next(str(user.id) for user in world.discord.state.users.values() if user.username == username)


async def test_older_messages_are_loaded_when_one_scrolls_up(world: World, open_screen: OpenScreen) -> None:
    channel = _general(world)
    screen = await open_screen(world.url, "user=Alex&channel=results")
    for number in range(60):
        await screen.page.request.post(
            f"{world.url}/control/discord/channels/{channel}/messages",
            data={"user": _id(world, "alex"), "content": f"line {number}"},
        )
    await screen.go_to("general")
    await expect(screen.messages).to_have_count(50)
    await expect(screen.last).to_be_in_viewport()

    await screen.messages.first.scroll_into_view_if_needed()

    await expect(screen.messages).to_have_count(60)
    await expect(screen.message("line 10")).to_be_in_viewport()


async def test_what_comes_while_a_channel_is_loading_stays(world: World, open_screen: OpenScreen) -> None:
    camille = await open_screen(world.url, "user=Camille&channel=general")
    alex = await open_screen(world.url, "user=Alex&channel=general")
    await camille.write("before")
    await expect(alex.message("before")).to_be_visible()
    await alex.go_to("results")
    answered: list[str] = []
    asked: list[str] = []

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        asked.append(answer.url)
        if len(asked) == 1:
            await camille.write("meanwhile")
            await expect(alex.message("meanwhile")).to_be_visible()
        await route.fulfill(response=answer)
        answered.append(answer.url)

    await alex.page.route(f"**/channels/{_general(world)}/messages?*", answer_late)
    await alex.go_to("general")
    await until_true(lambda: bool(answered), what="a message that overtakes the answer")
    await camille.write("after")

    await expect(alex.messages).to_contain_text(["before", "meanwhile", "after"])
    await alex.page.unroute_all(behavior="wait")


def _general(world: World) -> str:
    channels = world.discord.state.channels.values()
    return next(str(channel.id) for channel in channels if channel.name == "general")


async def test_a_change_elsewhere_leaves_what_is_on_the_screen_in_peace(
    world: World, open_screen: OpenScreen
) -> None:
    screen = await open_screen(world.url, "user=Alex&channel=general")
    await screen.write("||hidden|| words")
    await screen.last.locator(".spoiler").click()
    guild = next(iter(world.discord.state.guilds))

    await screen.page.request.post(
        f"{world.url}/control/discord/guilds/{guild}/channels", data={"name": "fresh", "type": 0}
    )

    await expect(screen.page.locator('[data-channel="fresh"]')).to_be_visible()
    await expect(screen.last.locator(".spoiler")).to_have_class("spoiler is-open")
