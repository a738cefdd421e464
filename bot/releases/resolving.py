"""From what a person types to a source that is on the Hub, spelt as the Hub spells it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import BadRequest
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.releases.model import REPOSITORY_KINDS, RepositoryKind, Source
from bot.releases.saving import hub_is_away, no_such_repository
from bot.releases.searching import read_search
from bot.releases.searching import spelt as spelt_search
from bot.releases.sources import Typed, path_of, read_source, repository_of
from bot.texts import Language, Sentence, later

SUGGESTIONS = 3


class Resolver:
    """Asks the Hub whether a source is there. Raises BadRequest with what to type, and TryLater."""

    def __init__(self, hub: HubReader) -> None:
        self._hub = hub

    async def read(self, typed: str, language: Language) -> Typed:
        """The source that somebody typed or pasted.

        A repository that is there already cannot appear any more: its changes are meant.
        """
        meant = read_source(typed)
        try:
            return await self._as_meant(meant, language)
        except RepositoryGone as error:
            raise no_such_repository(error.repo_id) from error
        except HubError as error:
            raise hub_is_away() from error

    async def spelt(self, source: Source, language: Language) -> Source:
        """A source that was chosen before, as the Hub spells it."""
        try:
            return await self._spelt(source, language)
        except RepositoryGone as error:
            raise no_such_repository(error.repo_id) from error
        except HubError as error:
            raise hub_is_away() from error

    async def _as_meant(self, meant: Typed, language: Language) -> Typed:
        if meant.source.kind not in ("repository", "revisions"):
            return replace(meant, source=await self._spelt(meant.source, language))
        found = await self._found(meant.source)
        if found is not None:
            return Typed(Source("revisions", path_of(*found)), (found[0],))
        if meant.source.kind == "revisions":
            raise no_such_repository(meant.source.value)
        return meant

    async def _spelt(self, source: Source, language: Language) -> Source:
        match source.kind:
            case "author":
                return Source("author", await self._author(source.value, language))
            case "search":
                return Source("search", await self._search(source.value, language))
            case "collection":
                return Source("collection", (await self._hub.collection(source.value)).slug)
        return source

    async def _author(self, name: str, language: Language) -> str:
        author = await self._hub.author(name)
        if author is None:
            suggestions = (await self._hub.suggest_authors(name))[:SUGGESTIONS]
            raise BadRequest(unknown_author(name, suggestions, language))
        return author.name

    async def _search(self, value: str, language: Language) -> str:
        search = read_search(value)
        if search.author is None:
            return value
        return spelt_search(replace(search, author=await self._author(search.author, language)))

    async def _found(self, source: Source) -> tuple[RepositoryKind, str] | None:
        """The kind and the id under which it is public; a name without a kind may be of any."""
        kind, repo_id = repository_of(source)
        for each in REPOSITORY_KINDS if source.value == repo_id else (kind,):
            try:
                return each, (await self._hub.info(each, repo_id)).id
            except RepositoryGone:
                continue
        return None


def unknown_author(author: str, suggestions: Sequence[str], language: Language) -> Sentence:
    """Nobody on the Hub has this name; say who may have been meant."""
    if not suggestions:
        return later(
            "I find nobody called **{author}** on the Hub. Check the spelling on huggingface.co, or type "
            "`search:{author}` for everything with this word in its name.",
            author=author,
        )
    return later(
        "I find nobody called **{author}** on the Hub. Did you mean {suggestions}?",
        author=author,
        suggestions=language.alternatives([f"`{name}`" for name in suggestions]),
    )
