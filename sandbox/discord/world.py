"""The demo's world: two servers, four people and a bot."""

import base64
import secrets
from dataclasses import dataclass

from sandbox.discord import permissions
from sandbox.discord.acts import channels, guilds
from sandbox.discord.core import Core
from sandbox.discord.model import Application, ChannelType, Guild, Role, User
from sandbox.discord.snowflakes import Snowflakes

BOT_NAME = "Essai"
IDEA_TAGS = ("question", "proposal", "done")


def application(snowflakes: Snowflakes) -> Application:
    """The bot's application, with a token in the real form: the id in base64, and two more parts."""
    number = snowflakes.next()
    first = base64.b64encode(str(number).encode()).decode().rstrip("=")
    token = f"{first}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
    return Application(
        id=number,
        name=BOT_NAME,
        description="New models, results and notebooks of a community.",
        owner_id=0,
        token=token,
        verify_key=secrets.token_hex(32),
    )


@dataclass(frozen=True)
class _People:
    camille: User
    alex: User
    noor: User
    robin: User


def furnish(core: Core) -> None:
    """Build the world in an empty state."""
    people = _People(
        camille=guilds.create_user(core, "camille", "Camille", "fr"),
        alex=guilds.create_user(core, "alex", "Alex", "en-US"),
        noor=guilds.create_user(core, "noor", "Noor", "fr"),
        robin=guilds.create_user(core, "robin", "Robin", "en-GB"),
    )
    app = core.state.application
    app.owner_id = people.camille.id
    core.state.users[app.id] = User(app.id, BOT_NAME, None, bot=True, discriminator="4206")
    _atelier(core, people)
    _open_bench(core, people)


def _atelier(core: Core, people: _People) -> None:
    owner, members = people.camille.id, (people.alex.id, people.noor.id)
    guild = guilds.create_guild(core, "Atelier IA", owner, members)
    moderator = guilds.create_role(
        core, guild, "Moderator", permissions.MODERATOR, color=0x3BA55D, hoist=True
    )
    guilds.set_roles(core, guild, guild.members[owner], [moderator.id])
    _channel(core, guild, "general", topic="Anything about our experiments")
    _channel(core, guild, "results", topic="Measured results")
    _channel(core, guild, "notebooks", topic="Notebooks to read and to run")
    _channel(core, guild, "releases", topic="New on the Hugging Face Hub")
    _channel(core, guild, "news", ChannelType.ANNOUNCEMENT, topic="Follow this channel from your server")
    tags = [{"name": name} for name in IDEA_TAGS]
    _channel(core, guild, "ideas", ChannelType.FORUM, topic="What to try next", available_tags=tags)
    _channel(core, guild, "moderators", permission_overwrites=_only(guild, moderator))
    guilds.invite_bot(core, guild)


def _open_bench(core: Core, people: _People) -> None:
    guild = guilds.create_guild(core, "Open Bench", people.robin.id, (people.alex.id,), "en-GB")
    _channel(core, guild, "general")
    _channel(core, guild, "leaderboard")
    guilds.invite_bot(core, guild)


def _channel(
    core: Core, guild: Guild, name: str, kind: ChannelType = ChannelType.TEXT, **more: object
) -> None:
    channels.create(core, guild, {"name": name, "type": int(kind), **more})


def _only(guild: Guild, role: Role) -> list[dict[str, object]]:
    """Overwrites that hide a channel from everybody but `role`."""
    return [
        {"id": str(guild.id), "type": 0, "deny": str(permissions.VIEW_CHANNEL)},
        {"id": str(role.id), "type": 0, "allow": str(permissions.VIEW_CHANNEL)},
    ]


def add_guilds(core: Core, count: int, *, channels_each: int = 10, roles_each: int = 10) -> list[Guild]:
    """`count` more servers with the bot in each, for measurements."""
    owner = guilds.create_user(core, "crowd").id
    made = []
    for number in range(count):
        guild = guilds.create_guild(core, f"Server {number}", owner, ())
        for index in range(channels_each):
            _channel(core, guild, f"channel-{index}", topic="One of many")
        for index in range(roles_each - 2):
            guilds.create_role(core, guild, f"Role {index}", permissions.VIEW_CHANNEL)
        guilds.invite_bot(core, guild)
        made.append(guild)
    return made
