"""Who mentions Essai, or replies to it, is answered in a thread, where follow-ups keep their context."""

import pytest

from bot.chat.client import EssaiBot
from bot.errors import OperatorError
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import guild_of
from tests.journeys.test_asking import asked, glossary
from tests.waiting import until


async def thread_of(place: Place, said: Seen) -> str:
    """The thread below a message, once it is there."""

    async def found() -> str | None:
        state = await place.control.get("state")
        threads = [one["id"] for guild in state["guilds"] for one in guild["threads"]]
        return said.id if said.id in threads else None

    return str(await until(found, what="the thread of the question"))


async def test_a_mention_is_answered_in_a_thread_that_keeps_its_context(place: Place) -> None:
    await glossary(place)
    me = place.app.bot.user
    assert me is not None
    said = await place.alex.say(RELEASES, f"<@{me.id}> What is LoRA?")
    thread = await thread_of(place, said)
    first = await place.alex.wait_for(thread, lambda one: "A cheap way to fine-tune" in one.text)
    assert first.author == "Essai"
    await place.people["Noor"].say(thread, f"<@{me.id}> et en 4 bits ?")
    await place.people["Noor"].wait_for(thread, lambda one: "**\\[1\\]** QLoRA" in one.text)
    await place.alex.say(thread, f"<@{me.id}> QLoRA ?")
    told = await place.alex.wait_for(thread, lambda one: "### QLoRA ?" in one.text)
    assert "· glossaire" in told.text


async def test_a_thread_is_followed_without_mentions_only_where_the_operator_allowed_it(
    quiet_place: Place,
) -> None:
    place, noor = quiet_place, quiet_place.people["Noor"]
    await place.start_bot()
    await glossary(place)
    me = place.app.bot.user
    assert me is not None
    said = await place.alex.say(RELEASES, f"<@{me.id}> What is LoRA?")
    thread = await thread_of(place, said)
    await place.alex.wait_for(thread, lambda one: "A cheap way to fine-tune" in one.text)
    await noor.say(thread, "What is perplexity?")
    await noor.say(thread, f"<@{me.id}> et en 4 bits ?")
    await noor.wait_for(thread, lambda one: "**\\[1\\]** QLoRA" in one.text)
    assert not any(
        "What is perplexity" in one.text for one in await noor.read(thread) if one.author == "Essai"
    )
    await place.stop_bot()
    place.discord.state.application.flags = 1 << 19
    place.settings = place.settings.model_copy(update={"message_content": True})
    await place.start_bot()
    for unanswered in ("I shall try that.", "Thanks!", f"<@{place.alex.id}> What is a checkpoint?"):
        await noor.say(thread, unanswered)
    await place.alex.say(RELEASES, "What is a token?")
    await noor.say(thread, "C’est quoi la perplexité ?")
    await noor.wait_for(thread, lambda one: one.author == "Essai" and "perplexité" in one.text.lower())
    told = [one.text for one in await noor.read(thread) if one.author == "Essai" and one.text]
    assert len(told) == 3
    assert not any(one.author == "Essai" for one in await place.posts(place.alex))


async def test_an_operator_who_forgot_the_switch_in_the_portal_is_told(quiet_place: Place) -> None:
    bot = EssaiBot((), reads_messages=True)
    await bot.log_in(quiet_place.discord.token)
    with pytest.raises(OperatorError, match="Message Content Intent"):
        await bot.stay_connected()
    await bot.close()


async def test_where_moderators_want_no_answers_only_private_ones_are_given(place: Place) -> None:
    await glossary(place)
    me = place.app.bot.user
    assert me is not None
    other = await place.control.send(
        "POST",
        f"guilds/{await guild_of(place, await place.camille.find_channel(RELEASES))}/channels",
        {"name": "questions", "type": 0},
    )
    panel = (await place.camille.command("settings", channel=RELEASES)).message
    assert panel is not None
    await place.camille.choose(panel, "settings:answers", [other["id"]])
    await place.camille.wait_for(panel.channel, lambda one: f"devant tous** <#{other['id']}>" in one.text)
    refused = await place.alex.command(
        "ask", channel=RELEASES, options={"question": "What is LoRA?", "for_all": True}
    )
    assert f"or in <#{other['id']}>" in refused.text
    assert "A cheap way" in (await asked(place.alex, "What is LoRA?")).text
    silent = await place.alex.say(RELEASES, f"<@{me.id}> What is LoRA?")
    said = await place.alex.say(other["id"], f"<@{me.id}> What is LoRA?")
    thread = await thread_of(place, said)
    await place.alex.wait_for(thread, lambda one: "A cheap way to fine-tune" in one.text)
    state = await place.control.get("state")
    assert silent.id not in [one["id"] for guild in state["guilds"] for one in guild["threads"]]
