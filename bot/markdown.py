"""Foreign words inside Discord markdown: shown as they are written, never as formatting, links or pings."""

import re

# What begins formatting anywhere, and what does so at the beginning of a line.
_ANYWHERE = re.compile(r"([\\`*_~|\[\]()<>])")
_AT_THE_START = re.compile(r"^(\d+(?=\.)|(?=[#\-+]))")
# What may stand in the round brackets of a link without ending them.
_ADDRESS = re.compile(r"https://[^\s()<>\[\]\\\"']{1,300}")
LONGEST = 300
_EMPHASIS = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3}|~~|\|\||`{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")


def bare(line: str) -> str:
    """Words without the signs that make them bold, slanted, struck out, hidden or code."""
    return _EMPHASIS.sub(r"\2", line)


def literal(text: str, most: int = LONGEST) -> str:
    """The text on one line, at most `most` characters of it, with all that Discord would format escaped.

    Source: https://support.discord.com/hc/en-us/articles/210298617 (a backslash shows the next character).
    """
    line = " ".join(text.split())
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    return _AT_THE_START.sub(r"\1\\", _ANYWHERE.sub(r"\\\1", line))


def is_linkable(address: str | None) -> bool:
    """Whether a foreign address may be put into a link: https, and nothing in it that would end the link."""
    return address is not None and _ADDRESS.fullmatch(address) is not None


def linked(words: str, address: str | None) -> str:
    """Words, which are markdown, as a link where there is an address that can be put into one."""
    return f"[{words}]({address})" if is_linkable(address) else words
