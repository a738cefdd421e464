"""Making people, servers, channels and roles."""

from typing import Any

from aiohttp import web

from sandbox.discord import permissions
from sandbox.discord.acts import channels, guilds
from sandbox.discord.control.asking import Asked, Mistake, any_channel, guild_of, read, user_of
from sandbox.discord.control.views import channel_view, guild_view, user_view
from sandbox.discord.core import Core
from sandbox.discord.model import LARGEST_FILES, Guild
from sandbox.discord.rules import channels as rules
from sandbox.discord.rules.commands import LOCALES
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire import basics

Json = dict[str, Any]


class Scenery:
    """The handlers."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[web.RouteDef]:
        """Where they are."""
        return [
            web.post("/users", self.create_user),
            web.patch("/users/{user}", self.edit_user),
            web.post("/guilds", self.create_guild),
            web.patch("/guilds/{guild}", self.edit_guild),
            web.put("/guilds/{guild}/bot", self.invite_bot),
            web.delete("/guilds/{guild}/bot", self.remove_bot),
            web.post("/guilds/{guild}/channels", self.create_channel),
            web.patch("/channels/{channel}", self.edit_channel),
            web.delete("/channels/{channel}", self.delete_channel),
            web.put("/channels/{channel}/permissions/{target}", self.put_overwrite),
            web.post("/guilds/{guild}/roles", self.create_role),
            web.put("/guilds/{guild}/members/{user}", self.put_member),
            web.delete("/guilds/{guild}/members/{user}", self.remove_member),
        ]

    async def create_user(self, request: web.Request) -> web.Response:
        """POST users."""
        asked = await read(self._core, request)
        locale = _locale(asked, "locale")
        name = asked.body.get("global_name")
        return web.json_response(
            user_view(guilds.create_user(self._core, asked.text("username"), name, locale))
        )

    async def edit_user(self, request: web.Request) -> web.Response:
        """PATCH users/U."""
        asked = await read(self._core, request)
        user = user_of(self._core, request.match_info["user"])
        if "locale" in asked.body:
            user.locale = _locale(asked, "locale")
        if "global_name" in asked.body:
            user.global_name = asked.body["global_name"]
        if "takes_direct_messages" in asked.body:
            user.takes_direct_messages = bool(asked.body["takes_direct_messages"])
        self._core.state.changed()
        return web.json_response(user_view(user))

    async def create_guild(self, request: web.Request) -> web.Response:
        """POST guilds."""
        asked = await read(self._core, request)
        owner = asked.user("owner")
        members = [user_of(self._core, each).id for each in asked.body.get("members") or []]
        locale = _locale(asked, "preferred_locale")
        guild = guilds.create_guild(self._core, asked.text("name"), owner.id, members, locale)
        if asked.body.get("bot", True):
            guilds.invite_bot(self._core, guild)
        return self._guild(guild)

    def _guild(self, guild: Guild) -> web.Response:
        return web.json_response(guild_view(self._core, guild, None))

    async def edit_guild(self, request: web.Request) -> web.Response:
        """PATCH guilds/G."""
        asked = await read(self._core, request)
        guild = guild_of(self._core, request.match_info["guild"])
        changes: Json = {}
        if "preferred_locale" in asked.body:
            changes["preferred_locale"] = _locale(asked, "preferred_locale")
        for key in ("system_channel_id", "public_updates_channel_id"):
            if key in asked.body:
                told = asked.body[key]
                changes[key] = None if told is None else any_channel(self._core, told).id
        if "premium_tier" in asked.body:
            changes["premium_tier"] = _tier(asked)
        guilds.update_guild(self._core, guild, changes)
        return self._guild(guild)

    async def invite_bot(self, request: web.Request) -> web.Response:
        """PUT guilds/G/bot."""
        asked = await read(self._core, request)
        guild = guild_of(self._core, request.match_info["guild"])
        if guild.bot_joined_at is None:
            guilds.invite_bot(self._core, guild, asked.bits("permissions", permissions.BOT))
        return self._guild(guild)

    async def remove_bot(self, request: web.Request) -> web.Response:
        """DELETE guilds/G/bot."""
        guild = guild_of(self._core, request.match_info["guild"])
        if guild.bot_joined_at is not None:
            guilds.remove_bot(self._core, guild)
        return self._guild(guild)

    async def create_channel(self, request: web.Request) -> web.Response:
        """POST guilds/G/channels."""
        asked = await read(self._core, request)
        guild = guild_of(self._core, request.match_info["guild"])
        rules.check(dict(asked.body), "channel")
        channel = channels.create(self._core, guild, asked.body)
        return web.json_response(channel_view(self._core, channel, None))

    async def edit_channel(self, request: web.Request) -> web.Response:
        """PATCH channels/C."""
        asked = await read(self._core, request)
        channel = any_channel(self._core, request.match_info["channel"])
        rules.check(dict(asked.body), "channel_patch")
        channels.update(self._core, channel, asked.body)
        return web.json_response(channel_view(self._core, channel, None))

    async def delete_channel(self, request: web.Request) -> web.Response:
        """DELETE channels/C."""
        channel = any_channel(self._core, request.match_info["channel"])
        if channel.guild_id is None:
            raise Mistake("a direct conversation cannot be deleted")
        wire = channel_view(self._core, channel, None)
        channels.delete(self._core, channel)
        return web.json_response(wire)

    async def put_overwrite(self, request: web.Request) -> web.Response:
        """PUT channels/C/permissions/T."""
        asked = await read(self._core, request)
        channel = any_channel(self._core, request.match_info["channel"])
        rules.check(dict(asked.body), "overwrite")
        overwrite = channels.read_overwrite({"id": request.match_info["target"], **asked.body})
        channels.set_overwrite(self._core, channel, overwrite)
        return web.json_response(channel_view(self._core, channel, None))

    async def create_role(self, request: web.Request) -> web.Response:
        """POST guilds/G/roles."""
        asked = await read(self._core, request)
        guild = guild_of(self._core, request.match_info["guild"])
        role = guilds.create_role(self._core, guild, asked.text("name"), asked.bits("permissions"))
        return web.json_response(basics.role(role))

    async def put_member(self, request: web.Request) -> web.Response:
        """PUT guilds/G/members/U: joins when new, and has exactly these roles."""
        asked = await read(self._core, request)
        guild = guild_of(self._core, request.match_info["guild"])
        user = user_of(self._core, request.match_info["user"])
        member = guild.members.get(user.id) or guilds.add_member(self._core, guild, user.id)
        if "roles" in asked.body:
            roles = [read_snowflake(each) or 0 for each in asked.body["roles"]]
            if unknown := set(roles) - guild.roles.keys():
                raise Mistake(f"there is no role {', '.join(map(str, unknown))}", 404)
            guilds.set_roles(self._core, guild, member, roles)
        return web.json_response(basics.member(self._core.state, member))

    async def remove_member(self, request: web.Request) -> web.Response:
        """DELETE guilds/G/members/U."""
        guild = guild_of(self._core, request.match_info["guild"])
        user = user_of(self._core, request.match_info["user"])
        if user.id not in guild.members or user.bot:
            raise Mistake("this is no member who could leave", 404)
        guilds.remove_member(self._core, guild, user.id)
        return self._guild(guild)


def _tier(asked: Asked) -> int:
    tier = int(asked.number("premium_tier"))
    if not 0 <= tier < len(LARGEST_FILES):
        raise Mistake(f"no server is boosted to {tier}")
    return tier


def _locale(asked: Asked, key: str) -> str:
    locale = asked.text(key, "en-US")
    if locale not in LOCALES:
        raise Mistake(f"{locale} is none of Discord's languages")
    return locale
