"""The first plain sentence of a model card: what a repository is, in its authors' words."""

import re
from typing import Final

LONGEST: Final = 280
SHORTEST_WORDS: Final = 4

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_CODE_BLOCK = re.compile(r"^([ \t]*)(```|~~~).*?(?:^[ \t]*\2[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STYLE = re.compile(r"<(style|script|details|table|pre)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)\s]*[^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?[^()]*\)|\[[^\]]*\])")
_BARE_URL = re.compile(r"<?https?://\S+>?")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__|~~|`+)(?=\S)(.+?)(?<=\S)\1")
_NOT_PROSE = re.compile(
    r"^\s*(?:#|>\s*\[!|\||[-*+]\s|\d+[.)]\s|[-=*_]{3,}\s*$|\[[^\]]+\]:|\$\$|:::|!!!)|^(?: {4}|\t)"
)
_UNDERLINE = re.compile(r"^\s*(?:=+|-+)\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÖØ-Þ0-9])|(?<=[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|Fig|Dr|Mr|Ms|Mrs|No|St|approx)|\b[A-Z])\.$")
_BOILERPLATE = re.compile(
    r"more information needed"
    r"|^this (?:model|dataset|space) card\b|^this is (?:the|a) (?:model|dataset) card\b"
    r"|^(?:dataset|model) card for\b"
    r"|automatically generated|generated automatically|has been generated|probably proofread"
    r"|^this is the model card of a .*transformers model that has been pushed"
    r"|^check out the configuration reference\b"
    r"|^this repository lives on\b",
    re.IGNORECASE,
)


def first_sentence(markdown: str, longest: int = LONGEST) -> str | None:
    """The first sentence of prose in `markdown`, as plain text of at most `longest` characters, or None."""
    for paragraph in _paragraphs(_without_blocks(markdown)):
        for sentence in _sentences(_plain(paragraph)):
            if _says_something(sentence):
                return _shortened(sentence, longest)
    return None


def without_front_matter(markdown: str) -> str:
    """The text below the front matter, with plain line ends."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return _FRONT_MATTER.sub("", text).strip("\n")


def _without_blocks(markdown: str) -> str:
    text = without_front_matter(markdown)
    for pattern in (_COMMENT, _CODE_BLOCK, _STYLE):
        text = pattern.sub("\n", text)
    return text


def _paragraphs(text: str) -> list[str]:
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _UNDERLINE.match(line):
            # An underlined heading: what stands above it is no prose.
            found[-1] = []
        elif not line.strip() or _NOT_PROSE.match(line):
            found.append([])
        else:
            found[-1].append(line.strip().removeprefix(">").strip())
    return [" ".join(lines) for lines in found if lines]


def _plain(paragraph: str) -> str:
    text = _HTML.sub(" ", _IMAGE.sub("", paragraph))
    # Twice: a badge is a link around a picture, emphasis may hold more emphasis.
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
        text = _EMPHASIS.sub(r"\2", text)
    return re.sub(r"\s+", " ", _BARE_URL.sub("", text).replace("\\", "")).strip()


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece.strip())
    return [sentence for sentence in found if sentence]


def _says_something(sentence: str) -> bool:
    if _BOILERPLATE.search(sentence) or sentence.endswith(":"):
        return False
    letters = sum(character.isalpha() for character in sentence)
    spaceless = any("\u3040" <= character <= "\u9fff" for character in sentence)
    return letters * 2 > len(sentence) and (spaceless or len(sentence.split()) >= SHORTEST_WORDS)


def _shortened(sentence: str, longest: int) -> str:
    if len(sentence) <= longest:
        return sentence
    head = sentence[: longest - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return f"{cut.rstrip(' ,;:–—-')}…"
