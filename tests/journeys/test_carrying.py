"""Watches with everything that can be chosen are taken out of a server as a file and put back, unchanged."""

from dataclasses import dataclass

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.target_steps import NEWS
from tests.journeys.test_watch_upkeep import exported, imported

FILE = """
watches:
- {{source: acme, channel: releases, kinds: [model, dataset, space], paused_until: 2126-01-01T08:00:00+00:00,
    filters: {{tasks: [text-generation], libraries: [transformers], licences: [mit], languages: [fr],
              smallest: 1000000000, largest: 9000000000, access: open, relations: [base, finetune],
              origin: own, include: [instruct], exclude: [gguf], least_likes: 5, least_trending: 3}}}}
- {{source: acme/Later-1B, channel: releases, timing: {{rhythm: daily, hour: 18, most: 3, window: day}}}}
- {{source: "lang:fr search:small", channel: releases, timing: {{rhythm: weekly, hour: 9, weekday: friday}}}}
- {{source: {collection}, channel: releases}}
- {{source: papers, channel: {news}, posting: {{crosspost: true}}}}
- {{source: "revisions:acme/Tool-1B", channel: releases}}
"""


@dataclass(frozen=True)
class Words:
    """What a moderator reads in one language."""

    added: str
    sent: str
    same: str
    empty: str


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (
            "en-US",
            Words(
                "Done. 6 watches were imported.",
                "6 watches are in this file.",
                "Everything in this file is watched already.",
                "Nothing is watched yet.",
            ),
        ),
        (
            "fr",
            Words(
                "C’est fait. 6 suivis ont été importés.",
                "6 suivis sont dans ce fichier.",
                "Tout ce que contient ce fichier est déjà suivi.",
                "Rien n’est suivi pour l’instant.",
            ),
        ),
    ],
)
async def test_every_source_and_option_comes_back_from_a_file_as_it_went_in(
    place: Place, stored: Database, locale: str, words: Words
) -> None:
    await place.camille.speak(locale)
    place.hub.publish(kind="model", id="acme/Tool-1B")
    slug = place.hub.add_collection("acme", "Small models", [])
    typed = FILE.format(collection=f"collections/{slug}", news=NEWS.removeprefix("#")).encode()
    assert await _put_in(place, typed) == words.added
    reply, first = await exported(place)
    assert reply.text.startswith(words.sent)
    assert words.same in (await imported(place, first, RELEASES)).text
    rows = await _rows(stored)
    assert len(rows) == 6
    await _remove_all(place)
    assert words.empty in (await place.camille.command("watch list", channel=RELEASES)).text
    assert await _put_in(place, first) == words.added
    assert await _rows(stored) == rows
    assert (await exported(place))[1] == first


async def _put_in(place: Place, content: bytes) -> str:
    shown = await imported(place, content, RELEASES)
    assert shown.message is not None, shown.error
    assert shown.message.buttons, shown.text
    return (await place.confirm(shown.message, place.camille)).text


async def _remove_all(place: Place) -> None:
    for choice in await place.camille.autocomplete("watch remove", channel=RELEASES, focused="watch"):
        await place.camille.command("watch remove", channel=RELEASES, options={"watch": choice.value})


async def _rows(stored: Database) -> list[str]:
    """Everything that was chosen, whatever the order and the numbers."""
    query = """SELECT CAST(ROW(source_kind, source, channel_id, kinds, filters, timing, posting, state,
        paused_until) AS text) FROM watch ORDER BY source_kind, source"""
    async with stored.transaction() as session:
        return list(await session.scalars(text(query)))
