"""What a message says and offers, read back from its components."""

from collections.abc import Iterator

import discord


def custom_ids(message: discord.Message | None) -> list[str]:
    """The custom ids of all its buttons and lists."""
    names = (getattr(one, "custom_id", None) for one in _all(message))
    return [name for name in names if isinstance(name, str)]


def texts(message: discord.Message) -> list[str]:
    """Its texts in reading order."""
    return [one.content for one in _all(message) if isinstance(one, discord.TextDisplay)]


def _all(message: discord.Message | None) -> Iterator[object]:
    """Its components in reading order, those inside others too."""
    waiting: list[object] = [] if message is None else list(message.components)
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting = [*getattr(one, "children", ()), *waiting]
