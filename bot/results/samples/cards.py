"""Scores of single samples in words."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Message, plain
from bot.results.samples.keeping import Kept
from bot.results.samples.model import SampleScores
from bot.texts import Language, Sentence, later


def will_be_kept(scores: Sequence[SampleScores], language: Language) -> str:
    """Said in the preview of a file."""
    return language.say_count(
        "{count} score of a sample will be kept for paired tests: a hash and a number, no text.",
        "{count} scores of samples will be kept for paired tests: a hash and a number each, no text.",
        sum(len(one.scores) for one in scores),
    )


def kept(found: Kept, language: Language) -> Message:
    """Said where nothing but scores of samples was kept."""
    noted = language.say("A line below each result says so; nothing else was posted.")
    return plain("\n".join([told(found, language), noted]))


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
    return "\n".join([*lines, *not_kept(found.left, language)])


def not_kept(files: Sequence[str], language: Language) -> list[str]:
    """Why the scores in these files are not kept."""
    return [f"⚠️ {language.tell(unfitting(file))}" for file in files]


def unfitting(file: str) -> Sentence:
    """Why the scores in one file are not kept."""
    return later(
        "The scores of samples in **{file}** were not kept: no public result of yours has the same "
        "task, as many samples and their mean, or those of several models do. Post the file "
        "results_….json of the same run together with it.",
        file=literal(file),
    )
