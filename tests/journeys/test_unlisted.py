"""What is posted in a channel that not everybody reads is found by nobody else, until the channel opens."""

from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, post_result
from tests.journeys.scenery import VIEW_CHANNEL, guild_of
from tests.journeys.test_settings import opened
from tests.waiting import until


async def let_everybody_read(place: Place, channel: str, *, may: bool) -> None:
    """Moderators open a channel to the server, or close it to all but those who are in it."""
    guild = await guild_of(place, channel)
    everybody = {"type": 0, "allow": "0", "deny": "0" if may else str(VIEW_CHANNEL)}
    bot = (await place.control.get("state"))["application"]["id"]
    for person in (place.alex.id, place.camille.id, bot):
        inside = {"type": 1, "allow": str(VIEW_CHANNEL), "deny": "0"}
        await place.control.send("PUT", f"channels/{channel}/permissions/{person}", inside)
    await place.control.send("PUT", f"channels/{channel}/permissions/{guild}", everybody)


async def _ranks(place: Place, words: str) -> None:
    """A ranking shows these words."""

    async def shown() -> bool:
        told = await place.camille.command("board", channel=RELEASES, options={"benchmark": "gsm8k"})
        return words in told.text

    await until(shown)


async def test_results_leave_rankings_when_their_channel_closes_and_come_back(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    await place.camille.speak("en-US")
    channel = await place.alex.find_channel(RELEASES)
    await post_result(place, place.alex, "80")
    await _ranks(place, "**80%")
    await let_everybody_read(place, channel, may=False)
    await _ranks(place, "Nobody has posted results")
    post = await post_result(place, place.alex, "85")
    assert "85%" in post.text
    assert "Measure again" not in str(post.raw)

    def says_so(one: Seen) -> bool:
        return one.ephemeral and "Not everyone in this server may read" in one.text

    await place.alex.wait_for(RELEASES, says_so)
    await _ranks(place, "Nobody has posted results")
    await place.alex.speak("fr")
    await post_result(place, place.alex, "86")
    await place.alex.wait_for(RELEASES, lambda one: one.ephemeral and "ne peut pas lire" in one.text)
    await let_everybody_read(place, channel, may=True)
    await _ranks(place, "3 results")


async def test_where_all_members_have_a_role_what_it_reads_is_open(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    await place.camille.speak("en-US")
    channel = await place.alex.find_channel(RELEASES)
    await let_everybody_read(place, channel, may=False)
    await post_result(place, place.alex, "80")
    guild = await guild_of(place, channel)
    role = await place.control.send("POST", f"guilds/{guild}/roles", {"name": "Member", "permissions": "0"})
    reads = {"type": 0, "allow": str(VIEW_CHANNEL), "deny": "0"}
    await place.control.send("PUT", f"channels/{channel}/permissions/{role['id']}", reads)
    await _ranks(place, "Nobody has posted results")
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:members", [role["id"]])
    await _ranks(place, "**80%")
    await place.camille.choose(panel, "settings:members", [])
    await _ranks(place, "Nobody has posted results")
