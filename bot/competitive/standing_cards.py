"""Where a model stands in one test, in two lines; and the picture of the test that most others share."""

from bot.boards import unlike
from bot.boards.cards import place_of
from bot.boards.knowledge_cards import known_of
from bot.charts import model as charts
from bot.competitive.model import Among, Answer, Position, Rival
from bot.competitive.words import apart, claim, figure, model, paired
from bot.markdown import literal
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.results.charting import value_of
from bot.results.model import Result
from bot.texts import Language

MOST_ROWS = 8
BEST_ROWS = 3
_SIGNS = {"held": "🟢", "behind": "🔴", "alone": "⚪", "unknown": "⚪"}


def test(one: Position, told: Answer, language: Language) -> str:
    """A score with its places, and what it stands beside."""
    return _lines(one, words.subject(one.ours.result, language=language), told, language)


def speed(one: Position, told: Answer, language: Language) -> str:
    """A speed on a machine."""
    result = one.ours.result
    hardware = result.setup.hardware
    machine = literal(hardware, 60) if hardware else language.say("hardware not stated")
    subject = language.say(
        "{subject} on {machine}", subject=words.subject(result, language=language), machine=machine
    )
    return _lines(one, subject, told, language)


def chart_of(told: Answer, language: Language) -> charts.Ranking | None:
    """The test that most others share: the best, and those around the model; None where nobody shares one."""
    shared = [one for one in told.scores if one.rivals]
    if not shared:
        return None
    one = max(shared, key=lambda one: (one.field.total, one.field.stand == "behind"))
    rivals = [each for each in one.rivals if one.of_size is None or each.line.is_of_size]
    ours = one.ours.result
    own = charts.Row(_label(ours), value_of(ours), place_of(one.field.place), is_marked=True)
    sign = -1 if ours.higher_is_better is False else 1
    above = [_row(each) for each in rivals if sign * each.line.result.value > sign * ours.value]
    below = [_row(each) for each in rivals[len(above) :]]
    rows = [*above[:BEST_ROWS], *above[max(BEST_ROWS, len(above) - 2) :], own, *below]
    known = by_id(ours.benchmark)
    return charts.Ranking(
        words.subject(ours, str, language),
        charts.Scale(ours.unit, ours.higher_is_better),
        tuple(rows[:MOST_ROWS]),
        known.chance if known else None,
    )


def _row(rival: Rival) -> charts.Row:
    return charts.Row(_label(rival.line.result), value_of(rival.line.result))


def _label(result: Result) -> str:
    quantisation = result.setup.quantisation
    return (result.model_name or "") + (f" ({quantisation})" if quantisation else "")


def _lines(one: Position, subject: str, told: Answer, language: Language) -> str:
    result = one.ours.result
    value = figure(result, one.ours.standing.posted.post, told, language)
    quantisation = f" ({literal(result.setup.quantisation, 20)})" if result.setup.quantisation else ""
    line = f"{_SIGNS[one.field.stand]} {language.named(subject + quantisation, value)}"
    places = [] if one.field.stand == "alone" else _places(one, language)
    known = known_of(one.ours.standing, language)
    beside = (_beside(one, told, language), _paired(one, language), _unlike(one, language))
    more = [part for part in (*beside, *_rest(one, told, language), *known) if part]
    return " · ".join([line, *places]) + (f"\n-# {' · '.join(more)}" if more else "")


def _places(one: Position, language: Language) -> list[str]:
    """The place among those of its size, and among all."""
    told = [] if one.of_size is None else [_of_size(one.of_size, language)]
    every = one.every
    told.append(
        language.say("{place} of {total}", place=place_of(every.place), total=language.number(every.total))
    )
    return told


def _of_size(among: Among, language: Language) -> str:
    total = language.number(among.total)
    if among.is_whole:
        return language.say("{place} of {total} of its size", place=place_of(among.place), total=total)
    if among.place.best >= among.total:
        return language.say("behind the first {count} of its size", count=language.number(among.total - 1))
    return language.say("{place} of its size", place=place_of(among.place))


def _beside(one: Position, told: Answer, language: Language) -> str:
    """The best of the others beside it."""
    among = one.field
    if among.best is None:
        return language.say("nobody else has measured it in this way")
    best = among.best
    shown = f"{model(best.line.result)} {figure(best.line.result, best.line.post, told, language)}"
    if among.stand == "unknown":
        return f"{shown} · {language.tell(best.verdict.reason)}"
    word, difference = best.verdict.word, best.verdict.difference
    if difference is None:
        return language.say("{model}: how sure it is is not known", model=shown)
    told_apart = apart(difference, one.ours.result, language, of_second=True)
    match word:
        case "worse":
            line = language.say("clearly better: {model} ({apart})", model=shown, apart=told_apart)
        case "better":
            return language.say("the best of the others: {model} ({apart})", model=shown, apart=told_apart)
        case _:
            line = language.say("within noise: {model} ({apart})", model=shown, apart=told_apart)
    others = among.ahead - (word == "worse")
    if others <= 0:
        return line
    return f"{line} " + language.say_count("and {count} more", "and {count} more", others)


def _paired(one: Position, language: Language) -> str | None:
    """Whether both were looked at on common samples."""
    best = one.field.best
    return None if best is None or best.common is None else paired(best.common, language)


def _unlike(one: Position, language: Language) -> str | None:
    """What else differs between it and the best of the others."""
    best = one.field.best
    found = () if best is None else unlike.unlike((one.ours.result, best.line.result))
    return (
        language.say("what differs, or is not stated: {what}", what=unlike.named(found, language))
        if found
        else None
    )


def _rest(one: Position, told: Answer, language: Language) -> list[str]:
    """What came later, what is claimed, and what does not count."""
    lines = []
    newer = sum(each.is_newer and each.verdict.word == "worse" for each in one.rivals)
    if newer:
        lines.append(
            language.say_count(
                "{count} of the better ones was measured later",
                "{count} of the better ones were measured later",
                newer,
            )
        )
    if one.claims:
        claims = language.enumeration([claim(each, one.ours.result, told, language) for each in one.claims])
        lines.append(language.say("claimed since, without a measurement: {claims}", claims=claims))
    if one.otherwise:
        lines.append(
            language.say_count(
                "{count} result measured otherwise does not count",
                "{count} results measured otherwise do not count",
                one.otherwise,
            )
        )
    return lines
