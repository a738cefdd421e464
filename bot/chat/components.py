"""What a message offers, read back from it."""

import discord


def custom_ids(message: discord.Message | None) -> list[str]:
    """The custom ids of all buttons and lists of a message, those inside other components too."""
    found: list[str] = []
    waiting: list[object] = [] if message is None else list(message.components)
    while waiting:
        one = waiting.pop(0)
        name = getattr(one, "custom_id", None)
        found += [name] if isinstance(name, str) else []
        waiting += getattr(one, "children", ())
    return found
