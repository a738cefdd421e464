"""Passages of announced releases: what they are in plain words, and what their model cards say of them."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.answers import noting, store
from bot.answers.knowing import sweep_store
from bot.answers.model import Source
from bot.answers.pieces import Piece, pieces
from bot.db.engine import Database
from bot.hub.cards import CardReader
from bot.hub.errors import HubError
from bot.hub.prose import paragraphs, without_front_matter
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.releases.facts import groups
from bot.releases.model import Release, published_at
from bot.releases.sentences import plain_sentence
from bot.releases.store import announced
from bot.texts import Language
from bot.texts import language as language_named

# The beginning of a card says what a model is; the rest is how to cite and install it.
MOST_PIECES: Final = 6
LONGEST_CARD: Final = 40_000
_AGAIN_SECONDS: Final = 60.0
_CHANGED_SECONDS: Final = 1.0
MOST_LOOKS: Final = 3
# Counted up when these passages are made otherwise: then all are made anew.
VERSION: Final = 2
_LINK: Final = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\(<?[^)]*>?\)")
_ESCAPE: Final = re.compile(r"\\(.)")
# An instant, and in brackets the same once more in another style.
_MOMENT: Final = re.compile(r"<t:(\d+)(?::\w)?>(?: \(<t:\1(?::\w)?>\))?")


class ReleaseIndexer:
    """Keeps passages of releases in the channels in which they were announced, one guild after the other."""

    def __init__(self, database: Database, cards: CardReader) -> None:
        self._database = database
        self._cards = cards

    async def index(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: the passages of one release wherever it was announced; none where it is gone.

        Raises Again while the Hub gives no card, and when the release has changed since it was read.
        """
        release_id = payload["release_id"]
        async with self._database.transaction() as session:
            release = await announced.public(session, release_id)
            places = await announced.places(session, release_id)
        card = "" if release is None else await self._card(release, attempts)
        for guild_id, channel_id, locale in places:
            origin = f"{release_id}:{channel_id}"
            told = _told(release, channel_id, language_named(locale)) if release is not None else []
            described = _described(release, channel_id, card) if release is not None else []
            async with self._database.transaction() as session:
                if await announced.public(session, release_id, keep=True) != release:
                    raise Again(_CHANGED_SECONDS, "it has changed meanwhile")
                await store.put(session, guild_id, Source.RELEASE, origin, told)
                await store.put(session, guild_id, Source.CARD, origin, described)

    async def sweep(self) -> None:
        """The chore: all releases that were announced before are queued once."""
        async with self._database.transaction() as session:
            if await sweep_store.is_new(session, Source.RELEASE, VERSION):
                every = await announced.every_announced(session)
                payloads = [{"release_id": one} for one in every]
                await enqueue(session, noting.RELEASED, *payloads, priorities=[-1] * len(payloads))

    async def _card(self, release: Release, attempts: int) -> str:
        """The prose of a card; none where there is none, or the Hub does not give it in the end."""
        if release.kind == "paper" or release.gate != "open":
            return ""
        try:
            card = await self._cards.read(release.kind, release.repo_id)
        except HubError as error:
            if attempts < MOST_LOOKS:
                raise Again(_AGAIN_SECONDS, "the Hub gives no card now") from error
            return ""
        return "" if card is None else prose(card.text)


def prose(card: str) -> str:
    """The paragraphs of a card in plain words."""
    said = paragraphs(without_front_matter(card)[:LONGEST_CARD])
    return "\n\n".join(" ".join(sentences) for sentences in said)


def plain(markdown: str, language: Language) -> str:
    """Words without links, escapes and emphasis; instants as days in words."""

    def day(found: re.Match[str]) -> str:
        return language.whole_day(datetime.fromtimestamp(int(found[1]), UTC))

    text = _MOMENT.sub(day, _LINK.sub(r"\1", markdown))
    return _ESCAPE.sub(r"\1", text.replace("**", "").replace("`", "").replace("*", ""))


def _told(release: Release, channel_id: int, language: Language) -> list[Piece]:
    """What the announcement says, as sentences."""
    rows: Sequence[tuple[str, str]] = [row for group in groups(release, language) for row in group]
    stated = [(plain(label, language), plain(value, language)) for label, value in rows]
    lines = [f"{label}: {value}" for label, value in stated if value.strip()]
    sentence = plain(plain_sentence(release, language), language)
    text = "\n".join(filter(None, [sentence, release.summary, *lines]))
    return pieces(release.repo_id, text, published_at(release), link=release.url, channel_id=channel_id)


def _described(release: Release, channel_id: int, card: str) -> list[Piece]:
    made = pieces(release.repo_id, card, published_at(release), link=release.url, channel_id=channel_id)
    return made[:MOST_PIECES]
