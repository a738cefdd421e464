"""A post about a model shows what the members of its server measured, and follows every change."""

from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen, post_result, shows


async def test_a_post_about_a_model_shows_what_members_of_its_server_measured(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    await place.watch("Qwen", place.robin, "#leaderboard")
    place.hub.publish(catalogue=MODEL)
    release = await place.announced(place.alex, MODEL)
    elsewhere = await place.announced(place.robin, MODEL, "#leaderboard")
    await post_result(place, place.alex, "75.7 %", shots=5)
    measured = await shows(place.alex, release, "Measured by members here")
    assert "· 5-shot: **75.7%** · 1 member" in measured.text
    await post_result(place, place.camille, "72.1 %", shots=5)
    both = await shows(place.alex, release, "2 members")
    assert "**73.9%** · from 72.1% to 75.7% · 2 members" in both.text
    mine = await chosen(place.alex, "result amend", "gsm")
    await place.alex.command("result amend", channel=RELEASES, options={"result": mine, "value": "74.1 %"})
    await shows(place.alex, release, "from 72.1% to 74.1%")
    options = {"result": mine, "reason": "?"}
    await place.camille.command("result dispute", channel=RELEASES, options=options)
    await shows(place.alex, release, "**72.1%** · 1 member")
    own = await chosen(place.camille, "result withdraw", "gsm")
    await place.camille.command("result withdraw", channel=RELEASES, options={"result": own})
    gone = await place.alex.wait_for(
        RELEASES, lambda one: one.id == release.id and "Measured by members" not in one.text
    )
    assert gone.id == release.id
    unchanged = await place.robin.wait_for("#leaderboard", lambda one: one.id == elsewhere.id)
    assert "Measured" not in unchanged.text


async def test_what_moderators_hide_leaves_the_post_about_the_model(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue=MODEL)
    release = await place.announced(place.alex, MODEL)
    await post_result(place, place.alex, "75.7 %")
    await shows(place.alex, release, "Measured by members here")
    theirs = await chosen(place.alex, "result dispute", "gsm")
    one = await place.camille.command("moderate result", channel=RELEASES, options={"result": theirs})
    assert one.message is not None
    form = await place.camille.press(one.message, "Masquer")
    await place.camille.submit(form, {"Raison": "Recopié"})
    hidden = await place.alex.wait_for(
        RELEASES, lambda post: post.id == release.id and "75.7" not in post.text
    )
    assert "Measured" not in hidden.text


async def test_below_a_post_its_model_is_set_beside_another(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue=MODEL)
    release = await place.announced(place.alex, MODEL)
    place.hub.publish(kind="model", id="mistralai/Other-7B")
    await post_result(place, place.alex, "75.7 %", shots=5)
    await post_result(place, place.alex, "65.2 %", model="mistralai/Other-7B", shots=5)
    form = await place.camille.press(release, "Compare")
    empty = await place.camille.submit(form, {"Avec quels modèles": " , "})
    assert "Nommez un à sept modèles" in empty.text
    form = await place.camille.press(release, "Compare")
    told = await place.camille.submit(form, {"Avec quels modèles": "mistralai/Other-7B"})
    assert told.message is not None
    assert told.message.ephemeral
    assert "mistralai/Other-7B" in told.text
    assert "meilleur" in told.text


async def test_of_a_family_every_member_that_was_measured_is_told_and_the_form_asks_which(
    place: Place,
) -> None:
    place.hub.publish(kind="model", id="acme/Old-1B")
    await place.watch("acme", place.camille)
    place.hub.publish(kind="model", id="acme/Smol3-3B", parameters=3_000_000_000)
    release = await place.announced(place.alex, "acme/Smol3-3B")
    place.hub.publish(kind="model", id="acme/Smol3-1B", parameters=1_000_000_000)
    family = await shows(place.alex, release, "[Smol3-1B](")
    asked = await place.camille.press(family, "Post a result")
    assert asked.message is not None
    assert "Lequel des modèles de ce message avez-vous mesuré" in asked.text
    menu = asked.message.selects[0]
    assert [one["label"] for one in menu["options"]] == ["acme/Smol3-3B", "acme/Smol3-1B"]
    form = await place.camille.choose(asked.message, menu["custom_id"], [menu["options"][1]["value"]])
    shown = await place.camille.submit(form, {"Benchmark": "gsm8k", "Valeur": "61,2"})
    assert shown.message is not None, shown.text
    assert "acme/Smol3-1B" in shown.text
    await place.camille.press(shown.message, shown.message.buttons[0])
    await shows(place.alex, release, "- **Smol3-1B** · GSM8K")
    await post_result(place, place.alex, "55.0 %", model="acme/Old-1B", samples=1319)
    form = await place.camille.press(family, "Compare")
    assert form.modal is not None
    assert "acme/Smol3-1B" in str(form.modal)  # it was measured, the head was not
    told = await place.camille.submit(form, {"Avec quels modèles": "acme/Old-1B", "Modèle": "acme/Smol3-1B"})
    assert "**acme/Smol3-1B** à côté de **acme/Old-1B**" in told.text.replace("\\", "")
