"""Posts in forums: started with their first message, and found again by it.

Starting one takes no nonce, so a post that may or may not be there is searched for among the threads of the
forum: https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord
from discord.utils import snowflake_time

from bot.chat.client import EssaiBot
from bot.chat.once import Rest
from bot.chat.render import EssaiView, shortened
from bot.outbox.model import ForumPost, Posted

LONGEST_TITLE = 100
Json = Mapping[str, Any]


async def start(
    bot: EssaiBot,
    rest: Rest,
    forum_id: int,
    post: ForumPost,
    view: EssaiView,
    files: Sequence[discord.File],
    mentions: discord.AllowedMentions,
    at_last: Callable[[], Awaitable[None]],
) -> Posted:
    """Start a post, with those tags that the forum still has. Raises Refused and discord's errors."""
    components: list[Json] = view.to_components()  # type: ignore[no-untyped-call]  # in discord.py
    message = {
        "components": components,
        "flags": discord.MessageFlags(components_v2=True).value,
        "allowed_mentions": mentions.to_dict(),
        "attachments": [file.to_dict(number) for number, file in enumerate(files)],
    }
    tags = await _tags(bot, forum_id, post)
    body = {"name": _short(post.title), "applied_tags": tags, "message": message}
    started = await rest.send("POST", f"/channels/{forum_id}/threads", body, files, at_last)
    return Posted(int(started["message"]["id"]), int(started["id"]))


async def rename(rest: Rest, thread_id: int, title: str) -> None:
    """Give a post another title, and open it where it is archived. Raises Refused and discord's errors."""
    # Two a thread are taken in ten minutes: discord.py would sleep until the next one may come.
    await rest.send("PATCH", f"/channels/{thread_id}", {"name": _short(title), "archived": False})


def _short(title: str) -> str:
    return shortened(title, LONGEST_TITLE)


async def _tags(bot: EssaiBot, forum_id: int, post: ForumPost) -> list[str]:
    if not post.tags:
        return []
    # A helper hears of no channels.
    forum = bot.get_channel(forum_id) or await bot.fetch_channel(forum_id)
    there = forum.available_tags if isinstance(forum, discord.ForumChannel) else ()
    return [str(tag.id) for tag in there if tag.id in post.tags]


async def find(bot: EssaiBot, guild_id: int, forum_id: int, nonce: str, since: datetime) -> Posted | None:
    """The post since then whose first message has the nonce in a custom id. Raises discord's errors."""
    async for thread in _threads(bot, guild_id, forum_id):
        thread_id = int(thread["id"])
        is_ours = bot.user is not None and int(thread["owner_id"]) == bot.user.id
        if not is_ours or int(thread["parent_id"]) != forum_id or snowflake_time(thread_id) < since:
            continue
        try:
            # The first message of a post has the id of its thread.
            message = await bot.http.get_message(thread_id, thread_id)
        except discord.NotFound:
            continue  # deleted by somebody
        if any(nonce in custom_id for custom_id in _custom_ids(message["components"])):
            return Posted(int(message["id"]), thread_id)
    return None


async def _threads(bot: EssaiBot, guild_id: int, forum_id: int) -> AsyncIterator[Json]:
    for thread in (await bot.http.get_active_threads(guild_id))["threads"]:
        yield thread
    # A quiet post is archived after an hour at the earliest; the newest hundred of those are enough.
    for thread in (await bot.http.get_public_archived_threads(forum_id, limit=100))["threads"]:
        yield thread


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"]
        yield from _custom_ids(component.get("components", ()))
        if "accessory" in component:
            yield from _custom_ids([component["accessory"]])
