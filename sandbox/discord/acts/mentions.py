"""Who a message mentions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.model import Channel, Message
from sandbox.discord.permissions import MENTION_EVERYONE
from sandbox.discord.rules.kinds import walk
from sandbox.discord.snowflakes import read_snowflake

USER_MENTION = re.compile(r"<@!?(\d{1,20})>")
ROLE_MENTION = re.compile(r"<@&(\d{1,20})>")
EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")


def read_mentions(core: Core, channel: Channel, message: Message, allowed: Mapping[str, Any] | None) -> None:
    """Read the mentions out of the text, and keep those that `allowed` lets through."""
    guild = core.state.guilds.get(channel.guild_id or 0)
    texts = [message.content, *_written(message.components)]
    users = {int(found) for text in texts for found in USER_MENTION.findall(text)}
    roles = {int(found) for text in texts for found in ROLE_MENTION.findall(text)}
    everyone = any(EVERYONE_MENTION.search(text) for text in texts)
    if allowed is not None:
        parse = allowed.get("parse") or []
        users = users if "users" in parse else users & _ids(allowed.get("users"))
        roles = roles if "roles" in parse else roles & _ids(allowed.get("roles"))
        everyone = everyone and "everyone" in parse
    may_all = core.state.permissions_of(message.author_id, channel) & MENTION_EVERYONE
    message.mentions = sorted(users & core.state.users.keys())
    known_roles = guild.roles if guild is not None else {}
    message.mention_roles = sorted(
        role for role in roles if role in known_roles and (may_all or known_roles[role].mentionable)
    )
    message.mention_everyone = bool(everyone and may_all)


def _ids(values: Sequence[Any] | None) -> set[int]:
    return {number for value in values or [] if (number := read_snowflake(value)) is not None}


def _written(kept: Sequence[Mapping[str, Any]]) -> list[str]:
    return [each["content"] for each, _ in walk(list(kept)) if "content" in each]
