"""A page shows what a notebook holds, and nothing on it acts or loads."""

import base64
import json
import re
from pathlib import Path

import pytest

from bot.notebooks.limits import LARGEST_PAGE
from bot.notebooks.pages.mathematics import mathml
from bot.notebooks.pages.page import page
from bot.notebooks.pages.pictures import address
from bot.notebooks.pages.prose import prose
from bot.notebooks.pages.sanitising import sanitised
from bot.notebooks.reading import read_notebook
from bot.texts import language
from tests.unit.notebooks.making import code, notebook, printed, shown, values
from tests.unit.notebooks.making import prose as words
from tests.unit.notebooks.test_reader import PICTURE

_MANY = "".join(f'<g id="u{n + 1}">' + f'<use href="#u{n}"/>' * 10 + "</g>" for n in range(9))
_REPEATING = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="u0"><rect/></g>{_MANY}</svg>'
BOMB = f"data:image/svg+xml;base64,{base64.b64encode(_REPEATING.encode()).decode()}"
# Pictures for a browser, and something else for parsers of other rules.
_SPELLINGS = [
    f"<image src='{BOMB}'>",
    f"<!--><img src='{BOMB}'>-->",
    f"<![CDATA[><img src='{BOMB}'>]]>",
    f"<math><style><img src='{BOMB}'></style></math>",
]
EVIL = [
    *_SPELLINGS,
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<a href='javascript:steal()'>x</a>",
    "<a href=' java\tscript:steal()'>x</a>",
    "<a href='data:text/html,<script>steal()</script>'>x</a>",
    "<svg onload=steal()><script>steal()</script><a xlink:href='javascript:steal()'><text>x</text></a></svg>",
    "<svg><foreignObject><iframe src='https://evil.test'></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    "<iframe srcdoc='<script>steal()</script>'></iframe>",
    "<object data='https://evil.test'></object><embed src='https://evil.test'>",
    "<form action='https://evil.test'><input name=token><button>go</button></form>",
    "<style>@import 'https://evil.test'; body { background: url(https://evil.test) }</style>",
    "<div style='background: url(https://evil.test)' onclick=steal()>x</div>",
    "<base href='https://evil.test'><meta http-equiv=refresh content='0; url=https://evil.test'>",
    "<link rel=stylesheet href='https://evil.test'>",
    "<video src='https://evil.test' autoplay></video><audio src='https://evil.test'></audio>",
    "</div></section></main></body><script>steal()</script>",
]
_ACTS = re.compile(
    r"(?i)<(?:script|iframe|object|embed|form|input|button|style|base|link|meta|video|audio|svg)\b|\son\w+=|style="
    r"|(?:src|href)=[\"']?\s*(?:javascript|data:text|vbscript)|\ssrc=[\"'](?!data:image/)"
)
EN = language("en")


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_of_foreign_html_acts_or_loads(evil: str) -> None:
    for clean in (sanitised(evil), prose(evil), prose(f"text\n\n{evil}\n\n[a]({evil}) ![b]({evil})")):
        assert _ACTS.search(clean) is None, clean
        assert clean.count("<div") == clean.count("</div")
        assert BOMB not in clean


@pytest.mark.parametrize("spelling", _SPELLINGS)
def test_a_picture_is_checked_however_it_is_written(spelling: str) -> None:
    good = address("image/png", PICTURE)
    assert good is not None
    assert f'src="{good}"' in sanitised(spelling.replace(BOMB, good))
    assert "src=" not in sanitised(spelling)


def test_a_picture_that_would_be_loaded_becomes_a_link() -> None:
    assert sanitised("<img src='https://a.test/b/plot.png'>") == (
        '<a href="https://a.test/b/plot.png" rel="noopener noreferrer nofollow">🖼 plot.png</a>'
    )
    badge = prose("[![Open in Colab](https://a.test/badge.svg)](https://colab.test/x)")
    assert (
        '<a href="https://colab.test/x" rel="noopener noreferrer nofollow"><em>🖼 Open in Colab</em></a>'
        in badge
    )


def test_a_drawing_is_a_picture_without_what_acts_in_it() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"><script>steal()</script>'
        '<a href="javascript:steal()"><rect width="3" onclick="steal()"/></a><image href="https://evil.test"/></svg>'
    )
    held = address("image/svg+xml", svg)
    assert held is not None
    drawn = base64.b64decode(held.partition(",")[2]).decode()
    assert "rect" in drawn
    assert "steal" not in drawn
    assert "evil" not in drawn


