"""One person's screen of the chat page, as they would use it: by role, by name and by keyboard."""

from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, ViewportSize, expect

from tests.waiting import PATIENCE, until

PATIENCE_MS = PATIENCE * 1000
QUICK_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)
# A sign of waiting moves for ever, and a drawing that is replaced cancels its movement.
STILL = """Promise.allSettled(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime < Infinity)
    .map(each => each.finished))"""
Scheme: TypeAlias = Literal["light", "dark"]
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


class OpenScreen(Protocol):
    """Opens a screen at an address and a place such as `user=Alex&channel=general&lang=fr`."""

    async def __call__(
        self, address: str, place: str = "", *, phone: bool = False, scheme: Scheme = "light"
    ) -> "Screen": ...


class Screen:
    """A page in a browser context of its own; `problems` are script errors and loads that were refused."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._hear)
        page.on("pageerror", self._fail)

    @classmethod
    async def open(
        cls, browser: Browser, address: str, place: str, viewport: ViewportSize, scheme: Scheme
    ) -> "Screen":
        """Go to the page and wait until it shows the place."""
        context = await browser.new_context(
            viewport=viewport, color_scheme=scheme, locale="en-US", timezone_id="Europe/Paris"
        )
        screen = cls(await context.new_page())
        await screen.page.goto(f"{address}/#{place}")
        await screen.page.wait_for_selector("html[data-ready]")
        return screen

    async def close(self) -> None:
        """Close the page and its context."""
        await self.page.context.close()

    @property
    def composer(self) -> Locator:
        """The field where one writes."""
        return self.page.locator("#composer-text")

    @property
    def messages(self) -> Locator:
        """All messages of the open channel."""
        return self.page.locator(".log [data-message]")

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.messages.last

    def message(self, text: str) -> Locator:
        """The messages that hold a text."""
        return self.messages.filter(has_text=text)

    @property
    def options(self) -> Locator:
        """The rows of the open list."""
        return self.page.locator("[role=option]")

    def option(self, label: str) -> Locator:
        """The rows of the open list that hold a text."""
        return self.options.filter(has_text=label)

    def field(self, option: str) -> Locator:
        """The field of a command's option."""
        return self.page.locator(f'[data-option="{option}"] input')

    async def go_to(self, channel: str) -> None:
        """Open a channel from the list."""
        await self.page.locator(f'[data-channel="{channel}"]').click()
        await expect(self.page.locator(".bar-title h2")).to_have_text(channel)

    async def write(self, text: str) -> None:
        """Write a plain message."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def start_command(self, name: str) -> None:
        """Type a command's name and choose it from the list."""
        await self.composer.fill("")
        await self.composer.press_sequentially(f"/{name}")
        await expect(self.option(f"/{name}").first).to_be_visible()
        await self.composer.press("Enter")

    async def run_command(self, name: str) -> None:
        """Run a command that needs no option."""
        await self.start_command(name)
        await self.page.locator(".command").press("Enter")

    async def become(self, name: str) -> None:
        """Switch to another person by the card at the foot of the channel list."""
        await self.page.locator(".me-card").click()
        await self.page.get_by_role("menuitemradio", name=name).click()
        await expect(self.page.locator(".me-card strong")).to_have_text(name)

    async def speak(self, language: str) -> None:
        """Switch the person's language: `English` or `Français`."""
        await self.page.get_by_role("button", name=language, exact=True).click()
        await expect(self.page.get_by_role("button", name=language, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )

    async def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        wider = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"
        return int(await self.page.evaluate(wider))

    async def picture(self, path: Path) -> None:
        """Save what is on the screen, once nothing moves."""
        await self.page.evaluate(STILL)
        await self.page.screenshot(path=path)

    async def picture_of(self, text: str, path: Path) -> None:
        """Save the newest message that holds a text, or a repository's name, as soon as it is there."""
        post = self.message(text.rpartition("/")[2]).last
        await expect(post).to_be_visible()
        window = self.page.viewport_size
        assert window is not None

        async def saved() -> bool:
            # An edit draws the message anew, and takes the one that was being looked at away.
            try:
                await self._save(post, window, path)
            except Error:
                return False
            return True

        await until(saved, what=f"a message about {text!r} that stays")
        assert await self.overflow() <= 0

    async def _save(self, post: Locator, window: ViewportSize, path: Path) -> None:
        box = await post.bounding_box(timeout=QUICK_MS)
        if box is None:
            raise Error("the message is not drawn")
        # As high as the post, so that nothing lies over it.
        await self.page.set_viewport_size({"width": window["width"], "height": int(box["height"]) + 300})
        try:
            await post.scroll_into_view_if_needed(timeout=QUICK_MS)
            await self.page.evaluate(STILL)
            await post.screenshot(path=path, timeout=QUICK_MS)
        finally:
            await self.page.set_viewport_size(window)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text}")

    def _fail(self, error: Error) -> None:
        self.problems.append(f"error: {error}")
