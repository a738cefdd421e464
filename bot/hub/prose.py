"""The first plain sentence of a model card: what a repository is, in its authors' words."""

import re
from typing import Final

LONGEST: Final = 280
# A card that has said nothing in so many characters will not; some go on for megabytes.
_HEAD: Final = 20_000
_FEWEST_WORDS: Final = 4

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_BLOCKS = (
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE),
    re.compile(
        r"<(style|script|details|table|pre|div|center|p|h[1-6])\b[^>]*>.*?(?:</\1>|\Z)",
        re.DOTALL | re.IGNORECASE,
    ),
)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|code|sub|sup|font)\b[^<>\n]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\]]*\])")
_BARE_URL = re.compile(r"https?://\S+")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__|~~|`+)(?=\S)(.+?)(?<=\S)\1")
_NOT_PROSE = re.compile(
    r"^ {4}|^\t"  # code
    r"|^\s*(?:#|>|\||[-*+]\s|\d+[.)]\s|[-=*_]{3,}\s*$|\[[^\]]+\]:|\$\$|:::|!!!)"
    r"|^\s*(?:\*\*|__)[^*_]+(?::(?:\*\*|__)|(?:\*\*|__)\s*:)"  # a label such as **Authors**: …
    r"|^\s*\*\*[^*]+\*\*\s*$"  # a heading in bold
    r"|\|.*\|"  # a row of links
)
_UNDERLINE = re.compile(r"^\s*(?:=+|-+)\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÖØ-Þ0-9가-힣])|(?<=[。！？])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|Fig|Dr|Mr|Ms|Mrs|No|St|approx)|\b[A-Z])\.$")
_BOILERPLATE = re.compile(
    r"more information needed|automatically generated|generated automatically|has been generated|\{\{"
    r"|^this (?:model|dataset|space) card\b|^this is (?:the|a) (?:model|dataset) card\b"
    r"|^(?:dataset|model) card for\b|^this model card aims\b"
    r"|^use the code below\b|^users \(both direct\b|^carbon emissions can be\b"
    r"|^if there is a (?:paper|blog)\b"
    r"|^check out the configuration reference\b|^create your own image classifier\b|^report any issues\b"
    r"|^(?:this|the) (?:model|repository|repo|dataset|space) (?:has been|was|has|is) (?:moved|deprecated)\b",
    re.IGNORECASE,
)


def first_sentence(markdown: str, longest: int = LONGEST) -> str | None:
    """The first sentence of prose in `markdown`, as plain text of at most `longest` characters, or None."""
    for paragraph in paragraphs(without_front_matter(markdown)[:_HEAD]):
        for sentence in paragraph:
            return shortened(sentence, longest)
    return None


def paragraphs(markdown: str) -> list[list[str]]:
    """The sentences of prose in each paragraph, as plain text; headings, lists, code and badges are none."""
    found = (_sentences(plain(paragraph)) for paragraph in _paragraphs(_without_blocks(markdown)))
    return [said for sentences in found if (said := [one for one in sentences if _says_something(one)])]


def without_front_matter(markdown: str) -> str:
    """The text below the front matter, with plain line ends."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return _FRONT_MATTER.sub("", text).strip("\n")


def _without_blocks(text: str) -> str:
    for pattern in _BLOCKS:
        text = pattern.sub("\n", text)
    return text


def _paragraphs(text: str) -> list[str]:
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _UNDERLINE.match(line):
            # An underlined heading: what stands above it is no prose.
            found[-1] = []
        elif not line.strip() or _NOT_PROSE.search(line):
            found.append([])
        else:
            found[-1].append(line.strip())
    return [" ".join(lines) for lines in found if lines]


def plain(paragraph: str) -> str:
    """One paragraph without its formatting."""
    text = _TAG.sub(" ", _INLINE_TAG.sub("", _IMAGE.sub("", paragraph)))
    # Twice: a badge is a link around a picture, and emphasis may hold more emphasis.
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
        text = _EMPHASIS.sub(r"\2", text)
    return re.sub(r"\s+", " ", text.replace("\\", "")).strip()


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece.strip())
    return [sentence for sentence in found if sentence]


def _says_something(sentence: str) -> bool:
    if _BOILERPLATE.search(sentence) or _BARE_URL.search(sentence) or sentence.endswith(":"):
        return False
    letters = sum(character.isalpha() for character in sentence)
    without_spaces = any("\u3040" <= character <= "\u9fff" for character in sentence)
    return letters * 2 > len(sentence) and (without_spaces or len(sentence.split()) >= _FEWEST_WORDS)


def shortened(sentence: str, longest: int) -> str:
    """At most `longest` characters of a sentence, cut between two words."""
    if len(sentence) <= longest:
        return sentence
    head = sentence[: longest - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return f"{cut.rstrip(' ,;:–—-')}…"
