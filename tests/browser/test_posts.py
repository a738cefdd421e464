"""What posts look like, on a screen in English and on a phone in French, and what follows from their buttons.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from sandbox.demo import everything
from sandbox.hub.server import HubSandbox
from sandbox.person import Control, Person, meet
from tests.browser.screen import STILL, OpenScreen, Screen
from tests.browser.test_newcomer import IMAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMOL, DATA, DEMO = "HuggingFaceTB/SmolLM3-3B", "HuggingFaceFW/fineweb-2", "Qwen/Qwen3-Demo"

PAPER: dict[str, Any] = {
    "id": "2611.04242",
    "title": "A Small Model That Says When It Does Not Know",
    "summary": "Language models answer even where they know nothing. We train a model of three billion "
    "parameters to say so instead, on questions whose answers were removed from its training data. It "
    "declines 81 % of what it cannot know and 3 % of what it can. Code, data and weights are public.",
    "ai_summary": "Training on removed knowledge teaches a small model to decline instead of inventing.",
    "ai_keywords": ["language models", "calibration", "refusal"],
    "authors": ["Aïda Benali", "Jun Sato", "Marie Leroy", "Tom Okafor", "Wei Zhang"],
    "submitted_by": "croissantllm",
    "organization": "croissantllm",
    "upvotes": 42,
    "github_repo": "https://github.com/example/says-so",
    "project_page": "https://example.org/says-so",
}


@dataclass
class Scene:
    """The demo with a French server beside the English one; the same is watched in both."""

    url: str
    hub: HubSandbox
    alex: Person


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Where pictures go: into the guides when they are asked for, away otherwise."""
    return IMAGES if os.environ.get("ESSAI_KEEP_PICTURES") else tmp_path


@pytest_asyncio.fixture(loop_scope="session")
async def scene() -> AsyncIterator[Scene]:
    """Watches on three authors; nothing is published yet."""
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            discord, hub, _ = await stack.enter_async_context(everything(Path(folder), 0))
            session = await stack.enter_async_context(aiohttp.ClientSession())
            camille = await meet(session, discord.control_url, "Camille")
            alex = await meet(session, discord.control_url, "Alex")
            noor = await meet(session, discord.control_url, "Noor")
            french = await _french_channel(Control(session, discord.control_url), camille, noor)
            for channel in (await camille.find_channel("#releases"), french):
                for source in ("HuggingFaceTB", "HuggingFaceFW", "Qwen", "papers"):
                    await _watch(camille, source, channel)
            yield Scene(discord.url, hub, alex)
        assert discord.journal.problems == []


async def _french_channel(control: Control, owner: Person, member: Person) -> str:
    about = {"name": "Le Labo", "owner": owner.id, "members": [member.id], "preferred_locale": "fr"}
    guild = await control.send("POST", "guilds", about)
    made = await control.send("POST", f"guilds/{guild['id']}/channels", {"name": "parutions", "type": 0})
    return str(made["id"])


async def _watch(person: Person, source: str, channel: str) -> None:
    options = {"source": source, "channel": channel, "what": "everything"}
    shown = (await person.command("watch add", channel=channel, options=options)).message
    assert shown is not None
    await person.press(shown, shown.buttons[0])
    await person.wait_for(channel, lambda one: one.id == shown.id and not one.buttons)


