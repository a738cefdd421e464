"""The client for links that people give, as one running bot has it."""

from collections.abc import Mapping
from typing import Final

from bot.fetching.fetcher import Fetcher

HUB: Final = "https://huggingface.co"


def fetcher(hub: str, user_agent: str, stand_ins: Mapping[str, str]) -> Fetcher:
    """A client that asks the operator's own mirror, where `hub` is one, in place of the Hub."""
    mirror = {} if hub.rstrip("/") == HUB else {"huggingface.co": hub}
    return Fetcher(user_agent, stand_ins={**mirror, **stand_ins})
