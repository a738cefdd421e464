"""A moderator chooses in the panel when a watch posts and how much, and sees what that would have made."""

from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_timing import held, publish, with_heading
from tests.journeys.test_watch_panel import opened
from tests.journeys.test_watch_upkeep import command, exported, imported
from tests.steps import chosen, settled

OLD = ["acme/Aster", "acme/Begonia", "acme/Clover"]


async def when(place: Place, page: str) -> Seen:
    """The panel's page on when to post, opened by its name."""
    for name in OLD:
        publish(place, name)
    panel = await opened(place)
    await place.camille.press(panel, page)
    return await settled(place.camille, panel, ":rhythm")


async def test_a_digest_is_chosen_with_its_day_and_hour(place: Place, stored: Database) -> None:
    await place.camille.speak("en-US")
    now = place.clock.now()
    panel = await when(place, "When")
    assert "In the last 30 days that would have been 3 posts." in panel.text
    panel = await chosen(
        place.camille, panel, "rhythm", [f"weekly-{now.weekday()}"], "one digest a week, on "
    )
    assert "In the last 30 days that would have been 3 releases in 1 digest." in panel.text
    panel = await settled(place.camille, panel, ":hour")
    hour = (now.hour + 2) % 24
    panel = await chosen(place.camille, panel, "hour", [str(hour)], f", at {hour}:00")
    await place.camille.press(panel, "Watch")
    await settled(place.camille, panel, "Done. New models by **acme**")
    assert f"one digest a week, on {now:%A}s, at {hour}:00" in (await command(place, "list")).text
    publish(place, "acme/Dahlia")
    publish(place, "acme/Erica")
    await held(stored, 2)
    await place.pass_time(hours=2 if hour > now.hour else 7 * 24 + 2)
    await with_heading(place, "### The week in 2 releases")


async def test_a_cap_is_chosen_and_carried_in_a_file_in_french(place: Place, stored: Database) -> None:
    panel = await when(place, "Quand")
    panel = await chosen(place.camille, panel, "cap", ["1-day"], "1 message par jour")
    assert "1 jour a eu plus de 1 message par jour\u00a0: le reste aurait tenu" in panel.text
    await place.camille.press(panel, "Suivre")
    await settled(place.camille, panel, "C’est fait.")
    assert "Au plus\u00a0: 1 message par jour" in (await command(place, "list")).text
    _, content = await exported(place)
    assert b"most: 1\n    window: day" in content
    same = await imported(place, content, RELEASES)
    assert "Tout ce que contient ce fichier est déjà suivi." in same.text
    changed = await imported(place, content.replace(b"most: 1", b"most: 3"), RELEASES)
    assert "3 messages par jour" in changed.text
    wrong = await imported(place, content.replace(b"most: 1", b"most: 300"), RELEASES)
    assert "`timing.most`" in wrong.text
    publish(place, "acme/Dahlia")
    publish(place, "acme/Erica")
    post = await with_heading(place, "### And 1 more")
    assert "[Why here?]" in post.text


async def test_what_was_held_follows_the_watch_and_the_server_when_they_change(
    place: Place, stored: Database
) -> None:
    await place.camille.speak("en-US")
    panel = await when(place, "When")
    panel = await chosen(place.camille, panel, "rhythm", ["daily"], "one digest a day")
    await place.camille.press(panel, "Watch")
    await settled(place.camille, panel, "Done.")
    publish(place, "acme/Dahlia")
    await held(stored, 1)
    where = await place.camille.find_channel(RELEASES)
    choice = (await place.camille.autocomplete("watch edit", channel=where, focused="watch"))[0]
    reply = await place.camille.command("watch edit", channel=where, options={"watch": choice.value})
    assert reply.message is not None
    await place.camille.press(reply.message, "When")
    panel = await settled(place.camille, reply.message, ":rhythm")
    await place.camille.choose(panel, panel.selects[0]["custom_id"], ["instant"])
    panel = await settled(place.camille, panel, ":cap")
    await place.camille.press(panel, "Save")
    await settled(place.camille, panel, "Done.")
    await place.announced(place.alex, "acme/Dahlia")
    await held(stored, 0)


async def test_what_a_removed_or_paused_watch_had_held_is_not_posted(place: Place, stored: Database) -> None:
    await place.camille.speak("en-US")
    panel = await when(place, "When")
    panel = await chosen(place.camille, panel, "rhythm", ["daily"], "one digest a day")
    await place.camille.press(panel, "Watch")
    await settled(place.camille, panel, "Done.")
    publish(place, "acme/Dahlia")
    await held(stored, 1)
    where = await place.camille.find_channel(RELEASES)
    choice = (await place.camille.autocomplete("watch pause", channel=where, focused="watch"))[0]
    await command(place, "pause", watch=choice.value)
    await place.pass_time(days=1)
    await held(stored, 0)
    assert "not posted: the watch was paused" in (await command(place, "why", repo="acme/Dahlia")).text
    await command(place, "resume", watch=choice.value)
    publish(place, "acme/Erica")
    await held(stored, 1)
    await command(place, "remove", watch=choice.value)
    await held(stored, 0)
    await place.pass_time(days=1)
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM delivery")) == 0
