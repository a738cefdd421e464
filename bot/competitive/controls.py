"""The custom ids below an answer: results by their ids, a model by its name."""

COMPARE = r"competitive:compare:(?P<first>[0-9]{1,19}):(?P<second>[0-9]{1,19})"
AGAIN = r"competitive:again:(?P<result>[0-9]{1,19})"
FOLLOW = r"bases:(?P<model>[^/:]+/[^/:]+)"
_LONGEST = 100


def compare(first: int, second: int) -> str:
    """Set the models of two results side by side."""
    return f"competitive:compare:{first}:{second}"


def again(result_id: int) -> str:
    """Ask that others measure a result again."""
    return f"competitive:again:{result_id}"


def follow(model: str) -> str | None:
    """Follow what comes after a model; None where its name is too long for a button."""
    control = f"bases:{model}"
    return control if len(control) <= _LONGEST and "/" in model and ":" not in model else None
