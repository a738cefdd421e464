import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.llm.events import Events
from bot.llm.thinking import Thoughts

ANSWER = "Yes <think>or no? a < b</think>it is [1], since 1 < 2."


@given(st.lists(st.integers(0, len(ANSWER)), max_size=12))
def test_thoughts_are_left_out_wherever_the_text_is_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(ANSWER)]
    thoughts = Thoughts()
    shown = "".join(thoughts.add(ANSWER[start:end]) for start, end in itertools.pairwise(places))
    assert shown + thoughts.end() == "Yes it is [1], since 1 < 2."


def test_a_thought_that_never_ends_is_not_shown() -> None:
    thoughts = Thoughts()
    assert thoughts.add("Well.<think>hm, what") + thoughts.end() == "Well."


@given(st.integers(1, 30))
def test_events_are_the_same_however_their_bytes_come(size: int) -> None:
    content = 'data: {"é": 1}\r\n\r\n: a comment\ndata: [DONE]\n\n'.encode()
    events = Events()
    found = [data for at in range(0, len(content), size) for data in events.add(content[at : at + size])]
    assert found == ['{"é": 1}', "[DONE]"]
