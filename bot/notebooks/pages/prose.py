"""Markdown of a notebook as HTML, its formulas as MathML."""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from bot.notebooks.pages import pictures
from bot.notebooks.pages.mathematics import mathml
from bot.notebooks.pages.sanitising import sanitised

# Longer text is shown as it is written; reading it takes time that grows faster than its length.
LONGEST: Final = 100_000
_TAG: Final = re.compile(r"<[^>]*>")
# A picture inside the text, which the parser of Markdown should not have to read.
_HELD: Final = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]{200,}")


class _Renderer(IPythonRenderer):
    """Writes what mistune has read; pictures come from the notebook alone."""

    def block_math(self, body: str) -> str:
        return mathml(body, "block")

    def inline_math(self, body: str) -> str:
        return mathml(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def heading(self, text: str, level: int, **_attrs: Any) -> str:
        name = html.unescape(_TAG.sub("", text)).strip().replace(" ", "-")
        return f'<h{level} id="{html.escape(name)}">{text}</h{level}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        # What is no attachment is checked, or becomes a link, when all of it is sanitised.
        name = url.removeprefix("attachment:")
        held = _attached(self.attachments.get(name)) or "" if name != url else url
        return f'<img src="{html.escape(held)}" alt="{html.escape(html.unescape(text or title or ""))}">'

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{html.escape(code)}</pre>"


def _attached(bundle: Mapping[str, str] | None) -> str | None:
    for media_type, written in (bundle or {}).items():
        held = pictures.address(media_type, written)
        if held is not None:
            return held
    return None


def _task(_renderer: Any, text: str, checked: bool = False) -> str:
    return f"<li>{'☑' if checked else '☐'} {text}</li>\n"


def prose(source: str, attachments: dict[str, dict[str, str]] | None = None) -> str:
    """Sanitised HTML."""
    source, held = _without_pictures(source)
    if len(source) > LONGEST:
        return plain(source)
    renderer = _Renderer(escape=False, attachments=attachments)
    markdown = MarkdownWithMath(renderer=renderer)
    renderer.register("task_list_item", _task)
    try:
        written = markdown.render(source)
    except RecursionError:
        return plain(source)
    return sanitised(_with_pictures(written, held))


def plain(text: str) -> str:
    """Text as it is written."""
    return f"<pre>{html.escape(text)}</pre>"


def _without_pictures(source: str) -> tuple[str, list[str]]:
    held: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"data:image/png;base64,essai{len(held) - 1:06}"

    return _HELD.sub(put_aside, source), held


def _with_pictures(written: str, held: list[str]) -> str:
    return re.sub(
        r"data:image/png;base64,essai(\d{6})",
        lambda found: held[int(found[1])] if int(found[1]) < len(held) else "",
        written,
    )
