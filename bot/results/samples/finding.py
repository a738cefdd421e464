"""The scores of single samples that a file holds, within limits; a file of odd samples is read without."""

from collections.abc import Sequence

from bot.results.document import Document
from bot.results.formats.format import Format
from bot.results.samples.model import MOST_SCORES, SampleScores
from bot.texts import Sentence, later


def samples_of(
    form: Format, document: Document, beside: Sequence[Document]
) -> tuple[tuple[SampleScores, ...], tuple[Sentence, ...]]:
    """The scores, and what is to be said where they are too many to keep."""
    if form.samples is None:
        return (), ()
    found, count = [], 0
    for one in form.samples(document, beside):
        count += len(one.scores)
        if count > MOST_SCORES:
            return (), (
                later(
                    "The file holds scores of more than {count} samples: they are not kept for paired tests.",
                    count=MOST_SCORES,
                ),
            )
        found.append(one)
    return tuple(found), ()
