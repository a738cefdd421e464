"""What moderators of Discord itself change in these journeys: roles, rights and channels."""

from sandbox.discord.acts import threads
from sandbox.discord.model import ChannelType
from tests.journeys.conftest import Place

VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11


async def guild_of(place: Place, channel: str) -> str:
    """The server of a channel."""
    for guild in (await place.control.get("state"))["guilds"]:
        if any(channel == each["id"] for each in guild["channels"] + guild["threads"]):
            return str(guild["id"])
    raise AssertionError(f"no server has channel {channel}")


async def give_role(place: Place, guild: str, person: str, name: str) -> str:
    """A person gets a new role without any right; its id."""
    role = await place.control.send("POST", f"guilds/{guild}/roles", {"name": name, "permissions": "0"})
    await place.control.send("PUT", f"guilds/{guild}/members/{person}", {"roles": [role["id"]]})
    return str(role["id"])


async def let_bot(place: Place, channel: str, *, deny: int) -> None:
    """What the bot may not do in a channel; 0: it may do everything again."""
    bot = (await place.control.get("state"))["application"]["id"]
    overwrite = {"type": 1, "allow": "0", "deny": str(deny)}
    await place.control.send("PUT", f"channels/{channel}/permissions/{bot}", overwrite)


async def new_thread(place: Place, channel: str, name: str) -> str:
    """A person opens a thread in a channel; its id."""
    parent = place.discord.state.channels[int(channel)]
    about = {"name": name, "type": int(ChannelType.PUBLIC_THREAD)}
    return str(threads.start_without_message(place.discord.core, parent, int(place.camille.id), about).id)


def change_thread(place: Place, thread_id: str, **changes: bool) -> None:
    """A person archives, locks or wakes a thread."""
    channel = place.discord.state.channels[int(thread_id)]
    assert channel.thread is not None
    threads.update(place.discord.core, channel, channel.thread, changes)
