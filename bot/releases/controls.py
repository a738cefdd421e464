"""The custom ids of this feature's buttons; all of a button's state is in its id (100 characters at most)."""

from collections.abc import Sequence

from bot.releases.model import KINDS, Kind

CANCEL = "watch:cancel"
CONFIRM = r"watch:confirm:(?P<kinds>[mds]{1,3}):(?P<channel>[0-9]{1,20}):(?P<author>[A-Za-z0-9._-]{1,68})"
WHY = r"why:(?P<nonce>[0-9a-f]{24})"

_LETTERS: dict[Kind, str] = {kind: kind[0] for kind in KINDS}


def confirm(kinds: Sequence[Kind], channel_id: int, author: str) -> str:
    """Save the watch that a preview has shown."""
    letters = "".join(_LETTERS[kind] for kind in KINDS if kind in kinds)
    return f"watch:confirm:{letters}:{channel_id}:{author}"


def kinds_of(letters: str) -> tuple[Kind, ...]:
    """The kinds in a `confirm` id."""
    return tuple(kind for kind in KINDS if _LETTERS[kind] in letters)


def why(nonce: str) -> str:
    """Tell why a message was posted."""
    return f"why:{nonce}"
