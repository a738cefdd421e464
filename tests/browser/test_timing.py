"""Messages that tell of several releases, on a screen in English and on a phone in French.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from sandbox.person import Person, Seen
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.steps import chosen, turned, watch
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

NIGHT = (
    "Qwen/Qwen3-8B",
    "HuggingFaceTB/SmolLM3-3B",
    "mistralai/Magistral-Small-2506",
    "kyutai/moshiko-pytorch-bf16",
)
MANY = tuple(f"northlab/{name}" for name in (
    "Boreal-8B", "Cinder-3B", "Drift-1B", "Ember-70B", "Fjord-14B", "Glint-2B", "Harbour-32B", "Islet-4B",
    "Juniper-7B", "Kelp-9B", "Lichen-27B", "Moraine-12B", "Nimbus-5B", "Osprey-6B",
))  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def places(demo: Demo) -> tuple[str, str]:
    """#releases of the English server, and a channel of a French one; Camille moderates both."""
    camille = await demo.person("Camille")
    return await camille.find_channel("#releases"), await demo.french_channel()


async def _set_quiet(person: Person, channel: str, start: str, end: str) -> None:
    panel = (await person.command("settings", channel=channel)).message
    assert panel is not None
    form = await person.press(panel, panel.buttons[0])
    await person.submit(form, {"zone": "UTC", "start": start, "end": end})

    def fits(one: Seen) -> bool:
        return one.id == panel.id and (
            f"{start} " in one.text if start else "**Heures calmes** aucun" in one.text
        )

    await person.wait_for(channel, fits)


async def _one_a_day(person: Person, channel: str) -> None:
    choice = (await person.autocomplete("watch edit", channel=channel, focused="watch"))[0]
    panel = (await person.command("watch edit", channel=channel, options={"watch": choice.value})).message
    assert panel is not None
    panel = await turned(person, panel, "when")
    panel = await chosen(person, panel, "cap", ["1-day"], "Au plus** 1 message par jour")
    await person.press(panel, "Enregistrer")
    await person.wait_for(channel, lambda one: one.id == panel.id and not one.buttons)


async def test_a_quiet_night_is_one_message_in_the_morning(
    demo: Demo, places: tuple[str, str], open_screen: OpenScreen, images: Path
) -> None:
    camille = await demo.person("Camille")
    now = datetime.now(UTC)
    for channel in places:
        for author in {name.partition("/")[0] for name in NIGHT}:
            await watch(camille, author, channel)
        start, end = (f"{now + timedelta(hours=hours):%H:%M}" for hours in (-1, 2))
        await _set_quiet(camille, channel, start, end)
    for name in NIGHT:
        demo.hub.publish(catalogue=name)
    for channel in places:

        async def held(channel: str = channel) -> bool:
            return "4 parutions" in (await camille.command("status", channel=channel)).text

        await until(held, what="four held releases")
        await _set_quiet(camille, channel, "", "")
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    await screen.picture_of("/While it was quiet: 4 releases", images / "quiet-night.png")
    phone = await open_screen(demo.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    await phone.picture_of("/Pendant les heures calmes", images / "quiet-night-phone.png")
    await screen.message("While it was quiet").get_by_role("button", name="Why here?").click()
    await expect(screen.last).to_contain_text("These 4 releases came in the quiet hours of this server.")


async def test_what_is_beyond_the_cap_stands_in_one_message(
    demo: Demo, places: tuple[str, str], open_screen: OpenScreen, images: Path
) -> None:
    camille = await demo.person("Camille")
    demo.hub.publish(kind="model", id="northlab/Aurora-1B")
    for channel in places:
        await watch(camille, "northlab", channel)
        await _one_a_day(camille, channel)
    for name in MANY:
        billions = int(name.rpartition("-")[2].removesuffix("B"))
        facts = {"pipeline_tag": "text-generation", "licence": "apache-2.0", "parameters": billions * 10**9}
        demo.hub.publish(kind="model", id=name, **facts)
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    await screen.picture_of("/And 13 more", images / "and-more.png")
    phone = await open_screen(demo.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    await phone.picture_of("/Et 13 de plus", images / "and-more-phone.png")


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_when_to_post_can_be_chosen(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    demo.hub.publish(kind="model", id="northlab/Aurora-1B")
    language, where = ("fr", "server=Le Labo&channel=parutions") if phone else ("en", "channel=releases")
    screen = await open_screen(demo.url, f"user=Camille&{where}&lang={language}", phone=phone)
    channel = "#parutions" if phone else "#releases"
    await screen.composer.fill(f"/watch add source:northlab channel:{channel}")
    await screen.composer.press("Enter")
    await screen.page.keyboard.press("Enter")
    panel = screen.last
    await panel.get_by_role("button", name="Modifier" if phone else "Change", exact=True).click()
    await panel.get_by_role("button", name="Quand" if phone else "When", exact=True).click()
    await panel.get_by_role("button", name="chaque parution" if phone else "each release at once").click()
    await screen.option("le vendredi" if phone else "on Fridays").click()
    await expect(panel).to_contain_text("un résumé par semaine" if phone else "one digest a week, on Fridays")
    assert await screen.overflow() <= 0
    await panel.scroll_into_view_if_needed()
    await screen.picture(images / f"watch-when{'-phone' if phone else ''}.png")
