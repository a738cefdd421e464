"""Of how many runs by how many members a value is the middle one, in words."""

from bot.boards.model import Standing
from bot.results import words
from bot.results.model import Result
from bot.texts import Language


def told(one: Standing, language: Language) -> str | None:
    """The runs of a line and how far they lie apart; None for a single one."""
    return spread(one.result, one.runs, one.members, (one.low, one.high), language)


def spread(
    middle: Result, runs: int, members: int, ends: tuple[float, float], language: Language
) -> str | None:
    """Of which runs a result is the middle one, and their lowest and highest value; None for a single one."""
    if runs < 2:
        return None
    low, high = (words.amount(end, middle, language) for end in ends)
    counted = language.say_count("{count} run", "{count} runs", runs)
    by = language.say_count("by {count} member", "by {count} members", members)
    if low == high:
        return f"{counted} {by}"
    return language.say("{runs} {members}, {low} to {high}", runs=counted, members=by, low=low, high=high)


def note(language: Language) -> str:
    """What stands below values of which one is the middle of several."""
    return language.say("A model that was measured several times stands by its middle run.")
