"""A headless Chromium for the whole run; a script error on a screen fails its test."""

import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from sandbox.demo import everything
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.server import HubSandbox
from sandbox.person import Control, Person, meet
from tests.browser.screen import DESKTOP, PHONE, OpenScreen, Scheme, Screen
from tests.conftest import STARTED
from tests.forked import ForkedBot
from tests.waiting import PATIENCE

IMAGES = Path(__file__).parent.parent.parent / "docs" / "images"
# The first has no windows to draw, and takes less than half the time.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None
)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root with its sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Demo:
    """What `essai demo` starts, and the people in it."""

    discord: DiscordSandbox
    hub: HubSandbox
    session: aiohttp.ClientSession

    @property
    def url(self) -> str:
        """The page's address."""
        return self.discord.url

    async def person(self, name: str) -> Person:
        """One of the people, who act without a screen."""
        return await meet(self.session, self.discord.control_url, name)

    async def french_channel(self) -> str:
        """The channel #parutions of a French server, Le Labo, that Camille owns and Noor is in."""
        control = Control(self.session, self.discord.control_url)
        owner, member = (await self.person("Camille")).id, (await self.person("Noor")).id
        about = {"name": "Le Labo", "owner": owner, "members": [member], "preferred_locale": "fr"}
        guild = await control.send("POST", "guilds", about)
        channel = {"name": "parutions", "type": 0}
        return str((await control.send("POST", f"guilds/{guild['id']}/channels", channel))["id"])


@pytest.fixture
def template() -> str:
    """A database that a bot has been started on."""
    return STARTED


@pytest_asyncio.fixture(loop_scope="session")
async def demo(database_url: URL, tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo, on a database of the test's own."""
    address = dsn(database_url)
    async with (
        aiohttp.ClientSession() as session,
        everything(tmp_path, 0, ForkedBot, ESSAI_DATABASE_URL=address) as (discord, hub, _),
    ):
        discord.limits.first_answer_seconds = PATIENCE
        yield Demo(discord, hub, session)
    assert discord.journal.problems == []


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Where pictures go: into the guides when they are asked for, away otherwise."""
    return IMAGES if os.environ.get("ESSAI_KEEP_PICTURES") else tmp_path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once: tests that use it run on the loop of the session."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_screen(browser: Browser) -> AsyncIterator[OpenScreen]:
    """Opens screens of one test; at its end each must be free of script errors and refused loads."""
    async with contextlib.AsyncExitStack() as stack:
        screens: list[Screen] = []

        async def open_one(
            address: str, place: str = "", *, phone: bool = False, scheme: Scheme = "light"
        ) -> Screen:
            screen = await Screen.open(browser, address, place, PHONE if phone else DESKTOP, scheme)
            stack.push_async_callback(screen.close)
            screens.append(screen)
            return screen

        yield open_one
        problems = [problem for screen in screens for problem in screen.problems]
        assert problems == []
