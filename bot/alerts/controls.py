"""The custom ids of this feature's buttons; the one below a post is in `bot/releases/controls.py`."""

CHOOSE = r"follow:(?P<what>author|family):(?P<nonce>[0-9a-f]{24})"
STOP = r"follow:stop:(?P<follow>[0-9]{1,19})"
MINE = r"follow:mine:(?P<nonce>[0-9a-f]{24})"
AGAIN = "follow:again"


def choose(what: str, nonce: str) -> str:
    """Follow the author or the family of a post's release."""
    return f"follow:{what}:{nonce}"


def stop(follow_id: int) -> str:
    """Stop following."""
    return f"follow:stop:{follow_id}"


def mine(nonce: str) -> str:
    """Show what the person follows; below a private message, whose nonce it carries."""
    return f"follow:mine:{nonce}"
