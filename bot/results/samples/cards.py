"""Scores of single samples in words."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Message, plain
from bot.results.samples.keeping import Kept
from bot.results.samples.model import SampleScores
from bot.texts import Language


def will_be_kept(scores: Sequence[SampleScores], language: Language) -> str:
    """Said in the preview of a file."""
    return language.say_count(
        "{count} score of a sample will be kept for paired tests: a hash and a number, no text.",
        "{count} scores of samples will be kept for paired tests: a hash and a number each, no text.",
        sum(len(one.scores) for one in scores),
    )


def kept(found: Kept, language: Language) -> Message:
    """Said where nothing but scores of samples was new."""
    return plain("\n".join([told(found, language), language.say("Nothing was posted.")]))


def told(found: Kept, language: Language) -> str:
    """What was kept, and what was not."""
    lines = []
    if found.results:
        samples = language.say_count("{count} score of a sample", "{count} scores of samples", found.samples)
        lines.append(
            language.say_count(
                "Kept for paired tests: {samples}, of {count} result. No text was kept.",
                "Kept for paired tests: {samples}, of {count} results. No text was kept.",
                found.results,
                samples=samples,
            )
        )
    lines += [
        "⚠️ "
        + language.say(
            "The scores of samples in **{file}** were not kept: no public result of yours has the same "
            "task, as many samples and their mean, or those of several models do. Post the file "
            "results_….json of the same run together with it.",
            file=literal(file),
        )
        for file in found.left
    ]
    return "\n".join(lines)
