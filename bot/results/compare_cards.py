"""A comparison as a message: first what differs in words, then the figures with a verdict each."""

from collections import Counter
from collections.abc import Sequence

from bot.charts import model as charts
from bot.markdown import literal
from bot.message import Block, Drawing, Message, Text
from bot.results import words
from bot.results.comparing import Comparison, Pair, Trait, Trouble, estimate
from bot.results.model import Result
from bot.results.statistics.spreads import interval
from bot.results.statistics.verdicts import WORDS, Word
from bot.texts import Language, later

MOST_TROUBLES = 6
MOST_PAIRS = 10
LONGEST_VALUE = 60
_TRAITS = {
    "task": later("variant of the test"),
    "version": later("version of the test"),
    "filter": later("how answers are read"),
    "shots": later("worked examples shown"),
    "conditions": later("conditions"),
    "partial": later("only a part was run"),
    "template": later("chat template"),
    "quantisation": later("quantisation"),
    "dtype": later("data type"),
    "engine": later("engine"),
    "harness": later("evaluation tool"),
    "hardware": later("hardware"),
    "generation": later("settings of generation"),
}
_SIGNS: dict[Word, str] = {"better": "🟢", "worse": "🔴", "noise": "⚪", "incomparable": "⚠️"}


def comparison(found: Sequence[Comparison], chart: Drawing | None, language: Language) -> Message:
    """What differs, the chart, then each test with the verdict on the first model."""
    names = language.enumeration([f"**{literal(one.second)}**" for one in found])
    heading = language.say("{first} beside {others}", first=f"**{literal(found[0].first)}**", others=names)
    parts: list[Block] = [Text(f"### {heading}")]
    parts += [Text(_differing(one, language)) for one in found]
    if chart is not None:
        parts.append(chart)
    parts += [Text(_verdicts(one, language)) for one in found]
    parts.append(
        Text(
            "-# "
            + language.say("Intervals are of 95%; several verdicts are corrected for their number (Holm).")
        )
    )
    return Message(tuple(parts), private=True)


def chart_of(found: Sequence[Comparison], language: Language) -> charts.Comparison | None:
    """The tests that all models have and that are the same, as a chart; None when there is none."""
    first = found[0]
    together = [(pair, [_same(pair, other) for other in found[1:]]) for pair in first.pairs]
    shared = [
        (pair, [other for other in others if other is not None])
        for pair, others in together
        if all(one is not None and _is_same_test(one) for one in (pair, *others))
    ]
    if not shared:
        return None
    return charts.Comparison(
        language.say("Comparison"),
        (first.first, *(one.second for one in found)),
        tuple(
            charts.Compared(
                words.subject(pair.first),
                charts.Scale(pair.first.unit, pair.first.higher_is_better),
                (_value(pair.first), _value(pair.second), *(_value(one.second) for one in others)),
            )
            for pair, others in shared[:MOST_PAIRS]
        ),
    )


def _same(pair: Pair, other: Comparison) -> Pair | None:
    """The pair of another comparison that starts from the same result."""
    return next((one for one in other.pairs if one.first == pair.first), None)


def _is_same_test(pair: Pair) -> bool:
    """Whether the two may stand side by side in a picture, where nobody reads what differs."""
    return not any(trouble.is_decisive for trouble in pair.troubles)


def _value(result: Result) -> charts.Value:
    reach = interval(estimate(result))
    return charts.Value(result.value) if reach is None else charts.Value(result.value, reach.low, reach.high)


def _differing(found: Comparison, language: Language) -> str:
    """What differs in how the two were measured, in words; what forbids a comparison first."""
    other = literal(found.second)
    if not found.pairs:
        return language.say(
            "**{model}**: no test was posted of both, so there is nothing to compare.", model=other
        )
    told = dict.fromkeys(trouble for pair in found.pairs for trouble in pair.troubles)
    ordered = sorted(told, key=lambda trouble: not trouble.is_decisive)
    if not ordered:
        return language.say(
            "**{model}**: nothing that is known differs in how they were measured.", model=other
        )
    lines = [language.say("How **{model}** was measured otherwise:", model=other)]
    lines += [f"- {_trouble(trouble, language)}" for trouble in ordered[:MOST_TROUBLES]]
    if len(ordered) > MOST_TROUBLES:
        lines.append(_more(len(ordered) - MOST_TROUBLES, language))
    return "\n".join(lines)


def _trouble(trouble: Trouble, language: Language) -> str:
    text = language.say(
        "{what}: {first} here, {second} there",
        what=language.tell(_TRAITS[trouble.trait]),
        first=_fact(trouble.trait, trouble.first, language),
        second=_fact(trouble.trait, trouble.second, language),
    )
    return f"⚠️ **{text}**" if trouble.is_decisive else text


def _fact(trait: Trait, fact: object, language: Language) -> str:
    if fact is None:
        return language.say("all of it") if trait == "partial" else language.say("not stated")
    if trait == "partial":
        return (
            language.say("a part")
            if fact is True
            else language.say_count("{count} sample", "{count} samples", int(str(fact)))
        )
    if trait == "template":
        return f"`{str(fact)[:8]}`"
    return literal(str(fact), LONGEST_VALUE)


def _verdicts(found: Comparison, language: Language) -> str:
    if not found.pairs:
        return ""
    lines = [f"**{literal(found.second)}** – {_overall(found, language)}"]
    lines += [_pair(pair, language) for pair in found.pairs[:MOST_PAIRS]]
    if len(found.pairs) > MOST_PAIRS:
        lines.append(_more(len(found.pairs) - MOST_PAIRS, language))
    return "\n".join(lines)


def _overall(found: Comparison, language: Language) -> str:
    counts = Counter(pair.verdict.word for pair in found.pairs)
    told = [
        f"{language.number(counts[word])} {language.tell(WORDS[word])}"
        for word in ("better", "worse", "noise", "incomparable")
        if counts[word]
    ]
    return language.say("{model} is: {counts}", model=literal(found.first), counts=language.enumeration(told))


def _pair(pair: Pair, language: Language) -> str:
    verdict = pair.verdict
    figures = language.say(
        "{first} against {second}",
        first=words.value(pair.first, language),
        second=words.value(pair.second, language),
    )
    word = language.tell(WORDS[verdict.word])
    line = f"{_SIGNS[verdict.word]} {words.subject(pair.first)}: {figures} → **{word}**"
    if verdict.difference is None:
        return f"{line}\n-# {language.tell(verdict.reason)}"
    reach = verdict.difference
    interval_text = language.say(
        "difference {gain}, between {low} and {high}",
        gain=words.difference(reach.gain, pair.first, language),
        low=words.difference(reach.low, pair.first, language),
        high=words.difference(reach.high, pair.first, language),
    )
    return f"{line}\n-# {interval_text}. {language.tell(verdict.reason)}"


def _more(count: int, language: Language) -> str:
    return language.say_count("… and {count} more.", "… and {count} more.", count)
