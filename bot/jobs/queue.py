"""Put a job on the queue inside the caller's transaction: both are kept, or neither."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pydantic import TypeAdapter

from bot.db.engine import Session, driver_in_transaction

_JSON: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


async def enqueue(
    session: Session,
    name: str,
    *payloads: dict[str, Any],
    priorities: Sequence[int] | None = None,
    after: timedelta | None = None,
) -> None:
    """Enqueue one job `name` for each of `payloads`, to be done not before `after` has passed.

    Of the jobs that can be done, those with higher `priorities` (0 when not given) go first. The jobs appear
    when the caller's transaction commits, and never if it rolls back.
    """
    if not payloads:
        return
    driver = await driver_in_transaction(session)
    count = len(payloads)
    await Queries(AsyncpgDriver(driver)).enqueue(
        [name] * count,
        [encode(payload) for payload in payloads],
        list(priorities or [0] * count),
        [after] * count,
    )


def encode(payload: dict[str, Any]) -> bytes:
    """A payload as the queue keeps it."""
    return _JSON.dump_json(payload)


def decode(stored: bytes | None) -> dict[str, Any]:
    """A payload back from the queue."""
    return _JSON.validate_json(stored or b"{}")


def ids(name: str, values: Sequence[int]) -> list[dict[str, Any]]:
    """Payloads that each hold one id under `name`."""
    return [{name: value} for value in values]
