"""What the parts of an answer have in common: figures that lead to their posts, names, and tests."""

from bot.boards import set_ups
from bot.competitive.model import Answer, Claimed
from bot.markdown import literal
from bot.measured.words import figure as bare
from bot.releases.model import Release
from bot.releases.phrases import repository_link
from bot.results import words
from bot.results.benchmarks.registry import by_id
from bot.results.model import Result
from bot.results.statistics.differences import Difference
from bot.texts import Language

LONGEST_NAME = 60


def figure(result: Result, post: str, answer: Answer, language: Language) -> str:
    """A value that leads to the post which tells of it, where Discord has that."""
    value, address = words.value(result, language), answer.addresses.get(post)
    return f"**{value}**" if address is None else f"[**{value}**]({address})"


def apart(found: Difference, result: Result, language: Language, *, of_second: bool = False) -> str:
    """The first value less the second with its interval, whose unit is said once; or the other way round."""
    amount, low, high = words.apart(found, result)
    if of_second:
        amount, low, high = -amount, -high, -low
    least, most = (_signed(end, result, language) for end in (low, high))
    return language.say(
        "{gain}, between {low} and {high}",
        gain=words.difference(amount, result, language),
        low=least,
        high=most,
    )


def _signed(number: float, result: Result, language: Language) -> str:
    if result.unit == "bytes":
        return words.difference(number, result, language)
    return words.sign(number) + bare(abs(number), result.unit, language)


def model(result: Result) -> str:
    """A model, with its quantisation where one is stated."""
    name = literal(result.model_name or "", LONGEST_NAME)
    quantisation = result.setup.quantisation
    return f"{name} ({literal(quantisation, 20)})" if quantisation else name


def link(release: Release) -> str:
    """A model as a link to its page."""
    return repository_link(release.repo_id, release.hub)


def claim(one: Claimed, result: Result, answer: Answer, language: Language) -> str:
    """What is claimed of a model, leading to where that is."""
    is_words = isinstance(one.value, str)
    value = literal(str(one.value)) if is_words else words.amount(float(one.value), result, language)
    address = one.url or answer.addresses.get(one.post or "")
    return f"{literal(one.model, LONGEST_NAME)} " + (f"[{value}]({address})" if address else value)


def short_subject(result: Result, language: Language) -> str:
    """What was measured, in a few words."""
    known = by_id(result.benchmark)
    name = literal(result.task, LONGEST_NAME) if known is None else words.name_of(known, language)
    return f"{name} – {literal(result.subset, LONGEST_NAME)}" if result.subset else name


def test(result: Result, language: Language) -> str:
    """A test and how it was measured, so that it can be measured again."""
    return f"{words.subject(result, language=language)}, {set_ups.told(result, language)}"


def paired(common: int, language: Language) -> str:
    """That two results were tested on their common samples."""
    return language.say_count("paired on {count} common sample", "paired on {count} common samples", common)
