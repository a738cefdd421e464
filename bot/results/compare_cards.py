"""A comparison as a message: first what differs in words, then the figures with a verdict each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Drawing, Message, Option, Select, Text
from bot.outdated.model import Measured, Outdated
from bot.outdated.words import sentence
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.results.comparability import by_weight
from bot.results.comparing import Comparison, Pair
from bot.results.statistics.verdicts import WORDS, Word
from bot.texts import Language, mark

MOST_DIFFERING = 6
MOST_PAIRS = 10
MOST_OLDER = 4
MOST_BLOCKING = 2
# Of the 4,000 that Discord allows in all (`bot/chat/render.py`).
MOST_CHARACTERS = 3_900
LONGEST_MORE = 40
# What is said where only one test was posted of both.
_OF_ONE: dict[Word, str] = {
    "better": mark("Beside {second}, {first} is better on the one test that both have."),
    "worse": mark("Beside {second}, {first} is worse on the one test that both have."),
    "noise": mark("Beside {second}, {first} differs within noise on the one test that both have."),
    "unsaid": mark("Whether {first} is better than {second} on the one test that both have cannot be said."),
    "incomparable": mark("The one test that {first} and {second} both have cannot be compared."),
}
_SIGNS: dict[Word, str] = {"better": "🟢", "worse": "🔴", "noise": "⚪", "unsaid": "⚪", "incomparable": "⚠️"}


def comparison(
    found: Sequence[Comparison],
    chart: Drawing | None,
    language: Language,
    older: Mapping[Measured, Outdated] = MappingProxyType({}),
    choice: Select | None = None,
    about: str | None = None,
) -> Message:
    """What differs, the chart, then each test with the verdict on the first model; several models in short.

    `older` are the revisions after which a model has changed; with `choice` one model is chosen,
    with `about` one asks about all of them.
    """
    names = language.enumeration([f"**{literal(one.second)}**" for one in found])
    heading = language.say("{first} beside {others}", first=f"**{literal(found[0].first)}**", others=names)
    parts: list[Block] = [Text(f"### {heading}")]
    parts.append(Text(_differing(found[0], language) if len(found) == 1 else _in_short(found, language)))
    parts += [
        Text(f"-# ⏳ **{literal(model)}**: {sentence(one, language)}")
        for (model, _), one in sorted(older.items())[:MOST_OLDER]
    ]
    if chart is not None:
        parts.append(chart)
    note = Text(
        "-# "
        + language.say(
            "± is the standard error. Intervals are of 95%; several verdicts are corrected for their number "
            "(Holm)."
        )
    )
    if len(found) == 1:
        left = MOST_CHARACTERS - sum(len(one.markdown) for one in [*parts, note] if isinstance(one, Text))
        parts.append(Text(_verdicts(found[0], left, language)))
    ask = None if about is None else Buttons((Button(language.say("Ask"), about),))
    return Message((*parts, note, *(one for one in (choice, ask) if one is not None)), private=True)


def choice_of(
    control: str, first: str, names: Sequence[tuple[str, str]], chosen: str | None, language: Language
) -> Select:
    """The list of the models beside the first, by what stands for them and their names, to see each in full.

    Its first option stands for the `first` model, and leads back to all in short.
    """
    options = [Option(language.say("All models in short"), first, chosen is None)]
    options += [Option(name, written, written == chosen) for written, name in names]
    return Select(control, language.say("Each test beside one model"), tuple(options))


def _differing(found: Comparison, language: Language) -> str:
    """What differs in how the two were measured, in words; what forbids a comparison first."""
    other = literal(found.second)
    if not found.pairs:
        return language.say(
            "**{model}**: no test was posted of both, so there is nothing to compare.", model=other
        )
    told: dict[str, bool] = {}
    for one in sorted((one for pair in found.pairs for one in pair.differing), key=by_weight):
        told.setdefault(language.tell(one.sentence), one.blocks)
    if not told:
        return language.say(
            "**{model}**: nothing that is known differs in how they were measured.", model=other
        )
    lines = [language.say("How **{model}** was measured otherwise:", model=other)]
    lines += [
        f"- ⚠️ **{words}**" if blocks else f"- {words}"
        for words, blocks in list(told.items())[:MOST_DIFFERING]
    ]
    if len(told) > MOST_DIFFERING:
        lines.append(language.more(len(told) - MOST_DIFFERING))
    return "\n".join(lines)


def _in_short(found: Sequence[Comparison], language: Language) -> str:
    """Of each model the verdict on all tests together, and what differs."""
    lines = []
    for one in found:
        if not one.pairs:
            lines.append(f"- {_differing(one, language)}")
            continue
        lines.append(f"- {_overall(one, language)}")
        differing = sorted((each for pair in one.pairs for each in pair.differing), key=by_weight)
        blocking = dict.fromkeys(language.tell(each.sentence) for each in differing if each.blocks)
        labels = dict.fromkeys(
            each.label if isinstance(each.label, str) else language.tell(each.label)
            for each in differing
            if not each.blocks
        )
        lines += [f"  - ⚠️ {words}" for words in list(blocking)[:MOST_BLOCKING]]
        if labels:
            what = ", ".join(list(labels)[:MOST_DIFFERING]) + (" …" if len(labels) > MOST_DIFFERING else "")
            lines.append("  - " + language.say("what differs, or is not stated: {what}", what=what))
    return "\n".join(lines)


def _verdicts(found: Comparison, most: int, language: Language) -> str:
    """All tests together, then each, as far as so many characters hold them."""
    if not found.pairs:
        return ""
    lines = [_overall(found, language), *_parts(found, language)]
    room = most - sum(len(line) + 1 for line in lines) - LONGEST_MORE
    pairs = list(found.pairs)
    if len(pairs) > MOST_PAIRS:
        pairs.sort(key=lambda pair: pair.verdict.word not in ("better", "worse"))
    for shown, pair in enumerate(pairs):
        line = _pair(pair, language)
        room -= len(line) + 1
        if room < 0 or shown == MOST_PAIRS:
            lines.append(language.more(len(found.pairs) - shown))
            break
        lines.append(line)
    return "\n".join(lines)


def _parts(found: Comparison, language: Language) -> list[str]:
    """Which benchmarks have parts that are not told, and how to see them."""
    known = {benchmark: by_id(benchmark) for benchmark in found.parts}
    named = {benchmark: literal(benchmark if one is None else one.name) for benchmark, one in known.items()}
    return [
        "-# "
        + language.say_count(
            "{benchmark} as a whole; `benchmark: {id}` also tells the {count} part of it that both have.",
            "{benchmark} as a whole; `benchmark: {id}` also tells the {count} parts of it that both have.",
            count,
            benchmark=named[benchmark],
            id=benchmark.replace("`", ""),
        )
        for benchmark, count in list(found.parts.items())[:MOST_OLDER]
    ]


def _overall(found: Comparison, language: Language) -> str:
    """What holds of all tests together, in one sentence."""
    names = {"first": f"**{literal(found.first)}**", "second": f"**{literal(found.second)}**"}
    total = len(found.pairs)
    if total == 1:
        return language.say(_OF_ONE[found.pairs[0].verdict.word], **names)
    counts = Counter(pair.verdict.word for pair in found.pairs)
    if counts["incomparable"] == total:
        return language.say(
            "None of the {total} tests of {first} and {second} can be compared.",
            total=language.number(total),
            **names,
        )
    if counts["incomparable"] + counts["unsaid"] == total:
        return language.say(
            "On none of the {total} tests of {first} and {second} can it be said which one is better.",
            total=language.number(total),
            **names,
        )
    if counts["better"] or counts["worse"]:
        standing = language.enumeration(_decided(counts, total, language))
        told = [language.say("Beside {second}, {first} is {standing}", standing=standing, **names)]
    else:
        told = [language.say("Beside {second}, {first} is neither better nor worse", **names)]
    if counts["noise"]:
        told.append(
            language.say_count("{count} is within noise", "{count} are within noise", counts["noise"])
        )
    if counts["unsaid"]:
        count = counts["unsaid"]
        told.append(language.say_count("on {count} it cannot be said", "on {count} it cannot be said", count))
    if counts["incomparable"]:
        count = counts["incomparable"]
        told.append(language.say_count("{count} cannot be compared", "{count} cannot be compared", count))
    return language.say("; ").join(told) + "."


def _decided(counts: Counter[Word], total: int, language: Language) -> list[str]:
    """On how many of the tests the first model is better, and worse."""
    of_all = language.number(total)
    better, worse = counts["better"], counts["worse"]
    told = []
    if better:
        told.append(
            language.say_count(
                "better on {count} of {total} tests",
                "better on {count} of {total} tests",
                better,
                total=of_all,
            )
        )
    if worse and better:
        told.append(language.say_count("worse on {count}", "worse on {count}", worse))
    elif worse:
        told.append(
            language.say_count(
                "worse on {count} of {total} tests", "worse on {count} of {total} tests", worse, total=of_all
            )
        )
    return told


def _pair(pair: Pair, language: Language) -> str:
    verdict = pair.verdict
    figures = language.say(
        "{first} against {second}",
        first=words.value(pair.first, language),
        second=words.value(pair.second, language),
    )
    word = language.tell(WORDS[verdict.word])
    what = words.subject(pair.first, language=language)
    line = f"{_SIGNS[verdict.word]} {language.named(what, figures)} → **{word}**"
    line += "".join(f"\n-# {one}" for one in _runs(pair, language))
    if verdict.difference is None:
        return f"{line}\n-# {language.tell(verdict.reason)}"
    paired = "" if pair.common is None else f" {_paired(pair.common, language)}"
    amount, low, high = words.apart(verdict.difference, pair.first)
    interval_text = language.say(
        "difference {gain}, between {low} and {high}",
        gain=words.difference(amount, pair.first, language),
        low=words.difference(low, pair.first, language),
        high=words.difference(high, pair.first, language),
    )
    return f"{line}\n-# {interval_text}. {language.tell(verdict.reason)}{paired}"


def _runs(pair: Pair, language: Language) -> list[str]:
    """Of which runs the two are the middle one, where there are several."""
    return [
        language.say_count(
            "{value} is the middle one of {count} run, from {low} to {high}.",
            "{value} is the middle one of {count} runs, from {low} to {high}.",
            one.runs,
            value=words.amount(one.result.value, one.result, language),
            low=words.amount(one.low, one.result, language),
            high=words.amount(one.high, one.result, language),
        )
        for one in pair.runs
        if one.runs > 1
    ]


def _paired(common: int, language: Language) -> str:
    return language.say_count(
        "Paired test on {count} common sample.", "Paired test on {count} common samples.", common
    )
