"""Parts of a notebook in words, shared by its messages."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.markdown import literal
from bot.notebooks.changes import Change
from bot.notebooks.facts import Facts, Metric, Parameter, Value
from bot.notebooks.findings import Finding, Place
from bot.scrub.kinds import Kind
from bot.texts import Language, Sentence, later, mark

_HUB: Final = re.compile(r"[\w.-]+/[\w.-]+")
LONGEST_VALUE: Final = 60
LONGEST_NAME: Final = 60
# What a reader looks for first among many settings.
_FIRST: Final = re.compile(
    r"learning_rate|(?:^|_)lr$|batch_size|epochs|max_steps|^r$|lora_|seed|temperature|max_(?:seq|new|len|length)"
    r"|optim|n_estimators|tasks|load_in|chunk_size|test_size"
)
KINDS: Final[dict[Kind, str]] = {
    "token": mark("a token or password"),
    "home folder": mark("somebody's home folder"),
    "host": mark("the name of a machine"),
    "e-mail": mark("an e-mail address"),
    "person": mark("the name or account of a person"),
    "text": mark("a text"),
}


def names(ids: Iterable[str], hub: str, most: int, language: Language, *, datasets: bool = False) -> str:
    """Models or datasets, with a link where the name is that of a repository on the Hub."""
    every = list(ids)
    folder = "datasets/" if datasets else ""
    told = [
        f"[{literal(one)}](<{hub}/{folder}{one}>)" if _HUB.fullmatch(one) else literal(one) for one in every
    ]
    return _few(told, most, language)


def libraries(facts: Facts, most: int, language: Language) -> str:
    """Packages with their versions, those with a version first."""
    every = sorted(facts.libraries, key=lambda one: one.version is None)
    told = [literal(f"{one.name} {one.version or ''}".strip()) for one in every]
    return _few(told, most, language)


def parameters(found: Sequence[Parameter], most: int, language: Language) -> str:
    """Settings, those that a reader looks for first at the front; one that changes has two of its values."""
    values: dict[str, list[str]] = {}
    for one in sorted(found, key=lambda each: _FIRST.search(each.name.lower()) is None):
        shown = values.setdefault(one.name, [])
        as_code = f"`{value(one.value, language)}`"
        if as_code not in shown:
            shown.append(as_code)
    told = [
        f"{literal(name, LONGEST_NAME)} {' '.join(shown[:2])}{' …' if len(shown) > 2 else ''}"
        for name, shown in values.items()
    ]
    return _few(told, most, language)


def metrics(found: Sequence[Metric], most: int, language: Language) -> str:
    """The last numbers of a notebook: what it came to stands at its end."""
    told = [f"{literal(one.name, LONGEST_NAME)} **{metric(one, language)}**" for one in found]
    left = len(told) - most
    more = [_more(left, language)] if left > 0 else []
    return " · ".join([*told[-most:], *more])


def metric(one: Metric, language: Language) -> str:
    """A number as it was written, in the reader's language."""
    return language.percent(one.value / 100) if one.is_percent else language.figure(one.value)


def value(one: Value, language: Language) -> str:
    """A setting as code would show it, but numbers as the reader writes them; never longer than a line."""
    if isinstance(one, float):
        told = language.figure(one) if abs(one) >= 1e-4 or one == 0 else f"{one:g}"
    else:
        told = str(one)
    told = " ".join(told.replace("`", "'").split())
    return told if len(told) <= LONGEST_VALUE else f"{told[: LONGEST_VALUE - 1]}…"


def ran_on(facts: Facts, language: Language) -> str | None:
    """The machine and the version of Python."""
    surroundings = facts.environment
    told = [literal(surroundings.hardware)] if surroundings.hardware else []
    if surroundings.python:
        told.append(language.say("Python {version}", version=literal(surroundings.python)))
    return " · ".join(told) or None


def change(one: Change, language: Language) -> str:
    """What changed, in a few words."""
    name = f"**{literal(one.name, LONGEST_NAME)}**"
    if one.before is None:
        return language.say("{name}: new", name=name) + _is(one.after, one, language)
    if one.after is None:
        return language.say("{name}: no longer there", name=name)
    before, after = both(one, language)
    return language.named(name, f"{before or '?'} → {after or '?'}")


def both(one: Change, language: Language) -> tuple[str, str]:
    """What it was and what it is, a number in percent with its sign; empty where it is not there."""
    before, after = (
        "" if found is None else _in_percent(found, language) if is_percent else value(found, language)
        for found, is_percent in zip((one.before, one.after), one.are_percents, strict=True)
    )
    return before, after


def _in_percent(number: Value, language: Language) -> str:
    """With as many decimals as it has, at most three."""
    if not isinstance(number, int | float):
        return value(number, language)
    digits = next((count for count in range(3) if round(number, count) == number), 3)
    return language.percent(number / 100, digits)


def _is(told: Value, one: Change, language: Language) -> str:
    return "" if told in {one.name, ""} else f", {both(one, language)[1]}"


def place(where: Place, language: Language) -> str:
    """Where something is."""
    if where.cell is None:
        return language.say("in what the notebook's file says of itself")
    if where.part == "output":
        return language.say("in output {output} of cell {cell}", output=where.output, cell=where.cell)
    if where.part == "source":
        return language.say("in cell {cell}", cell=where.cell)
    return language.say("in what the file says of cell {cell}", cell=where.cell)


def finding(one: Finding, language: Language) -> str:
    """Something that was found, with its first place and what surrounds it there."""
    told = f"**{language.say(KINDS[one.kind])}** · {place(one.places[0], language)}"
    if len(one.places) > 1:
        told += " · " + language.say_count(
            "and at {count} other place", "and at {count} other places", len(one.places) - 1
        )
    around = f"{one.before}⟦{one.shown}⟧{one.after}".replace("`", "'")
    return f"{told}\n```\n{' '.join(around.split())}\n```"


def _few(told: Sequence[str], most: int, language: Language) -> str:
    left = len(told) - most
    return " · ".join([*told[:most], *([_more(left, language)] if left > 0 else [])])


def _more(count: int, language: Language) -> str:
    return language.say_count("and {count} more", "and {count} more", count)


def unreadable() -> Sentence:
    """What is told of a notebook in a channel that a person may not read."""
    return later("You may not read the channel of this notebook, so I do not show it to you here.")
