"""Releases as messages: one release as blocks, a panel around them, all its claims."""

from itertools import accumulate

from bot.markdown import literal
from bot.message import Block, Buttons, Divider, Facts, Illustrated, Message, Panel, Picture, Text, plain
from bot.releases import facts, phrases
from bot.releases.model import Kind, Release
from bot.releases.parts import Claim, Revision
from bot.releases.sentences import plain_sentence
from bot.texts import Language

COLOURS: dict[Kind, int] = {"model": 0x4F6BED, "dataset": 0x1E8E5A, "space": 0xC2571A, "paper": 0x8250A8}
LONGEST_ABSTRACT = 600
# Discord takes 4,000 characters in a message; the note, names and the end need some of them.
CLAIMS_CHARACTERS = 3400
MOST_COMMITS = 3


def panel(release: Release, language: Language, below: Buttons | None = None) -> Panel:
    """A release as a panel, with buttons below if there are any."""
    more = () if below is None else (below,)
    return Panel((*blocks(release, language), *more), COLOURS[release.kind])


def blocks(release: Release, language: Language, most: int = LONGEST_ABSTRACT) -> tuple[Block, ...]:
    """All that is said of one release: for everyone first, then the facts for those who want them.

    Its authors’ words have at most so many characters; 0 leaves them out.
    """
    found: list[Block] = [_heading(release, language), *_in_words(release, language, most), Divider()]
    found += [Facts(tuple(group)) for group in facts.groups(release, language)]
    return tuple(found)


def _in_words(release: Release, language: Language, most: int) -> list[Block]:
    """What its authors say of it; of a paper also its short summary, of a change its commits."""
    if release.revision is not None:
        return _commits(release, release.revision, language)
    if release.paper is not None:
        told = []
        if release.paper.short:
            by_a_model = language.say("In short, as a language model of the Hub puts it")
            told.append(Text(f"{literal(release.paper.short, LONGEST_ABSTRACT)}\n-# {by_a_model}"))
        return told + _quotation(release.paper.abstract, language, most)
    return _quotation(release.summary, language, most)


def _quotation(words: str | None, language: Language, most: int) -> list[Block]:
    if not words or not most:
        return []
    source = language.say("In its authors’ words")
    return [Text(f"> {literal(words, most)}\n-# {source}")]


def _commits(release: Release, revision: Revision, language: Language) -> list[Block]:
    lines = [
        f"- [{literal(commit.title, phrases.LONGEST_WORD)}]({release.url}/commit/{commit.sha})"
        for commit in revision.commits[:MOST_COMMITS]
    ]
    if len(revision.commits) > MOST_COMMITS:
        rest = len(revision.commits) - MOST_COMMITS
        lines.append(language.say_count("- and {count} more", "- and {count} more", rest))
    return [Text("\n".join(lines))] if lines else []


def all_claims(releases: list[Release], language: Language) -> Message:
    """The claims of these releases for one person: as many as fit, and how many more there are."""
    note = language.say(
        "These are claims as they were written: I have neither measured them nor compared their set-ups."
    )
    parts, left, untold = [Text(f"-# {note}")], CLAIMS_CHARACTERS, 0
    for release in releases:
        lines = [_claim(claim, language) for claim in release.claims]
        ends = list(accumulate(len(line) + 1 for line in lines))
        fitting = sum(end <= left for end in ends)
        untold += len(lines) - fitting
        if fitting:
            left -= ends[fitting - 1] + len(release.name)
            parts.append(Text(f"### {literal(release.name)}\n" + "\n".join(lines[:fitting])))
    if untold:
        parts.append(Text(language.say_count("- and {count} more", "- and {count} more", untold)))
    return Message(tuple(parts), private=True)


def discussion_name(release: Release, language: Language) -> str:
    """The name of the thread about a release, as plain text."""
    return language.say("About {name}", name=release.name)


def discussion(release: Release, language: Language) -> Message:
    """The first words of the thread about a release."""
    return plain(
        language.say(
            "This is the place to talk about {name}. Have you tried it? Tell what for, on what machine, and "
            "what came out. Questions are welcome too, simple ones as well.",
            name=f"**[{literal(release.name)}]({release.url})**",
        ),
        private=False,
    )


def _claim(claim: Claim, language: Language) -> str:
    by = phrases.claimed_by(claim, language)
    source = by if claim.url is None else f"[{by}]({claim.url})"
    notes = f" · {literal(claim.notes, phrases.LONGEST_WORD)}" if claim.notes else ""
    return f"- {phrases.claim_in_words(claim, language)} – {source}{notes}"


def _heading(release: Release, language: Language) -> Block:
    text = f"### [{literal(release.name)}]({release.url})\n{plain_sentence(release, language)}"
    if release.thumbnail is None:
        return Text(text)
    return Illustrated(
        text, Picture(release.thumbnail, language.say("Picture from the card of {name}", name=release.name))
    )
