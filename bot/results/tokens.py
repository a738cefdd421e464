"""Personal tokens: their form, and how one is known again without being kept."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_TOKENS = 5
# Requests with one token; each may bring many files, and makes one post.
MOST_POSTS = 30
PER = timedelta(hours=1)
_FORM = re.compile(r"essai_(\d{1,18})_([\w-]{43})")


@dataclass(frozen=True)
class Token:
    """A token as it is listed: what it is for, never the token itself."""

    id: int
    guild_id: int
    author_id: int
    channel_id: int
    name: str
    created_at: datetime
    used_at: datetime | None = None


def new_secret() -> str:
    """The secret part of a token: 256 bits of chance."""
    return secrets.token_urlsafe(32)


def written(token_id: int, secret: str) -> str:
    """The token as its holder keeps it."""
    return f"essai_{token_id}_{secret}"


def parts(token: str) -> tuple[int, str] | None:
    """The id and the secret of a written token; None when it is none."""
    found = _FORM.fullmatch(token)
    return None if found is None else (int(found[1]), found[2])


def hashed(secret: str) -> str:
    """What is kept of a secret. It is no password that could be guessed, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fits(secret: str, kept: str) -> bool:
    """Whether a secret is the one of a hash; how long it takes says nothing of it."""
    return hmac.compare_digest(hashed(secret), kept)


def used(uses: Sequence[datetime], now: datetime) -> tuple[list[datetime], float]:
    """The uses of a token that count, this one among them; or the seconds until it may be used again."""
    counting = [one for one in uses if now - one < PER]
    if len(counting) >= MOST_POSTS:
        return counting, (PER - (now - min(counting))).total_seconds()
    return [*counting, now], 0.0
