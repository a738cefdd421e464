"""A ranking as a message: a picture, then the lines with their places, then what is left out and why."""

from collections.abc import Sequence

from bot.boards import controls, runs, set_ups, unlike
from bot.boards.model import PAGE, Board, Choice, Ranked
from bot.charts import model as charts
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Drawing, Message, Option, Select, Text
from bot.outdated.words import sentence
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.results.charting import value_of
from bot.results.comparability import Differs
from bot.results.statistics.families import Place
from bot.results.statistics.verdicts import NO_DIRECTION
from bot.texts import Language, later

SIZE_NAMES = {
    "to3": later("under 3 billion parameters"),
    "to10": later("3 to 10 billion parameters"),
    "to40": later("10 to 40 billion parameters"),
    "to100": later("40 to 100 billion parameters"),
    "more": later("100 billion parameters and more"),
}
MOST_TOLD = 3


def board(shown: Board, view: int, chart: Drawing | None, language: Language) -> Message:
    """One page of a ranking."""
    known = by_id(shown.choice.benchmark)
    head = ["### " + language.say("Ranking: {benchmark}", benchmark=_name(shown, language))]
    if known is not None:
        head.append(language.say(known.about))
    mixed = unlike.unlike(one.standing.result for one in shown.lines)
    head += ["-# " + _conditions(shown, mixed, language), *unlike.told(mixed, language)]
    if shown.choice.is_filtered:
        head.append("-# " + _filters(shown.choice, language))
    parts: list[Block] = [Text("\n".join(head))]
    if chart is not None:
        parts.append(chart)
    of_members = shown.choice.members
    parts.append(Text("\n".join(_line(one, language, of_members=of_members) for one in shown.lines)))
    parts.append(Text("\n".join(_notes(shown, language))))
    parts += _controls(shown, view, language)
    return Message(tuple(parts), private=True)


def chart_of(shown: Board, language: Language) -> charts.Ranking:
    """The page as a picture; what is claimed stands beside, and has no place."""
    example = shown.set_up.example
    rows: list[charts.Row] = []
    for number, one in enumerate(shown.lines, start=1):
        label = one.standing.model + (
            f" ({one.standing.result.setup.quantisation})" if one.standing.result.setup.quantisation else ""
        )
        if shown.choice.members or shown.choice.runs:
            # The same model stands on several lines, and a picture cannot name members as Discord does.
            label = language.say("line {number}", number=language.number(number)) + f" · {label}"
        rows.append(charts.Row(label, value_of(one.standing.result), place_of(one.place)))
        if isinstance(one.claim, float):
            rows.append(charts.Row(one.standing.model, charts.Value(one.claim), is_claimed=True))
    known = by_id(shown.choice.benchmark)
    return charts.Ranking(
        words.subject(example, str, language),
        charts.Scale(example.unit, example.higher_is_better),
        tuple(rows),
        known.chance if known else None,
    )


def place_of(place: Place | None) -> str:
    """A place, or those that a tie may have."""
    if place is None:
        return ""
    return f"{place.best}–{place.worst}" if place.is_tied else str(place.best)


def _name(shown: Board, language: Language) -> str:
    return words.subject(shown.set_up.example, language=language)


def _conditions(shown: Board, mixed: Sequence[Differs], language: Language) -> str:
    how = set_ups.told(shown.set_up.example, language)
    count = language.say_count("{count} result", "{count} results", shown.set_up.count)
    if shown.set_up.count == 1:
        return language.named(count, how)
    if unlike.are_alike(mixed):
        return language.say("{count}, all measured alike: {how}", count=count, how=how)
    return language.say("{count} of the same test: {how}", count=count, how=how)


def _filters(choice: Choice, language: Language) -> str:
    said = [
        language.tell(SIZE_NAMES[choice.size]) if choice.size else None,
        literal(choice.licence) if choice.licence else None,
        literal(choice.quantisation) if choice.quantisation else None,
        literal(choice.hardware) if choice.hardware else None,
        literal(choice.engine) if choice.engine else None,
        None if choice.shots is None else words.shots(choice.shots, language),
        language.say_count("of the last {count} day", "of the last {count} days", choice.days)
        if choice.days
        else None,
        language.say("only reproduced") if choice.reproduced else None,
    ]
    return language.say("Only: {filters}", filters=" · ".join(one for one in said if one))


