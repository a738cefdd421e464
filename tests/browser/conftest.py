"""A headless Chromium for the whole run; a script error on a screen fails its test."""

import contextlib
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.screen import DESKTOP, PHONE, OpenScreen, Scheme, Screen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
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
