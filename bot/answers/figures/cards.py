"""The figures of an answer: a small table with a link each, and how the question was read."""

from collections.abc import Sequence

from bot.answers import controls, room
from bot.answers.figures import corrections, wording
from bot.answers.figures.found import (
    Claim,
    Claims,
    Compared,
    Count,
    Figures,
    Outcome,
    Ranking,
    Records,
    Values,
    standings,
)
from bot.answers.model import Level
from bot.boards import runs, set_ups, trends
from bot.boards.cards import place_of
from bot.boards.model import Ranked, Standing
from bot.markdown import linked, literal
from bot.measured.words import amount
from bot.message import Block, Option, Select, Text
from bot.results import words
from bot.results.comparing import Comparison, Pair
from bot.results.statistics.verdicts import WORDS
from bot.texts import Language

LINES = {Level.SIMPLE: 3, Level.STANDARD: 5, Level.EXPERT: 10}
LONGEST_NAME = 60
MOST_OPTIONS = 10
MOST_DIFFERING = 3


def blocks(
    found: Figures, question_id: int, changes: Sequence[str], level: Level, language: Language
) -> list[Block]:
    """What stands above the passages: the figures, the reading, and a list to correct it."""
    query = found.query
    most = max(query.limit or 0, LINES[level])
    told = (
        _nothing(found, language) if found.outcome is None else _fitting(found, found.outcome, most, language)
    )
    note = "-# " + language.say("I read: {reading}", reading=wording.read_as(query, language))
    parts: list[Block] = [Text("\n".join([note, *told, *_notes(found, language)]))]
    choice = _choice(found, question_id, changes, level, language)
    return parts if choice is None else [*parts, choice]


def _fitting(found: Figures, outcome: Outcome, most: int, language: Language) -> list[str]:
    """As many lines as there is room for: a line that is cut would lose its link."""
    told = _told(found, outcome, most, language)
    while most > 1 and sum(len(line) + 1 for line in told) > room.FIGURES:
        most -= 1
        told = _told(found, outcome, most, language)
    return told


def _told(found: Figures, outcome: Outcome, most: int, language: Language) -> list[str]:
    match outcome:
        case Ranking():
            lines = [_ranked(one, found, language) for one in outcome.lines[:most]]
            return [*lines, *_conditions(outcome, language)]
        case Values():
            lines = [_value(one, found, language) for one in outcome.lines[:most]]
            return [*lines, *_more(outcome.total - len(lines), language)]
        case Claims():
            return [_claim(one, outcome.unit, language) for one in outcome.claims[:most]]
        case Count():
            return [_count(outcome, language)]
        case Records():
            note = language.say("The best when they were measured, the newest first:")
            lines = [_record(one, found, language) for one in outcome.lines[:most]]
            return [f"-# {note}", *lines, *_more(outcome.total - len(lines), language)]
        case Compared():
            return [line for one in outcome.comparisons for line in _compared(one, found, most, language)]


def _ranked(one: Ranked, found: Figures, language: Language) -> str:
    place = place_of(one.place) or "–"
    return f"**{place}.** {_line(one.standing, found, language)}"


def _value(one: Standing, found: Figures, language: Language) -> str:
    how = [set_ups.told(one.result, language)]
    if found.query.benchmark is None:
        how.insert(0, words.subject(one.result, language=language))
    if found.query.intent == "newest":
        how.append(language.day(one.posted.created_at))
    return f"- {_line(one, found, language)}\n-# {' · '.join(how)}"


def _record(one: Standing, found: Figures, language: Language) -> str:
    return f"- {language.day(trends.dated(one))} · {_line(one, found, language)}"


def _line(one: Standing, found: Figures, language: Language) -> str:
    """A model and its value, which links to the post that it stands in."""
    quantisation = one.result.setup.quantisation
    name = literal(one.model, LONGEST_NAME) + (f" · {literal(quantisation, 30)}" if quantisation else "")
    value = _linked(words.value(one.result, language), found.links.get(one.posted.post))
    several = runs.told(one, language)
    more = [*([] if several is None else [several]), *words.marks(one.posted, language)]
    return " · ".join([language.named(name, value), *more])


def _linked(value: str, link: str | None) -> str:
    return f"**{linked(value, link)}**"


def _claim(one: Claim, unit: str, language: Language) -> str:
    value = literal(one.value) if isinstance(one.value, str) else amount(one.value, unit, language)
    where = (
        language.say("by its model card") if one.is_of_card else language.say("posted by a member as claimed")
    )
    told = language.named(literal(one.model, LONGEST_NAME), _linked(value, one.link))
    return f"- {told} · {where}"


def _count(counted: Count, language: Language) -> str:
    results = language.say_count("{count} result", "{count} results", counted.results)
    models = language.say_count("{count} model", "{count} models", counted.models)
    ways = language.say_count("measured in {count} way", "measured in {count} ways", counted.ways)
    return language.say("**{results}** of **{models}**, {ways}.", results=results, models=models, ways=ways)


def _compared(one: Comparison, found: Figures, most: int, language: Language) -> list[str]:
    names = {"first": literal(one.first, LONGEST_NAME), "second": literal(one.second, LONGEST_NAME)}
    if not one.pairs:
        return [language.say("No test was posted of both {first} and {second}.", **names)]
    lines = [language.say("**{first}** beside **{second}**:", **names)]
    lines += [_pair(pair, found, language) for pair in one.pairs[:most]]
    return [*lines, *_more(len(one.pairs) - most, language)]


