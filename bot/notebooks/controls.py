"""The custom ids of this feature's buttons, lists and forms; all of their state is in them."""

from typing import Literal

OfPost = Literal[
    "details", "download", "whole", "compare", "against", "link", "follow", "found", "tie", "untie"
]
PUBLISH = r"notebook:publish:(?P<draft>[0-9]{1,19})"
CANCEL = r"notebook:cancel:(?P<draft>[0-9]{1,19})"
SEE = r"notebook:see:(?P<draft>[0-9]{1,19})"
PAGE = r"notebook:page:(?P<draft>[0-9]{1,19}):(?P<page>[0-9]{1,3})"
DECIDE = r"notebook:decide:(?P<draft>[0-9]{1,19}):(?P<page>[0-9]{1,3}):(?P<number>[0-9]{1,3})"
SUMMARISE = r"notebook:summarise:(?P<draft>[0-9]{1,19})"
DETAILS = r"notebook:details:(?P<nonce>[0-9a-f]{24})"
DOWNLOAD = r"notebook:download:(?P<nonce>[0-9a-f]{24})"
OPEN = r"notebook:open"
WHOLE = r"notebook:whole:(?P<nonce>[0-9a-f]{24})"
COMPARE = r"notebook:compare:(?P<nonce>[0-9a-f]{24})"
AGAINST = r"notebook:against:(?P<nonce>[0-9a-f]{24})"
LINK = r"notebook:link:(?P<nonce>[0-9a-f]{24})"
FOLLOW = r"notebook:follow:(?P<nonce>[0-9a-f]{24})"
FOUND = r"notebook:found:(?P<nonce>[0-9a-f]{24})"
TIE = r"notebook:tie:(?P<nonce>[0-9a-f]{24})"
UNTIE = r"notebook:untie:(?P<nonce>[0-9a-f]{24})"
DIFFER = r"notebook:differ:(?P<before>[0-9a-f]{24}):(?P<after>[0-9a-f]{24}):(?P<what>details|page)"


def of_draft(what: Literal["publish", "cancel", "see", "summarise"], draft_id: int) -> str:
    """A button of the preview of a draft."""
    return f"notebook:{what}:{draft_id}"


def page(draft_id: int, number: int) -> str:
    """Show so many findings further on; pages count from 0."""
    return f"notebook:page:{draft_id}:{number}"


def decide(draft_id: int, page_number: int, finding: int) -> str:
    """What is to be done with a finding."""
    return f"notebook:decide:{draft_id}:{page_number}:{finding}"


def of_post(what: OfPost, nonce: str) -> str:
    """What is done with the notebook of a post, or with the results that came out of it."""
    return f"notebook:{what}:{nonce}"


def differ(before: str, after: str, what: Literal["details", "page"]) -> str:
    """Compare the notebooks of two posts with outputs and metadata, or give the comparison as a page."""
    return f"notebook:differ:{before}:{after}:{what}"