def test_what_would_be_enormous_on_a_screen_is_not_shown() -> None:
    uses = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    bomb = f'<svg xmlns="http://www.w3.org/2000/svg">{uses}</svg>'
    assert address("image/svg+xml", bomb) is None
    assert address("image/svg+xml", '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>') is None
    header = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    )
    assert address("image/png", base64.b64encode(header + b"\x00" * 20).decode()) is None
    assert address("image/png", "no picture") is None
    assert address("image/png", PICTURE) is not None


def test_a_drawing_that_is_nested_too_deeply_leaves_the_rest_of_the_page() -> None:
    deep = f'<svg xmlns="http://www.w3.org/2000/svg">{"<g>" * 20_000}{"</g>" * 20_000}</svg>'
    assert address("image/svg+xml", deep) is None
    held = base64.b64encode(deep.encode()).decode()
    for written in (deep, f"<img src='data:image/svg+xml;base64,{held}'>"):
        assert "svg" not in sanitised(f"<p>{written}</p><p>0.71</p>")
    made = page(
        notebook(code("a", shown(**{"image/svg+xml": deep})), words("The rest.")),
        "a.ipynb",
        None,
        EN,
        LARGEST_PAGE,
    )
    assert "The rest." in made


def test_formulas_are_drawn_or_stay_as_they_are_written() -> None:
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in prose("so $x^2$ is")
    assert 'display="block"' in prose("$$\\frac{a}{b}$$")
    assert "<code>a_b_c</code>" in prose("and $a_b_c$")
    assert mathml("{" * 4_000, "inline").startswith("<code>")
    assert "javascript" not in prose("$\\href{javascript:steal()}{x}$")
    assert "script" not in prose("$\\text{<script>steal()</script>}$")


def test_headings_are_found_by_the_links_of_a_table_of_contents() -> None:
    made = prose("- [Go](#My-part)\n\n## My part")
    assert '<a href="#of-My-part"' in made
    assert '<h2 id="of-My-part">My part</h2>' in made


def test_outputs_show_what_can_stand_still_and_say_what_cannot() -> None:
    state = {"m": {"state": {"children": ["IPY_MODEL_n"]}}, "n": {"state": {"value": "100%"}}}
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    view, plotly = "application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json"
    made = page(
        notebook(
            code("a", shown(**{view: {"model_id": "m"}})),
            code("b", shown(**{view: {"model_id": "gone"}})),
            code(
                "c",
                shown(
                    **{plotly: {"layout": {"title": {"text": "Loss & all"}}}}, text__html="<script>1</script>"
                ),
            ),
            code("d", shown(application__javascript="steal()")),
            code("e", shown(image__png=PICTURE)),
            code("f", printed("\x1b[31mred\x1b[0m \x1b[38;5;200mpink\x1b[0m <b>")),
            code("g", shown(text__latex="$x^2$")),
            code("h", shown(text__html="<table><tr><td>0.71</td></tr></table>")),
            widgets=widgets,
        ),
        "run.ipynb",
        "My <run>",
        EN,
        LARGEST_PAGE,
    )
    for part in (
        "<h1>My &lt;run&gt;</h1>",
        "<p>100%</p>",
        "An interactive control stood here.",
        "An interactive chart stood here: Loss &amp; all",
        "An interactive chart stood here. It shows in Jupyter only.",
        '<img src="data:image/png;base64,',
        '<span class="ansi-red-fg">red</span> <span>pink</span> &lt;b&gt;',
        "<msup>",
        "<td>0.71</td>",
    ):
        assert part in made, part
    assert "steal" not in made


def test_the_frame_of_a_page_is_in_the_readers_language_and_has_the_policy() -> None:
    made = page(notebook(code("1")), "run.ipynb", None, language("fr"), LARGEST_PAGE)
    assert '<html lang="fr">' in made
    assert "Rien ne s’exécute sur cette page" in made
    assert "Cellule 1" in made
    assert "default-src 'none'; img-src data:; style-src 'sha256-" in made


def test_a_page_never_grows_beyond_its_room() -> None:
    cells = [code(f"x = {number}", printed(f"{number} " * 200_000)) for number in range(40)]
    made = page(notebook(*cells), "run.ipynb", None, EN, 200_000)
    assert len(made) < 230_000
    assert "more characters are in the notebook itself" in made
    assert "Left out here: the page would be too large." in made


