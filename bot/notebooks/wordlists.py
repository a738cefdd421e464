"""Sets of names, written as one would write them on paper."""


def names(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(" ".join(lines).split())
