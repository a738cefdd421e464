import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli_later import add_called
from tests.unit.notebooks.making import code, printed, prose, shown, values

ESSAI = add_called(app, "notebooks")


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "run.ipynb"
    cells = [
        prose("# My run\n\nIn this notebook we train on lions."),
        code("seed = 3", printed("/home/nora/x\n")),
    ]
    path.write_text(json.dumps(values(*cells)))
    return path


def test_a_notebook_is_told_in_words_and_as_json(dirty: Path) -> None:
    shown = CliRunner().invoke(ESSAI, ["notebooks", "read", str(dirty)])
    assert shown.exit_code == 0
    assert "My run\nIn this notebook we train on lions." in shown.output
    assert "seed = 3  (cell 2)" in shown.output
    told = json.loads(CliRunner().invoke(ESSAI, ["notebooks", "read", str(dirty), "--json"]).output)
    assert (told["title"], told["parameters"][0]["value"], told["cells"]) == ("My run", 3, 2)


def test_a_scan_ends_with_3_and_can_write_the_notebook_without_what_it_found(dirty: Path) -> None:
    out = dirty.with_name("clean.ipynb")
    found = CliRunner().invoke(ESSAI, ["notebooks", "scan", str(dirty), "--out", str(out)])
    assert found.exit_code == 3
    assert "home folder in output 1 of cell 2, line 1: >>>/home/nora<<</x" in found.output
    clean = CliRunner().invoke(ESSAI, ["notebooks", "scan", str(out), "--json"])
    assert (clean.exit_code, json.loads(clean.output)) == (0, {"findings": [], "pictures": 0, "files": 0})


def test_a_scan_that_only_finds_a_file_inside_ends_with_3_too(tmp_path: Path) -> None:
    path, out = tmp_path / "run.ipynb", tmp_path / "clean.ipynb"
    path.write_text(json.dumps(values(code("1", shown(application__pdf="JVBERi0xLjcK" + "A" * 60)))))
    found = CliRunner().invoke(ESSAI, ["notebooks", "scan", str(path), "--out", str(out)])
    assert (found.exit_code, found.output) == (3, "Files that cannot be looked through: 1\n")
    as_json = CliRunner().invoke(ESSAI, ["notebooks", "scan", str(path), "--json"])
    assert json.loads(as_json.output) == {"findings": [], "pictures": 0, "files": 1}
    assert CliRunner().invoke(ESSAI, ["notebooks", "scan", str(out)]).exit_code == 0


def test_what_cannot_be_read_ends_with_2_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text('{"cells": [')
    for command in ("read", "scan", "page -o out.html", f"compare {path}"):
        refused = CliRunner().invoke(ESSAI, ["notebooks", *command.split(), str(path)])
        assert refused.exit_code == 2
        assert "cut off" in refused.output


def test_where_nothing_can_be_written_a_sentence_says_so(dirty: Path) -> None:
    for command in ("page -o", "scan --out", f"compare {dirty} --png"):
        nowhere = dirty.parent / "nowhere" / "x"
        refused = CliRunner().invoke(ESSAI, ["notebooks", *command.split(), str(nowhere), str(dirty)])
        assert refused.exit_code == 2
        assert f"{nowhere}: this could not be written (No such file or directory)." in refused.output


def test_of_two_notebooks_the_one_that_cannot_be_read_is_named(dirty: Path) -> None:
    broken = dirty.with_name("broken.ipynb")
    broken.write_text('{"cells": [')
    refused = CliRunner().invoke(app, ["notebooks", "compare", str(dirty), str(broken)])
    assert refused.exit_code == 2
    assert refused.output.startswith("`broken.ipynb`: The notebook ends in the middle")


def test_a_notebook_becomes_a_page(dirty: Path) -> None:
    out = dirty.with_name("run.html")
    made = CliRunner().invoke(ESSAI, ["notebooks", "page", str(dirty), "--out", str(out), "--language", "fr"])
    assert made.exit_code == 0
    assert '<html lang="fr">' in out.read_text()
    assert "In this notebook we train on lions." in out.read_text()


def test_a_page_in_a_language_that_is_not_there_is_refused(dirty: Path) -> None:
    out = dirty.with_name("page.html")
    made = CliRunner().invoke(ESSAI, ["notebooks", "page", str(dirty), "--out", str(out), "--language", "de"])
    assert made.exit_code == 2
    assert "'de' is not one of 'en', 'fr'" in made.output
    assert not out.exists()


def test_two_notebooks_are_compared_in_words_as_json_as_a_picture_and_as_a_page(dirty: Path) -> None:
    other = dirty.with_name("other.ipynb")
    other.write_text(dirty.read_text().replace("seed = 3", "seed = 4"))
    called = ["notebooks", "compare", str(dirty), str(other)]
    told = CliRunner().invoke(ESSAI, called)
    assert told.exit_code == 0
    assert "parameter seed: 3 -> 4" in told.output
    assert "Cell 2 changed\n  - seed = 3\n  + seed = 4" in told.output
    values_ = json.loads(CliRunner().invoke(ESSAI, [*called, "--json"]).output)
    assert [one["kind"] for one in values_["cells"]] == ["changed"]
    drawn = CliRunner().invoke(ESSAI, [*called, "--png", str(dirty.with_name("drawn.png"))])
    assert (drawn.exit_code, drawn.output) == (0, told.output)
    assert dirty.with_name("drawn.png").read_bytes().startswith(b"\x89PNG")
    assert "Content-Security-Policy" in CliRunner().invoke(ESSAI, [*called, "--html"]).output
    same = CliRunner().invoke(ESSAI, ["notebooks", "compare", str(dirty), str(dirty)])
    assert (same.exit_code, same.output) == (0, "Nothing differs between the two.\n")
