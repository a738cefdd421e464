"""A model changes on the Hub after it was measured, and whatever shows its results says so."""

from typing import Any

from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, post_result, shows

OTHER = "Qwen/Qwen3-4B"


async def test_all_that_shows_a_result_says_that_the_weights_are_others_since(place: Place) -> None:
    for model in (MODEL, OTHER):
        place.hub.publish(kind="model", id=model, files={"model.safetensors": 10})
    await place.watch("Qwen", place.camille)
    post = await post_result(place, place.alex, "75.7 %")
    other = await post_result(place, place.alex, "70.1 %", model=OTHER)
    place.hub.change("model", OTHER, readme="# New words", commit="Update README.md")
    place.hub.change("model", MODEL, files={"model.safetensors": 20}, commit="Better weights")
    older = await shows(place.alex, post, "⏳ measured on an older revision, of")
    assert "its weights had changed" in older.text
    asked: dict[str, dict[str, Any]] = {
        "board": {"benchmark": "gsm8k", "picture": False},
        "compare": {"first": MODEL, "second": OTHER},
        "model show": {"model": MODEL},
    }
    for command, options in asked.items():
        told = await place.camille.command(command, channel=RELEASES, options=options)
        assert told.text.count("mesuré sur une révision plus ancienne") == 1, command
    still = await shows(place.alex, other, "70.1%")
    assert "older revision" not in still.text
