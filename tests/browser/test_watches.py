"""A server's watches: brought in from a file, listed, and asked why, on a screen and on a phone.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.person import Person, Seen
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

MAGISTRAL = "mistralai/Magistral-Small-2506"
FILE = b"""
watches:
- {source: mistralai, channel: releases, kinds: [model, dataset]}
- {source: mistralai, channel: general, filters: {largest: 9000000000}}
- {source: "tag:text-generation lang:fr", channel: releases, timing: {rhythm: daily, hour: 18}}
- {source: "tag:text-generation author:mistralai", channel: releases}
- {source: Qwen, channel: general, paused_until: 2126-01-01T08:00:00+00:00}
- {source: papers, channel: releases, timing: {rhythm: weekly, hour: 9, weekday: friday}}
"""


async def _imported(camille: Person) -> Seen:
    """The preview of the file."""
    reply = await camille.command("watch import", channel="#releases", files={"file": ("watches.yaml", FILE)})
    assert reply.message is not None
    return reply.message


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_watches_can_be_brought_in_listed_and_asked_why(
    demo: Demo, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    language, end = ("fr", "-phone") if phone else ("en", "")
    camille = await demo.person("Camille")
    await camille.speak("fr" if phone else "en-US")
    releases = await camille.find_channel("#releases")
    screen = await open_screen(demo.url, f"user=Camille&channel=releases&lang={language}", phone=phone)
    preview = await _imported(camille)
    await screen.picture_of("/À ajouter" if phone else "/To be added", images / f"watch-import{end}.png")
    await camille.press(preview, preview.buttons[0])
    await camille.wait_for(releases, lambda one: one.id == preview.id and not one.buttons)
    demo.hub.publish(catalogue=MAGISTRAL)
    await camille.wait_for(releases, lambda one: MAGISTRAL in str(one.links.values()) and not one.ephemeral)

    async def explained() -> bool:
        why = await camille.command("watch why", channel="#releases", options={"repo": MAGISTRAL})
        return "https://discord.com/channels/" in why.text

    await until(explained, what="the address of the post")
    await screen.picture_of("https://discord.com/channels/", images / f"watch-why{end}.png")
    await screen.run_command("watch list")
    await expect(screen.last).to_contain_text("6 suivis" if phone else "6 watches")
    await screen.picture_of("6 suivis" if phone else "6 watches", images / f"watch-list{end}.png")
