"""What is read from real notebooks against what a person finds in them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.notebooks.facts import Facts
from bot.notebooks.looking import look
from bot.notebooks.reading import read_notebook

EXPECTED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "expected/facts.yaml").read_text(encoding="utf-8")
)


def _facts(shared: Path, name: str) -> Facts:
    return look(read_notebook((shared / f"data/notebooks/{name}.ipynb").read_bytes()), f"{name}.ipynb")


def _parameters(facts: Facts) -> list[str]:
    return [
        f"{one.cell} {one.group}{'.' if one.group else ''}{one.name} = {one.value!r}"
        for one in facts.settings
    ]


def _metrics(facts: Facts) -> list[str]:
    return [f"{one.cell} {one.name} = {one.value}{' %' if one.is_percent else ''}" for one in facts.metrics]


def _curves(facts: Facts) -> list[str]:
    def at(point: tuple[float, float]) -> str:
        return f"({point[0]:g}, {point[1]})"

    return [
        f"{one.cell} {one.name}, {len(one.points)} points, from {at(one.points[0])} to {at(one.points[-1])}"
        for one in facts.curves
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_person_finds_is_found_and_nothing_else(shared: Path, name: str) -> None:
    expected, facts = EXPECTED[name], _facts(shared, name)
    assert facts.title == expected["title"]
    assert list(facts.models) == expected.get("models", [])
    assert list(facts.datasets) == expected.get("datasets", [])
    assert _parameters(facts) == expected.get("parameters", [])
    assert _metrics(facts) == expected.get("metrics", [])
    assert _curves(facts) == expected.get("curves", [])
    assert (facts.environment.python, facts.environment.hardware) == (
        expected.get("python"),
        expected.get("hardware"),
    )


def test_versions_that_ran_count_more_than_those_asked_for(shared: Path) -> None:
    used = {one.name: one.version for one in _facts(shared, "unsloth_LFM2.5_VL_vision").libraries}
    # The cell asks for transformers 4.57.1, but what Unsloth prints below is another one.
    assert (used["transformers"], used["trl"], used["torch"]) == ("5.0.0.dev0", "0.22.2", "2.9.0+cu126")
    assert {"os", "re", "google"}.isdisjoint(used)


def test_the_summary_is_what_the_author_says_of_it(shared: Path) -> None:
    assert _facts(shared, "hf_nucleotide_transformer_1.2MB").summary.startswith(
        "This notebook allows you to fine-tune these models. The model we are going to use is the 500M"
    )
    assert _facts(shared, "lm_eval_overview").summary == (
        "In this notebook we will be going through a short tutorial on how things work."
    )


def test_pictures_are_found_where_they_are(shared: Path) -> None:
    found = _facts(shared, "hf_nucleotide_transformer_1.2MB").pictures
    assert [(one.cell, one.output, one.media_type) for one in found] == [
        (42, 1, "image/png"),
        (68, 1, "image/png"),
    ]
