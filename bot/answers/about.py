"""Questions that are asked below something: what it is about is named where the question leaves it out."""

from collections.abc import Sequence
from typing import Final

# Room for a question as long as one that is typed into `/ask`, and for eight long names.
LONGEST: Final = 1500


def about(typed: str, names: Sequence[str]) -> str:
    """A question with those names in brackets that it does not have, as many as there is room for."""
    said = typed.casefold()
    missing = [one for one in names if one.casefold() not in said and _short(one) not in said]
    if len(missing) < len(names):
        # Whoever names one of several means that one.
        return typed
    while missing and len(whole := f"{typed} ({', '.join(missing)})") > LONGEST:
        missing.pop()
    return whole if missing else typed


def _short(name: str) -> str:
    """The name of a model without its author."""
    return name.casefold().rpartition("/")[2]
