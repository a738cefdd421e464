"""What moderators do to choose where a watch posts, and what is then there to see."""

from typing import Any

from sandbox.discord.acts import threads
from sandbox.discord.acts.news import follow
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place, about
from tests.steps import chosen, settled, turned
from tests.waiting import until

SMALL = "mistralai/Small-1B"
FORUM, NEWS = "#ideas", "#news"


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, **{"pipeline_tag": "text-generation", **facts})


async def opened(place: Place, channel: str, *, source: str = "mistralai") -> Seen:
    """The panel of a new watch in this channel, at the page on where and whom."""
    target = await place.camille.find_channel(channel)
    options = {"source": source, "channel": target}
    reply = await place.camille.command("watch add", channel=RELEASES, options=options)
    assert reply.message is not None, reply.error
    await place.camille.press(reply.message, reply.message.buttons[1])
    panel = await settled(place.camille, reply.message, "page-where")
    return await turned(place.camille, panel, "where")


async def saved(place: Place, panel: Seen) -> None:
    await place.camille.press(panel, "Watch")
    await settled(place.camille, panel, "Done.")


async def watched(place: Place, channel: str) -> None:
    """A watch in this channel with nothing chosen."""
    await place.camille.speak("en-US")
    await saved(place, await opened(place, channel))


def forum_posts(place: Place, forum: str) -> list[Any]:
    """The threads of a forum, oldest first."""
    guild = place.discord.state.guilds[place.discord.state.channels[int(forum)].guild_id or 0]
    return [thread for thread in guild.threads.values() if thread.parent_id == int(forum)]


async def told_in_forum(place: Place, person: Person, name: str) -> list[Any]:
    """The forum's posts that announce a repository, as soon as there is one."""
    forum = await place.camille.find_channel(FORUM)

    async def look() -> list[Any]:
        return [
            thread
            for thread in forum_posts(place, forum)
            if any(about(name)(one) for one in await person.read(str(thread.id)))
        ]

    return await until(look, what=f"a post about {name}")


async def follower(place: Place) -> str:
    """A channel of another server that follows the announcement channel."""
    channel = await place.new_server("Follower", place.robin, "en-US", "from-elsewhere")
    news = await place.camille.find_channel(NEWS)
    state = place.discord.state
    follow(place.discord.core, state.channels[int(news)], state.channels[int(channel)], int(place.robin.id))
    return channel


async def copies(place: Place, channel: str, name: str) -> list[Seen]:
    """What came from elsewhere about a repository, as soon as there is some."""

    async def look() -> list[Seen]:
        return [one for one in await place.robin.read(channel) if about(name)(one)]

    return await until(look, what=f"a copy about {name}")


async def crossposting(place: Place) -> None:
    """A watch in the announcement channel that goes on to the followers."""
    await place.camille.speak("en-US")
    panel = await opened(place, NEWS)
    panel = await chosen(place.camille, panel, "crosspost", ["yes"], "**Followers** goes on")
    await saved(place, panel)


async def new_thread(place: Place, **changes: object) -> str:
    """A thread of the bot's in #releases, archived, locked or neither."""
    releases = place.discord.state.channels[int(await place.camille.find_channel(RELEASES))]
    body = {"name": "talk", "type": 11}
    thread = threads.start_without_message(place.discord.core, releases, int(place.camille.id), body)
    assert thread.thread is not None
    threads.update(place.discord.core, thread, thread.thread, changes)
    return str(thread.id)
