"""Rankings of what members measured: like with like, ties as ties, and what is left out."""

from collections.abc import Callable
from typing import Any

from bot.db.engine import Database
from sandbox.person import Reply, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import change_all
from tests.journeys.test_comparing import post, run

QWEN, MINISTRAL = "Qwen/Qwen3-8B", "mistralai/Ministral-8B"


async def _board(place: Place, who: str = "Alex", channel: str = RELEASES, **options: Any) -> Reply:
    return await place.people[who].command(
        "board", channel=channel, options={"benchmark": "gsm8k", **options}
    )


def _changed(message: Seen, words: str) -> Callable[[Seen], bool]:
    """Whether this is the message, changed so that it holds these words."""
    return lambda one: one.id == message.id and words in one.text


async def test_models_are_ranked_with_their_uncertainty_and_ties_are_said(place: Place) -> None:
    await post(place, run(QWEN, 0.80))
    await post(place, run(MINISTRAL, 0.72), who="Camille")
    await post(place, run("google/gemma-3-4b-it", 0.722))
    shown = await _board(place)
    assert shown.message is not None, shown.text
    assert shown.message.ephemeral
    assert "3 results, all measured alike: lm-evaluation-harness · 5 examples shown" in shown.text
    assert "**1.** Qwen/Qwen3-8B: **80% ± 1.1**" in shown.text
    assert "**2–3.** google/gemma-3-4b-it: **72.2% ± 1.23**" in shown.text
    assert "**2–3.** mistralai/Ministral-8B: **72% ± 1.24**" in shown.text
    assert [one["filename"] for one in shown.message.raw["attachments"]] == ["chart.png"]
    french = await _board(place, "Camille", picture=False)
    assert french.message is not None
    assert "Classement" in french.text
    assert "« 2–3 » veut dire" not in french.text
    assert "ex æquo" in french.text
    assert "± est l’erreur type" in french.text
    assert french.message.raw["attachments"] == []
    await place.camille.press(french.message, "Toutes les mesures")
    every = await place.camille.wait_for(RELEASES, _changed(french.message, "Une ligne par modèle"))
    assert every.raw["attachments"] == []


async def test_what_was_measured_otherwise_is_left_out_with_the_reason_and_can_be_chosen(
    place: Place,
) -> None:
    await post(place, run(QWEN, 0.80))
    await post(place, run(MINISTRAL, 0.72))
    await post(place, run("google/gemma-3-4b-it", 0.99, shots=0))
    shown = await _board(place)
    assert shown.message is not None
    assert "gemma" not in shown.text
    assert "Left out, since it was measured otherwise: 1 result." in shown.text
    assert "1 – worked examples shown: 5 here, 0 there" in shown.text
    menu = shown.message.selects[0]
    other = next(one["value"] for one in menu["options"] if "0 examples shown" in one["label"])
    await place.alex.choose(shown.message, menu["custom_id"], [other])
    changed = await place.alex.wait_for(RELEASES, _changed(shown.message, "gemma-3-4b-it"))
    assert "Qwen" not in changed.text


async def test_one_line_tells_the_middle_of_the_runs_of_several_members(place: Place) -> None:
    for who, value in (("Alex", 0.80), ("Camille", 0.82), ("Alex", 0.70)):
        await post(place, run(QWEN, value), who=who)
    await post(place, run(MINISTRAL, 0.75))
    shown = await _board(place)
    assert shown.message is not None
    assert "Qwen/Qwen3-8B: **80% ± 1.1**\n-# 3 runs by 2 members, 70% to 82%" in shown.text
    assert "Ministral" not in (await _board(place, reproduced=True)).text
    await place.alex.press(shown.message, "All runs")
    every = await place.alex.wait_for(RELEASES, _changed(shown.message, "[One line a model]"))
    assert every.text.count("Qwen/Qwen3-8B: ") == 3
    await place.alex.press(every, "One line a member")
    members = await place.alex.wait_for(RELEASES, _changed(shown.message, "their best run"))
    assert f"**1–2.** <@{place.camille.id}> · Qwen/Qwen3-8B: **82% ± 1.06**" in members.text
    assert f"<@{place.alex.id}> · Qwen/Qwen3-8B: **80% ± 1.1**" in members.text
    assert members.text.count("Qwen/Qwen3-8B: ") == 2
    french = await _board(place, "Camille", members=True)
    assert "Chaque membre figure avec sa meilleure mesure" in french.text


async def test_filters_say_what_they_leave_out_and_pages_are_turned(place: Place, stored: Database) -> None:
    for number in range(12):
        await post(place, run(f"org/model-{number}", 0.50 + number / 50))
    shown = await _board(place)
    assert shown.message is not None
    assert "org/model-11:" in shown.text
    assert "org/model-1:" not in shown.text
    await place.alex.press(shown.message, "Further down")
    turned = await place.alex.wait_for(RELEASES, _changed(shown.message, "org/model-1:"))
    assert "org/model-11:" not in turned.text
    none = await _board(place, "Camille", quantisation="Q4_K_M")
    assert "Aucun résultat de **GSM8K** ne passe ces filtres." in none.text
    await change_all(stored, "UPDATE result SET quantisation = 'Q4_K_M' WHERE model LIKE '%-3'")
    few = await _board(place, quantisation="q4_k_m")
    assert "org/model-3:" in few.text
    assert "Left out by the filters: 11 results." in few.text
