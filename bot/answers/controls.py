"""The custom ids of an answer's buttons and forms; all of their state is in them."""

_ID = r"(?P<question>[0-9]{1,19})"
LEVEL = rf"ask:{_ID}:level:(?P<level>simple|standard|expert)"
SOURCES = rf"ask:{_ID}:sources"
USEFUL = rf"ask:{_ID}:useful"
USELESS = rf"ask:{_ID}:useless"
USELESS_FORM = rf"ask:{_ID}:useless:sent"
STOP = rf"ask:{_ID}:stop"
COMMUNITY = rf"ask:{_ID}:community"
ACCEPTING = rf"ask:{_ID}:accepting"
FOLLOW_UP = rf"ask:{_ID}:on"
FOLLOW_UP_FORM = rf"ask:{_ID}:on:sent"


def of(question_id: int, act: str) -> str:
    """A button below the answer to a question."""
    return f"ask:{question_id}:{act}"


def sent(question_id: int, act: str) -> str:
    """The form that such a button opens."""
    return f"{of(question_id, act)}:sent"
