"""One message for a family of releases, which changes as the family grows."""

from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place

SMOL = "acme/Smol3-3B"


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation", **facts)


async def shown(place: Place, *texts: str, channel: str = RELEASES) -> Seen:
    """The one message of the channel, as soon as it has all of these texts."""

    def complete(one: Seen) -> bool:
        return not one.ephemeral and all(text in one.text for text in texts)

    post = await place.alex.wait_for(channel, complete, seconds=20)
    assert len(await place.posts(place.alex, channel)) == 1
    return post


async def test_base_instruct_sizes_and_quantisations_are_one_message(place: Place) -> None:
    publish(place, "acme/Old-1B")
    await place.watch("acme", place.camille)
    publish(place, f"{SMOL}-Base", parameters=3_000_000_000)
    await place.announced(place.alex, f"{SMOL}-Base")
    publish(place, SMOL, parameters=3_000_000_000, base_model=f"{SMOL}-Base")
    publish(place, "acme/Smol3-1B", parameters=1_000_000_000)
    publish(place, f"{SMOL}-AWQ", parameters=3_000_000_000, base_model=SMOL)
    post = await shown(place, "Smol3-3B-Base](", "[Smol3-3B](", "[Smol3-1B](", "[Smol3-3B-AWQ](")
    assert "**Also in this family**" in post.text
    assert post.raw["edited_timestamp"] is not None


async def test_quantisations_by_others_are_a_line_that_grows(place: Place) -> None:
    publish(place, "acme/Old-1B")
    await place.watch("acme", place.camille)
    publish(place, SMOL, parameters=3_000_000_000)
    await place.announced(place.alex, SMOL)
    publish(place, "somebody/Smol3-3B-GGUF", base_model={"quantized": SMOL}, quantisations=["Q4_K_M"])
    await shown(place, "Made smaller by the community: GGUF\n")
    publish(place, "another/Smol3-3B-GGUF", base_model={"quantized": SMOL}, quantisations=["Q4_K_M"])
    publish(place, "another/Smol3-3B-4bit-mlx", base_model={"quantized": SMOL}, library="mlx")
    await shown(place, "Made smaller by the community: GGUF (2) and MLX\n")


async def test_a_new_name_and_a_disappearance_show_and_a_return_too(place: Place) -> None:
    publish(place, "acme/Old-1B")
    await place.watch("acme", place.camille)
    publish(place, SMOL)
    await place.announced(place.alex, SMOL)
    place.hub.change("model", SMOL, rename="acme/Smol4-3B")
    post = await shown(place, "### [Smol4-3B](", "-# formerly Smol3-3B\n")
    assert post.links["Open on the Hub"] == f"{place.hub.url}/acme/Smol4-3B"
    place.hub.change("model", "acme/Smol4-3B", private=True)
    post = await shown(place, "### ~~Smol4-3B~~\nNo longer on the Hub: it was deleted or made private.\n")
    assert post.links == {}
    place.hub.change("model", "acme/Smol4-3B", private=False)
    await shown(place, "### [Smol4-3B](")
    place.hub.delete("model", "acme/Smol4-3B")
    await shown(place, "### ~~Smol4-3B~~")
