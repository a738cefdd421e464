"""What was read comes over from the other process as it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.results.answers import PART, pack, unpack
from bot.results.model import Reading, Result, Scrubbed, Setup, Spread
from bot.results.samples.model import SampleScores
from bot.texts import later

FULL = Result(
    benchmark="gsm8k",
    task="gsm8k",
    metric="exact_match",
    value=0.0,
    written=0.0,
    unit="share",
    higher_is_better=False,
    model="Qwen/Qwen3-8B",
    model_name="Qwen/Qwen3-8B",
    revision="a" * 40,
    is_revision_of_posting=True,
    subset="algebra",
    task_version="3",
    filter="strict-match",
    spread=Spread(0.01, "given"),
    deviation=0.0,
    samples=0,
    samples_total=1319,
    partial=True,
    measured_at=datetime(2026, 11, 22, tzinfo=UTC),
    setup=Setup(
        shots=0, limit=0.5, generation={"temperature": 0.0, "do_sample": False}, conditions={"a": "b"}
    ),
    provenance="claimed",
)
BARE = Result("x", "x", "acc", 0.5, 0.5, "share")


@pytest.mark.parametrize("count", [0, 1, PART, PART + 1, 3 * PART])
async def test_readings_come_back_as_they_were_however_many_results_they_have(count: int) -> None:
    results = tuple(replace(FULL if number % 2 else BARE, written=float(number)) for number in range(count))
    readings = [
        Reading("a.json", "00", "lm-evaluation-harness", results, raw={"a": [None, 0, ""]}),
        Reading("b.json", "11", error=later("No: {reason}.", reason="why")),
        Reading(
            "c.json",
            "22",
            results=(FULL, BARE),
            warnings=(later("Odd."),),
            scrubbed=(Scrubbed("token", "a.b"),),
            scores=(SampleScores("gsm8k", "acc", None, {"k": 0.0}),),
            columns=("model",),
        ),
    ]
    assert await unpack(pack(readings)) == readings
