"""What is known of a Discord server."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guild:
    """A server; `locale` is Discord's preferred locale of it, such as `fr` or `en-US`."""

    id: int
    name: str
    locale: str
