"""How a question about figures was read, in words: “best GSM8K, under 8B, measured here”."""

from bot.answers.figures import corrections
from bot.answers.figures.licences import OPEN
from bot.answers.figures.model import Bound, Query, Reading, Size
from bot.markdown import literal
from bot.measured.words import amount
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.texts import Language, mark

_LONGEST_NAME = 60
_NAMED = {
    "licence": mark("licence {name}"),
    "hardware": mark("on {name}"),
    "engine": mark("with {name}"),
    "family": mark("names beginning with {name}"),
}


def read_as(query: Query, language: Language) -> str:
    """A query in words."""
    parts = [_wanted(query, language)]
    parts += [
        _filter(name, query, language) for name in corrections.FILTERS if corrections.is_set(query, name)
    ]
    if query.origin == "claimed":
        parts.append(language.say("as claimed, not measured here"))
    elif not query.reproduced:
        parts.append(language.say("measured here"))
    return ", ".join(parts)


def named(benchmark: str | None, language: Language) -> str:
    """A benchmark within a sentence; one whose name is made of words in quotes: best of “Prompt speed”."""
    name, known = _name_of(benchmark, language), by_id(benchmark or "")
    return language.say("“{words}”", words=name) if known is not None and known.area == "speed" else name


def correction(change: str, reading: Reading, language: Language) -> str:
    """What a correction does, as a choice in a list."""
    kind, value = change[:2], change[2:]
    if change == corrections.drop("without"):
        return language.say("With {names} too", names=_left_out(reading.query, language))
    if kind == corrections.drop(""):
        return language.say("Without “{filter}”", filter=_filter(value, reading.query, language))
    if kind == corrections.benchmark(""):
        return language.say("I meant {benchmark}", benchmark=_name_of(value, language))
    if kind == corrections.origin(""):
        if value == "claimed":
            return language.say("What is claimed, not what was measured here")
        return language.say("What was measured here, not what is claimed")
    if kind == corrections.order(""):
        return language.say("The worst first") if value == "worst" else language.say("The best first")
    if value == "trend":
        return language.say("How it developed over time")
    return language.say("How many results there are") if value == "count" else language.say("The best ones")


def size_words(size: Size, language: Language) -> str:
    """A range of sizes as people say it."""
    if size.least is not None and size.most is not None:
        if size.least == size.most:
            return language.say("about {size}", size=_count(size.least, language))
        return language.say(
            "{least} to {most}", least=_count(size.least, language), most=_count(size.most, language)
        )
    if size.most is not None:
        count = _count(size.most, language)
        return (
            language.say("under {size}", size=count)
            if size.strict
            else language.say("up to {size}", size=count)
        )
    count = _count(size.least or 0, language)
    return (
        language.say("over {size}", size=count)
        if size.strict
        else language.say("at least {size}", size=count)
    )


def value_words(bound: Bound, unit: str, language: Language) -> str:
    """A range of values as people say it."""
    least, most = (None if end is None else amount(end, unit, language) for end in (bound.least, bound.most))
    if least is not None and most is not None:
        return language.say("between {least} and {most}", least=least, most=most)
    if least is not None:
        above = language.say("above {value}", value=least)
        return above if bound.strict else language.say("at least {value}", value=least)
    below = language.say("below {value}", value=most)
    return below if bound.strict else language.say("at most {value}", value=most)


def _name_of(benchmark: str | None, language: Language) -> str:
    """A benchmark as people know it."""
    known = by_id(benchmark or "")
    return words.name_of(known, language) if known is not None else literal(benchmark or "", _LONGEST_NAME)


def _wanted(query: Query, language: Language) -> str:
    name = named(query.benchmark, language)
    models = language.enumeration([literal(one, _LONGEST_NAME) for one in query.models])
    match query.intent:
        case "compare" if query.benchmark is None:
            return language.say("{models} side by side", models=models)
        case "compare":
            return language.say("{models} side by side on {benchmark}", models=models, benchmark=name)
        case "newest":
            return _newest(query, name, models, language)
        case "value":
            return _valued(query, models, language)
        case "trend":
            return language.say("{benchmark} over time", benchmark=name)
        case "count":
            return language.say("number of results of {benchmark}", benchmark=name)
        case "best":
            return _ranked(query, name, language)


def _valued(query: Query, models: str, language: Language) -> str:
    if query.benchmark is not None:
        plain = _name_of(query.benchmark, language)
        return language.say("{benchmark} of {models}", benchmark=plain, models=models) if models else plain
    if models:
        return language.say("all results of {models}", models=models)
    return language.say("all results")


def _newest(query: Query, name: str, models: str, language: Language) -> str:
    if query.benchmark and models:
        return language.say("the newest results of {benchmark} of {models}", benchmark=name, models=models)
    if query.benchmark or models:
        return language.say("the newest results of {name}", name=models or name)
    return language.say("the newest results")


def _ranked(query: Query, name: str, language: Language) -> str:
    if query.limit in (None, 1):
        if query.order == "worst":
            return language.say("worst of {benchmark}", benchmark=name)
        return language.say("best of {benchmark}", benchmark=name)
    if query.order == "worst":
        return language.say_count(
            "the {count} worst of {benchmark}",
            "the {count} worst of {benchmark}",
            query.limit,
            benchmark=name,
        )
    return language.say_count(
        "the {count} best of {benchmark}", "the {count} best of {benchmark}", query.limit, benchmark=name
    )


def _filter(name: str, query: Query, language: Language) -> str:
    if name == "value" and query.value is not None:
        known = by_id(query.benchmark or "")
        return value_words(query.value, known.unit if known else "", language)
    if name == "without":
        return language.say("without {names}", names=_left_out(query, language))
    if name == "size" and query.size is not None:
        return size_words(query.size, language)
    if name == "shots" and query.shots is not None:
        return words.shots(query.shots, language)
    if name == "since" and query.since is not None:
        return language.say("since {day}", day=language.day(query.since))
    if name == "until" and query.until is not None:
        return language.say("before {day}", day=language.day(query.until))
    if name == "reproduced":
        return language.say("only reproduced")
    return _named_filter(name, str(getattr(query, name)), language)


def _named_filter(name: str, written: str, language: Language) -> str:
    if (name, written) == ("licence", OPEN):
        return language.say("under an open licence")
    value = literal(written, _LONGEST_NAME)
    return language.say(_NAMED[name], name=value) if name in _NAMED else value


def _left_out(query: Query, language: Language) -> str:
    return language.enumeration([literal(one, _LONGEST_NAME) for one in query.without])


def _count(count: float, language: Language) -> str:
    """A number of parameters as names of models have it: 8B, 1.7B, 500M."""
    return f"{language.number(count / 1e9)}B" if count >= 1e9 else f"{language.number(count / 1e6)}M"
