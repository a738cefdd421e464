"""What was changed in a notebook is found again, and nothing else."""

import copy
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notebooks.comparison import page, words
from bot.notebooks.comparison.aligning import aligned
from bot.notebooks.comparison.comparing import compare
from bot.notebooks.comparison.model import Compared, Line
from bot.notebooks.directions import verdict
from bot.notebooks.looking import look
from bot.texts import language
from tests.unit.notebooks.making import code, notebook, printed, prose

EN = language("en")
_TEXTS = st.text(st.sampled_from("ab\n =1"), max_size=12)
_CELLS = st.lists(
    st.builds(lambda text, is_code: (code if is_code else prose)(text), _TEXTS, st.booleans()), max_size=7
)


def _compared(
    before: list[dict[str, Any]], after: list[dict[str, Any]], *, details: bool = False
) -> Compared:
    one, other = notebook(*before), notebook(*after)
    return compare(one, other, (look(one, "a.ipynb"), look(other, "b.ipynb")), details=details)


@given(_CELLS)
@settings(max_examples=30, deadline=None)
def test_equal_notebooks_give_no_difference(cells: list[dict[str, Any]]) -> None:
    assert _compared(cells, copy.deepcopy(cells), details=True).is_equal


@given(_CELLS, _CELLS)
@settings(max_examples=60, deadline=None)
def test_random_edits_are_found_back(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    found = _compared(before, after)
    gone = {one.before for one in found.cells if one.kind == "removed"}
    new = {one.after for one in found.cells if one.kind == "added"}
    changed = {one.before: one.after for one in found.cells if one.kind == "changed"}
    kept = [number for number in range(1, len(before) + 1) if number not in gone]
    others = [number for number in range(1, len(after) + 1) if number not in new]
    assert len(kept) == len(others)
    for number, other in zip(kept, others, strict=True):
        is_same = before[number - 1]["source"] == after[other - 1]["source"]
        assert changed.get(number) == (None if is_same else other)
    for one in found.cells:
        old = before[one.before - 1]["source"].split("\n") if one.before else []
        fresh = after[one.after - 1]["source"].split("\n") if one.after else []
        assert all(line.text in old for line in one.source if line.mark == "-")
        assert all(line.text in fresh for line in one.source if line.mark == "+")


@given(st.integers(2, 20), st.data())
@settings(max_examples=20, deadline=None)
def test_a_cell_more_and_one_less_among_alike_ones_are_all_that_differs(
    count: int, data: st.DataObject
) -> None:
    before = [_plot(f"feature_{number}") for number in range(count)]
    gone, new = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    after = [one for place, one in enumerate(before) if place != gone]
    after.insert(new, _plot("new_feature"))
    found = _compared(before, after)
    if gone == new:
        assert [(one.kind, one.before, one.after) for one in found.cells] == [("changed", gone + 1, new + 1)]
    else:
        told = {(one.kind, one.before or one.after) for one in found.cells}
        assert told == {("removed", gone + 1), ("added", new + 1)}


def _plot(column: str) -> dict[str, Any]:
    return code(
        "fig, axes = plt.subplots(nrows=1, ncols=2, figsize=(14, 5), sharey=True)\n"
        f"sns.histplot(data=df, x='{column}', hue='label', ax=axes[0])\n"
        f"axes[0].set_title('{column} by label')\nplt.show()"
    )


def test_an_empty_cell_leads_no_other_cell_astray() -> None:
    before = [code("load_the_data(path, seed=1)"), code("")]
    after = [code(""), code("load_the_data(path, seed=2)"), code("")]
    assert aligned(before, after) == [(None, 0), (0, 1), (1, 2)]


def test_a_change_is_told_in_words_with_its_direction_and_its_lines() -> None:
    before = [
        prose("# Lions"),
        code("args = TrainingArguments(learning_rate=2e-4)\nseed = 1"),
        code("train()", printed("eval_accuracy: 0.71\neval_loss: 0.4\n")),
        code("old()"),
    ]
    after = [
        prose("# Lions"),
        code("args = TrainingArguments(learning_rate=1e-4)\nseed = 1"),
        code("import peft"),
        code("train()", printed("eval_accuracy: 0.78\neval_loss: 0.5\n")),
    ]
    found = _compared(before, after)
    told = [words.change(one, EN) for one in found.changes]
    assert "**TrainingArguments.learning\\_rate**: 0.0002 → 0.0001" in told
    assert "**eval\\_accuracy**: 0.71 → 0.78 (better)" in told
    assert "**eval\\_loss**: 0.4 → 0.5 (worse)" in told
    assert "**peft**: new" in told
    assert words.counted(found, EN) == "1 changed, 1 added, and 1 removed"
    assert [words.cell(one, EN) for one in found.cells] == [
        "Cell 2 changed",
        "Cell 3 is new",
        "Cell 4 is gone",
    ]
    assert [words.written(line) for line in found.cells[0].source] == [
        "- args = TrainingArguments(learning_rate=2e-4)",
        "+ args = TrainingArguments(learning_rate=1e-4)",
        "  seed = 1",
    ]
    shown = page.page(found, language("fr"), 100_000)
    assert '<strong>eval_accuracy</strong>\xa0: 0,71 → 0,78 <span class="better">meilleur</span>' in shown
    assert '<div class="add">+ import peft</div>' in shown


def test_outputs_and_metadata_are_compared_on_demand() -> None:
    before, after = [code("x", printed("one\n"))], [code("x", printed("two\n"), tags=["a"])]
    assert _compared(before, after).cells == ()
    found = _compared(before, after, details=True).cells[0]
    assert [line.text for line in found.outputs if line.mark != " "] == ["one", "two"]
    assert any('"a"' in line.text for line in found.metadata)


def test_code_of_a_notebook_is_only_text_on_the_page() -> None:
    found = _compared([code("a")], [code("<script>steal()</script>")])
    assert "<script" not in page.page(found, EN, 100_000)


def test_very_many_cells_are_compared_all_the_same() -> None:
    before = [code(f"x = {number}") for number in range(1_000)]
    after = [code(f"y = {number}") for number in range(1_000)]
    found = _compared(before, [*after, code("end")])
    assert (found.count("removed"), found.count("added")) == (1_000, 1_001)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Validation Loss", "worse"),
        ("eval_f1", "better"),
        ("MCC score", "better"),
        ("ppl", "worse"),
        ("epoch", None),
        ("brier_score", "worse"),
        ("davies_bouldin_score", "worse"),
        ("silhouette_score", "better"),
        ("Calinski-Harabasz", "better"),
        ("neg_mean_squared_error", "better"),
        ("neg_brier_score", "better"),
        ("d2_absolute_error_score", "better"),
        ("neg_f1", "better"),
        ("mean_absolute_percentage_error", "worse"),
        ("hamming_loss", "worse"),
        ("edit distance", "worse"),
        ("TER", "worse"),
        ("FID", "worse"),
        ("eval_samples_per_second", "better"),
        ("rewards/chosen", "better"),
        ("rewards/rejected", None),
    ],
)
def test_the_direction_of_a_metric_is_known_by_its_name(name: str, expected: str | None) -> None:
    assert verdict(name, 1.0, 2.0) == expected
    assert verdict(name, 1.0, 1.0) is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("accuracy: 0.91", "accuracy: 89%", "91% → 89% (worse)"),
        ("accuracy: 88.25%", "accuracy: 0.91", "88.25% → 91% (better)"),
        ("accuracy: 91", "accuracy: 89%", "91 → 89%"),
        ("accuracy: 0.91", "accuracy: 89", "0.91 → 89"),
        ("WER: 0.8%", "WER: 3.5%", "0.8% → 3.5% (worse)"),
        ("accuracy: 0.57", "accuracy: 57%", None),
    ],
)
def test_a_share_and_a_percentage_are_compared_on_one_scale_or_not_judged(
    before: str, after: str, told: str | None
) -> None:
    found = _compared([code("t()", printed(f"{before}\n"))], [code("t()", printed(f"{after}\n"))])
    name = f"**{before.partition(':')[0]}**"
    assert [words.change(one, EN) for one in found.changes] == ([f"{name}: {told}"] if told else [])
    if told:
        values = told.partition(" (")[0]
        assert [words.told(one, EN)[1] for one in found.changes] == [values]
        assert values in page.page(found, EN, 100_000)


