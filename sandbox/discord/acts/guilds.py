"""Making guilds, and who is in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.discord import permissions
from sandbox.discord.core import Core
from sandbox.discord.model import Guild, Member, Role, User
from sandbox.discord.wire import basics
from sandbox.discord.wire.channels import guild_create


def create_user(core: Core, username: str, global_name: str | None = None, locale: str = "en-US") -> User:
    """A new person."""
    user = User(core.snowflakes.next(), username, global_name, locale)
    core.state.users[user.id] = user
    core.state.changed()
    return user


def create_guild(core: Core, name: str, owner: int, members: Iterable[int], locale: str = "en-US") -> Guild:
    """A new guild with its @everyone role; the bot is not in it yet."""
    guild = Guild(core.snowflakes.next_apart(), name, owner, locale)
    guild.roles[guild.id] = Role(guild.id, "@everyone", permissions.EVERYONE)
    core.state.guilds[guild.id] = guild
    for user_id in dict.fromkeys([owner, *members]):
        guild.members[user_id] = Member(user_id, core.clock.time())
    core.publish("GUILD_CREATE", basics.guild(guild), guild_id=guild.id)
    return guild


def update_guild(core: Core, guild: Guild, changes: Mapping[str, Any]) -> None:
    """Change the language of a guild, or the channels in which Discord itself writes, and tell."""
    for key, value in changes.items():
        setattr(guild, key, value)
    core.publish("GUILD_UPDATE", {**basics.guild(guild), "hub_type": None}, guild_id=guild.id)


def invite_bot(core: Core, guild: Guild, allowed: int = permissions.BOT) -> None:
    """Let the bot join with a role of its own that holds the permissions `allowed`."""
    bot = core.state.bot
    role = Role(core.snowflakes.next(), bot.username, allowed, position=1, bot_id=bot.id)
    guild.roles[role.id] = role
    guild.members[bot.id] = Member(bot.id, core.clock.time(), [role.id])
    guild.bot_joined_at = core.clock.time()
    told = guild_create(core.state, guild)
    del told["unavailable"]  # what tells a server that is joined from one that is available again
    core.publish("GUILD_CREATE", told, guild_id=guild.id)


def remove_bot(core: Core, guild: Guild) -> None:
    """Throw the bot out; its role and its commands in the guild go with it."""
    bot_id = core.state.application.id
    for role_id in guild.members.pop(bot_id).roles:
        guild.roles.pop(role_id, None)
    guild.bot_joined_at = None
    core.state.commands.pop(guild.id, None)
    core.publish("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)


def create_role(core: Core, guild: Guild, name: str, allowed: int, **more: Any) -> Role:
    """A new role, above the older ones."""
    role = Role(core.snowflakes.next(), name, allowed, position=len(guild.roles), **more)
    guild.roles[role.id] = role
    _tell_role(core, "GUILD_ROLE_CREATE", guild, role)
    return role


def role_changed(core: Core, guild: Guild, role: Role) -> None:
    """Tell that `role` has changed."""
    _tell_role(core, "GUILD_ROLE_UPDATE", guild, role)


def delete_role(core: Core, guild: Guild, role: Role) -> None:
    """Delete a role and take it from everybody."""
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.roles:
            member.roles.remove(role.id)
    data = {"guild_id": str(guild.id), "role_id": str(role.id)}
    core.publish("GUILD_ROLE_DELETE", data, guild_id=guild.id)


def set_roles(core: Core, guild: Guild, member: Member, roles: Iterable[int]) -> None:
    """Give `member` exactly these roles."""
    member.roles = list(dict.fromkeys(roles))
    member_changed(core, guild, member)


def add_member(core: Core, guild: Guild, user_id: int) -> Member:
    """Let a person join."""
    member = guild.members[user_id] = Member(user_id, core.clock.time())
    data = {"guild_id": str(guild.id), **basics.member(core.state, member)}
    core.publish("GUILD_MEMBER_ADD", data, guild_id=guild.id, author_id=user_id)
    return member


def remove_member(core: Core, guild: Guild, user_id: int) -> None:
    """Let a person leave."""
    del guild.members[user_id]
    data = {"guild_id": str(guild.id), "user": basics.user(core.state.users[user_id])}
    core.publish("GUILD_MEMBER_REMOVE", data, guild_id=guild.id, author_id=user_id)


def member_changed(core: Core, guild: Guild, member: Member) -> None:
    """Tell that `member` has changed."""
    data = {"guild_id": str(guild.id), **basics.member(core.state, member)}
    core.publish("GUILD_MEMBER_UPDATE", data, guild_id=guild.id, author_id=member.user_id)


def _tell_role(core: Core, event_type: str, guild: Guild, role: Role) -> None:
    data = {"guild_id": str(guild.id), "role": basics.role(role)}
    core.publish(event_type, data, guild_id=guild.id)
