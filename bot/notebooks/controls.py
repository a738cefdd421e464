"""The custom ids of this feature's buttons, lists and forms; all of their state is in them."""

PUBLISH = r"notebook:publish:(?P<draft>[0-9]{1,19})"
CANCEL = r"notebook:cancel:(?P<draft>[0-9]{1,19})"
SEE = r"notebook:see:(?P<draft>[0-9]{1,19})"
PAGE = r"notebook:page:(?P<draft>[0-9]{1,19}):(?P<page>[0-9]{1,3})"
DECIDE = r"notebook:decide:(?P<draft>[0-9]{1,19}):(?P<page>[0-9]{1,3}):(?P<number>[0-9]{1,3})"
DETAILS = r"notebook:details:(?P<nonce>[0-9a-f]{24})"
DOWNLOAD = r"notebook:download:(?P<nonce>[0-9a-f]{24})"
OPEN = r"notebook:open"


def of_draft(what: str, draft_id: int) -> str:
    """A button of the preview of a draft: publish, cancel, or see."""
    return f"notebook:{what}:{draft_id}"


def page(draft_id: int, number: int) -> str:
    """Show so many findings further on; pages count from 0."""
    return f"notebook:page:{draft_id}:{number}"


def decide(draft_id: int, page_number: int, finding: int) -> str:
    """What is to be done with a finding."""
    return f"notebook:decide:{draft_id}:{page_number}:{finding}"


def details(nonce: str) -> str:
    """Tell everything that is known of a post's notebook."""
    return f"notebook:details:{nonce}"


def download(nonce: str) -> str:
    """Give out the file of a post."""
    return f"notebook:download:{nonce}"
