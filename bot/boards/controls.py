"""The custom ids of rankings: `view` is the row that holds what is shown."""

PAGE = r"board:page:(?P<view>[0-9]{1,19}):(?P<page>[0-9]{1,6})"
SET_UP = r"board:setup:(?P<view>[0-9]{1,19})"
LINES = r"board:(?P<what>runs|members):(?P<view>[0-9]{1,19})"


def page(view: int, number: int) -> str:
    """Another page, counted from 0."""
    return f"board:page:{view}:{number}"


def set_up(view: int) -> str:
    """The list of ways in which the benchmark was measured."""
    return f"board:setup:{view}"


def runs(view: int) -> str:
    """Every run instead of one line for each model, or back."""
    return f"board:runs:{view}"


def members(view: int) -> str:
    """The best run of each member instead of one line for each model, or back."""
    return f"board:members:{view}"
