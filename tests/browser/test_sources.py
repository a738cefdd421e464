"""What other sources than an author bring, and what comes late or in a digest, on a screen and on a phone.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect
from pydantic import SecretStr
from sqlalchemy.engine import URL

from bot.db.engine import Database, dsn
from bot.settings import Settings
from sandbox.person import Person
from tests.browser.screen import OpenScreen
from tests.journeys.conftest import Place, opened_place
from tests.journeys.test_outages import let_pass
from tests.journeys.test_timing import held, set_timing

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOOL = "northlab/Boreal-8B"
NIGHT = (("Aurora-3B", 3), ("Cinder-14B", 14), ("Drift-70B", 70))
ENGLISH = "user=Alex&channel=releases&lang=en"
FRENCH = "user=Alex&server=Le Labo&channel=parutions&lang=fr"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: URL, tmp_path: Path) -> AsyncIterator[Place]:
    """An English and a French server, a bot that waits for no further commits, and one model."""
    settings = Settings(
        database_url=SecretStr(dsn(database_url)),
        data_dir=tmp_path,
        web_port=0,
        feed_seconds=0.2,
        author_seconds=0.2,
        revision_quiet_seconds=0.0,
    )
    async with opened_place(settings, page=True) as opened:
        await opened.start_bot()
        about = {"config.json": '{"max_position_embeddings": 32768}'}
        _publish(opened, TOOL, 8, files={"model.safetensors": 16 * 10**9}, texts=about)
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def stored(database_url: URL) -> AsyncIterator[Database]:
    """The database of the bot."""
    database = Database(database_url)
    yield database
    await database.close()


def _publish(place: Place, name: str, billions: int, **facts: object) -> None:
    about = {"pipeline_tag": "text-generation", "licence": "apache-2.0", "languages": ["fr"]}
    place.hub.publish(kind="model", id=name, parameters=billions * 10**9, **about, **facts)


async def _watch(place: Place, *sources: str) -> None:
    """Watch them in the English and in the French server."""
    person: Person = place.camille
    french = await place.new_server("Le Labo", person, "fr", "parutions")
    for channel in (await person.find_channel("#releases"), french):
        for source in sources:
            await place.watch(source, person, channel)


async def _pictures(place: Place, open_screen: OpenScreen, images: Path, name: str, *words: str) -> None:
    """The post with these words, in English and in French."""
    screen = await open_screen(place.discord.url, ENGLISH)
    await screen.picture_of(words[0], images / f"{name}.png")
    phone = await open_screen(place.discord.url, FRENCH, phone=True)
    await phone.picture_of(words[-1], images / f"{name}-phone.png")


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
async def test_a_search_is_understood_while_it_is_typed_and_shown_before_it_begins(
    place: Place, open_screen: OpenScreen, images: Path, *, phone: bool
) -> None:
    language, size = ("fr", "-phone") if phone else ("en", "")
    address = f"user=Camille&channel=releases&lang={language}"
    screen = await open_screen(place.discord.url, address, phone=phone)
    await screen.start_command("watch add")
    await screen.page.keyboard.type("tag:text-generation lang:fr")
    await expect(screen.options.first).to_contain_text("recherche" if phone else "search: text generation")
    assert await screen.overflow() <= 0
    await screen.picture(images / f"search-typed{size}.png")

    await screen.page.keyboard.press("Tab")
    await screen.page.get_by_role("button", name="channel", exact=True).click()
    await screen.page.keyboard.type("releases")
    await expect(screen.options.first).to_contain_text("releases")
    await screen.page.keyboard.press("Tab")
    await screen.page.get_by_role("button", name="Envoyer" if phone else "Send", exact=True).click()
    preview = screen.message("que trouve la recherche" if phone else "that a search finds").last
    await expect(preview).to_be_visible()
    await preview.get_by_role("button", name="Suivre" if phone else "Watch").scroll_into_view_if_needed()
    assert await screen.overflow() <= 0
    await screen.picture(images / f"search-preview{size}.png")


async def test_changes_of_a_repository_read_well(place: Place, open_screen: OpenScreen, images: Path) -> None:
    await _watch(place, f"revisions:{TOOL}")
    longer = {"config.json": '{"max_position_embeddings": 131072}'}
    place.hub.change("model", TOOL, texts=longer, commit="Allow four times the context")
    await _pictures(place, open_screen, images, "revision", "Allow four times the context")


async def test_an_addition_to_a_collection_reads_well(
    place: Place, open_screen: OpenScreen, images: Path
) -> None:
    slug = place.hub.add_collection("northlab", "Models for a laptop", [])
    await _watch(place, slug)
    place.hub.add_to_collection(slug, "model", TOOL)
    await _pictures(place, open_screen, images, "collection", "Models for a laptop")


async def test_a_digest_reads_well(
    place: Place, stored: Database, open_screen: OpenScreen, images: Path
) -> None:
    await _watch(place, "northlab")
    hour = (place.clock.now().hour + 2) % 24
    await set_timing(stored, rhythm="daily", hour=hour, weekday=0)
    for name, billions in NIGHT:
        _publish(place, f"northlab/{name}", billions)
    await held(stored, 2 * len(NIGHT))
    await place.pass_time(hours=2)
    await _pictures(
        place, open_screen, images, "digest", "The day in 3 releases", "La journée en 3 parutions"
    )


async def test_what_was_seen_late_says_so_and_why(
    place: Place, stored: Database, open_screen: OpenScreen, images: Path
) -> None:
    await _watch(place, "northlab")
    await place.stop_bot()
    let_pass(place, hours=1)
    for name, billions in NIGHT:
        _publish(place, f"northlab/{name}", billions)
    let_pass(place, hours=1)
    await place.start_bot()
    await held(stored, 2 * len(NIGHT))
    await place.pass_time(minutes=2)
    await _pictures(
        place,
        open_screen,
        images,
        "seen-late",
        "Seen late: 3 releases",
        "Vues tardivement\u00a0: 3 parutions",
    )
