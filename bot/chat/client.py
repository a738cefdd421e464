"""The connection to Discord."""

import asyncio
import importlib
from collections.abc import Coroutine, Sequence
from typing import Any

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.chat.person import guild_value
from bot.chat.traffic import Gate, trace
from bot.chat.tree import EssaiTree, Translator
from bot.errors import OperatorError
from bot.services import Services

_log = structlog.get_logger(__name__)


class EssaiBot(commands.AutoShardedBot):
    """The bot on Discord: no ping ever, its commands in cogs.

    The one privileged intent, to read what people write, is asked for with `reads_messages` only.
    """

    def __init__(self, extensions: Sequence[str], *, reads_messages: bool = False, **options: Any) -> None:
        # Essai never speaks, so two warnings about missing voice libraries would only worry an operator.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = True
        # Without the next one Discord gives only the words of messages that mention the bot.
        intents.guild_messages = True
        intents.message_content = reads_messages
        super().__init__(
            command_prefix=(),
            intents=intents,
            tree_cls=EssaiTree,
            help_command=None,
            max_messages=None,
            # AllowedMentions() without none() leaves every kind on that is not named.
            allowed_mentions=discord.AllowedMentions.none(),
            **options,
        )
        self._extensions = tuple(extensions)
        self._services: Services | None = None
        self._writing: set[asyncio.Task[None]] = set()
        self._has_noted_guilds = False

    @property
    def services(self) -> Services:
        """The services; they need the bot to post, so they come after it."""
        assert self._services is not None
        return self._services

    @services.setter
    def services(self, services: Services) -> None:
        self._services = services

    @property
    def reads_messages(self) -> bool:
        """Whether Discord tells what people write without a mention."""
        return self.intents.message_content

    def pass_through(self, gate: Gate) -> None:
        """Let every request ask this gate, from the login on."""
        self.http.http_trace = trace(gate)

    async def log_in(self, token: str) -> None:
        """Log in and load the commands. Raises OperatorError with what to do."""
        try:
            await self.login(token)
        except discord.LoginFailure as error:
            raise OperatorError(
                "Discord does not accept ESSAI_DISCORD_TOKEN. Copy the token again from the developer portal "
                "(Bot → Reset Token); it is not the application's id nor its public key."
            ) from error
        except discord.Forbidden as error:
            raise OperatorError(
                "Discord does not let the bot have commands. "
                "Invite it again with the scope applications.commands too."
            ) from error
        except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
            raise OperatorError(
                f"Discord cannot be reached ({error}). Check this machine's network, then start again."
            ) from error

    def is_well(self) -> bool:
        """Whether all guilds have been told and noted, and every shard is connected just now."""
        is_cut = any(shard.is_closed() for shard in self.shards.values())
        return self.is_ready() and self._has_noted_guilds and not is_cut

    async def stay_connected(self) -> None:
        """Receive events until closed; reconnects by itself. Raises OperatorError when Discord refuses."""
        try:
            await self.connect()
        except discord.GatewayNotFound as error:
            raise OperatorError(
                "Discord does not say where to connect; it may have an outage. Start again in a few minutes."
            ) from error
        except discord.PrivilegedIntentsRequired as error:
            raise OperatorError(
                "Discord does not let the bot read messages, which ESSAI_MESSAGE_CONTENT asks for. Switch on "
                "“Message Content Intent” in the developer portal (Bot), or leave that setting empty."
            ) from error
        except discord.ConnectionClosed as error:
            raise OperatorError(
                f"Discord closed the connection for good (code {error.code}). If the token was reset, "
                "put the new one into ESSAI_DISCORD_TOKEN and start again."
            ) from error

    async def setup_hook(self) -> None:
        """Called by discord.py once it is logged in, before it connects."""
        if not self._extensions:
            return  # a helper, whose empty list of commands must not replace that of the bot
        await self.tree.set_translator(Translator())
        for extension in self._extensions:
            # Not with `load_extension`, made for commands that are replaced while the bot runs: at its end it
            # looks for each among all modules, and another bot of the process would read all of them anew.
            await importlib.import_module(extension).setup(self)
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Commands are slash commands; what people write is heard by cogs."""

    async def on_ready(self) -> None:
        """Every guild is there, after the start or after a lost session."""
        await self._write(self.services.guilds.all_seen(lambda: map(guild_value, self.guilds)))
        self._has_noted_guilds = True
        await self._write(self.services.channels.look_at_every())
        _log.info("connected to Discord", guilds=len(self.guilds), user=str(self.user))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Invited to a server, perhaps again."""
        await self._write(self.services.guilds.seen(guild_value(guild)))
        await self._write(self.services.channels.repair(guild.id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server can be reached again."""
        await self._write(self.services.guilds.seen(guild_value(guild)))

    async def on_guild_update(self, _before: discord.Guild, after: discord.Guild) -> None:
        """A server changed its name or language."""
        await self._write(self.services.guilds.seen(guild_value(after)))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Thrown out of a server."""
        await self._write(self.services.guilds.left(guild.id))

    async def close(self) -> None:
        """Disconnect, and finish what events have begun to write: the database is closed next."""
        await super().close()
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def _write(self, work: Coroutine[Any, Any, None]) -> None:
        if self.is_closed():
            work.close()  # discord.py may tell that it is ready a moment after it was closed
            return
        task = asyncio.create_task(work)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        await task
