"""Answers to a client's request for the members of a guild."""

from collections.abc import Iterable
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.gateway.connection import Refused
from sandbox.discord.gateway.protocol import Close, Intent
from sandbox.discord.gateway.session import Session
from sandbox.discord.model import Member
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire import basics

CHUNK = 1000
MAX_BY_QUERY = 100


def answer_members(core: Core, session: Session, data: Any) -> list[tuple[str, dict[str, Any]]]:
    """GUILD_MEMBERS_CHUNK events; all members only with the member intent."""
    if not isinstance(data, dict):
        raise Refused(Close.DECODE_ERROR)
    guild_id = data.get("guild_id")
    if isinstance(guild_id, list):
        guild_id = guild_id[0] if guild_id else None
    guild = core.state.guilds.get(read_snowflake(guild_id) or 0)
    if guild is None or guild.bot_joined_at is None:
        return []
    found, missing = _find(core, session, list(guild.members.values()), data)
    chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    answers = []
    for index, chunk in enumerate(chunks):
        answer: dict[str, Any] = {
            "guild_id": str(guild.id),
            "members": [basics.member(core.state, member) for member in chunk],
            "chunk_index": index,
            "chunk_count": len(chunks),
            "not_found": missing,
        }
        if data.get("nonce") is not None:
            answer["nonce"] = data["nonce"]
        answers.append(("GUILD_MEMBERS_CHUNK", answer))
    return answers


def _find(
    core: Core, session: Session, members: list[Member], data: dict[str, Any]
) -> tuple[list[Member], list[str]]:
    if data.get("user_ids") is not None:
        told = data["user_ids"] if isinstance(data["user_ids"], list) else [data["user_ids"]]
        wanted = {read_snowflake(each) for each in told}
        found = [member for member in members if member.user_id in wanted]
        known = {member.user_id for member in found}
        return found, [str(each) for each in told if read_snowflake(each) not in known]
    query, limit = data.get("query") or "", data.get("limit") or 0
    if not query and not limit:
        if not session.intents & Intent.GUILD_MEMBERS:
            raise Refused(Close.DISALLOWED_INTENTS)
        return members, []
    return _starting_with(core, members, query)[: min(limit or MAX_BY_QUERY, MAX_BY_QUERY)], []


def _starting_with(core: Core, members: Iterable[Member], query: str) -> list[Member]:
    start = query.lower()
    return [
        member
        for member in members
        if core.state.users[member.user_id].username.lower().startswith(start)
        or (member.nick or "").lower().startswith(start)
    ]
