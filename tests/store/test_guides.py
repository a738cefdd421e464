"""Guides that moderators add, on the real PostgreSQL: PDFs behind links, and threads that are long."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.answers import guide_store, guides
from bot.answers.guides import GuideService
from bot.answers.knowing.reader import GuideReader
from bot.answers.said import Conversation, Said, title_of
from bot.db.engine import Database
from bot.errors import BadRequest
from bot.fetching.fetcher import Fetcher
from bot.message import Message, Text
from bot.texts import language
from tests.pdfs import pdf
from tests.store.measuring import ALEX, CHANNEL, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds

ENGLISH = language("en")


@pytest.fixture
async def service(database: Database) -> AsyncIterator[GuideService]:
    """The guides of a guild; arXiv has one paper."""

    async def paper(_: web.Request) -> web.Response:
        content = pdf(
            ["An okapi model"], ["Okapis are learned best at night, with few stripes."], title="Okapis"
        )
        return web.Response(body=content, content_type="application/pdf")

    await open_guilds(database)
    app = web.Application()
    app.router.add_get("/pdf/1", paper)
    async with TestServer(app) as server, GuideReader() as reader:
        fetcher = Fetcher("a test", stand_ins={"arxiv.org": str(server.make_url(""))})
        async with fetcher:
            yield GuideService(database, fetcher, reader, lambda: NOW)


def text_of(message: Message) -> str:
    return "\n".join(one.markdown for one in message.blocks if isinstance(one, Text))


class Reads:
    """May read some channels."""

    def __init__(self, channels: set[int]) -> None:
        self._channels = channels

    def knows(self, channel_id: int) -> bool | None:
        return channel_id in self._channels

    async def may_read(self, channel_id: int) -> bool:
        return channel_id in self._channels


def conversation(count: int, *, is_cut: bool = False) -> Conversation:
    said = tuple(
        Said(600 + number, f"Okapi number {number} sleeps at noon.", "https://x/1", CHANNEL, NOOR, NOW)
        for number in range(count)
    )
    return Conversation(600, "Okapis at noon", "https://x/0", said, is_cut)


async def test_a_pdf_behind_a_link_is_read_page_by_page(service: GuideService, database: Database) -> None:
    told = await service.add_page(GUILD, ALEX, "https://arxiv.org/pdf/1", None, ENGLISH)
    assert "**Okapis** now, 2 passages of it." in text_of(told)
    async with database.transaction() as session:
        [guide] = await guide_store.every(session, GUILD)
        assert not await guide_store.every(session, OTHER_GUILD)
    assert (guide.title, guide.link) == ("Okapis", "https://arxiv.org/pdf/1")


async def test_a_thread_that_is_too_long_says_how_far_it_was_taken_and_is_renewed_when_added_again(
    service: GuideService, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guides, "MOST_PIECES", 3)
    told = await service.add_thread(GUILD, ALEX, conversation(5), ENGLISH)
    assert "up to **Okapi number 2 sleeps at noon.**" in text_of(told)
    told = await service.add_thread(GUILD, ALEX, conversation(2, is_cut=True), ENGLISH)
    assert "up to **Okapi number 1 sleeps at noon.**" in text_of(told)
    told = await service.add_thread(GUILD, ALEX, conversation(2), ENGLISH)
    assert "It is long" not in text_of(told)
    async with database.transaction() as session:
        [guide] = await guide_store.every(session, GUILD)
    assert (guide.key, guide.passages) == ("t600", 2)
    with pytest.raises(BadRequest):
        await service.remove(GUILD, ALEX, Reads(set()), "t600", ENGLISH)
    await service.remove(GUILD, ALEX, Reads({CHANNEL}), "okapis at Noon", ENGLISH)
    async with database.transaction() as session:
        assert not await guide_store.every(session, GUILD)


async def test_a_thread_without_words_and_one_guide_too_many_are_refused(
    service: GuideService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest):
        await service.add_thread(GUILD, ALEX, conversation(0), ENGLISH)
    monkeypatch.setattr(guides, "MOST_GUIDES", 1)
    await service.add_thread(GUILD, ALEX, conversation(1), ENGLISH)
    await service.add_thread(GUILD, ALEX, conversation(2), ENGLISH)
    with pytest.raises(BadRequest) as refused:
        await service.add_page(GUILD, ALEX, "https://arxiv.org/pdf/1", None, ENGLISH)
    assert "1 guides already" in ENGLISH.tell(refused.value.sentence)


async def test_titles_of_what_a_moderator_may_not_read_are_not_shown(service: GuideService) -> None:
    await service.add_thread(GUILD, ALEX, conversation(1), ENGLISH)
    assert not await service.suggest(GUILD, Reads(set()), "", ENGLISH)
    listed = text_of(await service.listed(GUILD, Reads(set()), ENGLISH))
    assert "noon" not in listed
    assert "And 1 guide from a channel that you cannot read." in listed
    assert await service.suggest(GUILD, Reads({CHANNEL}), "NOON", ENGLISH) == [("Okapis at noon", "t600")]


async def test_guides_without_a_title_and_of_the_same_title_have_names_to_choose_by(
    service: GuideService,
) -> None:
    nobody = Reads(set())
    await service.add_file(GUILD, ALEX, "a.txt", b"Okapis sleep.", "  ", ENGLISH)
    await service.add_file(GUILD, ALEX, "b.md", b"# **Rules**\n\nOkapis eat.", None, ENGLISH)
    await service.add_file(GUILD, ALEX, "c.md", b"# Rules\n\nOkapis drink.", None, ENGLISH)
    named = dict(await service.suggest(GUILD, nobody, "", ENGLISH))
    day = ENGLISH.day(NOW)
    assert set(named) == {"a.txt", f"Rules · {day}", f"Rules · {day} · 2"}
    with pytest.raises(BadRequest) as refused:
        await service.remove(GUILD, ALEX, nobody, "Rules", ENGLISH)
    assert "Several guides" in ENGLISH.tell(refused.value.sentence)
    await service.remove(GUILD, ALEX, nobody, named[f"Rules · {day}"], ENGLISH)
    assert len(await service.suggest(GUILD, nobody, "rules", ENGLISH)) == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("#\nOkapis sleep.", "Okapis sleep."),
        ("## **House** rules\nx", "House rules"),
        ("#", "#"),
        ("a_b_c * d", "a_b_c * d"),
    ],
)
def test_a_message_is_called_by_its_first_words(text: str, title: str) -> None:
    assert title_of(text) == title
