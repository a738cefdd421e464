"""The Markdown table of llama-bench, alone, in the log of a terminal, or many in one text.

Source: `markdown_printer` in `tools/llama-bench/llama-bench.cpp` of ggml-org/llama.cpp.
"""

import re
from collections.abc import Mapping, Sequence

from bot.results import decimals
from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.formats.llama_bench import add_test, fact_of, quantisation_of
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, hub_id, name_model
from bot.results.tables_of_text import Row, markdown_tables
from bot.texts import later

_TEST = re.compile(r"^(?:pp\s?(\d+))?\+?(?:tg\s?(\d+))?(?:\s*@\s*d(\d+))?$")
_BUILD = re.compile(r"^build: ([0-9a-f]+) \((\d+)\)", re.MULTILINE)
_DEVICE = re.compile(r"^\s*Device \d+: ([^,\n]+)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://(?:www\.)?huggingface\.co/[\w.-]+/[\w.-]+")
# The table's short names of what the other outputs call so.
_LONG_NAMES = {
    "ngl": "n_gpu_layers",
    "fa": "flash_attn",
    "mmap": "use_mmap",
    "dio": "use_direct_io",
    "threads": "n_threads",
}
_NO_CONDITION = frozenset({"model", "size", "params", "backend", "test", "t/s"})


def _fits(document: Document) -> bool:
    return (
        document.data is None
        and re.search(r"^\|.*\|\s*test\s*\|\s*t/s\s*\|", document.text, re.MULTILINE) is not None
    )


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    found = Collector(ModelName(), Setup())
    lines = document.text.splitlines()
    for table in markdown_tables(document.text):
        if {"model", "test", "t/s"} <= set(table.columns):
            end = table.rows[-1].line if table.rows else table.line
            model, setup = _model_above(lines[: table.line - 1]), _setup(lines, table.line, end)
            for row in table.rows:
                _row(found, row, model, setup)
        elif {"PP", "TG", "B"} <= set(table.columns):
            found.warn(
                later("Tables of llama-batched-bench were left out; only those of llama-bench are read.")
            )
    return found


def test_named(name: str) -> tuple[int, int, int | None] | None:
    """Prompt, answer and depth in tokens of a test such as tg128 or pp512 @ d4096; None for no such name."""
    found = _TEST.match(name.strip())
    if found is None or not (found[1] or found[2]):
        return None
    return int(found[1] or 0), int(found[2] or 0), int(found[3] or 0) or None


def _row(found: Collector, row: Row, model: ModelName, setup: Setup) -> None:
    test = test_named(row.cells["test"])
    if test is None:
        raise Unreadable(
            later("Line {line}: {test} is no test of llama-bench.", line=row.line, test=row.cells["test"])
        )
    speed = decimals.read(row.cells["t/s"])
    conditions: Mapping[str, Fact] = {
        _LONG_NAMES.get(name, name): fact_of(cell)
        for name, cell in row.cells.items()
        if name not in _NO_CONDITION
    }
    called = row.cells["model"]
    add_test(
        found,
        test,
        None if speed is None else speed.value,
        model=model if model.name else name_model(called, on_hub=False),
        deviation=None if speed is None else speed.error,
        setup=Setup(
            **{
                **vars(setup),
                "quantisation": quantisation_of(called),
                "engine": f"llama.cpp ({row.cells['backend']})" if "backend" in row.cells else "llama.cpp",
                "conditions": {**conditions, "model_type": called},
            }
        ),
    )


def _model_above(lines: Sequence[str]) -> ModelName:
    """The repository whose address stands between the last heading and the table."""
    for line in reversed(lines):
        address = _ADDRESS.search(line)
        if address is not None and (found := hub_id(address[0])) is not None:
            return ModelName(found, found)
        if line.startswith("#"):
            break
    return ModelName()


def _setup(lines: Sequence[str], start: int, end: int) -> Setup:
    """The build is told below a table, the devices above it."""
    below, above = "\n".join(lines[end : end + 4]), "\n".join(lines[:start])
    build = _BUILD.search(below)
    devices = list(dict.fromkeys(name.strip() for name in _DEVICE.findall(above)))
    return Setup(
        engine_version=f"b{build[2]} {build[1]}" if build else None,
        harness="llama-bench",
        hardware=", ".join(devices) or None,
    )


FORMAT = Format("llama-bench (table)", _fits, _read)
