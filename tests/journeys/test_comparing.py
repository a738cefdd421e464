"""Models side by side: what differs first, then the verdict on each test."""

import json
from typing import Any

from sandbox.person import Person, Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, post_result
from tests.journeys.test_results import RUN


def run(model: str, value: float, shots: int = 5) -> dict[str, Any]:
    """A run of GSM8K by a model."""
    scores = {"exact_match,strict-match": value, "exact_match_stderr,strict-match": "N/A"}
    config = {"model": "hf", "model_args": f"pretrained={model}", "model_sha": "a" * 40}
    return {**RUN, "results": {"gsm8k": scores}, "config": config, "n-shot": {"gsm8k": shots}}


async def post(place: Place, content: dict[str, Any], channel: str = RELEASES, who: str = "Alex") -> None:
    person = place.people[who]
    files = {"file": ("run.json", json.dumps(content).encode())}
    shown = await person.command("result import", channel=channel, files=files)
    await confirm(person, shown, channel)


async def confirm(person: Person, shown: Reply, channel: str) -> None:
    """Publish what a preview shows, and wait until that is done."""
    assert shown.message is not None, shown.text
    await person.press(shown.message, shown.message.buttons[0])
    preview = shown.message.id
    await person.wait_for(channel, lambda one: one.id == preview and not one.buttons)


async def test_two_models_are_compared_in_the_language_of_the_person(place: Place) -> None:
    await post(place, run("Qwen/Qwen3-8B", 0.80))
    await post(place, run("mistralai/Ministral-8B", 0.72))
    choices = await place.alex.autocomplete(
        "compare", channel=RELEASES, focused="second", options={"first": "Qwen/Qwen3-8B", "second": "minis"}
    )
    assert [choice.value for choice in choices] == ["mistralai/Ministral-8B"]
    options = {"first": "Qwen/Qwen3-8B", "second": choices[0].value}
    english = await place.alex.command("compare", channel=RELEASES, options=options)
    assert english.message is not None
    assert english.message.ephemeral
    assert (
        "**mistralai/Ministral-8B**: nothing that is known differs in how they were measured." in english.text
    )
    assert "🟢 GSM8K (exact\\_match, strict-match): 80% ± 1.1 against 72% ± 1.24 → **better**" in english.text
    assert "difference +8 points, between +4." in english.text
    assert (
        "Beside **mistralai/Ministral-8B**, **Qwen/Qwen3-8B** is better on the one test that both have."
        in english.text
    )
    assert [one["filename"] for one in english.message.raw["attachments"]] == ["chart.png"]
    form = await place.alex.press(english.message, "Ask")
    asked = await place.alex.submit(form, {"question": "Which is better on GSM8K?"})
    assert "better on GSM8K? \\(Qwen/Qwen3-8B, mistralai/Ministral-8B\\)" in asked.text
    assert "→ **better**" in asked.text
    french = await place.camille.command(
        "compare", channel=RELEASES, options={"first": choices[0].value, "second": "Qwen/Qwen3-8B"}
    )
    assert "🔴 GSM8K" in french.text
    assert "**mistralai/Ministral-8B** fait moins bien au seul test qu’ils ont en commun." in french.text
    assert french.message is not None
    form = await place.camille.press(french.message, "Demander")
    nothing = await place.camille.submit(form, {"question": " "})
    assert "Vous n’avez rien demandé" in nothing.text
    assert "**moins bon**" in french.text or "**moins bien**" in french.text


async def test_below_a_comparison_of_quantisations_one_asks_about_each_until_all_are_withdrawn(
    place: Place,
) -> None:
    model = "Qwen/Qwen3-8B"
    place.hub.publish(kind="model", id=model)
    for value, quantisation in (("75.7 %", "Q4_K_M"), ("71.7 %", "Q8_0")):
        await post_result(place, place.alex, value, quantisation=quantisation)
    sides = {"first": f"{model} @ Q4_K_M", "second": f"{model} @ Q8_0"}
    shown = await place.camille.command("compare", channel=RELEASES, options=sides)
    assert shown.message is not None
    form = await place.camille.press(shown.message, "Demander")
    asked = await place.camille.submit(form, {"question": "lequel est le meilleur ?"})
    assert "75,7" in asked.text
    assert "71,7" in asked.text
    for _ in range(2):
        result = await chosen(place.alex, "result withdraw")
        await place.alex.command("result withdraw", channel=RELEASES, options={"result": result})
    form = await place.camille.press(shown.message, "Demander")
    gone = await place.camille.submit(form, {"question": "lequel est le meilleur ?"})
    assert "Aucun de ces résultats n’est encore public." in gone.text


async def test_what_differs_is_said_first_and_forbids_a_verdict(place: Place) -> None:
    await post(place, run("Qwen/Qwen3-8B", 0.80, shots=5))
    await post(place, run("mistralai/Ministral-8B", 0.72, shots=0))
    options = {"first": "Qwen/Qwen3-8B", "second": "mistralai/Ministral-8B"}
    told = await place.alex.command("compare", channel=RELEASES, options=options)
    assert "⚠️ **worked examples shown: 5 here, 0 there**" in told.text
    assert "→ **cannot be compared**" in told.text
    assert "better" not in told.text


async def test_of_several_models_all_are_told_in_short_and_each_in_full_when_chosen(place: Place) -> None:
    names = ["Qwen/Qwen3-8B", "mistralai/Ministral-8B", "google/gemma-3-4b-it"]
    for name, value in zip(names, (0.80, 0.72, 0.99), strict=True):
        await post(place, run(name, value))
    options = dict(zip(("first", "second", "third"), names, strict=True))
    shown = await place.alex.command("compare", channel=RELEASES, options={**options, "benchmark": "gsm8k"})
    assert shown.message is not None, shown.text
    assert f"Beside **{names[1]}**, **{names[0]}** is better" in shown.text
    assert f"Beside **{names[2]}**, **{names[0]}** is worse" in shown.text
    assert "against" not in shown.text
    menu, message = shown.message.selects[0], shown.message
    assert [one["value"] for one in menu["options"]] == names
    await place.alex.choose(message, menu["custom_id"], [names[2]])
    full = await place.alex.wait_for(
        RELEASES, lambda one: one.id == message.id and "80% ± 1.1 against 99%" in one.text
    )
    assert names[1] not in full.text
    await place.alex.choose(full, menu["custom_id"], [names[0]])
    await place.alex.wait_for(
        RELEASES, lambda one: one.id == message.id and f"Beside **{names[1]}**" in one.text
    )


async def test_single_results_of_one_model_are_set_side_by_side(place: Place) -> None:
    await post(place, run("Qwen/Qwen3-8B", 0.80))
    await post(place, run("Qwen/Qwen3-8B", 0.72), who="Camille")
    found = await place.camille.autocomplete(
        "compare", channel=RELEASES, focused="first", options={"first": "#Qwen"}
    )
    newer, older = (str(choice.value) for choice in found)
    assert newer.startswith("#")
    told = await place.camille.command(
        "compare", channel=RELEASES, options={"first": newer, "second": older.replace("#", "# ")}
    )
    assert "🔴 GSM8K" in told.text
    assert "−8 points" in told.text
    options = {"first": newer, "second": "qwen/qwen3-8b @ AWQ"}
    unknown = await place.camille.command("compare", channel=RELEASES, options=options)
    assert "dans la quantification **AWQ**" in unknown.text
    options = {"first": newer, "second": older}
    elsewhere = await place.robin.command("compare", channel="#leaderboard", options=options)
    assert "no public result" in elsewhere.text
