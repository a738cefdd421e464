"""The custom ids of rankings: `view` is the row that holds what is shown."""

PAGE = r"board:page:(?P<view>[0-9]{1,19}):(?P<page>[0-9]{1,6})"
SET_UP = r"board:setup:(?P<view>[0-9]{1,19})"
RUNS = r"board:runs:(?P<view>[0-9]{1,19})"


def page(view: int, number: int) -> str:
    """Another page, counted from 0."""
    return f"board:page:{view}:{number}"


def set_up(view: int) -> str:
    """The list of ways in which the benchmark was measured."""
    return f"board:setup:{view}"


def runs(view: int) -> str:
    """Every run instead of one line for each model, or back."""
    return f"board:runs:{view}"
