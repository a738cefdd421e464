"""The custom ids of this feature's buttons; all of a button's state is in its id (100 characters at most)."""

from collections.abc import Sequence

from bot.releases.model import KINDS, Kind

CANCEL = "watch:cancel"
CONFIRM = r"watch:confirm:(?P<kinds>[mds]{1,3}):(?P<channel>[0-9]{1,20}):(?P<author>[A-Za-z0-9._-]{1,68})"
CHANGE = r"watch:change:(?P<kinds>[mds]{1,3}):(?P<channel>[0-9]{1,20}):(?P<author>[A-Za-z0-9._-]{1,68})"
DRAFT_CHOICE = r"draft:(?P<draft>[0-9]{1,19}):(?P<field>kinds|relations|origin|access)"
DRAFT_FORM = r"draft:(?P<draft>[0-9]{1,19}):(?P<form>names|facts)"
DRAFT_SAVE = r"draft:(?P<draft>[0-9]{1,19}):save"
IMPORT = r"draft:(?P<draft>[0-9]{1,19}):import"
TEST = r"test:(?P<nonce>[0-9a-f]{24})"
WHY = r"why:(?P<nonce>[0-9a-f]{24})"

_LETTERS: dict[Kind, str] = {kind: kind[0] for kind in KINDS}


def confirm(kinds: Sequence[Kind], channel_id: int, author: str) -> str:
    """Save the watch that a preview has shown."""
    return f"watch:confirm:{_letters(kinds)}:{channel_id}:{author}"


def change(kinds: Sequence[Kind], channel_id: int, author: str) -> str:
    """Open the panel for the watch that a preview has shown."""
    return f"watch:change:{_letters(kinds)}:{channel_id}:{author}"


def draft(draft_id: int, what: str) -> str:
    """Something in the panel of a draft: a field, a form, or what ends it."""
    return f"draft:{draft_id}:{what}"


def test(nonce: str) -> str:
    """Tell what a test post is."""
    return f"test:{nonce}"


def kinds_of(letters: str) -> tuple[Kind, ...]:
    """The kinds in a `confirm` id."""
    return tuple(kind for kind in KINDS if _LETTERS[kind] in letters)


def why(nonce: str) -> str:
    """Tell why a message was posted."""
    return f"why:{nonce}"


def _letters(kinds: Sequence[Kind]) -> str:
    return "".join(_LETTERS[kind] for kind in KINDS if kind in kinds)
