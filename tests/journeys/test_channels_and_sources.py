"""A channel is repaired while what a watch of it reads is gone from the Hub."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import SEND_MESSAGES, VIEW_CHANNEL, guild_of, let_bot
from tests.journeys.test_channels import count, default_to, new_channel, paused, told


@pytest.mark.parametrize(
    ("language", "goes_on", "stays", "in_list", "in_audit"),
    [
        (
            "en-US",
            "1 watch goes on; what came out meanwhile is not announced:\n- **Qwen**",
            "1 watch stays paused: what it watches is gone from the Hub. Remove it with `/watch remove`",
            "paused: what it watches is gone from the Hub",
            "paused: what it watches is gone from the Hub",
        ),
        (
            "fr",
            "1 suivi reprend ; ce qui a paru entre-temps n’est pas annoncé :\n- **Qwen**",
            "1 suivi reste en pause : sa source n’est plus sur le Hub. Supprimez-le avec `/watch remove`",
            "en pause : sa source n’est plus sur le Hub",
            "J’ai laissé en pause le suivi",
        ),
    ],
)
async def test_when_a_channel_is_repaired_a_watch_whose_source_is_gone_holds_up_no_other(
    place: Place, stored: Database, language: str, goes_on: str, stays: str, in_list: str, in_audit: str
) -> None:
    place.hub.publish(kind="model", id="acme/Tool-1B")
    await place.camille.speak("en-US")
    channel, moderators = await new_channel(place, "news"), await new_channel(place, "moderators")
    await default_to(place, moderators)
    await place.watch("revisions:acme/Tool-1B", place.camille, channel)
    await place.watch("Qwen", place.camille, channel)
    await place.control.send(
        "PATCH", f"guilds/{await guild_of(place, channel)}", {"preferred_locale": language}
    )
    await place.camille.speak(language)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(kind="model", id="Qwen/Closes-1B")
    await told(place.camille, moderators, f"<#{channel}>")
    place.hub.hub.delete("model", "acme/Tool-1B")
    await let_bot(place, channel, deny=0)
    notice = await told(place.camille, moderators, goes_on)
    assert stays in notice.text
    assert notice.text.count("acme/Tool-1B") == 1
    assert await paused(stored) == ["source_gone", None]
    await let_bot(place, channel, deny=VIEW_CHANNEL)
    await let_bot(place, channel, deny=0)
    place.hub.publish(kind="model", id="Qwen/After-1B")
    await place.announced(place.camille, "Qwen/After-1B", channel)
    assert await count(place.camille, moderators, stays) == 1
    assert in_list in (await place.camille.command("watch list", channel=RELEASES)).text
    assert in_audit in (await place.camille.command("audit", channel=RELEASES)).text


@pytest.mark.parametrize(
    ("language", "notice", "in_list"),
    [
        ("en-US", "what it watches is gone from the Hub", "paused: what it watches is gone from the Hub"),
        ("fr", "sa source n’est plus sur le Hub", "en pause : sa source n’est plus sur le Hub"),
    ],
)
async def test_a_pause_that_ends_when_the_source_is_gone_tells_moderators_and_the_watch_can_be_resumed(
    place: Place, stored: Database, language: str, notice: str, in_list: str
) -> None:
    place.hub.publish(kind="model", id="acme/Tool-1B")
    await place.camille.speak("en-US")
    channel, moderators = await new_channel(place, "news"), await new_channel(place, "moderators")
    await default_to(place, moderators)
    await place.watch("revisions:acme/Tool-1B", place.camille, channel)
    body = {"preferred_locale": language}
    await place.control.send("PATCH", f"guilds/{await guild_of(place, channel)}", body)
    await place.camille.speak(language)
    found = await place.camille.autocomplete("watch pause", channel=channel, focused="watch")
    watch = {"watch": int(found[0].value)}
    await place.camille.command("watch pause", channel=channel, options={**watch, "until": 1})
    place.hub.hub.delete("model", "acme/Tool-1B")
    async with stored.transaction() as session:
        due = "UPDATE pgqueuer SET execute_after = now() WHERE entrypoint = 'resume_watch'"
        await session.execute(text(due))
    seen = await told(place.camille, moderators, notice)
    assert f"<#{channel}>" in seen.text
    assert in_list in (await place.camille.command("watch list", channel=RELEASES)).text
    again = await place.camille.command("watch resume", channel=channel, options=watch)
    assert "**acme/Tool-1B**" in again.text
    assert await paused(stored) == ["source_gone"]
    place.hub.publish(kind="model", id="acme/Tool-1B")
    await place.camille.command("watch resume", channel=channel, options=watch)
    assert await paused(stored) == [None]
    assert await count(place.camille, moderators, notice) == 1
