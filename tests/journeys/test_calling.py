"""A post calls the role that its watch names, and nobody else, whatever a stranger writes on the Hub."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.discord.acts import guilds
from sandbox.discord.model import Role
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.target_steps import FORUM, opened, publish, saved, told_in_forum
from tests.steps import chosen, settled
from tests.waiting import until


def role(place: Place, name: str, *, mentionable: bool = True) -> Role:
    """A new role of Camille's server."""
    guild = next(one for one in place.discord.state.guilds.values() if one.name == "Atelier IA")
    made = guilds.create_role(place.discord.core, guild, name, 0)
    made.mentionable = mentionable
    guilds.role_changed(place.discord.core, guild, made)
    return made


async def known(place: Place, one: Role) -> None:
    """Wait until the bot has heard of a role."""

    async def heard() -> bool:
        found = [each.get_role(one.id) for each in place.app.bot.guilds]
        return any(each is not None and each.mentionable == one.mentionable for each in found)

    await until(heard, what="the role")


async def calling(place: Place, one: Role, channel: str = RELEASES) -> Seen:
    """A panel in which this role is chosen."""
    await place.camille.speak("en-US")
    await known(place, one)
    return await chosen(place.camille, await opened(place, channel), "role", [str(one.id)], f"<@&{one.id}>")


def called(post: Seen) -> list[str]:
    found: list[str] = post.raw["mention_roles"]
    return found


@pytest.mark.parametrize("channel", [RELEASES, FORUM])
async def test_a_post_calls_the_role_of_its_watch(place: Place, channel: str) -> None:
    readers = role(place, "readers")
    await saved(place, await calling(place, readers, channel))
    publish(place, "mistralai/Big-70B", parameters=70_000_000_000)
    if channel == FORUM:
        (thread,) = await told_in_forum(place, place.alex, "mistralai/Big-70B")
        post = (await place.alex.read(str(thread.id)))[0]
    else:
        post = await place.announced(place.alex, "mistralai/Big-70B")
    assert called(post) == [str(readers.id)]


async def test_a_role_is_called_only_for_what_passes_its_own_filter(place: Place) -> None:
    readers = role(place, "readers")
    panel = await calling(place, readers)
    panel = await chosen(place.camille, panel, "called", ["base"], "only for Relation: new model")
    form = next(button for button in panel.buttons if button.custom_id.endswith(":called_names"))
    reply = await place.camille.press(panel, form)
    await place.camille.submit(reply, {"Smallest size": "7B"})
    panel = await settled(place.camille, panel, "at least 7 billion")
    await saved(place, panel)
    publish(place, "mistralai/Tiny-1B", parameters=1_000_000_000)
    publish(place, "mistralai/Great-70B", parameters=70_000_000_000)
    assert called(await place.announced(place.alex, "mistralai/Tiny-1B")) == []
    assert called(await place.announced(place.alex, "mistralai/Great-70B")) == [str(readers.id)]


async def test_a_stranger_on_the_hub_calls_nobody(place: Place) -> None:
    readers, others = role(place, "readers"), role(place, "others")
    await saved(place, await calling(place, readers))
    attack = f"<@&{others.id}> <@&{readers.id}> @everyone <@{place.alex.id}>"
    readme = f"---\nlicense: '{attack}'\n---\n# Nice\n\nA model for {attack} and everybody else who reads.\n"
    publish(place, "mistralai/Attack", readme=readme, pipeline_tag=attack, languages=[attack])
    post = await place.announced(place.alex, "mistralai/Attack")
    assert called(post) == [str(readers.id)]
    assert post.raw["mentions"] == []
    assert not post.raw["mention_everyone"]


async def test_an_edit_calls_nobody(place: Place) -> None:
    readers = role(place, "readers")
    await saved(place, await calling(place, readers))
    publish(place, "mistralai/Nine-9B")
    post = await place.announced(place.alex, "mistralai/Nine-9B")
    publish(place, "mistralai/Nine-9B-Instruct", base_model={"finetune": "mistralai/Nine-9B"})
    grown = await place.alex.wait_for(RELEASES, lambda one: one.id == post.id and "Instruct" in one.text)
    assert f"<@&{readers.id}>" in grown.text
    edits = [call for call in place.discord.journal.calls if call.method == "PATCH" and post.id in call.path]
    assert [call.body["allowed_mentions"] for call in edits] == [{"parse": [], "roles": []}] * len(edits)
    assert edits


async def test_a_role_that_may_not_be_called_is_told_in_the_panel(place: Place) -> None:
    quiet = role(place, "quiet", mentionable=False)
    panel = await calling(place, quiet)
    assert "I may not call it yet" in panel.text


@pytest.mark.parametrize("is_down", [False, True], ids=["while the bot listens", "while it is down"])
async def test_a_deleted_role_is_called_no_more_and_that_is_told(
    place: Place, stored: Database, *, is_down: bool
) -> None:
    readers = role(place, "readers")
    await saved(place, await calling(place, readers))
    guild = next(one for one in place.discord.state.guilds.values() if readers.id in one.roles)
    if is_down:
        await place.stop_bot()
    guilds.delete_role(place.discord.core, guild, readers)
    if is_down:
        await place.start_bot()

    async def noted() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT posting->'mention'->'is_gone' FROM watch")))

    await until(noted, what="the note")
    publish(place, "mistralai/After")
    post = await place.announced(place.alex, "mistralai/After")
    assert "<@&" not in post.text
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "nobody: the role was deleted" in listed.text
    audit = await place.camille.command("audit", channel=RELEASES)
    assert "A role that" in audit.text
