"""Rules that keep the page safe and without a build step, read from its sources."""

import re
from pathlib import Path

import pytest

from sandbox.page.server import STATIC

SCRIPTS = sorted((STATIC / "js").glob("*.js"))
STYLES = sorted((STATIC / "css").glob("*.css"))
MARKUP_PARSERS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
)
IMPORT = re.compile(r'\bfrom "([^"]+)"')


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_text_into_markup(script: Path) -> None:
    assert MARKUP_PARSERS.search(_read(script)) is None


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_import_only_their_neighbours(script: Path) -> None:
    names = {path.name for path in SCRIPTS}

    assert all(found.removeprefix("./") in names for found in IMPORT.findall(_read(script)))


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in [*STYLES, STATIC / "index.html"]:
        assert re.search(r"https?:|@import|url\(", _read(path)) is None, path.name


def test_the_document_has_no_inline_script_or_style() -> None:
    document = _read(STATIC / "index.html")

    assert re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", document) is None


def test_every_style_sheet_is_linked() -> None:
    document = _read(STATIC / "index.html")

    assert [path.name for path in STYLES if f"/static/css/{path.name}" not in document] == []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
