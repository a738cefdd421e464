"""What a browser may do with a page: show what is in it. It runs nothing, loads nothing and sends nothing."""

import base64
import hashlib
from functools import cache
from pathlib import Path

STYLES = Path(__file__).with_name("page.css")


@cache
def styles() -> str:
    """The one style sheet of pages."""
    return STYLES.read_text("utf-8")


@cache
def policy() -> str:
    """The content security policy in a page itself, also where it is a file."""
    digest = base64.b64encode(hashlib.sha256(styles().encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def headers() -> dict[str, str]:
    """What a server sends along: the policy with what only a header can say."""
    alone = "frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    return {
        "Content-Security-Policy": f"{policy()}; {alone}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
    }
