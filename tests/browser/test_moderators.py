"""What moderators see, on a screen in English and on a phone in French.

Its pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen, Screen
from tests.steps import watch
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

SIZES = pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
SEND_MESSAGES = 1 << 11


async def _opened(demo: Demo, open_screen: OpenScreen, channel: str, *, phone: bool) -> Screen:
    language = "fr" if phone else "en"
    return await open_screen(demo.url, f"user=Camille&channel={channel}&lang={language}", phone=phone)


async def _set(person: Person, **values: str) -> None:
    """Time zone and quiet hours."""
    panel = (await person.command("settings", channel="#releases")).message
    assert panel is not None
    form = await person.press(panel, panel.buttons[0])
    await person.submit(form, values)


async def _picture(screen: Screen, images: Path, name: str, *, phone: bool) -> None:
    assert await screen.overflow() <= 0
    await screen.picture(images / f"{name}{'-phone' if phone else ''}.png")


@SIZES
async def test_the_settings_can_be_read_and_set(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    screen = await _opened(demo, open_screen, "releases", phone=phone)
    await screen.run_command("settings")
    panel = screen.last
    await panel.get_by_role("button", name="Fuseau horaire et" if phone else "Time zone and").click()
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("Fuseau horaire" if phone else "Time zone").fill("Paris")
    await form.get_by_label("Début" if phone else "begin").fill("22:00")
    await form.get_by_label("Fin" if phone else "end").fill("7:30")
    await form.get_by_role("button", name="Valider" if phone else "Submit").click()
    await expect(panel).to_contain_text("de 22:00 à 07:30" if phone else "from 22:00 to 07:30")
    await panel.scroll_into_view_if_needed()
    await _picture(screen, images, "settings", phone=phone)


@SIZES
async def test_the_audit_can_be_read(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    camille = await demo.person("Camille")
    await watch(camille, "mistralai", await camille.find_channel("#releases"))
    await _set(camille, zone="Paris", start="22:00", end="7:30")
    found = await camille.autocomplete("watch pause", channel="#releases", focused="watch")
    about = {"watch": found[0].value}
    await camille.command("watch pause", channel="#releases", options={**about, "until": 24})
    await camille.command("watch resume", channel="#releases", options=about)
    await camille.command("watch remove", channel="#releases", options=about)
    screen = await _opened(demo, open_screen, "general", phone=phone)
    await screen.run_command("audit")
    await expect(screen.last).to_contain_text("Europe/Paris")
    await _picture(screen, images, "audit", phone=phone)


@SIZES
async def test_how_the_bot_fares_can_be_read(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    camille = await demo.person("Camille")
    channel = await camille.find_channel("#releases")
    for source in ("mistralai", "Qwen"):
        await watch(camille, source, channel)
    demo.hub.publish(catalogue="mistralai/Magistral-Small-2506")
    await camille.wait_for(channel, lambda one: "Magistral-Small-2506" in one.text and not one.ephemeral)
    demo.discord.faults.add("POST", "/channels/[0-9]+/messages$", "status", status=400)
    demo.hub.publish(kind="model", id="Qwen/Qwen3-Refused-1B")

    async def given_up() -> bool:
        told = await camille.command("status", channel="#results")
        return ("Abandonné" if phone else "Given up") in told.text

    await camille.speak("fr" if phone else "en-US")
    await until(given_up, what="a post that is given up")
    screen = await _opened(demo, open_screen, "general", phone=phone)
    await screen.run_command("status")
    await expect(screen.last).to_contain_text("Abandonné" if phone else "Given up")
    await _picture(screen, images, "status", phone=phone)


@SIZES
async def test_a_lost_channel_and_its_repair_can_be_read(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    camille = await demo.person("Camille")
    await camille.speak("fr" if phone else "en-US")
    channel = await camille.find_channel("#releases")
    panel = (await camille.command("settings", channel="#general")).message
    assert panel is not None
    await camille.choose(panel, "settings:channel", [await camille.find_channel("#general")])
    if phone:
        await camille.choose(panel, "settings:language", ["fr"])
    for source in ("mistralai", "Qwen"):
        await watch(camille, source, channel)
    bot = demo.discord.state.application.id
    rights = f"channels/{channel}/permissions/{bot}"
    await camille.manage("PUT", rights, {"type": 1, "allow": "0", "deny": str(SEND_MESSAGES)})
    demo.hub.publish(catalogue="mistralai/Magistral-Small-2506")
    screen = await _opened(demo, open_screen, "general", phone=phone)
    await expect(screen.last).to_contain_text("Qwen")
    await camille.manage("PUT", rights, {"type": 1, "allow": "0", "deny": "0"})
    await expect(screen.last).to_contain_text("de nouveau" if phone else "again")
    await _picture(screen, images, "channel-lost", phone=phone)


@SIZES
async def test_what_there_is_to_do_can_be_read(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    screen = await _opened(demo, open_screen, "general", phone=phone)
    await screen.run_command("help")
    heading = "Pour la modération" if phone else "For moderators"
    await screen.picture_of(heading, images / f"help{'-phone' if phone else ''}.png")
