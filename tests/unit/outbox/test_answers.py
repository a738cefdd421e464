import asyncio

from bot.outbox.answers import PATIENCE, SILENCE, Answers
from tests.waiting import until_true


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _known(seconds: float) -> tuple[Answers, Clock]:
    """Answers that usually take so many seconds."""
    clock = Clock()
    answers = Answers(clock)
    answers.sent()
    clock.now += seconds
    answers.ended(answered=True)
    return answers, clock


def test_while_answers_come_at_their_usual_pace_nothing_waits() -> None:
    answers, clock = _known(0.2)
    for _ in range(9):  # as many as are on their way at 45 a second
        assert answers.silent_for() == 0
        answers.sent()
        clock.now += 1 / 45
    for _ in range(100):
        answers.ended(answered=True)
        assert answers.silent_for() == 0
        answers.sent()
        clock.now += 1 / 45


def test_when_discord_falls_silent_few_more_are_sent() -> None:
    answers, clock = _known(0.01)
    sent = 0
    for _ in range(45):
        if not answers.silent_for():
            answers.sent()
            sent += 1
        clock.now += 1 / 45
    assert sent <= 45 * (SILENCE + 0.01) + 1
    answers.ended(answered=True)
    assert answers.silent_for() == 0


def test_after_a_second_of_silence_one_may_try_and_the_next_waits_again() -> None:
    answers, clock = _known(0.01)
    answers.sent()
    clock.now += PATIENCE + 0.01
    assert answers.silent_for() == 0
    answers.sent()
    assert answers.silent_for() > 0.9


def test_what_is_given_up_is_not_waited_for() -> None:
    answers, clock = _known(0.01)
    answers.sent()
    clock.now += 0.5
    answers.ended(answered=False)
    assert answers.silent_for() == 0


async def test_who_waits_goes_on_with_the_first_answer() -> None:
    answers, clock = _known(0.01)
    answers.sent()
    clock.now += 0.5
    waiting = asyncio.create_task(answers.wait())
    await asyncio.sleep(0)
    answers.ended(answered=True)
    await until_true(waiting.done, what="the end of the wait")
