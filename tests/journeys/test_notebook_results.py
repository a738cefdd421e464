"""What came out of a notebook is posted from it, tied to it by its author, and never outlives either side."""

from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen, post_result, shows
from tests.journeys.sharing import notebook_of, offered, share
from tests.waiting import until

TABLE = """hf (pretrained=Qwen/Qwen3-8B), gen_kwargs: (None), limit: None, num_fewshot: 5, batch_size: 1
|  Tasks  |Version|Filter|n-shot| Metric |Value |   |Stderr|
|---------|------:|------|-----:|--------|-----:|---|-----:|
|hellaswag|      1|none  |     5|acc     |0.5712|±  |0.0049|
|         |       |none  |     5|acc_norm|0.7490|±  |0.0043|
"""


async def test_results_in_a_notebook_are_posted_with_one_press_and_both_posts_name_each_other(
    place: Place,
) -> None:
    alex, noor = place.alex, place.people["Noor"]
    post = await share(place, alex, notebook_of("On sentences", TABLE))
    preview = (await alex.press(await offered(alex, post), "Post what is in it")).message
    assert preview is not None
    assert "lm-evaluation-harness, 2 results" in preview.text
    assert "HellaSwag" in preview.text
    assert "5 examples shown" in preview.text
    assert "Qwen/Qwen3-8B" in preview.text
    await alex.press(preview, preview.buttons[0])
    result = await alex.wait_for(RELEASES, lambda one: "### Results by" in one.text)
    told = await shows(alex, post, "**Results that came out of it**")
    assert "Qwen/Qwen3-8B\n- " in told.text
    assert "HellaSwag (acc\\_norm)" in told.text
    assert ": **74.9% ± 0.43**" in told.text
    again = await offered(alex, post)
    assert "Post what is in it" not in [one.label for one in again.buttons]
    await shows(alex, post, f"/{result.id})")
    assert f"/{post.channel}/{post.id})" in result.text.partition("Came out of [On sentences](")[2]
    details = await noor.press(result, "Details")
    assert "[On sentences](" in details.text
    # Nobody else ties anything to it.
    refused = await noor.press(post, "Link a result")
    assert "Seul l’auteur d’un notebook y lie des résultats." in refused.text
    # Whichever side goes, the other forgets it.
    chosen_result = await chosen(alex, "result withdraw", "hellaswag")
    await alex.command("result withdraw", channel=RELEASES, options={"result": chosen_result})
    await until(lambda: _lacks(alex, post, "HellaSwag (acc\\_norm)"), what="the notebook without the result")
    notebook = await chosen(alex, "notebook withdraw", "", name="notebook")
    await alex.command("notebook withdraw", channel=RELEASES, options={"notebook": notebook})
    await until(lambda: _lacks(alex, result, "On sentences"), what="the result without the notebook")


async def _lacks(person: Person, post: Seen, words: str) -> bool:
    return any(one.id == post.id and words not in one.text for one in await person.read(post.channel))


async def test_own_results_are_tied_hidden_with_the_notebook_and_taken_away_by_a_moderator(
    place: Place,
) -> None:
    alex, camille = place.alex, place.camille
    place.hub.publish(kind="model", id=MODEL)
    result = await post_result(place, alex, "75.7 %")
    await post_result(place, place.people["Noor"], "61 %")
    await alex.speak("fr")
    post = await share(place, alex, notebook_of("Sur les lions"))
    offer = await offered(alex, post)
    assert "Aucun résultat n’est encore lié à ce notebook." in offer.text
    [mine] = offer.selects
    assert [one["label"] for one in mine["options"]] == [
        "Qwen/Qwen3-8B · GSM8K (exact_match) · 75,7\u202f% ± 1,18"
    ]
    tied = await alex.choose(offer, mine["custom_id"], [mine["options"][0]["value"]])
    assert tied.state == "updated", tied.text
    await shows(alex, post, "75.7")
    await shows(alex, result, "Sur les lions")
    notebook = await chosen(camille, "moderate notebook", "lions", name="notebook")
    about = {"notebook": notebook, "reason": "test"}
    await camille.command("moderate notebook", channel=RELEASES, options=about)
    await until(lambda: _lacks(alex, result, "Sur les lions"), what="the result without the notebook")
    await until(lambda: _lacks(alex, post, "75.7"), what="the hidden notebook")
    await camille.command("moderate notebook", channel=RELEASES, options={**about, "hidden": False})
    await shows(alex, result, "Sur les lions")
    kept = await offered(camille, await shows(alex, post, "75.7"))
    [away] = kept.selects
    await camille.choose(kept, away["custom_id"], [away["options"][0]["value"]])
    await until(lambda: _lacks(alex, result, "Sur les lions"), what="the result without the notebook")
    await until(lambda: _lacks(alex, post, "75.7"), what="the notebook without the result")
    noted = await camille.command("audit", channel=RELEASES)
    assert "a délié des résultats du notebook **Sur les lions**" in noted.text
    # In another server there is no such post to press on, and nobody's results are offered.
    robin = place.robin
    there = await share(place, robin, notebook_of("Elsewhere"), "#leaderboard")
    nothing = await offered(robin, there)
    assert "Post a result of yours first" in nothing.text
    assert not nothing.selects
    assert not nothing.buttons
