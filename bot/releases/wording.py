"""Watches, filters and reasons in words."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.releases.facts import GATES
from bot.releases.filters import FilteredBy, Reason
from bot.releases.licences import licence_name
from bot.releases.model import Access, Filters, Kind, Origin, Relation
from bot.releases.phrases import name_of_language
from bot.releases.tasks import TASKS
from bot.texts import Language, mark

KINDS: dict[Kind, str] = {
    "model": mark("models"),
    "dataset": mark("datasets"),
    "space": mark("Spaces"),
    "paper": mark("papers"),
}
RELATIONS: dict[Relation, str] = {
    "base": mark("new models, and an author’s own versions of them"),
    "finetune": mark("fine-tuned from another model"),
    "adapter": mark("adapters"),
    "quantized": mark("quantised: made smaller"),
    "merge": mark("merged from several"),
}
ORIGINS: dict[Origin, str] = {
    "any": mark("made from anyone’s models"),
    "own": mark("made from the author’s own models only"),
    "community": mark("made from other people’s models only"),
}
ACCESSES: dict[Access, str] = {
    "any": mark("with open or restricted access"),
    "open": mark("open to all only"),
    "gated": mark("with restricted access only"),
}
PAUSE_NAMES: dict[str, str] = {
    "none": mark("no pause"),
    "hour": mark("for one hour"),
    "day": mark("for one day"),
    "week": mark("for one week"),
    "month": mark("for 30 days"),
}
_ONE: dict[str, str] = {
    "model": mark("model"),
    "dataset": mark("dataset"),
    "space": mark("Space"),
    "paper": mark("paper"),
}
_SHORT: dict[str, str] = {
    "base": mark("new model"),
    "finetune": mark("fine-tuned"),
    "adapter": mark("adapter"),
    "quantized": mark("quantised"),
    "merge": mark("merged"),
}
_LABELS: dict[Reason, str] = {
    "kind": mark("Kind"),
    "name_lacks": mark("Name"),
    "name_has": mark("Name"),
    "task": mark("Task"),
    "library": mark("Library"),
    "licence": mark("Licence"),
    "language": mark("Languages"),
    "parameters": mark("Parameters"),
    "access": mark("Access"),
    "relation": mark("Relation"),
    "origin": mark("Made from"),
    "likes": mark("Likes"),
    "trending": mark("Trending score"),
}


# What the Hub says may be of any length.
LONGEST_FOUND = 60


def kinds_in_words(kinds: Sequence[Kind], language: Language) -> str:
    """Kinds of repositories: models, datasets and Spaces."""
    return language.enumeration([language.say(KINDS[kind]) for kind in kinds])


def reason_in_words(refusal: FilteredBy, language: Language) -> str:
    """Why a filter refuses a release, as a label and what was found."""
    if refusal.reason == "name_lacks":
        found = language.say("none of the wanted words")
    elif not refusal.found:
        found = language.say("not stated")
    elif refusal.reason in ("likes", "trending"):
        there, wanted = (language.number(int(one)) for one in refusal.found)
        found = language.say("{count} of {wanted}", count=there, wanted=wanted)
    else:
        found = language.enumeration([_found(refusal.reason, one, language) for one in refusal.found])
    return language.say("{label}: {found}", label=language.say(_LABELS[refusal.reason]), found=found)


def reasons_in_words(refusals: Sequence[FilteredBy], language: Language) -> str:
    """Several reasons in one line."""
    return " · ".join(reason_in_words(refusal, language) for refusal in refusals)


def filters_in_words(filters: Filters, language: Language) -> list[tuple[str, str]]:
    """The filters that ask for something, as labels and values."""
    rows = [
        (language.say("Relation"), _names(filters.relations, _SHORT, language)),
        (language.say("Made from"), _origin(filters, language)),
        (language.say("Access"), _access(filters, language)),
        (language.say("Parameters"), _range(filters, language)),
        (language.say("Name with"), language.alternatives(_literal(filters.include))),
        (language.say("Name without"), language.alternatives(_literal(filters.exclude))),
        (language.say("Task"), language.alternatives([task_name(one, language) for one in filters.tasks])),
        (language.say("Library"), language.alternatives(_literal(filters.libraries))),
        (
            language.say("Licence"),
            language.alternatives([literal(licence_name(one)) for one in filters.licences]),
        ),
        (
            language.say("Languages"),
            language.alternatives([literal(name_of_language(one, language)) for one in filters.languages]),
        ),
        (language.say("Likes"), _least(filters.least_likes, language)),
        (language.say("Trending score"), _least(filters.least_trending, language)),
    ]
    return [(label, value) for label, value in rows if value]


def task_name(tag: str, language: Language) -> str:
    """A task's short name; the Hub's tag where it is not known."""
    return language.say(TASKS[tag][0]) if tag in TASKS else literal(tag, LONGEST_FOUND)


def _found(reason: Reason, value: str, language: Language) -> str:
    match reason:
        case "kind":
            return language.say(_ONE[value])
        case "task":
            return task_name(value, language)
        case "licence":
            return literal(licence_name(value), LONGEST_FOUND)
        case "language":
            return literal(name_of_language(value, language), LONGEST_FOUND)
        case "parameters":
            return language.roughly(int(value))
        case "access":
            return language.say(next(name for gate, name in GATES.items() if gate == value))
        case "relation":
            return language.say(_SHORT[value])
    return literal(value, LONGEST_FOUND)


def _literal(words: Sequence[str]) -> list[str]:
    return [literal(word) for word in words]


def _names(values: Sequence[str], names: dict[str, str], language: Language) -> str:
    return language.alternatives([language.say(names[value]) for value in values])


def _origin(filters: Filters, language: Language) -> str:
    return "" if filters.origin == "any" else language.say(ORIGINS[filters.origin])


def _access(filters: Filters, language: Language) -> str:
    return "" if filters.access == "any" else language.say(ACCESSES[filters.access])


def _least(least: int | None, language: Language) -> str:
    return "" if least is None else language.say("at least {smallest}", smallest=language.number(least))


def _range(filters: Filters, language: Language) -> str:
    smallest, largest = filters.smallest, filters.largest
    if smallest is not None and largest is not None:
        return language.say(
            "from {smallest} to {largest}",
            smallest=language.roughly(smallest),
            largest=language.roughly(largest),
        )
    if smallest is not None:
        return language.say("at least {smallest}", smallest=language.roughly(smallest))
    return "" if largest is None else language.say("at most {largest}", largest=language.roughly(largest))