def _pair(pair: Pair, found: Figures, language: Language) -> str:
    first, second = (
        _linked(words.value(one, language), found.links.get(found.posts.get(id(one), "")))
        for one in (pair.first, pair.second)
    )
    figures = language.say("{first} against {second}", first=first, second=second)
    word = language.tell(WORDS[pair.verdict.word])
    line = "- " + language.named(words.subject(pair.first, language=language), f"{figures} → **{word}**")
    told = [each for each in pair.differing if not each.blocks][:MOST_DIFFERING]
    reasons = [language.tell(pair.verdict.reason)]
    reasons += [language.tell(each.sentence) for each in told]
    more = [*_several(pair, found, language), " · ".join(dict.fromkeys(reasons))]
    return "\n-# ".join([line, *more])


def _several(pair: Pair, found: Figures, language: Language) -> list[str]:
    """Of which runs the two are the middle one, where there are several."""
    told = []
    for one in pair.runs:
        members = len({found.authors[id(each)] for each in one.of if id(each) in found.authors})
        several = runs.spread(one.result, one.runs, members, (one.low, one.high), language)
        if several is not None:
            told.append(language.named(literal(one.result.model_name or "", LONGEST_NAME), several))
    return told


def _conditions(outcome: Ranking, language: Language) -> list[str]:
    lines = ["-# " + set_ups.told(outcome.example, language)]
    if any(one.place is not None and one.place.is_tied for one in outcome.lines):
        lines.append(
            "-# "
            + language.say("“2–4” is a tie: chance alone explains the differences between these places.")
        )
    return lines


def _notes(found: Figures, language: Language) -> list[str]:
    """How many results were looked at, what was left out, and what was not understood."""
    notes = []
    if _has_middles(found.outcome):
        notes.append(runs.note(language))
    if found.considered and not isinstance(found.outcome, Claims | Compared):
        notes.append(
            language.say_count(
                "{fitting} of {count} result that you may read fits.",
                "{fitting} of {count} results that you may read fit.",
                found.considered,
                fitting=language.number(found.fitting),
            )
        )
    others = found.outcome.others if isinstance(found.outcome, Ranking | Records) else 0
    if others:
        notes.append(
            language.say_count(
                "Left out, since it was measured otherwise: {count} result.",
                "Left out, since they were measured otherwise: {count} results.",
                others,
            )
        )
    if found.unknown:
        notes.append(_of_unknown(found, language))
    if found.reading.unread:
        unread = language.enumeration([f"**{literal(one, 30)}**" for one in found.reading.unread])
        notes.append(language.say("I did not understand {words}, and left it out.", words=unread))
    if found.reading.guessed:
        notes.append(language.say("I had to guess a part of this: please check how I read it."))
    return [f"-# {note}" for note in notes]


def _of_unknown(found: Figures, language: Language) -> str:
    """How many models were left out since nobody knows of them what is asked for."""
    count = found.unknown
    if found.query.licence is None:
        return language.say_count(
            "Left out, since nobody knows its size: {count} model.",
            "Left out, since nobody knows their size: {count} models.",
            count,
        )
    if found.query.size is None:
        return language.say_count(
            "Left out, since nobody knows its licence: {count} model.",
            "Left out, since nobody knows their licence: {count} models.",
            count,
        )
    return language.say_count(
        "Left out, since nobody knows its size or its licence: {count} model.",
        "Left out, since nobody knows their size or their licence: {count} models.",
        count,
    )


def _has_middles(outcome: Outcome | None) -> bool:
    """Whether one of the values is the middle one of several runs."""
    if isinstance(outcome, Compared):
        return any(each.runs > 1 for one in outcome.comparisons for pair in one.pairs for each in pair.runs)
    return any(one.runs > 1 for one in standings(outcome))


def _nothing(found: Figures, language: Language) -> list[str]:
    name = wording.named(found.query.benchmark, language)
    if found.query.intent == "compare":
        return [language.say("There is no test of which you may read results of each of these models.")]
    if found.query.origin == "claimed":
        return [language.say("I know of nothing that is claimed here of {benchmark}.", benchmark=name)]
    if found.query.benchmark is None:
        models = language.enumeration([literal(one, LONGEST_NAME) for one in found.query.models])
        if models:
            return [
                language.say("None: I know no result of **{models}** that you may read here.", models=models)
            ]
        return [language.say("None: I know no such result that you may read here.")]
    if found.considered:
        return [language.say("None: no result of **{benchmark}** fits what you ask for.", benchmark=name)]
    return [
        language.say(
            "None: I know no result of **{benchmark}** that you may read here. `/result import` posts some.",
            benchmark=name,
        )
    ]


def _more(count: int, language: Language) -> list[str]:
    return [language.more(count)] if count > 0 else []


def _choice(
    found: Figures, question_id: int, changes: Sequence[str], level: Level, language: Language
) -> Select | None:
    """The corrections that may be made; those that a custom id cannot hold are left out."""
    options = tuple(
        Option(wording.correction(one, found.reading, language).replace("\\", "")[:100], one)
        for one in corrections.possible(found.reading)[:MOST_OPTIONS]
        if corrections.can_hold(question_id, (*changes, one))
    )
    if not options:
        return None
    control = controls.shown(question_id, "read", level, changes)
    return Select(control, language.say("Not what you meant? Correct how I read it"), options)
