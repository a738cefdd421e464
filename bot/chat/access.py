"""Whether the bot can do its work in a channel, and which right is missing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import ForumChannel, TextChannel, Thread
from discord.abc import GuildChannel

from bot.errors import BadRequest, NotAllowed, TryLater
from bot.guilds.model import GuildSettings
from bot.notebooks.words import unreadable
from bot.releases.place import Place, Tag
from bot.texts import Language, Sentence, later, mark

if TYPE_CHECKING:
    from discord.interactions import InteractionChannel

Channel = GuildChannel | Thread

_NEEDED = {
    "view_channel": mark("View Channel"),
    "send_messages": mark("Send Messages"),
    "send_messages_in_threads": mark("Send Messages in Threads"),
    "read_message_history": mark("Read Message History"),
    "manage_threads": mark("Manage Threads"),
    "create_public_threads": mark("Create Public Threads"),
}
# A post in a forum is sent under the right that its members know as "Create Posts".
_IN_FORUMS = {"send_messages": mark("Create Posts")}


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel | None:
    """A channel or thread that the bot sees, also one that Discord did not tell of: an archived thread."""
    known = guild.get_channel_or_thread(channel_id)
    if known is not None:
        return known
    try:
        return await guild.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None
    except discord.HTTPException as error:
        raise TryLater(
            later("Discord does not show me that channel just now. Please try again in a minute.")
        ) from error


async def find_member(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """A person in a server, as Discord knows them now; None for one who is not there. Raises TryLater."""
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound:
        return None
    except discord.HTTPException as error:
        raise TryLater(
            later("Discord does not tell me who you are just now. Please try again in a minute.")
        ) from error


def may_write(member: discord.Member, channel: Channel) -> bool:
    """Whether a person sees a channel and may write in it at this moment."""
    rights = channel.permissions_for(member)
    writes = rights.send_messages_in_threads if isinstance(channel, Thread) else rights.send_messages
    return rights.view_channel and writes and not member.is_timed_out()


def require_reader(person: discord.User | discord.Member, channel: Channel | None) -> None:
    """Raise NotAllowed when a person may not read a channel at this moment, or it is not there."""
    if channel is None or not isinstance(person, discord.Member) or not _may_read(person, channel):
        raise NotAllowed(unreadable())


def _may_read(member: discord.Member, channel: Channel) -> bool:
    rights = channel.permissions_for(member)
    is_closed = isinstance(channel, Thread) and channel.is_private() and not rights.manage_threads
    return rights.view_channel and rights.read_message_history and not is_closed


def require_writable(channel: Channel | None, language: Language) -> None:
    """Raise BadRequest when no post can be made there, NotAllowed when a right is missing, and say which."""
    if channel is None:
        raise BadRequest(unseen_channel())
    if not isinstance(channel, TextChannel | ForumChannel | Thread):
        raise BadRequest(
            later(
                "I can post in text channels, announcement channels, forums and threads. Choose one of them."
            )
        )
    missing = missing_rights(channel, _needed(channel), language)
    if missing:
        raise NotAllowed(
            later(
                "I cannot post in {channel}: I need {rights} there. Grant it in the channel’s settings, "
                "then try again.",
                channel=channel.mention,
                rights=missing,
            )
        )


def require_writer(
    person: discord.User | discord.Member, channel: Channel | None, language: Language
) -> None:
    """The same for a person's own post: raise NotAllowed too when they may not write there themselves."""
    require_writable(channel, language)
    if channel is None or not isinstance(person, discord.Member) or not may_write(person, channel):
        raise NotAllowed(
            later("You may not write in this channel, so I post nothing there for you. Choose another one.")
        )


def is_writable(channel: Channel | None) -> bool:
    """Whether a post can be made there."""
    if not isinstance(channel, TextChannel | ForumChannel | Thread):
        return False
    rights = channel.permissions_for(channel.guild.me)
    return all(getattr(rights, name) for name in _needed(channel))


def is_for_answers(settings: GuildSettings, channel: "InteractionChannel | None") -> bool:
    """Whether moderators let Essai answer for all to see in a channel or thread."""
    parent = channel.parent_id if isinstance(channel, Thread) else None
    return settings.answers_in(None if channel is None else channel.id, parent)


def rights_to_post(channel: Channel, language: Language) -> str:
    """Those rights in words that are missing for a post; empty when they are all there."""
    if not isinstance(channel, TextChannel | ForumChannel | Thread):
        return ""
    return missing_rights(channel, _needed(channel), language)


def _needed(channel: TextChannel | ForumChannel | Thread) -> list[str]:
    if not isinstance(channel, Thread):
        return ["view_channel", "send_messages", "read_message_history"]
    needed = ["view_channel", "send_messages_in_threads", "read_message_history"]
    # An archived thread wakes by itself when something is sent; a locked one only for those who manage it.
    return [*needed, "manage_threads"] if channel.locked else needed


def place_of(channel: Channel | None) -> Place:
    """What a panel has to know of a channel."""
    if channel is None:
        return Place("gone")
    rights = channel.permissions_for(channel.guild.me)
    roles = {
        role.id: role.mentionable or rights.mention_everyone
        for role in channel.guild.roles
        if not role.is_default()
    }
    if isinstance(channel, ForumChannel):
        tags = tuple(Tag(tag.id, f"{tag.emoji or ''} {tag.name}".strip()) for tag in channel.available_tags)
        return Place("forum", tags, needs_tag=channel.flags.require_tag, roles=roles)
    if isinstance(channel, Thread):
        return Place("thread", roles=roles)
    is_news = isinstance(channel, TextChannel) and channel.is_news()
    return Place("announcement" if is_news else "text", roles=roles)


async def look(guild: discord.Guild, channel_id: int) -> Place:
    """The same of a channel by its id. Raises TryLater."""
    return place_of(await find_channel(guild, channel_id))


def missing_rights(channel: Channel, needed: Iterable[str], language: Language) -> str:
    """Those of the needed rights that the bot lacks in a channel, in words; empty when it has them all."""
    rights = channel.permissions_for(channel.guild.me)
    names = _NEEDED | (_IN_FORUMS if isinstance(channel, ForumChannel) else {})
    missing = [f"*{language.say(names[name])}*" for name in needed if not getattr(rights, name)]
    return language.enumeration(missing)


def unseen_channel() -> Sentence:
    """What is told of a channel that Discord does not show to the bot."""
    return later("I do not see that channel. It may be gone, or private; choose another one.")
