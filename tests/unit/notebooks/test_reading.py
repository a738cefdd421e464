import json
from pathlib import Path
from typing import Any

import pytest

from bot.notebooks import limits
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.model import readable
from bot.notebooks.reading import read_notebook
from bot.texts import language
from tests.unit.notebooks.making import code, notebook, printed, prose, shown, values


def _refusal(content: bytes) -> str:
    with pytest.raises(UnreadableNotebook) as refused:
        read_notebook(content)
    told = language("en").tell(refused.value.sentence)
    assert language("fr").tell(refused.value.sentence) != told
    return told


def _raw(data: Any) -> bytes:
    return json.dumps(data).encode()


def test_cells_are_numbered_from_one_with_their_outputs_as_text() -> None:
    read = notebook(prose("# Title"), code("print(1)", printed("1\n"), tags=["parameters"]))
    assert [(cell.number, cell.kind, cell.source) for cell in read.cells] == [
        (1, "markdown", "# Title"),
        (2, "code", "print(1)"),
    ]
    assert read.cells[1].outputs[0].text == "1\n"
    assert read.cells[1].tags == ("parameters",)


def test_progress_that_was_overwritten_and_colours_are_not_read() -> None:
    assert readable("\x1b[31m10%\x1b[0m\r50%\r100%\ndone\r\n") == "100%\ndone\n"


def test_an_error_is_read_as_its_traceback() -> None:
    raised = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no",
        "traceback": ["\x1b[0;31mValueError\x1b[0m: no"],
    }
    output = notebook(code("1/0", raised)).cells[0].outputs[0]
    assert (output.kind, output.name, output.text) == ("error", "ValueError", "ValueError: no")


def test_the_language_and_its_version_come_from_the_metadata() -> None:
    info = {"name": "julia", "version": "1.10.4"}
    read = notebook(language_info=info)
    assert (read.language, read.language_version, read.is_python) == ("julia", "1.10.4", False)
    assert notebook().is_python


@pytest.mark.parametrize("name", ["nbformat_v3_test3", "nbformat_v4_test4"])
def test_old_formats_read_as_the_new_one(shared: Path, name: str) -> None:
    read = read_notebook((shared / "data/notebooks" / f"{name}.ipynb").read_bytes())
    assert read.cells[0].source == "# nbconvert latex test"
    assert read.cells[3].outputs[0].text.startswith("hello")
    assert read.content["nbformat"] == 4


def test_format_2_is_read() -> None:
    cell = {"cell_type": "code", "input": ["a = 1"], "outputs": [], "language": "python", "collapsed": False}
    old = {"nbformat": 2, "metadata": {"name": "old"}, "worksheets": [{"cells": [cell]}]}
    read = read_notebook(_raw(old))
    assert (read.version, read.cells[0].source) == ((2, 0), "a = 1")


def test_the_same_file_always_gives_the_same_notebook() -> None:
    cells = [code("1"), code("2")]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}
    for data in (old, {**values(*cells), "nbformat_minor": 5}):
        assert read_notebook(_raw(data)) == read_notebook(_raw(data))


def test_cells_that_share_an_id_are_told_apart() -> None:
    cells = [{**code("1"), "id": "same"}, {**code("2"), "id": "same"}]
    read = read_notebook(_raw({**values(*cells), "nbformat_minor": 5}))
    assert [cell["id"] for cell in read.content["cells"]] == ["same", "cell-2"]


def test_empty_fields_that_a_program_forgot_harm_nobody() -> None:
    bare = {"cell_type": "code", "source": ["a\n", "b"], "unknown": 1}
    read = read_notebook(_raw({"nbformat": 4, "cells": [bare]}))
    assert read.cells[0].source == "a\nb"


def test_an_invalid_notebook_is_refused_with_the_place_and_the_fault(shared: Path) -> None:
    content = (shared / "data/notebooks/nbformat_invalid.ipynb").read_bytes()
    assert "not valid: cell 1 lacks `source`." in _refusal(content)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            {**code("1"), "outputs": [{"output_type": "bad stream"}]},
            "output 1 of cell 2 is of an unknown kind, `bad",
        ),
        ({**code("1"), "cell_type": "foo"}, "cell 2 is of an unknown kind, `foo`"),
        ("no cell", "cell 2 is not as the format says"),
        ({**code("1"), "source": 3}, "`source` in cell 2 is not as the format says"),
        (code("1", shown(image__png={"a": 1})), "`data` in output 1 of cell 2 is not as the format says"),
    ],
)
def test_each_fault_is_told_with_its_place(cell: Any, told: str) -> None:
    assert told in _refusal(_raw(values(prose("one"), cell)))


def test_a_file_that_ends_in_the_middle_is_told_from_a_damaged_one() -> None:
    whole = _raw(values(code("print(1)", printed("1"))))
    assert "cut off" in _refusal(whole[: len(whole) // 2])
    assert "mistake in line 2" in _refusal(whole[:16] + b"\n!" + whole[16:])


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x89PNG\r\n\x1a\n\xff", b"[]", b'{"a": 1}', b"print(1)"])
def test_what_is_no_notebook_is_refused(content: bytes) -> None:
    assert _refusal(content)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_notebook_in_other_letters_than_utf_8_is_refused_with_just_that(encoding: str) -> None:
    written = json.dumps(values(prose("# Un café")), ensure_ascii=False)
    assert "not written in UTF-8" in _refusal(written.encode(encoding))
    assert "no Jupyter notebook" in _refusal("un café".encode(encoding).lstrip(b"\xff\xfe"))


def test_formats_of_the_future_are_refused_by_their_number() -> None:
    assert "format 5" in _refusal(_raw({"nbformat": 5, "cells": []}))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b" " * (limits.LARGEST_BYTES + 1), "too large"),
        (_raw(values(*[prose("")] * (limits.MOST_CELLS + 1))), "too many cells"),
        (_raw(values(deep=json.loads("[" * 70 + "]" * 70))), "more than 60 deep"),
        (b'{"nbformat": 4, "cells": [], "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "more than 60 deep"),
        (_raw(values(many=[0] * (limits.MOST_VALUES + 1))), "more than 1000000 values"),
    ],
    ids=["large", "cells", "deep", "very deep", "values"],
)
def test_hostile_files_are_refused_at_once(content: bytes, told: str) -> None:
    assert told in _refusal(content)


def test_what_is_no_character_is_left_out() -> None:
    source = json.dumps(values(prose("# A TITLE"), code("x = 1"))).replace(" TITLE", "\\u0000\\ud800 TITLE")
    read = read_notebook(source.encode())
    assert read.cells[0].source == "# A TITLE"
    assert read_notebook(source.replace("A", "A\0").encode()).cells[0].source == "# A TITLE"


def test_every_real_notebook_is_read_or_refused(shared: Path) -> None:
    read = {}
    for path in sorted((shared / "data/notebooks").glob("*.ipynb")):
        try:
            read[path.stem] = len(read_notebook(path.read_bytes()).cells)
        except UnreadableNotebook:
            read[path.stem] = 0
    assert read["nbformat_invalid"] == 0
    assert len(read) == 12
    assert sum(1 for count in read.values() if count) == 11


@pytest.mark.parametrize(("takes", "largest"), [(10, 32), (50, 50), (100, 50)])
def test_a_server_that_takes_larger_attachments_may_have_larger_notebooks(takes: int, largest: int) -> None:
    assert limits.largest_attached(takes * 1024**2) == largest * 1024**2
