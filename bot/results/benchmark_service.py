"""A server's own benchmarks, as its moderators and members use them; one method for each use."""

from collections.abc import Callable
from datetime import datetime

from bot.audit import model as audit
from bot.audit import store as audits
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Message, plain
from bot.results import benchmark_cards, benchmark_store
from bot.results.benchmarks import registry
from bot.results.benchmarks.own import OwnBenchmark, Vocabulary
from bot.texts import Language, later


class BenchmarkService:
    """Adds, names, shows and removes benchmarks of one guild at a time. Raises BadRequest."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def add(self, guild: Guild, by: int, new: OwnBenchmark, language: Language) -> Message:
        """A new benchmark of the guild."""
        self._require_free(new.name)
        async with self._database.transaction() as session:
            await guilds.save(session, guild, self._now())
            words = await benchmark_store.vocabulary(session, guild.id)
            taken = words.id_of(new.name) is not None
            if taken or not await benchmark_store.add(session, guild.id, new, self._now()):
                raise BadRequest(later("This name means a benchmark here already. Choose another one."))
            await self._note(session, guild.id, "benchmark_added", by, new.name)
        told = language.say("Added. Files and `/result post` know it here from now on.")
        return plain(f"{told}\n{benchmark_cards.about(new, language)}")

    async def alias(self, guild: Guild, by: int, name: str, alias: str, language: Language) -> Message:
        """Another name for a benchmark of the guild, or for one that everyone knows."""
        self._require_free(alias)
        async with self._database.transaction() as session:
            await guilds.save(session, guild, self._now())
            words = await benchmark_store.vocabulary(session, guild.id)
            meant = self._meant(words, name)
            key = registry.key(alias)
            taken = words.id_of(alias) is not None
            if taken or not await benchmark_store.add_name(session, guild.id, key, meant):
                raise BadRequest(later("This name means a benchmark here already. Choose another one."))
            title = benchmark_cards.title(words, meant)
            await self._note(session, guild.id, "benchmark_named", by, f"{title} = {alias}")
        return plain(benchmark_cards.named(title, alias, language))

    async def listed(self, guild_id: int, language: Language) -> Message:
        """The guild's own benchmarks, and how many everyone knows."""
        return benchmark_cards.listed(await self.vocabulary(guild_id), language)

    async def shown(self, guild_id: int, name: str, language: Language) -> Message:
        """What one benchmark measures."""
        words = await self.vocabulary(guild_id)
        return benchmark_cards.shown(words, self._meant(words, name), language)

    async def remove(self, guild_id: int, by: int, name: str, language: Language) -> Message:
        """Forget one of the guild's own that no result uses."""
        async with self._database.transaction() as session:
            words = await benchmark_store.vocabulary(session, guild_id)
            own = words.own.get(words.id_of(name) or "")
            if own is None:
                raise BadRequest(
                    later("That is no benchmark of this server’s own. `/benchmark list` shows those.")
                )
            count = await benchmark_store.count_results(session, guild_id, own.id)
            if count:
                raise BadRequest(
                    later(
                        "{name} stays: results use it ({count}). Their numbers would lose their meaning.",
                        name=own.name,
                        count=count,
                    )
                )
            await benchmark_store.remove(session, guild_id, own.id)
            await self._note(session, guild_id, "benchmark_removed", by, own.name)
        return plain(benchmark_cards.removed(own, language))

    async def vocabulary(self, guild_id: int) -> Vocabulary:
        """What the guild has named, for autocomplete."""
        async with self._database.transaction() as session:
            return await benchmark_store.vocabulary(session, guild_id)

    @staticmethod
    def _require_free(name: str) -> None:
        if not registry.key(name):
            raise BadRequest(later("A name needs letters or digits."))
        found = registry.find(name)
        if found is not None and found[1] is None:
            raise BadRequest(
                later("I know {name} already, everywhere. Choose another name.", name=found[0].name)
            )

    @staticmethod
    def _meant(words: Vocabulary, name: str) -> str:
        meant, known = words.id_of(name), registry.find(name)
        if meant is None and known is not None:
            meant = known[0].id
        if meant is None:
            raise BadRequest(later("I do not know this benchmark. Choose one of the suggestions."))
        return meant

    async def _note(self, session: Session, guild_id: int, act: audit.Act, by: int, name: str) -> None:
        state = {"benchmark": name}
        await audits.note(session, guild_id, audit.Change(act, by, None, state), self._now())
