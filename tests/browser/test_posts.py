"""What posts look like, on a screen in English and on a phone in French, and what follows from their buttons.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import vl_convert
from playwright.async_api import expect

from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.steps import watch

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMOL, DATA, DEMO = "HuggingFaceTB/SmolLM3-3B", "HuggingFaceFW/fineweb-2", "Qwen/Qwen3-Demo"

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">
<rect width="320" height="320" fill="#10243e"/><circle cx="236" cy="82" r="34" fill="#ffe8a3"/>
<path d="M0 250 Q80 120 160 190 T320 110 V320 H0Z" fill="#2a9d8f"/>
<path d="M0 290 Q90 190 190 250 T320 210 V320 H0Z" fill="#8ecae6"/>
</svg>"""
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


@pytest_asyncio.fixture(loop_scope="session")
async def demo(demo: Demo) -> Demo:
    """Watches on three authors in two servers; nothing is published yet."""
    camille = await demo.person("Camille")
    for channel in (await camille.find_channel("#releases"), await demo.french_channel()):
        for source in ("HuggingFaceTB", "HuggingFaceFW", "Qwen", "papers"):
            await watch(camille, source, channel, what="everything")
    return demo


async def test_posts_read_well_on_a_screen_and_on_a_phone(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    phone = await open_screen(demo.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    for name, found in (("model", SMOL), ("dataset", DATA), ("space", DEMO)):
        demo.hub.publish(catalogue=found)
        await screen.picture_of(found, images / f"post-{name}.png")
        await phone.picture_of(found, images / f"post-{name}-phone.png")
    demo.hub.add_paper(**PAPER)
    await screen.picture_of("A Small Model", images / "post-paper.png")
    await phone.picture_of("A Small Model", images / "post-paper-phone.png")


async def test_the_picture_of_a_card_stands_beside_its_first_words(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    address = "https://images.example.org/boreal.png"
    demo.discord.core.pictures_elsewhere[address] = vl_convert.svg_to_png(LOGO)
    readme = (
        "# Boreal 8B\n\nA model of eight billion parameters for French and English, trained on public texts."
    )
    card = {"license": "apache-2.0", "language": ["fr", "en"], "thumbnail": address}
    _publish(demo, "Qwen/Boreal-8B", parameters=8_030_000_000, card_data=card, readme=readme)
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    phone = await open_screen(demo.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    picture = screen.message("Boreal-8B").get_by_role("img", name="Picture from the card of Boreal-8B")
    await expect(picture).to_be_visible()
    await screen.picture_of("Boreal-8B", images / "post-thumbnail.png")
    await phone.picture_of("Boreal-8B", images / "post-thumbnail-phone.png")


async def test_a_family_in_one_post_reads_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    phone = await open_screen(demo.url, "user=Noor&server=Le Labo&channel=parutions&lang=fr", phone=True)
    demo.hub.publish(catalogue=SMOL)
    for name, parameters in (("SmolLM3-3B-Base", 3.08e9), ("SmolLM3-1B", 1.1e9), ("SmolLM3-1B-Base", 1.1e9)):
        _publish(demo, f"HuggingFaceTB/{name}", parameters=int(parameters))
    _publish(demo, "HuggingFaceTB/SmolLM3-3B-AWQ", base_model={"quantized": SMOL})
    for number in range(14):
        _publish(demo, f"people-{number}/SmolLM3-3B-GGUF", base_model={"quantized": SMOL})
    _publish(demo, "people-1/SmolLM3-3B-mlx-4bit", base_model={"quantized": SMOL}, library="mlx")
    await expect(screen.message("GGUF (10+) and MLX")).to_be_visible()
    await screen.picture_of(SMOL, images / "family.png")
    await expect(phone.message("GGUF (10+) et MLX")).to_be_visible()
    await phone.picture_of(SMOL, images / "family-phone.png")
    demo.hub.change("model", SMOL, rename="HuggingFaceTB/SmolLM3.1-3B")
    demo.hub.delete("model", "HuggingFaceTB/SmolLM3-1B")
    await expect(screen.message("no longer there").filter(has_text="formerly")).to_be_visible()
    await screen.picture_of("HuggingFaceTB/SmolLM3-1B-Base", images / "family-changed.png")


def _publish(demo: Demo, name: str, **facts: object) -> None:
    demo.hub.publish(kind="model", id=name, pipeline_tag="text-generation", licence="apache-2.0", **facts)


async def test_a_discussion_and_private_news_can_be_found_and_read(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=releases&lang=en")
    demo.hub.publish(catalogue=SMOL)
    post = screen.message("Open on the Hub").last
    await expect(post).to_be_visible()
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

    demo.hub.publish(catalogue="HuggingFaceTB/smoltalk2")
    await screen.page.get_by_role("button", name="Direct messages").click()
    await expect(screen.last).to_contain_text("News by HuggingFaceTB, as you asked me to tell you:")
    await screen.picture(images / "private-news.png")
    phone = await open_screen(demo.url, "user=Alex&server=@me&channel=Essai&lang=fr", phone=True)
    news = phone.message("smoltalk2").last
    await expect(news).to_be_visible()
    assert await phone.overflow() <= 0
    await news.scroll_into_view_if_needed()
    await phone.picture(images / "private-news-phone.png")
    await news.get_by_role("button", name="Stop: HuggingFaceTB").click()
    await expect(phone.last).to_contain_text("C’est arrêté")
