"""Guides that moderators add, for answers to be taken from."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.answers import guide_cards, guide_store, store
from bot.answers.guide_store import Guide
from bot.answers.knowing.reader import LARGEST_PDF, GuideReader, Read
from bot.answers.model import Source
from bot.answers.pieces import MOST_PIECES, Piece, pieces
from bot.answers.reading import Reader
from bot.answers.said import Conversation, is_name, key_of, origin_of, pieces_of, shortened, title_of
from bot.audit import store as audits
from bot.audit.model import Act, Change
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.fetching import hosts
from bot.fetching.fetcher import Fetched, Fetcher, parsed
from bot.fetching.shown_files import itself
from bot.markdown import literal
from bot.message import Message, plain
from bot.texts import Language, later

MOST_GUIDES: Final = 200
SUGGESTED: Final = 25
_PDF: Final = "application/pdf"
_MEDIA: Final = ("text/", "application/xhtml", _PDF)


@dataclass(frozen=True)
class Written:
    """The words of a guide. A message has the channel whose readers are shown it, and its author."""

    key: str
    title: str
    text: str
    at: datetime
    link: str | None = None
    channel_id: int | None = None
    author_id: int | None = None


class GuideService:
    """The guides of one guild at a time. Raises PersonErrors. `fetcher` reads pages of known places."""

    def __init__(
        self, database: Database, fetcher: Fetcher, reader: GuideReader, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._fetcher = fetcher
        self._reader = reader
        self._now = now

    async def add_page(
        self, guild_id: int, by: int, link: str, title: str | None, language: Language
    ) -> Message:
        """A page of a place that is known, for everybody in the server."""
        address = str(itself(parsed(link)))
        got = await self._fetcher.get(address, hosts.PAGES, largest=LARGEST_PDF, media_types=_MEDIA)
        read = await self._read(got)
        named = _first_name(title, read.title, str(got.address))
        written = Written(_key(address.encode()), named, read.text, self._now(), str(parsed(link)))
        return await self.add(guild_id, by, written, language)

    async def add_file(
        self, guild_id: int, by: int, name: str, content: bytes, title: str | None, language: Language
    ) -> Message:
        """A file that was attached, for everybody in the server."""
        read: Read = await self._reader.file(name, content)
        written = Written(_key(content), _first_name(title, read.title, name), read.text, self._now())
        return await self.add(guild_id, by, written, language)

    async def listed(self, guild_id: int, reader: Reader, language: Language) -> Message:
        """All of them; of those that the reader may not read, only how many there are."""
        async with self._database.transaction() as session:
            every = await guide_store.every(session, guild_id)
        shown = [one for one in every if await _may(one, reader)]
        return guide_cards.listed(shown, len(every) - len(shown), language)

    async def suggest(
        self, guild_id: int, reader: Reader, typed: str, language: Language
    ) -> list[tuple[str, str]]:
        """Names and keys of those whose title has these words, for autocomplete."""
        async with self._database.transaction() as session:
            every = await guide_store.every(session, guild_id)
        words = typed.casefold().split()
        known = [one for one in every if one.channel_id is None or reader.knows(one.channel_id) is not False]
        fitting = [one for one in known if all(word in one.title.casefold() for word in words)][:SUGGESTED]
        # Of threads that have gone to sleep Discord is asked, and waits for the answer three seconds.
        may = await asyncio.gather(*(_may(one, reader) for one in fitting))
        shown = [one for one, is_shown in zip(fitting, may, strict=True) if is_shown]
        return list(zip(guide_cards.names(shown, language), [one.key for one in shown], strict=True))

    async def remove(
        self, guild_id: int, by: int, reader: Reader, wanted: str, language: Language
    ) -> Message:
        """Forget one by its key or title, if the reader may read it; it is gone from answers at once."""
        async with self._database.transaction() as session:
            every = await guide_store.every(session, guild_id)
        found = await _chosen(every, reader, wanted)
        async with self._database.transaction() as session:
            await store.hold(session, guild_id)
            taken = await guide_store.origins(session, guild_id, found.key)
            await store.remove(session, guild_id, Source.GUIDE, taken)
            await self._note(session, guild_id, "guide_removed", by, found.title, found.link)
        return plain(language.say("Removed: I answer from **{guide}** no more.", guide=literal(found.title)))

    async def _read(self, got: Fetched) -> Read:
        if got.media_type.startswith(_PDF):
            return await self._reader.pdf(got.body)
        return await (
            self._reader.page(got.body) if "html" in got.media_type else self._reader.file("x.md", got.body)
        )

    async def add(self, guild_id: int, by: int, written: Written, language: Language) -> Message:
        """What was read, for everybody in the server or those who may read its channel."""
        title = shortened(_first_name(written.title, title_of(written.text)))
        taken = pieces(
            title,
            written.text,
            written.at,
            link=written.link,
            channel_id=written.channel_id,
            author_id=written.author_id,
        )
        last = taken[-1].title if len(taken) == MOST_PIECES else None
        await self._keep(guild_id, by, written.key, title, written.link, {written.key: taken})
        return guide_cards.added(
            title, len(taken), language, is_for_all=written.channel_id is None, last=last
        )

    async def add_thread(self, guild_id: int, by: int, thread: Conversation, language: Language) -> Message:
        """What people wrote in a thread, for those who may read it; each message leaves by itself."""
        title = shortened(thread.name)
        taken: dict[str, list[Piece]] = {}
        for one in thread.said:
            if sum(map(len, taken.values())) >= MOST_PIECES:
                break
            taken[origin_of(thread.id, one.id)] = pieces_of(title, one)
        await self._keep(guild_id, by, key_of(thread.id), title, thread.link, taken)
        count = sum(map(len, taken.values()))
        is_cut = thread.is_cut or len(taken) < len(thread.said)
        last = thread.said[len(taken) - 1].text if is_cut and taken else None
        return guide_cards.added(title, count, language, is_for_all=False, last=last)

    async def _keep(
        self,
        guild_id: int,
        by: int,
        key: str,
        title: str,
        link: str | None,
        taken: Mapping[str, Sequence[Piece]],
    ) -> None:
        if not any(taken.values()):
            raise BadRequest(later("There are no words in it that I could answer from. Nothing was added."))
        async with self._database.transaction() as session:
            await store.hold(session, guild_id)
            every = await guide_store.every(session, guild_id)
            if len(every) >= MOST_GUIDES and key not in {one.key for one in every}:
                raise BadRequest(
                    later(
                        "This server has {count} guides already. Remove one with `/knowledge remove` first.",
                        count=MOST_GUIDES,
                    )
                )
            before = await guide_store.origins(session, guild_id, key)
            await store.remove(session, guild_id, Source.GUIDE, set(before) - taken.keys())
            await store.put_all(session, guild_id, Source.GUIDE, taken)
            await self._note(session, guild_id, "guide_added", by, title, link)

    async def _note(
        self, session: Session, guild_id: int, act: Act, by: int, title: str, link: str | None
    ) -> None:
        state = {"guide": title, "link": link}
        await audits.note(session, guild_id, Change(act, by, None, state), self._now())


async def _chosen(every: Sequence[Guide], reader: Reader, wanted: str) -> Guide:
    """That with this key, else the only one with this title."""
    by_key = [one for one in every if one.key == wanted]
    title = shortened(wanted).casefold()
    fitting = by_key or [one for one in every if one.title.casefold() == title]
    found = [one for one in fitting if await _may(one, reader)]
    if not found:
        raise BadRequest(later("There is no such guide here. `/knowledge list` shows all."))
    if len(found) > 1:
        raise BadRequest(
            later("Several guides are called so. Choose one of those that are offered while you type.")
        )
    return found[0]


async def _may(one: Guide, reader: Reader) -> bool:
    return one.channel_id is None or await reader.may_read(one.channel_id)


def _first_name(*titles: str | None) -> str:
    return next((one for one in titles if one and is_name(one)), "")


def _key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]