@pytest.mark.parametrize(
    "bomb", ["[" * 50_000, "*a_ " * 20_000, "> " * 30_000 + "a", "`" * 60_000, "<a " * 30_000]
)
def test_a_bomb_of_markdown_is_only_text(bomb: str) -> None:
    made = page(notebook(words(bomb)), "run.ipynb", None, EN, LARGEST_PAGE)
    assert len(made) < 2_000_000


def test_a_real_page_of_every_notebook_holds_nothing_that_acts(shared: Path) -> None:
    for path in sorted((shared / "data/notebooks").glob("*.ipynb")):
        if path.stem != "nbformat_invalid":
            made = page(read_notebook(path.read_bytes()), path.name, None, EN, LARGEST_PAGE)
            assert _ACTS.search(made.partition("<main>")[2]) is None, path.name


def test_values_in_json_outputs_are_named_not_shown() -> None:
    raw = json.dumps(values(code("1", shown(**{"application/x+json": {"a": 1}})))).encode()
    assert "only Jupyter can show" in page(read_notebook(raw), "a.ipynb", None, EN, LARGEST_PAGE)


_USE = '<use href="#g"/>'
_LINE = "M0 0" + "".join(f"L{place} 1" for place in range(12))


def _markers(attribute: str) -> str:
    parts = [
        f'<marker id="m{level + 1}"><path d="{_LINE}" {attribute.format(level)}/></marker>'
        for level in range(7)
    ]
    return f'{"".join(parts)}<path d="{_LINE}" {attribute.format(7)}/>'


def _masks(kind: str, attribute: str) -> str:
    parts = [
        f'<{kind} id="m{level + 1}">{f"<rect {attribute.format(level)}/>" * 10}</{kind}>'
        for level in range(7)
    ]
    return f"{''.join(parts)}<rect {attribute.format(7)}/>"


@pytest.mark.parametrize(
    "drawn",
    [
        _markers('marker-mid="url(#m{})"'),
        _markers("style='marker: url( \"#m{}\" )'"),
        _markers('marker-mid="URL(#%6d{})"'),
        _masks("mask", 'mask="url(#m{})"'),
        _masks("clipPath", 'clip-path="url(#m{})"'),
        _masks("g", 'href="#m{}"').replace("rect", "use"),
        f'<g id="g">{"<rect/>" * 1_000}</g>{_USE * 1_000}',
        f'<marker id="m">{"<rect/>" * 1_000}</marker><g marker-mid="url(#m)"><path d="{_LINE * 30}"/></g>',
        f'<marker id="m">{"<rect/>" * 100}</marker><path marker-mid="url(#m)" d="M0 0{".1" * 4_000}"/>',
        '<g id="g"><use href="#g"/></g>',
    ],
    ids=[
        *("markers", "markers in styles", "markers by letters in percent", "masks", "clips", "uses"),
        *("a thousand times a thousand", "a marker for all inside", "short numbers", "itself"),
    ],
)
def test_a_small_drawing_that_a_browser_would_draw_for_hours_is_not_shown(drawn: str) -> None:
    assert address("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>') is None


def test_a_drawing_may_use_its_parts_often_and_inside_of_others() -> None:
    drawn = (
        '<defs><path id="p" d="M0 0L1 1"/><g id="g"><use href="#p"/></g><clipPath id="c"><rect/></clipPath>'
        '<linearGradient id="l"><stop/></linearGradient><marker id="m"><path d="M0 0L1 1"/></marker></defs>'
        f'<g clip-path="url(#c)" style="fill: url(#l)">{_USE}'
        f'<path marker-mid="url(#m)" d="{_LINE * 500}"/></g>' + _USE * 5_000
    )
    held = address("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>')
    assert held is not None
    shown = base64.b64decode(held.partition(",")[2]).decode()
    assert shown.count("use ") == 5_002
    assert "url(#c)" in shown


def test_a_sheet_of_styles_in_a_drawing_refers_to_nothing() -> None:
    sheets = ["path { marker: url(#m) }", "path { marker: u\\72l(#m) }", "path { stroke: red }"]
    drawn = (
        "".join(f"<style>{one}</style>" for one in sheets) + '<rect style="marker: u\\72l(#m)" fill="red"/>'
    )
    held = address("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>')
    assert held is not None
    shown = base64.b64decode(held.partition(",")[2]).decode()
    assert "stroke: red" in shown
    assert "marker" not in shown
    assert 'fill="red"' in shown