def _line(one: Ranked, language: Language, *, of_members: bool) -> str:
    standing, result = one.standing, one.standing.result
    place = place_of(one.place) or "–"
    quantisation = f" · {literal(result.setup.quantisation, 30)}" if result.setup.quantisation else ""
    value = f"**{words.value(result, language)}**"
    member = f"<@{standing.posted.author_id}> · " if of_members else ""
    line = f"**{place}.** {language.named(member + literal(standing.model, 90) + quantisation, value)}"
    several = runs.told(standing, language)
    more = [] if several is None else [several]
    if one.claim is not None:
        stated = (
            literal(one.claim) if isinstance(one.claim, str) else words.amount(one.claim, result, language)
        )
        more.append(language.say("claimed: {value}", value=stated))
    if one.place is not None and not one.place.is_known:
        more.append(words.varying(result, language) or language.say("how sure it is is not known"))
    more += words.marks(standing.posted, language)
    if standing.outdated is not None:
        more.append(f"⏳ {sentence(standing.outdated, language)}")
    return f"{line}\n-# {' · '.join(more)}" if more else line


def _notes(shown: Board, language: Language) -> list[str]:
    notes = []
    if shown.set_up.example.higher_is_better is None:
        notes.append(language.tell(NO_DIRECTION))
    if any(one.place is not None and one.place.is_tied for one in shown.lines):
        notes.append(
            language.say("“2–4” is a tie: chance alone explains the differences between these places.")
        )
    if shown.choice.members:
        notes.append(
            language.say(
                "Each member stands by their best run: who measured more often had more chances of a good "
                "one."
            )
        )
    if any(one.standing.runs > 1 for one in shown.lines):
        notes.append(runs.note(language))
    if any(one.claim is not None for one in shown.lines):
        notes.append(
            language.say(
                "What is claimed was not measured here, nor surely in the same way; it has no place."
            )
        )
    notes += _left_out(shown, language)
    if not notes or any(one.standing.result.spread is not None for one in shown.lines):
        notes.append(
            language.say(
                "± is the standard error: how far a value may be off by chance alone. Intervals are of 95%."
            )
        )
    return [f"-# {note}" for note in notes]


def _left_out(shown: Board, language: Language) -> list[str]:
    """What does not stand in the ranking, and why."""
    notes = []
    if shown.others_count:
        notes.append(
            language.say_count(
                "Left out, since it was measured otherwise: {count} result.",
                "Left out, since they were measured otherwise: {count} results.",
                shown.others_count,
            )
        )
        for other in shown.others[:MOST_TOLD]:
            why = set_ups.otherwise(shown.set_up.example, other.example, language)
            notes.append(f"· {language.number(other.count)} – {why}")
    if shown.filtered_out:
        notes.append(
            language.say_count(
                "Left out by the filters: {count} result.",
                "Left out by the filters: {count} results.",
                shown.filtered_out,
            )
        )
    if shown.choice.size or shown.choice.licence:
        notes.append(
            language.say(
                "A model of which I have read no size or licence on the Hub is left out by these filters."
            )
        )
    return notes


def _controls(shown: Board, view: int, language: Language) -> list[Block]:
    blocks: list[Block] = []
    if shown.others:
        options = [
            Option(set_ups.label(one.example, one.count, language), one.test, one.test == shown.set_up.test)
            for one in (shown.set_up, *shown.others)
        ]
        blocks.append(Select(controls.set_up(view), language.say("Measured another way"), tuple(options)))
    page, last = shown.first // PAGE, (shown.total - 1) // PAGE
    buttons = []
    if page > 0:
        buttons.append(Button(language.say("Better ones"), controls.page(view, page - 1)))
    if page < last:
        buttons.append(Button(language.say("Further down"), controls.page(view, page + 1)))
    a_model = language.say("One line a model")
    runs = a_model if shown.choice.runs else language.say("All runs")
    members = a_model if shown.choice.members else language.say("One line a member")
    buttons += [Button(runs, controls.runs(view)), Button(members, controls.members(view))]
    return [*blocks, Buttons(tuple(buttons))]
