from bot.llm.engine import OUT_OF_MEMORY, UNREADABLE
from bot.llm.restarting import LONGEST_WAIT, MOST_ENDINGS, Ending, GiveUp, next_step


def killed(at: float, *, was_ready: bool = True) -> Ending:
    return Ending(at, -9, was_ready)


def test_one_that_was_killed_is_started_again_soon_and_then_ever_later() -> None:
    waits = [next_step([killed(at) for at in range(count)]) for count in (1, 2, 3, 4)]
    assert waits == [0.5, 2.0, 8.0, 32.0]
    assert next_step([killed(0.0), killed(1000.0)]) == 0.5


def test_one_that_ends_again_and_again_is_given_up() -> None:
    endings = [killed(at) for at in range(MOST_ENDINGS)]
    assert next_step(endings[:-1]) != next_step(endings)
    assert isinstance(next_step(endings), GiveUp)


def test_a_file_that_cannot_be_read_is_given_up_at_once_and_so_is_one_that_is_too_large() -> None:
    for code, words in ((UNREADABLE, "cannot be read"), (OUT_OF_MEMORY, "ESSAI_MODEL_MEMORY_GB")):
        step = next_step([Ending(0.0, code, was_ready=False)])
        assert isinstance(step, GiveUp)
        assert words in step.reason


def test_one_that_aborts_while_it_is_loaded_gets_a_second_chance_and_no_third() -> None:
    first = Ending(0.0, -6, was_ready=False)
    assert next_step([first]) == 0.5
    step = next_step([first, Ending(1.0, -6, was_ready=False)])
    assert isinstance(step, GiveUp)
    assert "signal 6" in step.reason


def test_too_much_memory_in_the_middle_of_work_is_no_reason_to_give_up() -> None:
    step = next_step([Ending(0.0, OUT_OF_MEMORY, was_ready=True)])
    assert step == 0.5
    assert step < LONGEST_WAIT
