"""The process that draws samples again, for `resampling.py`: NumPy's memory stays out of the bot's."""

from bot.aside.answering import answer_all
from bot.results.statistics.paired import bootstrapped
from bot.results.statistics.resampling import ANSWERS, QUESTIONS


def draw_again(question: bytes) -> bytes:
    """The difference that a bootstrap finds, both ways as JSON."""
    asked = QUESTIONS.validate_json(question)
    found = bootstrapped(asked.pairs, asked.seed, higher_is_better=asked.higher_is_better)
    return ANSWERS.dump_json(found)


if __name__ == "__main__":
    answer_all(draw_again)
