"""The custom ids of what shall be measured again."""

OFFER = r"again:offer:(?P<nonce>[0-9a-f]{24})"
MINE = r"again:mine:(?P<nonce>[0-9a-f]{24})"
LOOK = "again:look"
DO = r"again:(?P<deed>ask|unask|claim|free):(?P<result>[0-9]{1,19})"


def offer(nonce: str) -> str:
    """Below a post of results: which of them shall be measured again."""
    return f"again:offer:{nonce}"


def mine(nonce: str) -> str:
    """Show what the person wants measured again; below a private message, whose nonce it carries."""
    return f"again:mine:{nonce}"


def do(deed: str, result_id: int) -> str:
    """Ask for another measurement of a result, ask no more, claim it, or give it back."""
    return f"again:{deed}:{result_id}"
