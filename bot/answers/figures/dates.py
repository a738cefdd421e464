"""Times in questions: "since March", "avant le 15 octobre", "these two weeks", "en 2026"."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from bot.answers.figures.sheet import Sheet

Span = tuple[date | None, date | None]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv", "february fevrier feb fevr", "march mars mar", "april avril apr avr",
            "may mai", "june juin jun", "july juillet jul juil", "august aout aug",
            "september septembre sep sept",
            "october octobre oct", "november novembre nov", "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_COUNTS = {
    word: number
    for number, words in enumerate(
        ("one un une a", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept",
         "eight huit", "nine neuf", "ten dix"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_UNIT_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30, "y": 365, "a": 365}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = (
    rf"(?:(?:the |le )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)? )?(?P<month>{_MONTH})"
    rf"(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,? (?P<year>20\d\d))?"
)
_ISO = r"(?:the |le )?(?P<iso>20\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/20\d\d)"
_YEAR_ONLY = r"(?P<only>20\d\d)\b"
_NEAR = r"(?P<near>yesterday|hier|today|aujourd'hui)"
_WHEN = rf"(?:{_ISO}|{_YEAR_ONLY}|{_NEAR}|(?:the (?:beginning|start) of |(?:le )?debut )?{_DAY})"
_SECOND_WHEN = re.sub(r"\?P<(\w+)>", r"?P<\1_2>", _WHEN)
_FROM_TO = re.compile(
    rf"\b(?:between|entre|from|de|d')\s*{_WHEN}\s+(?:and|to|until|et|a|jusqu'(?:au|en|a))\s+{_SECOND_WHEN}"
)
_SINCE = re.compile(rf"\b(?:since|from|after|depuis|apres|a partir d[eu])\s+(?:d')?{_WHEN}")
_BEFORE = re.compile(rf"\b(?:before|until|up to|avant|jusqu'(?:au|en|a))\s+{_WHEN}")
_DURING = re.compile(rf"\b(?:in|during|on|en|au mois d[e']|pendant|le)\s*{_WHEN}")
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|annees?)\b"
_LATELY = re.compile(
    rf"\b(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}"
    rf"|\b{_COUNT.replace('count', 'count2')}\s+(?:dernier|derniere|passe)e?s?\s+"
    rf"{_UNIT.replace('unit', 'unit2')}"
    rf"|\b(?:dernier|derniere)s?\s+{_COUNT.replace('count', 'count3')}\s+{_UNIT.replace('unit', 'unit3')}"
    rf"|\b(?:since|depuis)\s+{_COUNT.replace('count', 'count4')}\s+{_UNIT.replace('unit', 'unit4')}"
)
_OPEN = r"(?:\b(?P<open>since|depuis|from) )?"
_LAST_WEEK = re.compile(rf"{_OPEN}\b(?:(?:(?:in the )?last|past) week|(?:la )?semaine (?:derniere|passee))\b")
_LAST_MONTH = re.compile(rf"{_OPEN}\b(?:last month|(?:le )?mois (?:dernier|passe))\b")
_LAST_YEAR = re.compile(rf"{_OPEN}\b(?:last year|(?:l')?(?:an dernier|annee (?:derniere|passee)))\b")
_THIS = re.compile(r"\bthis (?P<en>week|month|year)\b|\bc(?:e|ette) (?P<fr>semaine|mois|annee)(?:-ci)?\b")
_YESTERDAY = re.compile(r"\b(?:(?:since|depuis|from|depuis) )?(?:yesterday|hier)(?: or later)?\b")
_TODAY = re.compile(r"\b(?:today|aujourd'hui)\b")


def take(sheet: Sheet, today: date) -> Span:
    """The days that a question names, taken off it: the first one, and the first that is too late."""
    for reader in (_last, _this, _bounded, _near):
        found = reader(sheet, today)
        if found != (None, None):
            return found
    return None, None


def _last(sheet: Sheet, today: date) -> Span:
    if (found := sheet.take(_LATELY)) is not None:
        groups = found.groupdict()
        count = next(groups[name] for name in ("count", "count2", "count3", "count4") if groups[name])
        unit = next(groups[name] for name in ("unit", "unit2", "unit3", "unit4") if groups[name])
        number = _COUNTS.get(count) or int(count)
        return today - timedelta(days=number * _UNIT_DAYS[unit[0]]), None
    if sheet.take(_LAST_WEEK):
        return today - timedelta(days=7), None
    if (found := sheet.take(_LAST_MONTH)) is not None:
        first = today.replace(day=1)
        return (first - timedelta(days=1)).replace(day=1), None if found["open"] else first
    if (found := sheet.take(_LAST_YEAR)) is not None:
        return date(today.year - 1, 1, 1), None if found["open"] else date(today.year, 1, 1)
    return None, None


def _this(sheet: Sheet, today: date) -> Span:
    found = sheet.take(_THIS)
    if found is None:
        return None, None
    match found["en"] or found["fr"]:
        case "week" | "semaine":
            return today - timedelta(days=today.weekday()), None
        case "month" | "mois":
            return today.replace(day=1), None
        case _:
            return date(today.year, 1, 1), None


def _bounded(sheet: Sheet, today: date) -> Span:
    between = sheet.take(_FROM_TO)
    if between is not None:
        return _between(between.groupdict(), today)
    since, before = sheet.take(_SINCE), sheet.take(_BEFORE)
    if since is not None or before is not None:
        return (
            None if since is None else _days(since.groupdict(), today)[0],
            None if before is None else _days(before.groupdict(), today)[0],
        )
    during = sheet.take(_DURING)
    return (None, None) if during is None else _days(during.groupdict(), today)


def _between(found: Mapping[str, str | None], today: date) -> Span:
    """From the first day of the first to the last day of the second; the first lies before the second."""
    last = {name.removesuffix("_2"): value for name, value in found.items() if name.endswith("_2")}
    until = _days(last, today)[1]
    since = _days({name: found[name] for name in last}, until or today)[0]
    return since, until


def _near(sheet: Sheet, today: date) -> Span:
    if sheet.take(_YESTERDAY):
        return today - timedelta(days=1), None
    return (today, None) if sheet.take(_TODAY) else (None, None)


def _days(found: Mapping[str, str | None], today: date) -> Span:
    """The first day of what was named, and the first after it."""
    if found["near"]:
        first = today if found["near"].startswith(("today", "aujourd")) else today - timedelta(days=1)
        return first, first + timedelta(days=1)
    if found["only"]:
        year = int(found["only"])
        return date(year, 1, 1), date(year + 1, 1, 1)
    if found["iso"]:
        return _of_day(*_numbers(found["iso"]))
    month = _MONTHS[(found["month"] or "").rstrip(".")]
    day = found["day"] or found["after"]
    year = int(found["year"]) if found["year"] else today.year
    if not found["year"] and date(year, month, 1) > today:
        year -= 1
    if day is not None:
        return _of_day(year, month, int(day))
    first = date(year, month, 1)
    return first, first + timedelta(days=monthrange(year, month)[1])


def _numbers(written: str) -> tuple[int, int, int]:
    if "-" in written:
        year, month, day = map(int, written.split("-"))
    else:  # as Europeans write it
        day, month, year = map(int, written.split("/"))
    return year, month, day


def _of_day(year: int, month: int, day: int) -> Span:
    try:
        first = date(year, month, day)
    except ValueError:
        return None, None
    return first, first + timedelta(days=1)
