"""A file as bytes becomes a document: JSON values, lines of JSON, YAML, or text; within limits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import yaml

from bot.foreign_json import exceeds, find_break
from bot.results import limits
from bot.results.benchmarks.own import NO_WORDS, Vocabulary
from bot.results.errors import Unreadable
from bot.results.keepable import may_hold_odd, plain, plain_value
from bot.texts import later


@dataclass(frozen=True)
class Document:
    """What a file holds. `data` is None for text that is no JSON and no YAML of results.

    `name` is the file's own name and `folder` the path before it, as far as it is known. Of a file with one
    JSON value a line, `data` is their list and `by_lines` is true. `columns` says which column of a table a
    person means by "model", "benchmark" and so on, `words` what a server calls benchmarks.
    """

    name: str
    text: str
    data: Any = None
    by_lines: bool = False
    folder: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Vocabulary = NO_WORDS


def open_document(path: str, content: bytes) -> Document:
    """The document in a file. Raises Unreadable."""
    if len(content) > limits.LARGEST_BYTES:
        raise Unreadable(
            later(
                "The file is too large: at most {size} MB are read. Post the summary of the run, "
                "without its samples.",
                size=limits.LARGEST_BYTES // 1024**2,
            )
        )
    place = PurePosixPath(path.replace("\\", "/"))
    folder = "" if str(place.parent) == "." else str(place.parent)
    text = _decoded(content)
    data, by_lines = _values(text)
    check_size(data)
    if may_hold_odd(text):
        data = plain_value(data)
    return Document(place.name, text, data, by_lines, folder)


def check_size(data: Any) -> None:
    """Raise Unreadable where values are nested too deep, or are too many."""
    match exceeds(data, deepest=limits.DEEPEST, most=limits.MOST_VALUES):
        case "depth":
            raise too_deep()
        case "count":
            raise Unreadable(
                later(
                    "The file holds more than {count} values. Post the summary of the run, without "
                    "its samples.",
                    count=limits.MOST_VALUES,
                )
            )


def too_deep() -> Unreadable:
    """The refusal of values nested too deep."""
    return Unreadable(
        later(
            "The values in this file are nested more than {depth} deep; no harness writes that. Post what "
            "the benchmark itself wrote.",
            depth=limits.DEEPEST,
        )
    )


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            later("This is no text file. Post the JSON, CSV, YAML, Markdown or log that the benchmark wrote.")
        ) from error
    if not text.strip():
        raise Unreadable(later("The file is empty. Post it again when the run has finished writing it."))
    return plain(text)


def _values(text: str) -> tuple[Any, bool]:
    """JSON, JSON by lines, or YAML of results; (None, False) for other text."""
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return _json(text)
    if text.startswith("---") or text.lstrip().startswith(("- dataset:", "model-index:")):
        return _yaml(text), False
    return None, False


def _json(text: str) -> tuple[Any, bool]:
    try:
        return json.loads(text), False
    except RecursionError as error:
        raise too_deep() from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if text.lstrip().startswith("{") and len(lines) > 1 and _is_json(lines[0]):
            return [_line(line, number) for number, line in enumerate(lines, 1)], True
        raise _broken(text, error) from error


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _line(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            later(
                "Line {number} is no complete JSON. Was the run cut off? Post the whole file.", number=number
            )
        ) from error


def _broken(text: str, error: ValueError) -> Unreadable:
    """Where the JSON breaks; a file that simply ends is told apart from one with a mistake in it."""
    there = find_break(text, error)
    if there.is_cut_off:
        return Unreadable(
            later(
                "The file ends in the middle: it is cut off. Post it again when the run has finished "
                "writing it."
            )
        )
    return Unreadable(
        later(
            "This is not valid JSON: there is a mistake in line {line}. Post the file as the "
            "benchmark wrote it.",
            line=there.line,
        )
    )


def _yaml(text: str) -> Any:
    """YAML without aliases, which can make a small file huge. Of a model card, its front matter."""
    block = text.split("\n---", 1)[0].removeprefix("---") if text.startswith("---") else text
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, Loader=yaml.CSafeLoader)):
            raise Unreadable(later("The YAML refers to itself with aliases. Write the values out."))
        # Its escapes are other ones than those of JSON.
        return plain_value(yaml.safe_load(block))
    except RecursionError as error:
        raise too_deep() from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(
            later("This is not valid YAML: there is a mistake in line {line}.", line=line)
        ) from error
    except yaml.YAMLError as error:
        raise Unreadable(later("This is not valid YAML.")) from error
