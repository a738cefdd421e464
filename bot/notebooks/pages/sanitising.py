"""Foreign HTML without anything that acts or loads: the one gate that everything on a page passes."""

import html
import re
from typing import Final

import nh3
from bs4 import BeautifulSoup, Tag
from pygments.token import STANDARD_TYPES

from bot.notebooks.pages import pictures
from bot.notebooks.wordlists import names

LONGEST: Final = 500_000
_TEXT: Final = names(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em",
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span",
    "strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr",
)
_FORMULAS: Final = names(
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle",
    "msub msubsup msup mtable mtd mtext mtr munder munderover mprescripts none",
)
_OF_FORMULAS: Final = names(
    "accent accentunder columnalign displaystyle fence form linethickness lspace mathvariant maxsize minsize",
    "notation rspace scriptlevel separator stretchy symmetric",
)
_GONE: Final = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "svg",
    "title",
    "textarea",
}
_ANCHORS: Final = "of-"
_LINK: Final = re.compile(r"(?i)(?:https?://|mailto:)\S+")
_NUMBER: Final = re.compile(r"\d{1,4}")
# Classes that pygments and nbconvert give to words of code and of terminals.
_COLOURS: Final = {
    *filter(None, STANDARD_TYPES.values()),
    *(
        f"ansi-{name}{shade}-{where}"
        for name in names("black red green yellow blue magenta cyan white")
        for shade in ("", "-intense")
        for where in ("fg", "bg")
    ),
    *names("ansi-bold ansi-underline ansi-default-inverse-fg ansi-default-inverse-bg"),
}


def _filtered(tag: str, name: str, value: str) -> str | None:
    """An attribute as it may stay."""
    match tag, name:
        case "a", "href" if value.startswith("#"):
            return f"#{_ANCHORS}{value[1:]}"
        case "a", "href":
            return value if _LINK.fullmatch(value) else None
        case "img", "src":
            # Here too: what a browser takes for a picture, html.parser may take for a comment or for text.
            return pictures.checked(value)
        case _, "colspan" | "rowspan" | "width" | "height" | "start":
            return value if _NUMBER.fullmatch(value) else None
    return value


_CLEANER: Final = nh3.Cleaner(
    tags={*_TEXT, *_FORMULAS},
    clean_content_tags=_GONE,
    attributes={
        "*": {"title", "dir", "lang"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "details": {"open"},
        "math": {"display"},
        **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
        **{tag: {"id"} for tag in ["h1", "h2", "h3", "h4", "h5", "h6"]},
        **{tag: set(_OF_FORMULAS) for tag in _FORMULAS if tag != "math"},
    },
    attribute_filter=_filtered,
    url_schemes={"http", "https", "mailto", "data"},
    link_rel="noopener noreferrer nofollow",
    allowed_classes={"span": _COLOURS, "div": {"highlight"}},
    id_prefix=_ANCHORS,
)


def sanitised(written: str) -> str:
    """The HTML without scripts, styles, forms, frames and anything that loads; always balanced."""
    lower = written.lower()
    if "<img" in lower or "<svg" in lower:
        written = _held(written)
    return _CLEANER.clean(written)


def shows_something(clean: str) -> bool:
    """Whether sanitised HTML has words or pictures."""
    return "<img" in clean or bool(html.unescape(re.sub(r"<[^>]*>", "", clean)).strip())


def _held(written: str) -> str:
    """The HTML with its pictures checked, its drawings as pictures, and links where one would be loaded."""
    soup = BeautifulSoup(written, "html.parser")
    for picture in soup.find_all("img"):
        source, words = str(picture.get("src") or ""), str(picture.get("alt") or "")
        held = pictures.checked(source) if source.startswith("data:") else None
        if held is not None:
            picture["src"] = held
        else:
            picture.replace_with(_elsewhere(soup, picture, source, words))
    for drawing in soup.find_all("svg"):
        drawing.attrs.setdefault("xmlns", "http://www.w3.org/2000/svg")
        address = pictures.address("image/svg+xml", str(drawing))
        drawing.replace_with(soup.new_tag("img", src=address, alt="") if address else "🖼")
    return str(soup)


def _elsewhere(soup: BeautifulSoup, picture: Tag, source: str, words: str) -> Tag:
    """In place of a picture that is not in the notebook: a link to it, since nothing is loaded."""
    is_link = _LINK.fullmatch(source) is not None and picture.find_parent("a") is None
    name = words or ("" if source.startswith("data:") else source.partition("?")[0].rpartition("/")[2])
    link = soup.new_tag("a", href=source) if is_link else soup.new_tag("em")
    link.string = f"🖼 {name}"
    return link
