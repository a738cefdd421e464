"""A notebook as one page of HTML that needs nothing else and runs nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from bot.notebooks.model import Notebook
from bot.notebooks.pages.outputs import Writer
from bot.notebooks.pages.policy import policy, styles
from bot.notebooks.prose import title_of
from bot.texts import Language


def page(notebook: Notebook, file_name: str, title: str | None, language: Language, most: int) -> str:
    """The page; `title` is what its author calls it, `most` how many characters of it are written."""
    named = title or title_of(notebook, file_name)
    lexer = notebook.language if not notebook.is_python else "python3"
    writer = Writer(notebook.metadata, lexer, language, most)
    cells = notebook.content["cells"]
    body = "\n".join(_cell(number, cell, writer, language) for number, cell in enumerate(cells, 1))
    told = [
        f"{escape(file_name)} · " + language.say_count("{count} cell", "{count} cells", len(cells)),
        escape(language.say("Nothing on this page runs, and nothing is loaded from elsewhere.")),
    ]
    return framed(named, told, body, language)


def framed(title: str, told: list[str], body: str, language: Language) -> str:
    """A whole page around a body; `told` and `body` are HTML."""
    lines = "".join(f"<p>{one}</p>" for one in told)
    made = escape(language.say("Made by Essai, for the members of one community."))
    return (
        f'<!DOCTYPE html>\n<html lang="{language.name}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{styles()}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1>{lines}</header>\n<main>\n{body}\n</main>\n"
        f"<footer>{made}</footer>\n</body>\n</html>\n"
    )


def _cell(number: int, cell: Mapping[str, Any], writer: Writer, language: Language) -> str:
    match cell["cell_type"]:
        case "markdown":
            return f'<section class="prose">{writer.prose(cell)}</section>'
        case "code":
            label = escape(language.say("Cell {number}", number=number))
            shown = "".join(_outputs(cell, writer))
            code = f'<div class="code">{writer.code(cell["source"])}</div>' if cell["source"].strip() else ""
            return f'<section><p class="number">{label}</p>{code}{shown}</section>'
        case _:
            return f"<section>{writer.raw(cell['source'])}</section>"


def _outputs(cell: Mapping[str, Any], writer: Writer) -> Iterator[str]:
    for output in cell["outputs"]:
        kind = "output error" if output["output_type"] == "error" else "output"
        yield f'<div class="{kind}">{writer.output(output)}</div>'
