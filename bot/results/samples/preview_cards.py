"""Scores of single samples before they are kept for results that are public already."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Text
from bot.results import controls, preview_cards, words
from bot.results.cards import MOST_LINES, failures, more_line, taken_out
from bot.results.model import Reading
from bot.results.preview_cards import fitting, noted
from bot.results.samples.cards import not_kept
from bot.results.samples.keeping import Fit, Fits
from bot.texts import Language

# Of the 4,000 characters that Discord allows in all (`bot/chat/render.py`), so many for results.
MOST_OF_RESULTS = 1_200


def preview(draft_id: int, readings: Sequence[Reading], found: Fits, language: Language) -> Message:
    """For which results what would be kept, and in place of what."""
    good = [reading for reading in readings if reading.error is None]
    shown = fitting([_line(one, language) for one in found.found], MOST_LINES, MOST_OF_RESULTS)
    lines = [*shown.lines, *([more_line(shown.left, language)] if shown.left else [])]
    notes = noted(_notes(readings, found, language), language)
    about = language.say(
        "Of each sample a hash and a number are kept, no text. `/compare` then tests on common samples; a "
        "line below each result says so, and nothing else is posted."
    )
    texts = [
        "### " + language.say("Please check before it is kept"),
        taken_out(good, language) or "",
        "\n".join(notes.lines),
        "\n".join(lines),
        f"-# {about}",
    ]
    blocks: list[Block] = [Text(text) for text in texts if text]
    buttons = _buttons(draft_id, language, is_whole=not shown.left and not notes.left)
    return Message((*blocks, buttons), private=True)


def everything(
    draft_id: int, readings: Sequence[Reading], found: Fits, language: Language, page: int = 0
) -> Message:
    """All notes and all results, a page of them at a time, counted from 0."""
    lines = [*_notes(readings, found, language), *(_line(one, language) for one in found.found)]
    heading = language.say("All that would be kept")
    return preview_cards.paged_draft(draft_id, heading, [[("", line) for line in lines]], language, page)


def _notes(readings: Sequence[Reading], found: Fits, language: Language) -> list[str]:
    return [*not_kept(found.left, language), *failures(readings, language)]


def _line(one: Fit, language: Language) -> str:
    result, count = one.posted.result, len(one.scores.scores)
    what = f"**{literal(result.model_name or '')}** · {words.subject(result, language=language)}"
    samples = language.say_count("{count} score of a sample", "{count} scores of samples", count)
    value = words.value(result, language)
    told = language.named(what, f"{value} · {samples}")
    if not one.before:
        return f"- {told}"
    replaced = language.say_count(
        "in place of the score of {count} sample that is kept now",
        "in place of the scores of {count} samples that are kept now",
        one.before,
    )
    return f"- {told} · ⚠️ {replaced}"


def _buttons(draft_id: int, language: Language, *, is_whole: bool) -> Buttons:
    keep = Button(language.say("Keep the scores"), controls.of_draft("keep", draft_id), "primary")
    every = Button(language.say("Show all"), controls.of_draft("all", draft_id))
    cancel = Button(language.say("Cancel"), controls.of_draft("cancel", draft_id))
    return Buttons((keep, cancel) if is_whole else (keep, every, cancel))
