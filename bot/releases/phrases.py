"""Single facts in words: numbers, names, licences and claims as a person reads them."""

import re

from bot.markdown import linked, literal
from bot.releases import licences
from bot.releases.model import Release
from bot.releases.parts import Base, Claim, ClaimedBy, Quantisation
from bot.releases.tasks import TASKS
from bot.texts import Language, mark

_RELATIONS: dict[str, str] = {
    "finetune": mark("{base} (fine-tuned)"),
    "adapter": mark("{base} (adapter)"),
    "quantized": mark("{base} (quantised)"),
    "merge": mark("{base} (merged)"),
}
_ACTIVE: dict[str, str] = {
    "name": mark("{count}, of which {active} active at a time (says its name)"),
    "card": mark("{count}, of which {active} active at a time (says its card)"),
}
_CLAIMED: dict[ClaimedBy, str] = {
    "authors": mark("claimed by its authors"),
    "others": mark("claimed by {name}"),
    "verified": mark("marked as verified"),
}
# What the Hub allows as the id of a repository; anything else in a card gets no link.
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
_PAPER = re.compile(r"\d{4}\.\d{4,5}")
LONGEST_WORD = 60
MOST_FORMATS = 6
# A page of 450 words, at three words for four tokens: a rule of thumb for English; others take more.
TOKENS_ON_A_PAGE = 600


def claim_in_words(claim: Claim, language: Language) -> str:
    """Benchmark, metric and value of a claim, as they were stated."""
    value = literal(claim.value) if isinstance(claim.value, str) else language.figure(claim.value)
    metric = f" ({literal(claim.metric, LONGEST_WORD)})" if claim.metric else ""
    return f"{literal(claim.benchmark, LONGEST_WORD)}{metric} **{value}**"


def claimed_by(claim: Claim, language: Language) -> str:
    """Who states a claim."""
    by: ClaimedBy = claim.by if claim.by != "others" or claim.name else "authors"
    return language.say(_CLAIMED[by], name=literal(claim.name or "", LONGEST_WORD))


def repository_link(repo_id: str, hub: str, prefix: str = "") -> str:
    """A repository's name, as a link where it is a proper one."""
    name = literal(repo_id, LONGEST_WORD)
    return f"[{name}]({hub}/{prefix}{repo_id})" if _REPOSITORY.fullmatch(repo_id) else name


def is_on_arxiv(number: str) -> bool:
    """Whether that is a number of arXiv, such as 2505.09388."""
    return _PAPER.fullmatch(number) is not None


def name_of_language(code: str, language: Language) -> str:
    """A natural language by its code, in words."""
    return language.say("several languages") if code == "multilingual" else language.name_of_language(code)


def parameters(release: Release, language: Language) -> str:
    """How many parameters a model has, and how many of them work at a time where that is stated."""
    if release.parameters is None:
        return language.say("not stated")
    count = language.roughly(release.parameters)
    if release.parameters_are_packed:
        return language.say("{count} stored numbers, each packing several weights", count=count)
    if release.active_parameters is None or release.active_stated_in is None:
        return count
    active = language.roughly(release.active_parameters)
    return language.say(_ACTIVE[release.active_stated_in], count=count, active=active)


def context(tokens: int, language: Language) -> str:
    """How much a model takes at once, in tokens and in pages."""
    pages = tokens / TOKENS_ON_A_PAGE
    rounded = round(pages) if pages < 10 else round(pages, -1) if pages < 1000 else round(pages, -2)
    return language.say_count(
        "{tokens} tokens (about {count} page of text)",
        "{tokens} tokens (about {count} pages of text)",
        max(int(rounded), 1),
        tokens=language.number(tokens),
    )


def formats(release: Release, language: Language) -> str:
    """The formats of the files; those of llama.cpp with their quantisations and the size of each."""
    names = [literal(name, LONGEST_WORD) for name in release.formats[:MOST_FORMATS]]
    if not release.quantisations:
        return " · ".join(names)
    shown = [_quantisation(one, language) for one in release.quantisations[:MOST_FORMATS]]
    more = ", …" if len(release.quantisations) > MOST_FORMATS else ""
    return " · ".join(f"{name} ({', '.join(shown)}{more})" if name == "GGUF" else name for name in names)


def _quantisation(one: Quantisation, language: Language) -> str:
    name = literal(one.name)
    return name if one.size_bytes is None else f"{name} {language.size(one.size_bytes)}"


def rows(least: int, most: int | None, language: Language) -> str:
    """How many examples a dataset has; `most` is None where nobody knows an end."""
    if most is None:
        return language.say("more than {count}", count=language.roughly(least))
    if least == most:
        return language.number(least)
    if least == 0:
        return language.say("fewer than {count}", count=language.roughly(most))
    return language.say(
        "from {smallest} to {largest}", smallest=language.roughly(least), largest=language.roughly(most)
    )


def task(task: str, language: Language) -> str:
    """A task's short name; the Hub's tag where it is not known."""
    return language.say(TASKS[task][0]) if task in TASKS else literal(task, LONGEST_WORD)


def base(base: Base, hub: str, language: Language) -> str:
    """A model that another was made from, and how."""
    shown = repository_link(base.repo_id, hub)
    return language.say(_RELATIONS[base.relation], base=shown) if base.relation in _RELATIONS else shown


def licence(release: Release, language: Language) -> str:
    """A licence's name and what it allows, or where to read that."""
    allowed = licences.permission(release.licence)
    words = language.say(licences.PERMISSIONS[allowed])
    if release.licence in (None, "other", "unknown"):
        if release.licence_name is None:
            return language.say("not stated") if release.licence is None else _text(release, words)
        name = literal(release.licence_name, LONGEST_WORD)
    else:
        name = literal(licences.licence_name(str(release.licence)), LONGEST_WORD)
    return f"{name} ({_text(release, words) if allowed == 'unknown' else words})"


def _text(release: Release, words: str) -> str:
    """The words as a link to the licence's text, where the card names one that a link can hold."""
    address = release.licence_link or ""
    if re.fullmatch(r"[\w.-]{1,80}", address, re.ASCII):
        return f"[{words}]({release.url}/blob/main/{address})"
    return linked(words, address)
