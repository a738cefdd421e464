"""What moderators type into the panel's forms, as values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from rapidfuzz import process

from bot.errors import BadRequest
from bot.markdown import literal
from bot.releases import timing_choices
from bot.releases.model import Access, Filters, Mention, Origin, Plan, Relation
from bot.releases.sources import kinds_of
from bot.releases.tasks import TASKS
from bot.texts import Language, later

MOST_WORDS = 25
LONGEST_WORD = 60
MOST_DECIMALS = 3
# Hours without announcements, as they can be chosen.
PAUSES: dict[str, int | None] = {"none": None, "hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24}
_POWERS = {"": 0, "k": 3, "m": 6, "g": 9, "b": 9, "t": 12}
_COUNT = re.compile(r"(?P<number>\d{1,15}(?:[.,]\d{1,6})?)\s*(?P<unit>[kmgbt]?)", re.IGNORECASE)


def words(typed: str) -> tuple[str, ...]:
    """The words between commas or on own lines, each once. Raises BadRequest when they are too many."""
    found = tuple(dict.fromkeys(word.strip() for word in re.split(r"[,;\n]", typed) if word.strip()))
    if len(found) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in found):
        raise BadRequest(
            later("That is too much: at most 25 words of 60 characters. Nothing was changed; type fewer.")
        )
    return found


def count(typed: str) -> int | None:
    """A number of parameters such as `7B`, `1.5B` or `350M`; None for nothing. Raises BadRequest."""
    if not typed.strip():
        return None
    match = _COUNT.fullmatch(typed.strip())
    if match is None:
        raise BadRequest(
            later(
                "**{typed}** is no number of parameters. Type one such as `7B`, `1.5B` or `350M`.",
                typed=literal(typed, 40),
            )
        )
    number = float(match["number"].replace(",", "."))
    return round(number * 10.0 ** _POWERS[match["unit"].lower()])


def tasks(typed: str, language: Language) -> tuple[str, ...]:
    """Tasks by the Hub's tag or by their name in the reader's language. Raises BadRequest."""
    names = {language.say(name).lower(): tag for tag, (name, _) in TASKS.items()}
    names |= {tag: tag for tag in TASKS}
    found = []
    for word in words(typed):
        tag = names.get(word.lower())
        if tag is None:
            near = process.extract(word.lower(), list(names), limit=3)
            nearest = dict.fromkeys(names[name] for name, _, _ in near)
            raise BadRequest(
                later(
                    "I know no task **{word}**. Did you mean {suggestions}?",
                    word=literal(word),
                    suggestions=language.alternatives([f"`{tag}`" for tag in nearest]),
                )
            )
        found.append(tag)
    return tuple(dict.fromkeys(found))


def spelt(parameters: int | None) -> str:
    """A number of parameters as `count` reads it."""
    if parameters is None:
        return ""
    for unit, power in (("B", 9), ("M", 6)):
        whole, rest = divmod(parameters, 10**power)
        decimals = f"{rest:0{power}d}".rstrip("0")
        if whole and len(decimals) <= MOST_DECIMALS:
            return f"{whole}.{decimals}{unit}" if decimals else f"{whole}{unit}"
    return str(parameters)


def chosen(plan: Plan, field: str, values: Sequence[str], now: datetime) -> Plan:
    """The plan with what was chosen in one of the panel's selects; what is no option there is ignored."""
    if field in ("crosspost", "tags", "role", "called"):
        return _posted(plan, field, values)
    if field in ("rhythm", "hour", "cap"):
        return replace(plan, timing=timing_choices.chosen(plan.timing, field, values))
    match field:
        case "kinds":
            kinds = tuple(kind for kind in kinds_of(plan.source) if kind in values)
            return replace(plan, kinds=kinds or plan.kinds)
        case "pause":
            hours = PAUSES.get(values[0]) if values else None
            return replace(plan, paused_until=None if hours is None else now + timedelta(hours=hours))
    return replace(plan, filters=_filtered(plan.filters, field, values))


def _filtered(filters: Filters, field: str, values: Sequence[str]) -> Filters:
    match field:
        case "relations":
            return replace(filters, relations=_relations(values))
        case "origin":
            origin = next((one for one in get_args(Origin) if one in values), filters.origin)
            return replace(filters, origin=origin)
        case "access":
            access = next((one for one in get_args(Access) if one in values), filters.access)
            return replace(filters, access=access)
    return filters


def _posted(plan: Plan, field: str, values: Sequence[str]) -> Plan:
    posting, numbers = plan.posting, [int(value) for value in values if value.isdecimal()]
    match field:
        case "crosspost":
            posting = replace(posting, crosspost="yes" in values)
        case "tags":
            posting = replace(posting, tags=tuple(numbers))
        case "role":
            kept = posting.mention.filters if posting.mention else Filters()
            posting = replace(posting, mention=Mention(numbers[0], kept) if numbers else None)
        case "called" if posting.mention is not None:
            filters = replace(posting.mention.filters, relations=_relations(values))
            posting = replace(posting, mention=replace(posting.mention, filters=filters))
    return replace(plan, posting=posting)


def _relations(values: Sequence[str]) -> tuple[Relation, ...]:
    return tuple(one for one in get_args(Relation) if one in values)


def with_names(plan: Plan, *texts: str) -> Plan:
    """The plan with what was typed into the form on names and size. Raises BadRequest."""
    return replace(plan, filters=_named(plan.filters, *texts))


def with_called_names(plan: Plan, *texts: str) -> Plan:
    """The plan with what was typed into the same form on the posts that call a role. Raises BadRequest."""
    mention = plan.posting.mention
    if mention is None:
        return plan
    mention = replace(mention, filters=_named(mention.filters, *texts))
    return replace(plan, posting=replace(plan.posting, mention=mention))


def _named(filters: Filters, include: str, exclude: str, smallest: str, largest: str) -> Filters:
    least, most = count(smallest), count(largest)
    if least is not None and most is not None and least > most:
        raise BadRequest(
            later("The smallest size is larger than the largest. Nothing was changed; exchange them.")
        )
    return replace(filters, include=words(include), exclude=words(exclude), smallest=least, largest=most)


def with_likes(plan: Plan, likes: str, trending: str) -> Plan:
    """The plan with the least numbers that were typed. Raises BadRequest."""
    filters = replace(plan.filters, least_likes=_number(likes), least_trending=_number(trending))
    return replace(plan, filters=filters)


def _number(typed: str) -> int | None:
    text = re.sub(r"[\s.,]", "", typed)
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,9}", text):
        raise BadRequest(
            later(
                "**{typed}** is no number. Type one such as `50`, or leave the field empty.",
                typed=literal(typed, 40),
            )
        )
    return int(text) or None


def with_facts(plan: Plan, task: str, library: str, licence: str, languages: str, language: Language) -> Plan:
    """The plan with what was typed into the form on tasks and licences. Raises BadRequest."""
    filters = replace(
        plan.filters,
        tasks=tasks(task, language),
        libraries=words(library),
        licences=words(licence),
        languages=words(languages),
    )
    return replace(plan, filters=filters)
