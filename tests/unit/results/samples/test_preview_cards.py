from dataclasses import replace
from datetime import UTC, datetime

from bot.message import Button, Buttons, Message, Text
from bot.results.cards import MOST_LINES
from bot.results.model import Posted, Reading
from bot.results.samples.keeping import Fit, Fits
from bot.results.samples.preview_cards import everything, preview
from bot.texts import language
from tests.unit.results.samples.test_samples import GSM8K, SCORES

READINGS = [Reading("samples_gsm8k.jsonl", "1" * 64, "lm-evaluation-harness", scores=(SCORES,))]


def _fits(count: int) -> Fits:
    posted = [
        Posted(
            number,
            1,
            "0" * 24,
            "public",
            datetime(2026, 1, 1, tzinfo=UTC),
            replace(GSM8K, subset=f"s{number}"),
        )
        for number in range(count)
    ]
    return Fits(tuple(Fit(SCORES, one) for one in posted))


def _labels(message: Message) -> list[str]:
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [one.label for row in rows for one in row.items if isinstance(one, Button)]


def _text(message: Message) -> str:
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


def test_all_is_shown_where_the_preview_leaves_something_out() -> None:
    whole = preview(1, READINGS, _fits(1), language("en"))
    assert _labels(whole) == ["Keep the scores", "Cancel"]
    short = preview(1, READINGS, _fits(MOST_LINES + 60), language("fr"))
    assert _labels(short) == ["Garder les scores", "Tout afficher", "Annuler"]


def test_every_result_is_on_one_of_the_pages_of_all() -> None:
    found, told, page = _fits(MOST_LINES + 60), "", 0
    while True:
        shown = everything(1, READINGS, found, language("en"), page)
        told += _text(shown)
        if "Next ones" not in _labels(shown):
            break
        page += 1
    assert page > 0
    assert "### All that would be kept" in told
    assert told.count("4 scores of samples") == len(found.found)
