"""One message for a family of releases, which changes as the family grows."""

import asyncio

import pytest

from bot.app import App
from sandbox.discord.acts import messages
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import PATIENCE, until

SMOL = "acme/Smol3-3B"
EDIT = "/channels/[0-9]+/messages/[0-9]+"


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation", **facts)


async def shown(place: Place, *texts: str, channel: str = RELEASES) -> Seen:
    """The one message of the channel, as soon as it has all of these texts."""

    def complete(one: Seen) -> bool:
        return not one.ephemeral and all(text in one.text for text in texts)

    post = await place.alex.wait_for(channel, complete)
    assert len(await place.posts(place.alex, channel)) == 1
    return post


@pytest.fixture
async def acme(place: Place) -> Place:
    """A place that watches an author with one old model."""
    publish(place, "acme/Old-1B")
    await place.watch("acme", place.camille)
    return place


async def test_base_instruct_sizes_and_quantisations_are_one_message(acme: Place) -> None:
    publish(acme, f"{SMOL}-Base", parameters=3_000_000_000)
    await acme.announced(acme.alex, f"{SMOL}-Base")
    publish(acme, SMOL, parameters=3_000_000_000, base_model=f"{SMOL}-Base")
    publish(acme, "acme/Smol3-1B", parameters=1_000_000_000)
    publish(acme, f"{SMOL}-AWQ", parameters=3_000_000_000, base_model=SMOL)
    post = await shown(acme, "Smol3-3B-Base](", "[Smol3-3B](", "[Smol3-1B](", "[Smol3-3B-AWQ](")
    assert "**Also in this family**" in post.text
    assert post.raw["edited_timestamp"] is not None


async def test_quantisations_by_others_are_a_line_that_grows(acme: Place) -> None:
    publish(acme, SMOL, parameters=3_000_000_000)
    await acme.announced(acme.alex, SMOL)
    publish(acme, "somebody/Smol3-3B-GGUF", base_model={"quantized": SMOL}, quantisations=["Q4_K_M"])
    await shown(acme, "Made smaller by the community: [GGUF](")
    publish(acme, "another/Smol3-3B-GGUF", base_model={"quantized": SMOL}, quantisations=["Q4_K_M"])
    publish(acme, "another/Smol3-3B-4bit-mlx", base_model={"quantized": SMOL}, library="mlx")
    await shown(acme, "Made smaller by the community: [GGUF (2) and MLX](")


async def test_quantisations_that_no_list_shows_any_more_count_too(quiet_place: Place) -> None:
    place = quiet_place
    seldom = {"feed_seconds": 3600.0, "trending_seconds": 3600.0}
    place.settings = place.settings.model_copy(update=seldom)
    publish(place, "acme/Old-1B")
    await place.start_bot()
    await place.watch("acme", place.camille)
    for number in range(3):
        publish(place, f"people-{number}/Smol3-AWQ", base_model={"quantized": SMOL})
    publish(place, SMOL)
    await shown(place, f"/{SMOL})", "Made smaller by the community: [AWQ (3)](")


async def test_a_new_name_and_a_disappearance_show_and_a_return_too(acme: Place) -> None:
    publish(acme, SMOL)
    await acme.announced(acme.alex, SMOL)
    acme.hub.change("model", SMOL, rename="acme/Smol4-3B")
    post = await shown(acme, "### [Smol4-3B](", "-# formerly Smol3-3B\n")
    assert post.links["Open on the Hub"] == f"{acme.hub.url}/acme/Smol4-3B"
    acme.hub.change("model", "acme/Smol4-3B", private=True)
    post = await shown(acme, "### ~~Smol4-3B~~\nIt was published by **acme** and is no longer on the Hub")
    assert post.links == {}
    acme.hub.change("model", "acme/Smol4-3B", private=False)
    await shown(acme, "### [Smol4-3B](")
    acme.hub.delete("model", "acme/Smol4-3B")
    await shown(acme, "### ~~Smol4-3B~~")


async def test_a_quantisation_that_was_first_gives_way_to_its_base(acme: Place) -> None:
    publish(acme, f"{SMOL}-AWQ", parameters=3_000_000_000, base_model={"quantized": SMOL})
    await acme.announced(acme.alex, f"{SMOL}-AWQ")
    publish(acme, SMOL, parameters=3_000_000_000)
    post = await shown(acme, "### [Smol3-3B](", "- [Smol3-3B-AWQ](")
    assert "· made smaller: AWQ" in post.text
    assert post.links["Open on the Hub"] == f"{acme.hub.url}/{SMOL}"


async def test_a_family_that_appears_at_once_with_two_workers_is_one_message(acme: Place) -> None:
    async with App(acme.settings, jobs_only=True) as helper:
        working = asyncio.create_task(helper.run())
        for size in range(1, 9):
            publish(acme, f"acme/Smol3-{size}B", parameters=size * 10**9)
        await shown(acme, *(f"[Smol3-{size}B](" for size in range(1, 9)), "### [Smol3-8B](")
        helper.stop()
        await asyncio.wait_for(working, PATIENCE)


