import pytest

from bot.results.benchmarks.registry import BENCHMARKS, find
from bot.texts import language


def test_every_benchmark_is_described_in_both_languages() -> None:
    french = language("fr")
    assert len(BENCHMARKS) >= 60
    for benchmark in BENCHMARKS:
        assert benchmark.about.endswith(".")
        assert french.say(benchmark.about) != benchmark.about
        assert benchmark.source.startswith("https://")


def test_ids_and_aliases_are_each_of_one_benchmark() -> None:
    ids = [benchmark.id for benchmark in BENCHMARKS]
    assert len(set(ids)) == len(ids)
    for benchmark in BENCHMARKS:
        for name in (benchmark.id, benchmark.name, *benchmark.aliases):
            assert find(name) == (benchmark, None), name


@pytest.mark.parametrize(
    ("task", "benchmark", "subset"),
    [
        ("gsm8k", "gsm8k", None),
        ("lighteval|gsm8k|0", "gsm8k", None),
        ("harness|arc:challenge|25", "arc_challenge", None),
        ("leaderboard|mmlu:abstract_algebra|5", "mmlu", "abstract_algebra"),
        ("mmlu_formal_logic", "mmlu", "formal_logic"),
        ("mmlu_pro_law", "mmlu_pro", "law"),
        ("mgsm_fr", "mgsm", "fr"),
        ("belebele_fra_Latn", "belebele", "fra_latn"),
        ("humaneval+", "humaneval_plus", None),
        ("AILAStatutes", "aila_statutes", None),
    ],
)
def test_a_task_is_found_by_the_names_that_harnesses_use(
    task: str, benchmark: str, subset: str | None
) -> None:
    found = find(task)
    assert found is not None
    assert (found[0].id, found[1]) == (benchmark, subset)


@pytest.mark.parametrize(
    "task",
    ["community|gpqa-diamond-idk|0", "mmlu_flan_n_shot_generative_law", "negotiationtom", "MMLU (5-shot)"],
)
def test_another_test_with_a_similar_name_is_not_taken_for_it(task: str) -> None:
    assert find(task) is None
