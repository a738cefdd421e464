"""The facts of a release as labelled lines, in small groups that read well on a phone."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.releases import memory, phrases
from bot.releases.model import Gate, Release, published_at, was_private
from bot.releases.parts import Claim, Paper, Revision
from bot.texts import Language, mark, moment

Row = tuple[str, str]

GATES: dict[Gate, str] = {
    "open": mark("open to all"),
    "automatic": mark("after accepting its terms"),
    "manual": mark("on request, its authors decide"),
}
_SDKS = {"gradio": "Gradio", "streamlit": "Streamlit", "docker": "Docker", "static": "HTML"}
_HARDWARE: dict[str, str] = {
    "cpu-basic": mark("a small free computer (cpu-basic)"),
    "zero-a10g": mark("a shared graphics card (ZeroGPU)"),
}
# Tasks whose models people run themselves, stored at four or eight bits too.
_WRITING = frozenset(
    {
        *("text-generation", "image-text-to-text", "any-to-any", "video-text-to-text", "audio-text-to-text"),
        *("text2text-generation", "translation", "summarization"),
    }
)
# A long list says no more than its beginning.
MOST_SHOWN = 6
FEW_SHOWN = 3
MOST_CLAIMS = 4


def groups(release: Release, language: Language) -> list[list[Row]]:
    """All facts of a release: groups of lines that belong together, none of them empty."""
    if release.kind == "paper":
        return [] if release.paper is None else [_paper(release.paper, release.hub, language)]
    if release.revision is not None:
        return [_change(release, release.revision, language)]
    match release.kind:
        case "model":
            found = [_size(release, language), _origin(release, language)]
        case "dataset":
            found = [_content(release, language)]
        case _:
            found = [_workings(release, language)]
    found += [_terms(release, language), _claims(release, language), _links(release, language)]
    return [group for group in found if group]


def writes(release: Release) -> bool:
    """Whether it is a model that people talk to, and run on machines of their own."""
    return release.kind == "model" and release.task in _WRITING


def memory_needs(release: Release) -> tuple[memory.Need, ...]:
    """What a model needs in memory; nothing where its parameters are unknown, packed, or an adapter's."""
    is_adapter = release.library == "peft" or any(base.relation == "adapter" for base in release.bases)
    if release.kind != "model" or release.parameters is None or release.parameters_are_packed or is_adapter:
        return ()
    return (
        memory.needs(release.parameters) if writes(release) else memory.needs(release.parameters, ("bf16",))
    )


def shown_claims(release: Release) -> list[Claim]:
    """The claims that a post shows: the first of each benchmark, a few at most."""
    first: dict[str, Claim] = {}
    for claim in release.claims:
        first.setdefault(claim.benchmark.lower(), claim)
    return list(first.values())[:MOST_CLAIMS]


def _size(release: Release, language: Language) -> list[Row]:
    rows = [(language.say("Parameters"), phrases.parameters(release, language))]
    needs = [
        language.say("{size} ({form})", size=language.size(need.size), form=need.form)
        for need in memory_needs(release)
    ]
    if needs:
        rows.append(
            (language.say("Memory (estimate)"), language.say("about {needs}", needs=" · ".join(needs)))
        )
    if release.context_length is not None:
        rows.append((language.say("Context"), phrases.context(release.context_length, language)))
    if release.formats:
        rows.append((language.say("Formats"), phrases.formats(release, language)))
    # Nobody downloads all quantisations: each has its own size beside its name.
    if release.size_bytes is not None and len(release.quantisations) < 2:
        rows.append((language.say("Size of the files"), language.size(release.size_bytes)))
    return rows


def _origin(release: Release, language: Language) -> list[Row]:
    rows = []
    if release.task is not None:
        rows.append((language.say("Task"), phrases.task(release.task, language)))
    if release.bases:
        bases = [phrases.base(base, release.hub, language) for base in release.bases]
        rows.append((language.say("Base model"), _some(bases, language)))
    if release.datasets:
        names = [phrases.repository_link(name, release.hub, "datasets/") for name in release.datasets]
        rows.append((language.say("Training data"), _some(names, language, FEW_SHOWN)))
    return rows + _languages(release, language)


def _content(release: Release, language: Language) -> list[Row]:
    rows = []
    if release.rows is not None:
        rows.append((language.say("Rows"), phrases.rows(*release.rows, language)))
    if release.tasks:
        tasks = [phrases.task(task, language) for task in release.tasks]
        rows.append((language.say("Made for"), _some(tasks, language)))
    rows += _languages(release, language)
    if release.modalities:
        kinds = [literal(name, phrases.LONGEST_WORD) for name in release.modalities]
        rows.append((language.say("Content"), _some(kinds, language)))
    if release.formats:
        rows.append((language.say("Formats"), phrases.formats(release, language)))
    if release.size_bytes is not None:
        rows.append((language.say("Size of the files"), language.size(release.size_bytes)))
    return rows