async def test_another_version_and_another_purpose_get_messages_of_their_own(acme: Place) -> None:
    for name in (SMOL, "acme/Smol3.5-3B", "acme/Smol3-Coder-3B"):
        publish(acme, name)
    for name in (SMOL, "acme/Smol3.5-3B", "acme/Smol3-Coder-3B"):
        await acme.announced(acme.alex, name)
    assert len(await acme.posts(acme.alex)) == 3


async def test_a_family_of_forty_fits_into_one_message(acme: Place) -> None:
    for size in range(1, 41):
        publish(acme, f"acme/Smol3-{size}B-it", parameters=size * 10**9)
    post = await shown(acme, "### [Smol3-40B-it", "\n- and 27 more\n")
    assert [button.label for button in post.buttons if not button.url][-1] == "Why here?"
    assert post.text.count("\n- [Smol3-") == 12


async def test_in_french_a_family_reads_as_well(acme: Place) -> None:
    channel = await acme.new_server("Le Labo", acme.camille, "fr", "parutions")
    await acme.watch("acme", acme.camille, channel)
    publish(acme, SMOL, parameters=3_000_000_000)
    await acme.announced(acme.alex, SMOL, channel)
    publish(acme, f"{SMOL}-AWQ", base_model={"quantized": SMOL})
    publish(acme, f"{SMOL}-Base", parameters=3_000_000_000)
    for number in range(12):
        publish(acme, f"people-{number}/Smol3-GGUF", base_model={"quantized": SMOL}, library="gguf")
    await shown(
        acme,
        "**Dans la même famille**",
        "· 3 milliards · base, à entraîner encore",
        "· version allégée\u00a0: AWQ",
        "Versions allégées par la communauté\u00a0: [GGUF (10+)](",
        channel=channel,
    )
    acme.hub.delete("model", SMOL)
    await shown(acme, "- ~~Smol3-3B~~ · n’y est plus", "### [Smol3-3B-Base](", channel=channel)


async def test_a_message_that_a_moderator_deleted_stays_away_and_the_next_release_gets_its_own(
    acme: Place,
) -> None:
    publish(acme, SMOL)
    post = await acme.announced(acme.alex, SMOL)
    await delete(acme, post)
    publish(acme, f"{SMOL}-Base")
    await ask_why(acme, f"{SMOL}-Base", "folded into the post of **acme/Smol3-3B**, which has been deleted")
    assert await acme.posts(acme.alex) == []
    publish(acme, "acme/Smol3-7B")
    await acme.announced(acme.alex, "acme/Smol3-7B")
    [left] = await acme.posts(acme.alex)
    assert SMOL not in left.text


async def test_why_leads_to_the_post_that_tells_of_a_release(acme: Place) -> None:
    publish(acme, SMOL)
    post = await acme.announced(acme.alex, SMOL)
    publish(acme, f"{SMOL}-Base")
    await ask_why(acme, f"{SMOL}-Base", f"folded into the post of **{SMOL}**: https://discord.com/channels/")
    await ask_why(acme, SMOL, f"/{post.id}")


async def test_an_edit_that_fails_is_made_again(acme: Place) -> None:
    publish(acme, SMOL)
    await acme.announced(acme.alex, SMOL)
    acme.discord.faults.add("PATCH", EDIT, "status", status=503, times=2)
    acme.discord.faults.add("PATCH", EDIT, "drop_after", times=1)
    publish(acme, f"{SMOL}-Base")
    await shown(acme, f"/{SMOL})", f"/{SMOL}-Base)")
    assert acme.discord.faults.waiting() == []


async def test_a_preview_counts_what_would_have_folded(place: Place) -> None:
    for name in ("acme/Smol3-1B", "acme/Smol3-7B", "acme/Smol3-7B-AWQ", "acme/Other-1B"):
        place.hub.publish(kind="model", id=name, created_days_ago=3)
    await place.camille.speak("en-US")
    shown = await place.preview("acme", place.camille)
    assert "would have been 2 posts.\n2 more releases would have folded into them." in shown.text


async def delete(place: Place, post: Seen) -> None:
    """A moderator deletes a message."""
    core = place.discord.core
    message = core.state.message(int(post.channel), int(post.id))
    assert message is not None
    messages.delete(core, message)


async def ask_why(place: Place, repo: str, answer: str) -> None:
    """Ask until the answer has these words."""
    await place.camille.speak("en-US")

    async def answered() -> bool:
        reply = await place.camille.command("watch why", channel=RELEASES, options={"repo": repo})
        return answer in reply.text

    await until(answered, what=f"the answer {answer}")
