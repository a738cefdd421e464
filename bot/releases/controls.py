"""The custom ids of this feature's buttons; all of a button's state is in its id (100 characters at most)."""

CANCEL = "watch:cancel"
DRAFT_CHOICE = r"draft:(?P<draft>[0-9]{1,19}):(?P<field>kinds|relations|origin|access)"
DRAFT_FORM = r"draft:(?P<draft>[0-9]{1,19}):(?P<form>names|facts)"
DRAFT_OPEN = r"draft:(?P<draft>[0-9]{1,19}):open"
NAMES_FORM = r"draft:(?P<draft>[0-9]{1,19}):names:sent"
FACTS_FORM = r"draft:(?P<draft>[0-9]{1,19}):facts:sent"
DRAFT_SAVE = r"draft:(?P<draft>[0-9]{1,19}):save"
IMPORT = r"draft:(?P<draft>[0-9]{1,19}):import"
TEST = r"test:(?P<nonce>[0-9a-f]{24})"
WHY = r"why:(?P<nonce>[0-9a-f]{24})"


def draft(draft_id: int, what: str) -> str:
    """Something in the panel of a draft: a field, a form, or what ends it."""
    return f"draft:{draft_id}:{what}"


def form(draft_id: int, which: str) -> str:
    """A form of a draft's panel, as it comes back filled."""
    return f"draft:{draft_id}:{which}:sent"


def test(nonce: str) -> str:
    """Tell what a test post is."""
    return f"test:{nonce}"


def why(nonce: str) -> str:
    """Tell why a message was posted."""
    return f"why:{nonce}"
