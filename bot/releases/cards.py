"""Releases as messages: one release as blocks, a panel around them, all its claims."""

from bot.markdown import literal
from bot.message import Block, Buttons, Divider, Facts, Illustrated, Message, Panel, Picture, Text, plain
from bot.releases import facts, phrases
from bot.releases.model import Base, Claim, Kind, Release, was_private
from bot.releases.tasks import TASKS
from bot.texts import Language, mark

COLOURS: dict[Kind, int] = {"model": 0x4F6BED, "dataset": 0x1E8E5A, "space": 0xC2571A, "paper": 0x8250A8}

_KIND_IS_NEW: dict[Kind, str] = {
    "model": mark("A new model by {author}."),
    "dataset": mark("A new dataset by {author}: data to train or to test models."),
    "space": mark("A new Space by {author}: a small application to try in the browser."),
    "paper": mark("A new paper by {author}."),
}
_KIND_OPENED: dict[Kind, str] = {
    "model": mark("A model by {author} is now public."),
    "dataset": mark("A dataset by {author} is now public: data to train or to test models."),
    "space": mark("A Space by {author} is now public: a small application to try in the browser."),
    "paper": mark("A new paper by {author}."),
}
_MADE_FROM: dict[str, str] = {
    "quantized": mark("It is {base}, stored smaller to fit on smaller machines."),
    "adapter": mark("It is an add-on to {base} and needs it to work."),
    "merge": mark("It was mixed from other models, without new training."),
}
# Bytes of memory that a machine has to spare, smallest first.
_MACHINES: tuple[tuple[int, str], ...] = (
    (6 * 10**9, mark("By my estimate it runs on an ordinary laptop.")),
    (16 * 10**9, mark("By my estimate it runs on a powerful laptop or a good graphics card.")),
    (48 * 10**9, mark("By my estimate it needs a workstation with a large graphics card.")),
)


def panel(release: Release, language: Language, below: Buttons | None = None) -> Panel:
    """A release as a panel, with buttons below if there are any."""
    more = () if below is None else (below,)
    return Panel((*blocks(release, language), *more), COLOURS[release.kind])


def blocks(release: Release, language: Language) -> tuple[Block, ...]:
    """All that is said of one release: for everyone first, then the facts for those who want them."""
    found: list[Block] = [_heading(release, language)]
    if release.summary:
        source = language.say("In its authors’ words")
        found.append(Text(f"> {literal(release.summary)}\n-# {source}"))
    found.append(Divider())
    found += [Facts(tuple(group)) for group in facts.groups(release, language)]
    return tuple(found)


def all_claims(releases: list[Release], language: Language) -> Message:
    """Every claim of these releases, for the one person who asks."""
    parts: list[Block] = []
    for release in releases:
        if release.claims:
            lines = [_claim(claim, language) for claim in release.claims]
            parts.append(Text(f"### {literal(release.name)}\n" + "\n".join(lines)))
    note = language.say(
        "These are claims as they were written: I have neither measured them nor compared their set-ups."
    )
    return Message((Text(f"-# {note}"), *parts), private=True)


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


def plain_sentence(release: Release, language: Language) -> str:
    """What a release is and for whom, for someone who does not speak the field's language."""
    opening = (_KIND_OPENED if was_private(release) else _KIND_IS_NEW)[release.kind]
    sentences = [language.say(opening, author=f"**{literal(release.author)}**")]
    if release.kind == "model":
        sentences += _made_from(release.bases[:1], language)
        if release.task in TASKS:
            sentences.append(language.say(TASKS[release.task][1]))
        sentences += _machine(release, language)
    return " ".join(sentences)


def _made_from(bases: tuple[Base, ...], language: Language) -> list[str]:
    return [
        language.say(_MADE_FROM[base.relation], base=f"*{literal(base.repo_id.rpartition('/')[2])}*")
        for base in bases
        if base.relation in _MADE_FROM
    ]


def _machine(release: Release, language: Language) -> list[str]:
    """On what a model that people talk to runs, when it is stored as small as is usual."""
    needs = facts.memory_needs(release) if facts.writes(release) else ()
    if not needs:
        return []
    for most, sentence in _MACHINES:
        if needs[0].size <= most:
            return [language.say(sentence)]
    return [language.say("By my estimate it needs a server.")]
