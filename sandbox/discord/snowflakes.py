"""Discord's ids: 64 bits that begin with the milliseconds since 2015."""

from sandbox.clock import Clock

EPOCH_MILLISECONDS = 1_420_070_400_000
LOW_BITS = 22


class Snowflakes:
    """Gives ids that only ever grow, made from the clock's time."""

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self._clock = clock
        self.last = last

    def next(self) -> int:
        """A new id."""
        now = (int(self._clock.time() * 1000) - EPOCH_MILLISECONDS) << LOW_BITS
        self.last = max(now, self.last + 1)
        return self.last

    def next_apart(self) -> int:
        """A new id in a millisecond of its own: sharding looks at no other part of a guild's id."""
        now = (int(self._clock.time() * 1000) - EPOCH_MILLISECONDS) << LOW_BITS
        self.last = max(now, ((self.last >> LOW_BITS) + 1) << LOW_BITS)
        return self.last


def snowflake_of(moment: float) -> int:
    """The first id of `moment` (seconds since the epoch)."""
    return (int(moment * 1000) - EPOCH_MILLISECONDS) << LOW_BITS


def read_snowflake(value: object) -> int | None:
    """The id that `value` writes (a string of digits, or an integer), or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 1 << 64 else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 20:
        return int(value)
    return None
