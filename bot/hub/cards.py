"""Model, dataset and Space cards: fetched like everything else, parsed by huggingface_hub in a thread.

huggingface_hub's own download is not used: while the Hub answers 429 or 5xx it sleeps and tries again for up
to a whole rate-limit window, in a thread that nothing can stop and that the end of the process waits for.
"""

import asyncio
import re
from dataclasses import dataclass, field
from logging import ERROR, getLogger
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import yaml
from yarl import URL

from bot.hub.budget import Budget
from bot.hub.caller import TIMEOUT_SECONDS, Answer, Caller
from bot.hub.errors import RepositoryGone
from bot.hub.fields import Fields
from bot.hub.models import Kind
from bot.hub.prose import first_sentence, without_front_matter
from bot.hub.turns import OwnTurns

if TYPE_CHECKING:
    from huggingface_hub import RepoCard

LARGEST_CARD_BYTES: Final = 2 * 1024 * 1024
# PyYAML reads about 300 kB a second, and the other threads wait for it.
LARGEST_FRONT_MATTER: Final = 200_000
# Files have a quota of their own: this is an anonymous caller's, until an answer tells the real one.
FILE_QUOTA: Final = 3_000
LONGEST_ADDRESS: Final = 512
_LOCAL: Final = (".local", ".internal", ".localhost", ".lan", ".home", ".arpa")
_NUMBERS: Final = re.compile(r"[\d.]+|.*:.*")
_FOLDERS: Final[dict[Kind, str]] = {"model": "", "dataset": "/datasets", "space": "/spaces"}


@dataclass(frozen=True)
class Card:
    """A README.md: its text, its front matter as `data`, and what an announcement shows of them."""

    text: str
    data: dict[str, Any] = field(default_factory=dict, hash=False)
    summary: str | None = None
    thumbnail: str | None = None


class CardReader:
    """Reads the cards of one Hub. Raises the errors of `bot.hub.errors` and no others."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        endpoint: str,
        token: str | None,
        user_agent: str,
        *,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        turns = OwnTurns(Budget("resolvers", quota=FILE_QUOTA))
        self._caller = Caller(session, endpoint, token, turns, user_agent, timeout=timeout)

    async def read(self, kind: Kind, repo_id: str, revision: str = "main") -> Card | None:
        """The card of a repository, or None where it has none. Raises RepositoryGated where it is hidden."""
        answer = await self._file(kind, repo_id, revision, "README.md")
        if answer is None:
            return None
        return await asyncio.to_thread(read_card, kind, answer.body.decode("utf-8", errors="replace"))

    async def context_length(self, repo_id: str, revision: str = "main") -> int | None:
        """The tokens that a model takes at once as its config.json says, or None."""
        answer = await self._file("model", repo_id, revision, "config.json")
        return None if answer is None else longest_context(answer.json())

    async def _file(self, kind: Kind, repo_id: str, revision: str, name: str) -> Answer | None:
        url = self._caller.url(f"{_FOLDERS[kind]}/{repo_id}/resolve/{revision}/{name}")
        try:
            return await self._caller.get(url, repo_id, largest=LARGEST_CARD_BYTES)
        except RepositoryGone:
            # The Hub says 404 for a missing file too, and a repository without a card is nothing unusual.
            return None


def longest_context(config: Any) -> int | None:
    """`max_position_embeddings` of a config.json; a model that sees has it one level below, for its text."""
    if not isinstance(config, dict):
        return None
    fields = Fields(config)
    for part in (fields, fields.object("text_config"), fields.object("llm_config")):
        if stated := part.integer("max_position_embeddings"):
            return stated
    return None


def read_card(kind: Kind, content: str) -> Card:
    """The card in a README.md; front matter that cannot be read is left out."""
    text = without_front_matter(content)
    try:
        data = _parse(kind, content) if len(content) - len(text) <= LARGEST_FRONT_MATTER else {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, yaml.YAMLError):
        # Of 2,781 real cards one fails even so; its first sentence is worth showing anyway.
        data = {}
    return Card(
        text=text,
        data=data,
        summary=first_sentence(content),
        thumbnail=_public_picture(data.get("thumbnail")),
    )


def _public_picture(address: Any) -> str | None:
    """An address that anyone may be sent to: https, a host with a name, no port and no password."""
    if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return None
    try:
        url = URL(address)
    except ValueError:
        return None
    host = url.host or ""
    is_public = "." in host and not host.endswith(_LOCAL) and not _NUMBERS.fullmatch(host)
    has_more = url.explicit_port is not None or url.user is not None or url.password is not None
    return address if url.scheme == "https" and is_public and not has_more else None


def _parse(kind: Kind, content: str) -> dict[str, Any]:
    # Imported on first use: it is large, and a bot that announces nothing does not need it.
    from huggingface_hub import DatasetCard, ModelCard, SpaceCard

    # The library would print a warning for each card that it can read only in part.
    getLogger("huggingface_hub").setLevel(ERROR)
    classes: dict[Kind, type[RepoCard]] = {"model": ModelCard, "dataset": DatasetCard, "space": SpaceCard}
    card = classes[kind](content, ignore_metadata_errors=True)
    data: dict[str, Any] = card.data.to_dict()  # type: ignore[no-untyped-call]
    return data
