"""Conditions of a run in words."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.boards import set_ups
from bot.message import Text
from bot.results import post_cards, words
from bot.results.comparability import differences
from bot.results.model import Posted, Result, Told
from bot.results.naming import ModelName
from bot.results.typed import Typed, read
from bot.texts import language
from tests.unit.results.test_real_files import needs_data, reading_of

FRENCH = language("fr")
MMLU = Result("mmlu", "mmlu", "acc", 0.7, 0.7, "share", higher_is_better=True, model_name="a")


@needs_data
def test_a_post_tells_the_load_of_each_of_several_runs_of_a_server() -> None:
    runs = [
        replace(reading_of(f"vllm_bench_serve/gptoss120b_{name}.json").results[0], model_name="gpt-oss")
        for name in ("conc32_in2048_out128", "conc128_in128_out2048")
    ]
    now = datetime(2026, 11, 23, tzinfo=UTC)
    posted = tuple(Posted(number, 1, "post", "public", now, one) for number, one in enumerate(runs))
    post = post_cards.post(Told(posted), "f" * 24, "https://hub", FRENCH)
    (text,) = [part.markdown for part in post.blocks if isinstance(part, Text)]
    small = [line for line in text.splitlines() if line.startswith("-# vllm bench serve")]
    assert [line.split(" · ")[1] for line in small] == [
        "requêtes à la fois\u00a0: 32",
        "requêtes à la fois\u00a0: 128",
    ]
    assert "inf" not in text


@needs_data
def test_the_conditions_of_a_ranking_are_told_in_words() -> None:
    speed = reading_of("llama_bench/b5163_rtx4080.json").results[1]
    assert "jetons écrits\u00a0: 128" in set_ups.told(speed, FRENCH)
    assert "tokens written: 128" in set_ups.told(speed, language("en"))


def test_a_result_of_all_of_a_test_is_told_as_the_whole() -> None:
    part = replace(MMLU, subset="anatomy")
    (found,) = [one for one in differences(MMLU, part) if one.name == "subset"]
    assert FRENCH.tell(found.sentence) == "partie du test\u00a0: l’ensemble ici, anatomy là"


@needs_data
def test_speeds_have_names_in_french_and_benchmarks_keep_those_of_their_authors() -> None:
    speed = reading_of("llama_bench/b5163_rtx4080.json").results[1]
    assert words.subject(speed, language=FRENCH) == "Vitesse de génération (tg128)"
    assert words.subject(speed, language=language("en")) == "Generation speed (tg128)"
    assert words.subject(MMLU, language=FRENCH) == "MMLU (acc)"
    (typed,) = read(Typed("Vitesse de génération", "42,5 t/s"), ModelName("a", "a")).results
    assert typed.benchmark == "generation_speed"


def test_a_score_has_no_load() -> None:
    assert words.setup_line(MMLU.setup, FRENCH) is None
