"""Charts in words, in both languages."""

import pytest

from bot.charts.describing import described
from bot.charts.model import Comparison, Curves, Ranking, Row, Scale, Unit, Value
from bot.charts.wording import amount, with_arrow
from bot.texts import language
from tests.unit.charts.examples import EXAMPLES, comparison, curves, history, latency, ranking, speeds

EN, FR = language("en"), language("fr")
NARROW, BROAD = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("tag", ["en", "fr"])
def test_every_chart_can_be_said(name: str, tag: str) -> None:
    words = described(EXAMPLES[name], language(tag))
    assert words.startswith(EXAMPLES[name].title)
    assert len(words) > 100


def test_a_ranking_says_its_places_ties_intervals_and_claims() -> None:
    words = described(ranking(), EN)
    assert words.startswith(
        "GSM8K, 5 shots. Higher is better. 1–2. Qwen/Qwen2.5-Coder-32B-Instruct 91.2% (89.6% to 92.7%). "
        "1–2. mistralai/Mistral-Small-3.2-24B-Instruct-2506 90.8% (89.2% to 92.3%), claimed. "
    )
    assert words.endswith("6. HuggingFaceTB/SmolLM3-3B 76.1%.")


def test_a_ranking_is_said_in_french_with_french_numbers() -> None:
    words = described(latency(), FR)
    assert "Plus c’est bas, mieux c’est. 1. Qwen/Qwen2.5-Coder-32B-Instruct 182,4" in words
    assert f"1{NARROW}490{BROAD}ms (1{NARROW}386{BROAD}ms à 1{NARROW}594{BROAD}ms)" in words


def test_a_long_ranking_says_how_many_more_there_are() -> None:
    rows = tuple(Row(f"model {number}", Value(0.5)) for number in range(15))
    words = described(Ranking("many", Scale("share"), rows), EN)
    assert words.endswith("model 11 50.0%. 3 more.")


def test_a_comparison_says_each_benchmark_with_its_direction_and_leaves_out_what_is_missing() -> None:
    words = described(comparison(), EN)
    assert "WikiText perplexity, lower is better: Qwen/Qwen2.5-Coder-32B-Instruct 9.1 (9.02 to 9.18)" in words
    french = words.partition("FrenchBench")[2].partition("WikiText")[0]
    assert "gemma" not in french


def test_a_history_says_the_latest_first() -> None:
    assert "Higher is better. Aug 3, 2026 gemma-4-12b 78.1%. Feb 14, 2026 Qwen3.5-9B" in described(
        history(), EN
    )
    assert f"3 août 2026 gemma-4-12b 78,1{BROAD}%" in described(history(), FR)


def test_speeds_are_said_machine_by_machine() -> None:
    words = described(speeds(), EN)
    assert f"Apple M3 Max 64 GB: Q4_K_M 61{BROAD}tokens/s (59.17" in words


def test_curves_say_where_they_begin_and_end() -> None:
    assert "with French data goes from 3.22 to 1.14" in described(curves(), EN)
    assert described(Curves("none", Scale("number"), "step", ()), EN) == "none."


@pytest.mark.parametrize(
    ("unit", "value", "english", "french"),
    [
        ("share", 0.7, "70.0%", f"70,0{BROAD}%"),
        ("share", 0.71249, "71.2%", f"71,2{BROAD}%"),
        ("points", 27.316, "27.32", "27,32"),
        ("tokens/s", 12345.6, f"12,346{BROAD}tokens/s", f"12{NARROW}346{BROAD}jetons/s"),
        ("requests/s", 3.5, f"3.5{BROAD}req/s", f"3,5{BROAD}req/s"),
        ("ms", 0.0, f"0{BROAD}ms", f"0{BROAD}ms"),
        ("s", 1.25, f"1.25{BROAD}s", f"1,25{BROAD}s"),
        ("bytes", 14_500_000_000, "14.5 GB", f"14,5{NARROW}Go"),
    ],
)
def test_numbers_are_said_as_each_language_writes_them(
    unit: Unit, value: float, english: str, french: str
) -> None:
    scale = Scale(unit)
    assert (amount(value, scale, EN), amount(value, scale, FR)) == (english, french)


def test_a_direction_that_is_not_known_is_not_claimed() -> None:
    assert with_arrow(Scale("number"), EN) == ""
    assert "better" not in described(Comparison("c", ("a",), ()), EN)
    assert with_arrow(Scale("ms", higher_is_better=False), FR) == "↓ plus c’est bas, mieux c’est"


def test_of_many_values_the_names_are_said_once_so_that_discord_shows_all() -> None:
    many = comparison(8)
    words = described(many, EN)
    assert len(words) <= 1024
    assert [words.count(name) for name in many.models] == [1] * 8
    assert "FrenchBench, higher is better: 61.0%," in words
    assert ", –." in words
