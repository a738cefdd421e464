"""Files with the scores of single samples make comparisons paired; no text of them is kept."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen
from tests.journeys.test_results import RUN
from tests.journeys.test_tokens import _send, _token

SECRET = "What did the prompt say?"
SAMPLES = 400
NAME = "samples_gsm8k_2026-01-21T03-44-18.458309.jsonl"
_SCORED = text(
    "INSERT INTO result_change (result_id, guild_id, what, by_id, at) "
    "SELECT id, guild_id, 'scored', :by, :at FROM result"
)
MODELS = {"first": "Qwen/Qwen3-8B", "second": "mistralai/Ministral-8B"}


def _summary(model: str, scores: Sequence[float], metric: str = "exact_match") -> dict[str, Any]:
    """The summary of a run of GSM8K."""
    return {
        **RUN,
        "results": {"gsm8k": {f"{metric},strict-match": sum(scores) / len(scores)}},
        "n-samples": {"gsm8k": {"original": 1319, "effective": len(scores)}},
        "config": {"model": "hf", "model_args": f"pretrained={model}", "model_sha": "a" * 40},
    }


def _samples(scores: Sequence[float], metric: str = "exact_match", name: str = "strict-match") -> bytes:
    """The same run sample by sample."""
    lines = [
        {
            "doc_id": number,
            "doc": {"question": SECRET},
            "target": "5",
            "arguments": {"gen_args_0": {"arg_0": SECRET}},
            "resps": [["It is 5."]],
            "filtered_resps": ["5"],
            "filter": name,
            "metrics": [metric],
            "doc_hash": f"{number:064x}",
            metric: score,
        }
        for number, score in enumerate(scores)
    ]
    return "\n".join(map(json.dumps, lines)).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


async def _import(place: Place, who: str, name: str, content: bytes, channel: str = RELEASES) -> Reply:
    return await place.people[who].command("result import", channel=channel, files={"file": (name, content)})


async def _post(place: Place, who: str, shown: Reply, channel: str = RELEASES) -> str:
    """Press the first button, whatever its language; what is said in the end."""
    assert shown.message is not None, shown.text
    preview = shown.message
    await place.people[who].press(preview, preview.buttons[0].label)
    done = await place.people[who].wait_for(channel, lambda one: one.id == preview.id and not one.buttons)
    return done.text


async def _refused(place: Place, shown: Reply) -> str:
    """What is said when the first button is pressed and nothing is done."""
    assert shown.message is not None, shown.text
    pressed = shown.message
    reply = await place.alex.press(pressed, pressed.buttons[0].label)
    if reply.state != "updated":
        return reply.text
    said = await place.alex.wait_for(
        RELEASES, lambda one: one.ephemeral and int(one.id) > int(pressed.id) and one.text.startswith("⚠️")
    )
    return said.text


def _right(wrong: int) -> list[float]:
    """All right but the first ones."""
    return [0.0] * wrong + [1.0] * (SAMPLES - wrong)


async def test_a_difference_that_standard_errors_miss_is_seen_on_common_samples(
    place: Place, stored: Database
) -> None:
    first, second = _right(80), _right(92)
    packed = _zip(
        {
            "results.json": json.dumps(_summary("Qwen/Qwen3-8B", first)).encode(),
            NAME: _samples(first),
        }
    )
    shown = await _import(place, "Alex", "run.zip", packed)
    assert "400 scores of samples will be kept for paired tests: a hash and a number each" in shown.text
    assert "Kept for paired tests: 400 scores of samples, of 1 result." in await _post(place, "Alex", shown)
    summary = json.dumps(_summary("mistralai/Ministral-8B", second)).encode()
    await place.camille.speak("fr")
    await _post(place, "Camille", await _import(place, "Camille", "results.json", summary))
    unpaired = await place.alex.command("compare", channel=RELEASES, options=MODELS)
    assert "→ **within noise**" in unpaired.text
    assert "Paired" not in unpaired.text
    # The samples may come later, from whoever posted the result.
    stranger = await _import(place, "Alex", NAME, _samples(second))
    assert "were not kept: no public result of yours has the same task" in stranger.text
    later = await _import(place, "Camille", NAME, _samples(second))
    assert "Vérifiez avant que cela soit gardé" in later.text
    assert "· 400 scores d’échantillons" in later.text
    still = await place.alex.command("compare", channel=RELEASES, options=MODELS)
    assert "Paired" not in still.text
    done = await _post(place, "Camille", later)
    assert "400 scores d’échantillons, pour 1 résultat. Aucun texte n’a été gardé." in done
    added = f"scores of its samples added by <@{place.camille.id}>"
    await place.alex.wait_for(RELEASES, lambda one: not one.ephemeral and added in one.text)
    again = await _import(place, "Camille", NAME, _samples(second))
    assert "sont déjà gardés. Rien n’a été changé." in again.text
    paired = await place.alex.command("compare", channel=RELEASES, options=MODELS)
    assert "→ **better**" in paired.text
    assert "Paired test on 400 common samples." in paired.text
    french = await place.camille.command("compare", channel=RELEASES, options=MODELS)
    assert "Test apparié sur 400 échantillons communs." in french.text
    async with stored.transaction() as session:
        row = (await session.execute(text("SELECT sum(length(scores)) FROM result_scores"))).scalar_one()
        files = (
            await session.execute(text("SELECT string_agg(record::text, '') FROM result_file"))
        ).scalar_one()
        drafts = (await session.execute(text("SELECT count(*) FROM result_draft"))).scalar_one()
    assert row == 2 * 400 * 16
    assert SECRET not in files
    assert drafts == 0


async def test_scores_of_a_member_who_is_barred_are_not_kept(place: Place, stored: Database) -> None:
    files = {
        "results.json": json.dumps(_summary("Qwen/Qwen3-8B", _right(80))).encode(),
        NAME: _samples(_right(80)),
    }
    await _post(place, "Alex", await _import(place, "Alex", "run.zip", _zip(files)))
    async with stored.transaction() as session:
        before = (await session.execute(text("SELECT scores FROM result_scores"))).scalar_one()
    options = {"member": place.alex.id, "may_post": False}
    await place.camille.command("moderate member", channel=RELEASES, options=options)
    refused = await _import(place, "Alex", NAME, _samples(_right(10)))
    assert "have stopped you from posting results here" in refused.text
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT scores FROM result_scores"))).scalar_one() == before


async def test_scores_that_replace_others_say_so_before_and_after(place: Place, stored: Database) -> None:
    await place.camille.speak("fr")
    summary = json.dumps(_summary("Qwen/Qwen3-8B", _right(80))).encode()
    await _post(place, "Alex", await _import(place, "Alex", "results.json", summary))
    first = await _import(place, "Alex", NAME, _samples(_right(80)))
    assert "in place of" not in first.text
    await _post(place, "Alex", first)
    other = await _import(place, "Alex", NAME, _samples(_right(80)[::-1]))
    assert "⚠️ in place of the scores of 400 samples that are kept now" in other.text
    assert other.message is not None
    async with stored.transaction() as session:
        before = (await session.execute(text("SELECT scores FROM result_scores"))).scalar_one()
    await place.alex.press(other.message, "Cancel")
    await place.alex.wait_for(RELEASES, lambda one: one.id == other.message.id and not one.buttons)  # type: ignore[union-attr]
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT scores FROM result_scores"))).scalar_one() == before
    await _post(place, "Alex", await _import(place, "Alex", NAME, _samples(_right(80)[::-1])))
    replaced = f"scores of its samples replaced by <@{place.alex.id}>"
    post = await place.camille.wait_for(RELEASES, lambda one: not one.ephemeral and replaced in one.text)
    assert post.text.count("scores of its samples") == 2
    details = await place.camille.press(post, post.buttons[0])
    assert f"scores de ses échantillons remplacés par <@{place.alex.id}>" in details.text
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT scores FROM result_scores"))).scalar_one() != before
    mine = await chosen(place.alex, "result withdraw", "gsm")
    options = {"result": mine, "only_scores": True}
    others = await place.camille.command("result withdraw", channel=RELEASES, options=options)
    assert "Vous n’avez pas ici de résultat public de ce genre." in others.text
    back = await place.alex.command("result withdraw", channel=RELEASES, options=options)
    assert back.text.startswith("Taken back: the scores of the samples of GSM8K")
    again = await place.alex.command("result withdraw", channel=RELEASES, options=options)
    assert "No scores of single samples are kept for this result." in again.text
    gone = f"scores of its samples removed by <@{place.alex.id}>"
    await place.camille.wait_for(RELEASES, lambda one: not one.ephemeral and gone in one.text)
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM result_scores"))).scalar_one() == 0


async def test_scores_of_samples_count_as_a_post_of_their_member(place: Place, stored: Database) -> None:
    summary = json.dumps(_summary("Qwen/Qwen3-8B", _right(80))).encode()
    await _post(place, "Alex", await _import(place, "Alex", "results.json", summary))
    shown = await _import(place, "Alex", NAME, _samples(_right(80)))
    async with stored.transaction() as session:
        for second in range(19):
            at = place.clock.now() - timedelta(seconds=second)
            await session.execute(_SCORED, {"by": int(place.alex.id), "at": at})
    assert "a member posts at most 20 times an hour here" in await _refused(place, shown)
    again = await _import(place, "Alex", NAME, _samples(_right(80)))
    assert "a member posts at most 20 times an hour here" in again.text
    place.clock.advance(3601)
    kept = await _post(place, "Alex", await _import(place, "Alex", NAME, _samples(_right(80))))
    assert kept.startswith("Kept for paired tests")


async def test_other_scores_than_right_or_wrong_are_drawn_again_on_common_samples_only(place: Place) -> None:
    first = [0.2 + 0.001 * (number % 300) for number in range(SAMPLES)]
    second = [score - 0.01 - 0.002 * (number % 3) for number, score in enumerate(first)][:300]
    for who, model, scores in (("Alex", MODELS["first"], first), ("Camille", MODELS["second"], second)):
        files = {
            "results.json": json.dumps(_summary(model, scores, "f1")).encode(),
            NAME: _samples(scores, "f1"),
        }
        await _post(place, who, await _import(place, who, "run.zip", _zip(files)))
    told = await place.alex.command("compare", channel=RELEASES, options=MODELS)
    assert "Paired test on 300 common samples." in told.text
    assert "→ **better**" in told.text


async def test_samples_stay_in_the_server_of_their_result(place: Place, stored: Database) -> None:
    scores = _right(100)
    summary = json.dumps(_summary("Qwen/Qwen3-8B", scores)).encode()
    await _post(place, "Alex", await _import(place, "Alex", "results.json", summary))
    elsewhere = await _import(place, "Robin", NAME, _samples(scores), "#leaderboard")
    assert "were not kept" in elsewhere.text
    broken = await _import(place, "Alex", NAME, _samples(scores)[:-20])
    assert "is no complete JSON" in broken.text
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM result_scores"))).scalar_one() == 0


async def test_a_result_that_was_corrected_is_no_longer_that_of_its_samples(place: Place) -> None:
    for model, wrong in (("model-a", 80), ("model-b", 92)):
        options = {"model": model, "benchmark": "gsm8k", "value": f"{100 - wrong / 4} %", "samples": SAMPLES}
        typed = await place.alex.command("result post", channel=RELEASES, options=options)
        await _post(place, "Alex", typed)
        shown = await _import(place, "Alex", NAME, _samples(_right(wrong), name="none"))
        kept = await _post(place, "Alex", shown)
        assert kept.startswith("Kept for paired tests: 400 scores of samples, of 1 result.")
    models = {"first": "model-a", "second": "model-b"}
    paired = await place.camille.command("compare", channel=RELEASES, options=models)
    assert "Test apparié sur 400 échantillons communs." in paired.text
    mine = await chosen(place.alex, "result amend", "model-b")
    amended = {"result": mine, "value": "76 %"}
    assert (await place.alex.command("result amend", channel=RELEASES, options=amended)).error is None
    told = await place.camille.command("compare", channel=RELEASES, options=models)
    assert "76" in told.text
    assert "Test apparié" not in told.text


async def test_a_program_sends_the_samples_with_the_summary_or_later(place: Place, stored: Database) -> None:
    scores, token = _right(100), await _token(place)
    summary = ("results.json", json.dumps(_summary("Qwen/Qwen3-8B", scores)).encode())
    status, told = await _send(place, token, summary, (NAME, _samples(scores)))
    assert (status, told["added"], told["scored"]) == (201, 1, 1)
    status, told = await _send(place, token, (NAME, _samples(scores)))
    assert (status, told["error"]) == (
        422,
        "The scores of these samples are kept already. Nothing was changed.",
    )
    status, told = await _send(place, token, (NAME, _samples(_right(99))), locale="fr")
    assert (status, "n’ont pas été gardés" in told["error"]) == (422, True)
    status, told = await _send(place, token, (NAME, _samples(scores[::-1])))
    assert (status, told["added"], told["scored"]) == (201, 0, 1)
    replaced = f"scores of its samples replaced by <@{place.alex.id}>"
    await place.alex.wait_for(RELEASES, lambda one: not one.ephemeral and replaced in one.text)
    async with stored.transaction() as session:
        assert (await session.execute(text("SELECT length(scores) FROM result_scores"))).scalar_one() == 6400
        assert (await session.execute(text("SELECT count(*) FROM result_file"))).scalar_one() == 1
