"""The bytes of a file become a notebook; formats 2 to 4.5 are read, within limits.

Importing it takes a fifth of a second, so only the helper process and the command line do.
"""

import codecs
import json
import logging
from collections.abc import Iterator
from typing import Any, Final

import nbformat
from nbformat.v4.rwbase import rejoin_lines

from bot.foreign_json import exceeds, find_break
from bot.notebooks import limits
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.model import Cell, Notebook, Output, readable
from bot.notebooks.validity import check, mend
from bot.results.keepable import may_hold_odd, plain, plain_value
from bot.texts import later

OLDEST: Final = 2
NEWEST: Final = 4
# nbformat logs what is wrong with older formats and goes on; what is left of it is checked here afterwards.
logging.getLogger("traitlets").setLevel(logging.CRITICAL)


def read_notebook(content: bytes) -> Notebook:
    """The notebook in a file. Raises UnreadableNotebook."""
    if len(content) > limits.LARGEST_BYTES:
        raise UnreadableNotebook(
            later(
                "The notebook is too large: at most {size} MB are read. Clear its largest outputs and share "
                "it again.",
                size=limits.LARGEST_BYTES // 1024**2,
            )
        )
    data = _values(content)
    version = _version(data)
    _check_size(data)
    return notebook_of(_in_newest_format(data, version), version)


def _values(content: bytes) -> dict[str, Any]:
    text = _decoded(content)
    try:
        data = json.loads(text)
        if may_hold_odd(text):
            data = plain_value(data)
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise _broken(text, error) from error
    if not isinstance(data, dict):
        raise _no_notebook()
    return data


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise (_other_letters() if _is_text(content) else _no_notebook()) from error
    if not text.strip():
        raise UnreadableNotebook(later("The file is empty."))
    if not text.lstrip().startswith("{"):
        raise _no_notebook()
    return plain(text)


def _is_text(content: bytes) -> bool:
    """Whether it may be a notebook in another encoding, such as Latin-1 or UTF-16."""
    return content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or content.lstrip()[:1] == b"{"


def _other_letters() -> UnreadableNotebook:
    return UnreadableNotebook(
        later(
            "This file is not written in UTF-8, as notebooks are. Open it in Jupyter, save it again, and "
            "share that file."
        )
    )


def _broken(text: str, error: ValueError) -> UnreadableNotebook:
    there = find_break(text, error)
    if there.is_cut_off:
        return UnreadableNotebook(
            later("The notebook ends in the middle: it is cut off. Save it again and share that file.")
        )
    return UnreadableNotebook(
        later(
            "The notebook is damaged: there is a mistake in line {line} of the file. Open it in Jupyter, "
            "save it again, and share that file.",
            line=there.line,
        )
    )


def _no_notebook() -> UnreadableNotebook:
    return UnreadableNotebook(later("This file is no Jupyter notebook. Share one whose name ends in .ipynb."))


def _too_deep() -> UnreadableNotebook:
    return UnreadableNotebook(
        later(
            "The values in this notebook are nested more than {depth} deep, so it is not read. Clear the "
            "outputs and share it again.",
            depth=limits.DEEPEST,
        )
    )


def _version(data: dict[str, Any]) -> tuple[int, int]:
    major, minor = data.get("nbformat"), data.get("nbformat_minor", 0)
    if (
        not isinstance(major, int)
        or not isinstance(minor, int)
        or not ("cells" in data or "worksheets" in data)
    ):
        raise _no_notebook()
    if not OLDEST <= major <= NEWEST:
        raise UnreadableNotebook(
            later(
                "This notebook is of format {version}; formats {oldest} to {newest} are read. Open it in "
                "Jupyter, save it again, and share that file.",
                version=major,
                oldest=OLDEST,
                newest=NEWEST,
            )
        )
    return major, minor


def _check_size(data: dict[str, Any]) -> None:
    cells = list(_raw_cells(data))
    outputs = sum(len(cell["outputs"]) for cell in cells if isinstance(cell.get("outputs"), list))
    if len(cells) > limits.MOST_CELLS or outputs > limits.MOST_OUTPUTS:
        raise UnreadableNotebook(
            later(
                "The notebook has too many cells or outputs: at most {cells} cells and {outputs} outputs are "
                "read. Share the part that matters.",
                cells=limits.MOST_CELLS,
                outputs=limits.MOST_OUTPUTS,
            )
        )
    match exceeds(data, deepest=limits.DEEPEST, most=limits.MOST_VALUES):
        case "depth":
            raise _too_deep()
        case "count":
            raise UnreadableNotebook(
                later(
                    "The notebook holds more than {count} values. Clear its largest outputs and share it "
                    "again.",
                    count=limits.MOST_VALUES,
                )
            )


def _raw_cells(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for sheet in [data, *_list(data.get("worksheets"))]:
        if isinstance(sheet, dict):
            yield from (cell for cell in _list(sheet.get("cells")) if isinstance(cell, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _in_newest_format(data: dict[str, Any], version: tuple[int, int]) -> dict[str, Any]:
    """The same in format 4, valid, with every text as one string."""
    if version[0] < NEWEST:
        data = _upgraded(data, version[0])
    else:
        mend(data)
        check(data)
        data = rejoin_lines(nbformat.from_dict(data))
    return data


def _upgraded(data: dict[str, Any], major: int) -> dict[str, Any]:
    if major == 3:
        check(data)
    try:
        old = nbformat.versions[major].to_notebook_json(data)
        new: dict[str, Any] = nbformat.convert(old, NEWEST)
    except (AttributeError, KeyError, TypeError, ValueError, nbformat.ValidationError) as error:
        raise UnreadableNotebook(
            later(
                "This notebook of the old format {version} is damaged. Open it in Jupyter, save it again, "
                "and share that file.",
                version=major,
            )
        ) from error
    for number, cell in enumerate(new["cells"], 1):
        # nbformat gives cells random ids; the same file must always give the same notebook.
        cell["id"] = f"cell-{number}"
    check(new)
    return new


def notebook_of(content: dict[str, Any], version: tuple[int, int]) -> Notebook:
    """The notebook that valid values in format 4 are; `version` is the format of its file."""
    metadata = content["metadata"]
    info, kernel = _dict(metadata.get("language_info")), _dict(metadata.get("kernelspec"))
    language = info.get("name") or kernel.get("language") or "python"
    stated = info.get("version")
    return Notebook(
        version=version,
        language=str(language).lower(),
        language_version=stated if isinstance(stated, str) and stated else None,
        cells=tuple(_cell(cell, number) for number, cell in enumerate(content["cells"], 1)),
        metadata=metadata,
        content=content,
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _cell(cell: dict[str, Any], number: int) -> Cell:
    outputs = tuple(_output(output) for output in cell.get("outputs", ()))
    return Cell(number, cell["cell_type"], cell["source"], outputs, cell["metadata"])


def _output(output: dict[str, Any]) -> Output:
    kind = output["output_type"]
    if kind == "stream":
        return Output(kind, output["name"], readable(output["text"]), {}, {})
    if kind == "error":
        text = readable("\n".join(output["traceback"])) or f"{output['ename']}: {output['evalue']}"
        return Output(kind, output["ename"], text, {}, {})
    plain = output["data"].get("text/plain", "")
    return Output(kind, "", readable(plain), output["data"], output["metadata"])
