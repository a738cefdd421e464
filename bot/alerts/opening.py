"""Opens private conversations."""

from typing import Protocol

import structlog

from bot.jobs.worker import Again
from bot.outbox.model import NotDelivered, Unclear, pause_before_retry

_log = structlog.get_logger(__name__)


class Direct(Protocol):
    """Opens private conversations; `bot/chat/publisher.py` does it on Discord."""

    async def open(self, user_id: int) -> int:
        """The channel of the conversation with somebody. Raises NotDelivered or Unclear."""


async def conversation(direct: Direct, user_id: int, attempts: int) -> int | None:
    """The channel of the conversation with somebody; None for a person who lets no message through.

    Raises Again while Discord does not say.
    """
    try:
        return await direct.open(user_id)
    except Unclear as error:
        raise Again(error.retry_after or pause_before_retry(attempts), str(error)) from error
    except NotDelivered as error:
        _log.info("a person cannot be written to", user=user_id, failure=error.failure)
        return None
