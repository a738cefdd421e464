"""Permission bits, and who may do what in a channel."""

from sandbox.discord.model import Channel, Guild, Member

CREATE_INSTANT_INVITE = 1 << 0
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
SEND_TTS_MESSAGES = 1 << 12
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_EXTERNAL_EMOJIS = 1 << 18
MANAGE_NICKNAMES = 1 << 27
MANAGE_ROLES = 1 << 28
MANAGE_WEBHOOKS = 1 << 29
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
PIN_MESSAGES = 1 << 51

ALL = (1 << 53) - 1

EVERYONE = (
    CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
"""What the @everyone role of a new guild allows here."""

BOT = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)
"""The least a bot that posts needs; a crosspost of its own message needs no more than SEND_MESSAGES."""

MODERATOR = MANAGE_GUILD | MANAGE_CHANNELS | MANAGE_ROLES | MANAGE_MESSAGES | MANAGE_WEBHOOKS | MANAGE_THREADS


def in_guild(guild: Guild, member: Member) -> int:
    """The permissions of `member` before any channel's overwrites."""
    if member.user_id == guild.owner_id:
        return ALL
    allowed = guild.roles[guild.id].permissions
    for role_id in member.roles:
        allowed |= guild.roles[role_id].permissions
    return ALL if allowed & ADMINISTRATOR else allowed


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """The permissions of `member` in `channel` (for a thread: the thread's parent); 0 if it is hidden.

    The order is documented: @everyone's overwrite, then all roles' together, then the member's own.
    """
    allowed = in_guild(guild, member)
    if allowed & ADMINISTRATOR:
        return allowed
    roles_allow = roles_deny = own_allow = own_deny = 0
    for overwrite in channel.overwrites:
        if overwrite.id == guild.id:
            allowed = allowed & ~overwrite.deny | overwrite.allow
        elif overwrite.type == 0 and overwrite.id in member.roles:
            roles_allow |= overwrite.allow
            roles_deny |= overwrite.deny
        elif overwrite.type == 1 and overwrite.id == member.user_id:
            own_allow, own_deny = overwrite.allow, overwrite.deny
    allowed = allowed & ~roles_deny | roles_allow
    allowed = allowed & ~own_deny | own_allow
    return allowed if allowed & VIEW_CHANNEL else 0
