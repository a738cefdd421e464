import pytest

from bot.charts.parts import fitting_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Qwen/Qwen3-8B", "Qwen/Qwen3-8B"),
        ("mistralai/Ministral-8B-Instruct-2410", "Ministral-8B-Instruct-2410"),
        ("mistralai/Ministral-8B-Instruct-2410 (Q4_K_M)", "Ministral-8B-Instruct-2410 (Q4_K_M)"),
        ("line 5 · meta-llama/Llama-3.1-8B-Instruct", "line 5 · Llama-3.1-8B-Instruct"),
    ],
)
def test_a_long_name_loses_its_author_and_keeps_the_line_that_it_stands_on(name: str, shown: str) -> None:
    assert fitting_name(name) == shown
