"""Moderators look at results, hide and verify them, and say who may post."""

from sqlalchemy import text

from bot.db.engine import Database
from bot.results.permission import OF_A_MEMBER
from sandbox.discord.permissions import SEND_MESSAGES
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen, post_result, shows
from tests.waiting import until


async def _queue(person: Person, channel: str = RELEASES, **options: str) -> Seen:
    reply = await person.command("moderate results", channel=channel, options=options)
    assert reply.message is not None, reply.error
    return reply.message


async def test_what_was_reported_is_looked_at_hidden_with_a_reason_and_shown_again(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    post = await post_result(place, place.alex, "75.7 %")
    empty = await _queue(place.camille)
    assert empty.text.startswith("Aucun résultat n’attend d’être examiné")
    noor = place.people["Noor"]
    theirs = await chosen(noor, "result report")
    options = {"result": theirs, "reason": "Copied from a paper"}
    done = await noor.command("result report", channel=RELEASES, options=options)
    assert "The moderators" in done.text or "Les modérateurs" in done.text
    refused = await place.alex.command("moderate results", channel=RELEASES)
    assert "That is for moderators" in refused.text
    waiting = await _queue(place.camille)
    assert f"signalé par <@{noor.id}>" in waiting.text
    assert "Copied from a paper" in waiting.text
    form = await place.camille.press(waiting, "Masquer")
    await place.camille.submit(form, {"Raison": "Recopié"})
    gone = await shows(place.alex, post, "1 result was hidden by the moderators.")
    assert "75.7" not in gone.text
    assert (
        await noor.autocomplete("result dispute", channel=RELEASES, focused="result", options={"result": ""})
        == []
    )
    hidden = await _queue(place.camille, show="hidden")
    assert "«\u00a0Recopié\u00a0»" in hidden.text
    await place.camille.press(hidden, "Afficher de nouveau")
    await shows(place.alex, post, "75.7%")
    told = await place.camille.command("audit", channel=RELEASES, options={"kind": "results"})
    assert f"<@{place.camille.id}> a masqué **Qwen/Qwen3-8B** · GSM8K" in told.text
    assert "Raison : Recopié" in told.text.replace("\u00a0", " ")


async def test_a_doubt_is_settled_and_a_result_verified(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    post = await post_result(place, place.alex, "75.7 %")
    theirs = await chosen(place.camille, "result dispute")
    options = {"result": theirs, "reason": "?"}
    await place.camille.command("result dispute", channel=RELEASES, options=options)
    await shows(place.alex, post, "⚖️ disputed")
    waiting = await _queue(place.camille)
    settled = await place.camille.press(waiting, "Rien d’anormal")
    assert settled.state == "updated"
    await shows(place.alex, post, "dispute settled by")
    one = await place.camille.command("moderate result", channel=RELEASES, options={"result": theirs})
    assert one.message is not None
    await place.camille.press(one.message, "Marquer comme vérifié")
    verified = await shows(place.alex, post, "✅ verified")
    assert " · ⚖️ disputed" not in verified.text


async def test_a_member_who_was_stopped_cannot_post_here_but_elsewhere(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    options = {"member": place.alex.id, "may_post": False, "reason": "Spam"}
    refused = await place.alex.command("moderate member", channel=RELEASES, options=options)
    assert "That is for moderators" in refused.text
    await place.camille.command("moderate member", channel=RELEASES, options=options)
    typed = {"model": MODEL, "benchmark": "gsm8k", "value": "75.7 %"}
    stopped = await place.alex.command("result post", channel=RELEASES, options=typed)
    assert "The moderators of this server have stopped you from posting results here." in stopped.text
    elsewhere = await place.alex.command("result post", channel="#leaderboard", options=typed)
    assert "Please check before it is public" in elsewhere.text
    await place.camille.command("moderate member", channel=RELEASES, options={**options, "may_post": True})
    await post_result(place, place.alex, "75.7 %")


async def test_many_posts_in_an_hour_are_told_kindly_when_to_go_on(place: Place, stored: Database) -> None:
    place.hub.publish(kind="model", id=MODEL)
    typed = {"model": MODEL, "benchmark": "gsm8k", "value": "60 %"}
    for number in range(OF_A_MEMBER):
        options = {**typed, "value": f"{70 + number / 10} %"}
        shown = await place.alex.command("result post", channel=RELEASES, options=options)
        assert shown.message is not None, shown.error
        await place.alex.press(shown.message, "Publish")

    async def all_public() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM result")) == OF_A_MEMBER)

    await until(all_public, what="the last post")
    told = await place.alex.command("result post", channel=RELEASES, options=typed)
    assert f"a member posts at most {OF_A_MEMBER} times an hour here" in told.text
    others = await place.camille.command("result post", channel=RELEASES, options=typed)
    assert others.message is not None
    assert others.message.buttons[0].label == "Publier"
    await place.pass_time(hours=1)
    assert "Please check" in (await place.alex.command("result post", channel=RELEASES, options=typed)).text


async def test_nobody_has_me_post_where_they_may_not_write_themselves(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    channel = await place.alex.find_channel(RELEASES)
    typed = {"model": MODEL, "benchmark": "gsm8k", "value": "75.7 %"}
    shown = await place.alex.command("result post", channel=channel, options=typed)
    assert shown.message is not None
    shut = {"type": 1, "allow": "0", "deny": str(SEND_MESSAGES)}
    await place.camille.manage("PUT", f"channels/{channel}/permissions/{place.alex.id}", shut)

    async def is_told() -> bool:
        return "You may not write in this channel" in await _refusal(place, typed, channel)

    await until(is_told, what="the end of the right")
    before = len(await place.posts(place.camille))
    pressed = await place.alex.press(shown.message, shown.message.buttons[0])
    assert pressed.message is not None
    assert "You may not write in this channel" in pressed.message.text
    assert len(await place.posts(place.camille)) == before


async def _refusal(place: Place, typed: dict[str, str], channel: str) -> str:
    reply = await place.alex.command("result post", channel=channel, options=typed)
    return reply.message.text if reply.message is not None else ""
