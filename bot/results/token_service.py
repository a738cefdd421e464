"""Personal tokens as members use them; one method for each use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.message import Message, plain
from bot.results import token_cards, token_store, tokens
from bot.results.service import Place
from bot.results.tokens import Token
from bot.texts import Language, later


class TokenService:
    """Makes, lists and revokes tokens. `address` is where people reach the web port, where that is known."""

    def __init__(self, database: Database, address: str | None, now: Callable[[], datetime]) -> None:
        self._database = database
        self._address = address
        self._now = now

    async def make(self, place: Place, name: str, language: Language) -> Message:
        """A new token for results in that channel. Raises BadRequest when the person has enough."""
        secret, now = tokens.new_secret(), self._now()
        token = Token(0, place.guild.id, place.author_id, place.channel_id, name.strip(), now)
        async with self._database.transaction() as session:
            await guilds.save(session, place.guild, now)
            mine = await token_store.of_author(session, token.guild_id, token.author_id)
            if len(mine) >= tokens.MOST_TOKENS:
                raise BadRequest(
                    later(
                        "You have {count} tokens here, which is the most. "
                        "End one with `/token revoke` first.",
                        count=len(mine),
                    )
                )
            token_id = await token_store.add(
                session,
                token.guild_id,
                token.author_id,
                token.channel_id,
                token.name,
                tokens.hashed(secret),
                now,
            )
        token = replace(token, id=token_id)
        return token_cards.made(token, tokens.written(token_id, secret), self._address, language)

    async def listed(self, guild_id: int, author_id: int, language: Language) -> Message:
        """A person's tokens in a guild."""
        mine = await self.mine(guild_id, author_id)
        if not mine:
            return plain(language.say("You have no token here. `/token make` gives you one."))
        return token_cards.listed(mine, language)

    async def mine(self, guild_id: int, author_id: int) -> list[Token]:
        """The same, for autocomplete."""
        async with self._database.transaction() as session:
            return await token_store.of_author(session, guild_id, author_id)

    async def revoke(self, guild_id: int, author_id: int, token_id: int, language: Language) -> Message:
        """End one of a person's tokens. Raises BadRequest when they have no such token."""
        async with self._database.transaction() as session:
            gone = await token_store.remove(session, guild_id, author_id, token_id)
        if gone is None:
            raise BadRequest(later("You have no such token here. Choose one of the suggestions."))
        return token_cards.revoked(gone, language)
