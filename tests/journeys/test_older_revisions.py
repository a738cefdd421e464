"""A model changes on the Hub after it was measured, and the results of members say so."""

from tests.journeys.conftest import Place
from tests.journeys.posting import MODEL, post_result, shows


async def test_a_post_says_that_the_weights_are_others_since_it_was_measured(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL, files={"model.safetensors": 10})
    await place.watch("Qwen", place.camille)
    post = await post_result(place, place.alex, "75.7 %")
    place.hub.change("model", MODEL, files={"model.safetensors": 20}, commit="Better weights")
    older = await shows(place.alex, post, "⏳ measured on an older revision, of")
    assert "its weights had changed" in older.text
    told = await place.camille.press(older, "Details")
    assert "mesuré sur une révision plus ancienne" in told.text