def _workings(release: Release, language: Language) -> list[Row]:
    rows = []
    if release.models:
        names = [phrases.repository_link(name, release.hub) for name in release.models]
        rows.append((language.say("Models inside"), _some(names, language, FEW_SHOWN)))
    if release.sdk:
        rows.append(
            (language.say("Made with"), _SDKS.get(release.sdk, literal(release.sdk, phrases.LONGEST_WORD)))
        )
    if release.hardware:
        known = release.hardware in _HARDWARE
        word = (
            language.say(_HARDWARE[release.hardware])
            if known
            else literal(release.hardware, phrases.LONGEST_WORD)
        )
        rows.append((language.say("Runs on"), word))
    return rows


def _paper(paper: Paper, hub: str, language: Language) -> list[Row]:
    rows = []
    if paper.keywords:
        words = [literal(word, phrases.LONGEST_WORD) for word in paper.keywords]
        rows.append((language.say("About"), _some(words, language)))
    if paper.models:
        names = [phrases.repository_link(name, hub) for name in paper.models]
        rows.append((language.say("Models"), _some(names, language, FEW_SHOWN)))
    if paper.datasets:
        names = [phrases.repository_link(name, hub, "datasets/") for name in paper.datasets]
        rows.append((language.say("Datasets"), _some(names, language, FEW_SHOWN)))
    if paper.upvotes:
        votes = language.say_count("{count} on the Hub", "{count} on the Hub", paper.upvotes)
        rows.append((language.say("Upvotes"), votes))
    if paper.published_at is not None:
        rows.append((language.say("Published"), moment(paper.published_at, "D")))
    if paper.submitted_at is not None:
        rows.append((language.say("Among the daily papers"), moment(paper.submitted_at, "D")))
    return rows


def _change(release: Release, revision: Revision, language: Language) -> list[Row]:
    """What holds now of the parts that have changed, and when that was."""
    rows = []
    if "licence" in revision.changed:
        rows.append((language.say("Licence"), phrases.licence(release, language)))
    if "access" in revision.changed:
        rows.append((language.say("Access"), language.say(GATES[release.gate])))
    changed = release.created_at or release.seen_at
    rows.append((language.say("Changed"), f"{moment(changed)} ({moment(changed, 'f')})"))
    return rows


def _terms(release: Release, language: Language) -> list[Row]:
    if release.kind == "space" and release.licence is None:
        return []
    rows = [(language.say("Licence"), phrases.licence(release, language))]
    if release.kind != "space":
        rows.append((language.say("Access"), language.say(GATES[release.gate])))
    return rows


def _claims(release: Release, language: Language) -> list[Row]:
    shown = shown_claims(release)
    if not shown:
        return []
    sources = {phrases.claimed_by(claim, language) for claim in shown}
    if len(sources) == 1:
        told = " · ".join(phrases.claim_in_words(claim, language) for claim in shown)
        return [(language.say("Scores, {by}", by=sources.pop()), told)]
    told = " · ".join(
        f"{phrases.claim_in_words(one, language)} ({phrases.claimed_by(one, language)})" for one in shown
    )
    return [(language.say("Scores"), told)]


def _links(release: Release, language: Language) -> list[Row]:
    rows = []
    papers = [number for number in release.papers if phrases.is_on_arxiv(number)]
    if papers:
        links = [f"[arXiv {number}]({release.hub}/papers/{number})" for number in papers]
        rows.append((language.say("Paper"), _some(links, language, FEW_SHOWN)))
    if release.spaces:
        links = [phrases.repository_link(name, release.hub, "spaces/") for name in release.spaces]
        rows.append((language.say("Try it"), _some(links, language, FEW_SHOWN)))
    published = published_at(release)
    rows.append((language.say("Published"), f"{moment(published)} ({moment(published, 'f')})"))
    if was_private(release) and release.created_at is not None:
        rows.append((language.say("Created"), moment(release.created_at, "D")))
    return rows


def _languages(release: Release, language: Language) -> list[Row]:
    names = [
        literal(phrases.name_of_language(code, language), phrases.LONGEST_WORD) for code in release.languages
    ]
    return [(language.say("Languages"), _some(names, language))] if names else []


def _some(items: Sequence[str], language: Language, most: int = MOST_SHOWN) -> str:
    shown = list(items[:most])
    if len(items) > most:
        shown.append(language.say_count("{count} more", "{count} more", len(items) - most))
    return language.enumeration(shown)
