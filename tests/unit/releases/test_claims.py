"""Claims as they stand in the wild, with who makes them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from bot.hub.cards import read_card
from bot.hub.models import EvalResult, Repository
from bot.hub.reading import read_repository
from bot.releases.claims import MOST_KEPT, claims
from bot.releases.parts import Claim


def _index(*metrics: Any, **result: Any) -> Repository:
    index = [{"name": "m", "results": [{"dataset": {"name": "MMLU"}, "metrics": list(metrics), **result}]}]
    return read_repository("model", {"id": "Qwen/m", "model-index": index})


def _results(*entries: dict[str, Any]) -> tuple[Claim, ...]:
    repository = read_repository("model", {"id": "Qwen/m", "evalResults": list(entries)})
    return claims(repository, repository.eval_results)


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.9, 0.9), (81, 81.0), ("25.59%", "25.59%"), ("45.1 ± 0.3", "45.1 ± 0.3"), (0, 0.0)],
)
def test_a_value_is_told_as_it_was_stated(value: Any, told: Any) -> None:
    assert claims(_index({"type": "acc", "value": value}), ()) == (Claim("MMLU", "acc", told),)


@pytest.mark.parametrize(
    "value",
    ["NA", "n/a", "", None, [0.4, 0.5], {"a": 1}, float("nan"), "see the paper", "1" * 50, True],
)
def test_what_is_no_single_value_is_no_claim(value: Any) -> None:
    assert claims(_index({"type": "acc", "value": value}), ()) == ()


def test_a_result_names_its_source() -> None:
    theirs = _index({"value": 1}, source={"name": "Open LLM Leaderboard", "url": "https://example.org"})
    assert claims(theirs, ())[0].by == "others"
    assert claims(theirs, ())[0].name == "Open LLM Leaderboard"
    assert claims(theirs, ())[0].url == "https://example.org"
    checked = _index({"value": 1, "verified": True, "verifyToken": "ey"})
    assert claims(checked, ())[0].by == "verified"
    assert claims(_index({"value": 1, "verified": True}), ())[0].by == "authors"


def test_eval_results_tell_benchmark_and_task_without_repeating_it() -> None:
    told = _results(
        {"dataset": {"id": "Idavidrein/gpqa", "task_id": "gpqa_diamond"}, "value": 0.412},
        {"dataset": {"id": "cais/hle", "task_id": "default"}, "value": 20.9},
        {"dataset": {"id": "openai/gsm8k"}, "value": 90},
        {"dataset": {"id": "lm/mmlu", "task_id": "stem"}, "value": "75.1"},
        {"filename": ".eval_results/x.yaml", "error": "bad"},
        {"dataset": {}, "value": 3},
    )
    assert [claim.benchmark for claim in told] == ["gpqa_diamond", "hle", "gsm8k", "mmlu stem"]
    assert told[3].value == "75.1"


@pytest.mark.parametrize(
    ("source", "by", "name"),
    [
        ({"url": "https://x.org", "user": "someone"}, "others", "someone"),
        ({"url": "https://x.org", "org": "qwen"}, "authors", None),
        ({"url": "https://huggingface.co/Qwen/m", "name": "Model card"}, "authors", None),
        ({"url": "https://x.org"}, "authors", None),
        ("nonsense", "authors", None),
    ],
)
def test_eval_results_tell_who_claims_them(source: Any, by: str, name: str | None) -> None:
    [claim] = _results({"dataset": {"id": "a/b"}, "value": 1, "source": source})
    assert (claim.by, claim.name) == (by, name)


def test_a_source_that_no_link_can_hold_is_left_out() -> None:
    [claim] = _results(
        {"dataset": {"id": "a/b"}, "value": 1, "source": {"url": "javascript:alert(1)", "user": "x"}}
    )
    assert claim.url is None


def test_what_both_say_is_told_once_and_thousands_are_cut() -> None:
    repository = _index({"value": 1})
    twice = (EvalResult("lm/MMLU", None, 1, {"value": 1}), EvalResult("lm/mmlu", None, 1, {"value": 1}))
    assert len(claims(repository, twice)) == 1
    assert len(claims(_index(*({"type": str(n), "value": n} for n in range(500))), ())) == MOST_KEPT


_JSON = some.recursive(
    some.none() | some.booleans() | some.floats() | some.text(max_size=9),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(["results", "dataset", "metrics", "value", "name", "source"]), inner
        )
    ),
)


@given(_JSON)
def test_no_model_index_breaks_the_reader(index: Any) -> None:
    claims(Repository("model", "a/b", "k", "a", model_index=index), ())


def test_real_cards_and_files_are_read(shared: Path) -> None:
    hub = shared / "data" / "hub"
    info = json.loads(
        (hub / "models_info" / "jonatasgrosman__wav2vec2-large-xlsr-53-english.json").read_text()
    )
    told = claims(read_repository("model", info), ())
    assert told[0] == Claim("Common Voice en", "Test WER", 19.06)
    card = (hub / "cards" / "Akashpb13__Galician_xlsr.md").read_text()
    front = yaml.safe_load(card.split("---")[1])
    galician = claims(read_repository("model", {"id": "a/b", "model-index": front["model-index"]}), ())
    assert galician[0] == Claim("Common Voice 8", "Test WER", 0.11308483789555426)
    entry = yaml.safe_load(
        (hub / "eval_results" / "full_entry.yaml").read_text().replace("<", "").replace(">", "")
    )
    [claim] = _results(*entry)
    assert (claim.benchmark, claim.value, claim.by, claim.notes) == ("hle", 20.9, "verified", "no-tools")
    assert read_card("model", card).text