def test_the_lines_of_all_cells_are_told_as_far_as_anyone_reads_them() -> None:
    many = [prose(f"{number}\n" + "long words\n" * 199) for number in range(600)]
    found = _compared([], many)
    assert found.count("added") == 600
    assert len(found.cells[0].source) == 200
    assert found.cells[-1].source == (Line("…", ""),)


def test_many_long_cells_are_told_apart_in_little_time() -> None:
    def cells(value: int) -> list[dict[str, Any]]:
        return [
            code("\n".join(f"name_{n}_{line} = seed + 7 * {value}" for line in range(300))) for n in range(40)
        ]

    began = time.process_time()
    found = aligned(cells(1), cells(2))
    assert time.process_time() - began < 5
    assert found == [(place, place) for place in range(40)]


def test_hundreds_of_different_cells_are_compared_in_little_time() -> None:
    def cells(name: str) -> list[dict[str, Any]]:
        return [code(" ".join(f"{name}{n * line % 97}" for line in range(200))) for n in range(1, 317)]

    same = code("the_same()")
    before, after = [*cells("a"), same, code("train(1)")], [*cells("b"), same, code("train(2)")]
    began = time.process_time()
    found = aligned(before, after)
    assert time.process_time() - began < 5
    assert found[-2:] == [(316, 316), (317, 317)]
