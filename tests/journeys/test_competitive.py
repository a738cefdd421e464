"""Whether a fine-tune still holds its own, and whether a newer base is worth it."""

from typing import Any

from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, post_result
from tests.journeys.test_comparing import post, run
from tests.waiting import until

MINE, OLD, NEW, LARGE = "alex/Chatelain-7B", "Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen3-8B", "microsoft/phi-4"


async def _ask(place: Place, who: str = "Alex", channel: str = RELEASES, **options: Any) -> Reply:
    return await place.people[who].command("competitive", channel=channel, options={"model": MINE, **options})


def _publish(place: Place) -> None:
    """Alex has tuned a model last year; meanwhile there is a newer generation of its base."""
    place.hub.publish(
        kind="model",
        id=MINE,
        pipeline_tag="text-generation",
        parameters=7_615_616_512,
        base_model={"finetune": OLD},
        licence="apache-2.0",
        created_days_ago=300,
    )
    place.hub.publish(catalogue=NEW)


async def _delivered(stored: Database) -> None:
    """Wait until Discord has every post, so that figures lead to them."""

    async def all_sent() -> bool:
        async with stored.transaction() as session:
            waiting = text("SELECT count(*) FROM delivery WHERE message_id IS NULL")
            return not await session.scalar(waiting)

    await until(all_sent, what="the delivery of the posts")


async def test_a_fine_tune_is_told_where_it_stands_and_what_a_newer_base_brings(
    place: Place, stored: Database
) -> None:
    _publish(place)
    await post(place, run(MINE, 0.80))
    await post(place, run(OLD, 0.72))
    await post(place, run(NEW, 0.86), who="Camille")
    await post(place, run(LARGE, 0.95), who="Camille")
    await post(place, run("google/gemma-2-2b-it", 0.99, shots=0), who="Camille")
    await _delivered(stored)
    shown = await _ask(place)
    assert shown.message is not None, shown.text
    assert shown.message.ephemeral
    told = shown.text
    assert "**Not at the top, as far as it was measured here.** On the one test something of its size" in told
    assert "**Worth a new base?** By what was measured here, **Qwen3-8B** and **phi-4**: worth a try." in told
    assert "· 2 of 3 of its size · 3 of 4" in told
    assert f"clearly better: {NEW} [**86% ± 0.96**](https://discord.com/channels/" in told
    assert "1 result measured otherwise does not count" in told
    assert "➕ beside Qwen2.5-7B-Instruct better on 1 of 1: GSM8K [**86% ± 0.96**](https://" in told
    assert "against 72% (+14 points, between +10.9 and +17)" in told
    assert "➕ beside Chatelain-7B better on 1 of 1: GSM8K +6 points, between +3.1 and +8.8" in told
    assert "➖ about 9 GB of memory (q4) in place of 5 GB" in told
    assert [one["filename"] for one in shown.message.raw["attachments"]] == ["chart.png"]
    compared = await place.alex.press(shown.message, "Compare with Qwen3-8B")
    assert f"**{MINE}** beside **{NEW}**" in compared.text
    followed = await place.alex.press(shown.message, "Follow newer bases")
    assert "models by **Qwen** called **Qwen**…" in followed.text
    assert "no server watches this author at present" in followed.text
    french = await _ask(place, "Camille", picture=False)
    assert french.message is not None
    assert f"[{MINE}]({place.hub.url}/{MINE}) tient-il encore la route ?" in french.text
    assert "**Faut-il une nouvelle base ?**" in french.text
    assert "➕ à côté de Qwen2.5-7B-Instruct, meilleur à 1 test sur 1\u00a0: GSM8K" in french.text
    again = await place.camille.press(french.message, "Refaire mesurer le mien")
    assert "C’est noté." in again.text
    theirs = await _ask(place, "Robin", "#leaderboard")
    assert "Nobody has measured it here" in theirs.text
    assert "80%" not in theirs.text
    assert "what would settle it" not in theirs.text


async def test_what_cannot_be_said_names_the_measurement_that_would_settle_it(
    place: Place, stored: Database
) -> None:
    _publish(place)
    await post(place, run(MINE, 0.80))
    alone = await _ask(place)
    assert (
        "**That cannot be said yet.** Nobody has measured another model here in the same way." in alone.text
    )
    assert "❔ what would settle it: GSM8K (exact\\_match, strict-match), lm-evaluation-harness" in alone.text
    await post(place, run(NEW, 0.86, shots=0), who="Camille")
    otherwise = await _ask(place)
    assert "❔ measured, but no verdict beside Chatelain-7B: They are different tests" in otherwise.text
    assert "→ **cannot be said yet**" in otherwise.text
    await _delivered(stored)
    only = await _ask(place, benchmark="GSM8K")
    assert "⚪ GSM8K (exact\\_match, strict-match): [**80% ± 1.1**]" in only.text
    none = await _ask(place, "Camille", benchmark="mmlu")
    assert f"Personne n’a encore publié ici de résultats de **{MINE}** sur **mmlu**." in none.text
    unknown = await _ask(place, "Camille", model="nobody/nothing")
    assert "Je ne connais pas de modèle **nobody/nothing**" in unknown.text


async def test_a_model_that_is_on_no_hub_is_told_too_and_what_was_withdrawn_no_longer_counts(
    place: Place,
) -> None:
    await post_result(place, place.alex, "80 %", model="my-model")
    await post_result(place, place.camille, "90 %", model="another")
    shown = await _ask(place, model="my-model", picture=False)
    assert shown.message is not None
    assert "something else is clearly better" in shown.text
    assert "The Hub says nothing of this model at present" in shown.text
    result = await chosen(place.camille, "result withdraw")
    await place.camille.command("result withdraw", channel=RELEASES, options={"result": result})
    told = await _ask(place, "Camille", model="my-model")
    assert "personne d’autre n’a fait ce test de cette façon" in told.text
    gone = await place.alex.press(shown.message, "Compare with another")
    assert "One of these results is no longer public." in gone.text