async def test_posts_read_well_on_a_screen_and_on_a_phone(
    scene: Scene, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(scene.url, "user=Alex&channel=releases&lang=en")
    phone = await open_screen(scene.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    for name, found in (("model", SMOL), ("dataset", DATA), ("space", DEMO)):
        scene.hub.publish(catalogue=found)
        await _take_picture(screen, found, images / f"post-{name}.png")
        await _take_picture(phone, found, images / f"post-{name}-phone.png")
    scene.hub.add_paper(**PAPER)
    await _take_picture(screen, "A Small Model", images / "post-paper.png")
    await _take_picture(phone, "A Small Model", images / "post-paper-phone.png")


async def _take_picture(screen: Screen, found: str, path: Path) -> None:
    post = screen.message(found.rpartition("/")[2]).last
    await expect(post).to_be_visible(timeout=20_000)
    await post.scroll_into_view_if_needed()
    assert await screen.overflow() <= 0
    window, box = screen.page.viewport_size, await post.bounding_box()
    assert window is not None
    assert box is not None
    # As high as the post, so that nothing lies over it.
    await screen.page.set_viewport_size({"width": window["width"], "height": int(box["height"]) + 300})
    await post.scroll_into_view_if_needed()
    await screen.page.evaluate(STILL)
    await post.screenshot(path=path)
    await screen.page.set_viewport_size(window)


async def test_a_family_in_one_post_reads_well(scene: Scene, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(scene.url, "user=Alex&channel=releases&lang=en")
    phone = await open_screen(scene.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    scene.hub.publish(catalogue=SMOL)
    for name, parameters in (("SmolLM3-3B-Base", 3.08e9), ("SmolLM3-1B", 1.1e9), ("SmolLM3-1B-Base", 1.1e9)):
        _publish(scene, f"HuggingFaceTB/{name}", parameters=int(parameters))
    _publish(scene, "HuggingFaceTB/SmolLM3-3B-AWQ", base_model={"quantized": SMOL})
    for number in range(14):
        _publish(scene, f"people-{number}/SmolLM3-3B-GGUF", base_model={"quantized": SMOL})
    _publish(scene, "people-1/SmolLM3-3B-mlx-4bit", base_model={"quantized": SMOL}, library="mlx")
    await expect(screen.message("GGUF (10+) and MLX")).to_be_visible(timeout=30_000)
    await _take_picture(screen, SMOL, images / "family.png")
    await expect(phone.message("GGUF (10+) et MLX")).to_be_visible(timeout=30_000)
    await _take_picture(phone, SMOL, images / "family-phone.png")
    scene.hub.change("model", SMOL, rename="HuggingFaceTB/SmolLM3.1-3B")
    scene.hub.delete("model", "HuggingFaceTB/SmolLM3-1B")
    await expect(screen.message("no longer there").filter(has_text="formerly")).to_be_visible(timeout=60_000)
    await _take_picture(screen, "HuggingFaceTB/SmolLM3-1B-Base", images / "family-changed.png")


def _publish(scene: Scene, name: str, **facts: object) -> None:
    scene.hub.publish(kind="model", id=name, pipeline_tag="text-generation", licence="apache-2.0", **facts)


async def test_a_discussion_and_private_news_can_be_found_and_read(
    scene: Scene, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(scene.url, "user=Alex&channel=releases&lang=en")
    scene.hub.publish(catalogue=SMOL)
    post = screen.message("Open on the Hub").last
    await expect(post).to_be_visible(timeout=20_000)
    await post.get_by_role("button", name="Discuss").click()
    await expect(screen.last).to_contain_text("The discussion is open:")
    await post.get_by_role("button", name="Follow").click()
    await expect(screen.last).to_contain_text("What shall I tell you of?")
    await screen.picture(images / "follow.png")
    await screen.last.get_by_role("button", name="All news by HuggingFaceTB").click()
    await expect(screen.last).to_contain_text("Done. I will write to you in private")

    await screen.page.locator(".thread-chip").first.click()
    await expect(screen.last).to_contain_text("This is the place to talk about SmolLM3-3B")
    await screen.write("I tried it on my laptop: short texts are fine.")
    await expect(screen.last).to_contain_text("on my laptop")
    await screen.picture(images / "discussion.png")

    scene.hub.publish(catalogue="HuggingFaceTB/smoltalk2")
    await screen.page.get_by_role("button", name="Direct messages").click(timeout=30_000)
    await expect(screen.last).to_contain_text("News by HuggingFaceTB, as you asked me to tell you:")
    await screen.picture(images / "private-news.png")
    phone = await open_screen(scene.url, "user=Alex&server=@me&channel=Essai&lang=fr", phone=True)
    news = phone.message("smoltalk2").last
    await expect(news).to_be_visible()
    assert await phone.overflow() <= 0
    await news.scroll_into_view_if_needed()
    await phone.picture(images / "private-news-phone.png")
    await news.get_by_role("button", name="Stop: HuggingFaceTB").click()
    await expect(phone.last).to_contain_text("C’est arrêté")
