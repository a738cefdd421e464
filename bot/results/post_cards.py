"""A post of results as everyone sees it, with what was done to them since; and everything known of them."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import groupby

from bot.markdown import literal
from bot.message import Button, Buttons, Message, Text
from bot.outdated.words import sentence
from bot.results import controls, words
from bot.results.cards import MOST_LINES, Named, model_line, more_line, named_as, result_line
from bot.results.history_words import in_words
from bot.results.linked.words import came_from
from bot.results.model import LIVE, Posted, Told
from bot.results.reproduction import words as again
from bot.results.reproduction.controls import offer
from bot.results.turning import paged, turning
from bot.texts import Language, moment

# Of what was done to results, so many lines in a post; Details has all.
MOST_CHANGES = 8
# Of what others measured of the same, so many lines in a post.
MOST_AGAIN = 8


def post(told: Told, nonce: str, hub: str, language: Language) -> Message:
    """What everyone in the channel sees."""
    member = f"<@{told.posted[0].author_id}>"
    lines = ["### " + language.say("Results by {member}", member=member)]
    there = _shown(told)
    shown, left, room = there[:MOST_LINES], MOST_CHANGES, MOST_AGAIN
    for name, group in groupby(shown, key=lambda one: named_as(one.result)):
        lines.append(model_line(name, hub, language))
        lines += _older(told, name, language)
        of_model = list(group)
        for one, following in zip(of_model, [*of_model[1:], None], strict=True):
            lines.append(result_line(one.result, language) + _marks(one, language))
            changes = _changes(told, one, language)[-left:] if left else []
            left -= len(changes)
            lines += changes
            others = list(again.lines(one, told.again.get(one.id, ()), language))[:room]
            room -= len(others)
            lines += others
            lines += [again.wanted(language)] if one.id in told.wanted else []
            setup = words.setup_line(one.result.setup, language)
            after = None if following is None else words.setup_line(following.result.setup, language)
            if setup is not None and setup != after:
                lines.append(f"-# {setup}")
    if len(there) > len(shown):
        lines.append(more_line(len(there) - len(shown), language))
    lines += _notebooks(told, there, language)
    lines += _gone(told, language)
    buttons = [Button(language.say("Details"), controls.details(nonce))]
    # Who is asked for another measurement sees the result that is meant.
    if any(one.state == "public" for one in there):
        buttons.append(Button(language.say("Measure again"), offer(nonce)))
    return Message((Text("\n".join(lines)), Buttons(tuple(buttons))))


def details(told: Told, nonce: str, language: Language, page: int = 0) -> Message:
    """Everything that is known of a post's results, a page of them at a time, counted from 0."""
    first = told.posted[0]
    at = moment(first.created_at)
    head = language.say("Posted by {member} {when}.", member=f"<@{first.author_id}>", when=at)
    pages = paged(("", _everything(told, one, language)) for one in _shown(told))
    page = min(page, len(pages) - 1)
    text = Text("\n".join([head, *pages[page], *_gone(told, language)]))
    ways = turning(page, len(pages), partial(controls.details, nonce), language)
    return Message((text, *ways), private=True)


def _everything(told: Told, one: Posted, language: Language) -> str:
    lines = [*_all_of(one, language), *_older(told, named_as(one.result), language)]
    lines += _changes(told, one, language)[-MOST_CHANGES:]
    lines += again.lines(one, told.again.get(one.id, ()), language)
    return "\n".join([*lines, *_notebooks(told, [one], language)])


def _shown(told: Told) -> list[Posted]:
    return [one for one in told.posted if one.state in LIVE]


def _marks(one: Posted, language: Language) -> str:
    return "".join(f" · {each}" for each in words.marks(one, language))


def _older(told: Told, name: Named, language: Language) -> list[str]:
    """Whether the model has changed since, in a small line."""
    model, _, revision, _ = name
    found = told.outdated.get((model, revision)) if model and revision else None
    return [] if found is None else [f"-# ⏳ {sentence(found, language)}"]


def _notebooks(told: Told, posted: Iterable[Posted], language: Language) -> list[str]:
    found = [each for one in posted for each in told.notebooks.get(one.id, ())]
    line = came_from(found, told.channel_id, language)
    return [line] if line else []


def _changes(told: Told, one: Posted, language: Language) -> list[str]:
    return [in_words(change, one.result, language) for change in told.changes.get(one.id, ())]


def _gone(told: Told, language: Language) -> Iterable[str]:
    """How many results are not public any more, and by whose act: never what they were."""
    counts = Counter(one.state for one in told.posted)
    if counts["withdrawn"]:
        yield "-# " + language.say_count(
            "{count} result was withdrawn by its author.",
            "{count} results were withdrawn by their author.",
            counts["withdrawn"],
        )
    if counts["hidden"]:
        yield "-# " + language.say_count(
            "{count} result was hidden by the moderators.",
            "{count} results were hidden by the moderators.",
            counts["hidden"],
        )


def _all_of(posted: Posted, language: Language) -> list[str]:
    one = posted.result
    named = f"**{words.subject(one, language=language)}** · {literal(one.model_name or '')}"
    head = language.named(named, words.value(one, language))
    lines = [head + _marks(posted, language)]
    facts = [
        language.say("standard error {origin}", origin=words.origin(one.spread, language))
        if one.spread
        else words.varying(one, language),
        words.samples(one, language),
        language.say("task version {version}", version=literal(one.task_version))
        if one.task_version
        else None,
        None if one.setup.shots is None else words.shots(one.setup.shots, language),
        words.setup_line(one.setup, language),
        language.say("measured {when}", when=moment(one.measured_at, "D")) if one.measured_at else None,
    ]
    lines.append("-# " + " · ".join(fact for fact in facts if fact))
    return lines if len(lines[-1]) > 3 else lines[:-1]
