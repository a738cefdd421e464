"""Why a repository was or was not posted, watch by watch."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.markdown import literal
from bot.message import Message
from bot.releases import upkeep_cards
from bot.releases.matching import Index, Listening
from bot.releases.model import REPOSITORY_KINDS, Release, Source, Watch, read_repository
from bot.releases.reading import release_of
from bot.releases.saving import hub_is_away, no_such_repository
from bot.releases.sources import path_of
from bot.releases.store import traces, watches
from bot.releases.verdicts import Trace, verdict
from bot.texts import Language, later


class WhyService:
    """Explains to one guild at a time."""

    def __init__(self, database: Database, hub: HubReader, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def why(self, guild_id: int, typed: str, language: Language) -> Message:
        """One outcome for each of the guild's watches. Raises BadRequest and TryLater."""
        repo_id = read_repository(typed)
        if repo_id is None:
            raise BadRequest(
                later(
                    "**{typed}** is no repository. Type author and name, such as `Qwen/Qwen3-8B`.",
                    typed=literal(typed, 80),
                )
            )
        async with self._database.transaction() as session:
            trace = await traces.of_repository(session, guild_id, repo_id)
            all_watches = await watches.of_guild(session, guild_id)
        on_hub = await self._on_hub(repo_id, trace)
        if on_hub is None and trace == Trace():
            raise no_such_repository(repo_id)
        concerned = _concerned(all_watches, trace, on_hub or trace.release, repo_id)
        verdicts = [
            replace(verdict(watch, trace, on_hub), together=trace.together.get(watch.id))
            for watch in concerned
        ]
        return upkeep_cards.why(repo_id, guild_id, verdicts, len(all_watches) - len(concerned), language)

    async def _on_hub(self, repo_id: str, trace: Trace) -> Release | None:
        if trace.release_state is not None:
            return None  # what was judged then counts, not what the Hub says now
        try:
            for kind in REPOSITORY_KINDS:
                try:
                    found = await self._hub.info(kind, repo_id)
                except RepositoryGone:
                    continue
                return release_of(found, self._hub.endpoint, self._now())
        except HubError as error:
            if trace == Trace():
                raise hub_is_away() from error
        return None


def _concerned(every: Sequence[Watch], trace: Trace, release: Release | None, repo_id: str) -> list[Watch]:
    """The watches that a repository concerns, or once did."""
    found = {*trace.sent, *trace.objections, *trace.held}
    named = [Source("revisions", path_of(kind, repo_id)) for kind in REPOSITORY_KINDS]
    if release is not None:
        index = Index(Listening(watch.id, watch.source, watch.kinds) for watch in every)
        found |= index.watches(release, named)
    author = repo_id.partition("/")[0].lower()
    return [
        watch
        for watch in every
        if watch.id in found or (watch.source.kind == "author" and watch.source.value.lower() == author)
    ]
