"""The custom ids of this feature's buttons; all of a button's state is in its id (100 characters at most)."""

from typing import Literal

CANCEL = "watch:cancel"
DRAFT_CHOICE = (
    r"draft:(?P<draft>[0-9]{1,19}):"
    r"(?P<field>kinds|relations|origin|access|crosspost|tags|role|called|pause|rhythm|hour|cap)"
)
DRAFT_FORM = r"draft:(?P<draft>[0-9]{1,19}):(?P<form>names|facts|likes|called_names)"
DRAFT_PAGE = r"draft:(?P<draft>[0-9]{1,19}):page-(?P<page>what|where|when)"
NAMES_FORM = r"draft:(?P<draft>[0-9]{1,19}):names:sent"
FACTS_FORM = r"draft:(?P<draft>[0-9]{1,19}):facts:sent"
LIKES_FORM = r"draft:(?P<draft>[0-9]{1,19}):likes:sent"
CALLED_NAMES_FORM = r"draft:(?P<draft>[0-9]{1,19}):called_names:sent"
DRAFT_POSTS = r"draft:(?P<draft>[0-9]{1,19}):posts"
DRAFT_SAVE = r"draft:(?P<draft>[0-9]{1,19}):save"
IMPORT = r"draft:(?P<draft>[0-9]{1,19}):import"
_NONCE = r"(?P<nonce>[0-9a-f]{24})"
TEST = rf"test:(?P<what>discuss|follow|result|compare|ask_of|claims|why):{_NONCE}"
CLAIMS = rf"claims:{_NONCE}"
ASK = rf"ask_of:{_NONCE}"
ASKED = rf"ask_of:{_NONCE}:sent"
DISCUSS = rf"discuss:{_NONCE}"
FOLLOW = rf"follow:{_NONCE}"
RESULT = rf"result:{_NONCE}"
RESULT_OF = rf"result_of:{_NONCE}"
COMPARE = rf"compare:{_NONCE}"
WHY = rf"why:{_NONCE}"
NOTICE = rf"notice:{_NONCE}"

# The page of the panel on which a field or a form stands.
Page = Literal["what", "where", "when"]
_PAGES: dict[str, Page] = {
    **dict.fromkeys(("crosspost", "tags", "role", "called", "called_names"), "where"),
    **dict.fromkeys(("pause", "rhythm", "hour", "cap"), "when"),
}


def draft(draft_id: int, what: str) -> str:
    """Something in the panel of a draft: a field, a form, or what ends it."""
    return f"draft:{draft_id}:{what}"


def form(draft_id: int, which: str) -> str:
    """A form of a draft's panel, as it comes back filled."""
    return f"draft:{draft_id}:{which}:sent"


def page_of(what: str) -> Page:
    """The page that shows a field or a form."""
    return _PAGES.get(what, "what")


def post(what: str, nonce: str) -> str:
    """Something that a post offers: for ASK, CLAIMS, COMPARE, DISCUSS, FOLLOW, RESULT, RESULT_OF and WHY."""
    return f"{what}:{nonce}"


def asked(nonce: str) -> str:
    """The form of a question about what a post tells of."""
    return f"ask_of:{nonce}:sent"


def notice(nonce: str) -> str:
    """Tell why a notice to moderators is where it is."""
    return f"notice:{nonce}"


def test(what: str, nonce: str) -> str:
    """The same below a test post."""
    return f"test:{what}:{nonce}"
