"""Points discord.py at a local Discord. The one file of the sandbox's tools that imports discord.py."""

from types import TracebackType
from typing import Self

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Redirection:
    """The addresses that discord.py had before; leaving the `with` block puts them back."""

    def __init__(self) -> None:
        self._before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)

    def undo(self) -> None:
        """Put the addresses back."""
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = self._before

    def __enter__(self) -> Self:
        """Do nothing more: the addresses are changed already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the addresses back."""
        self.undo()


def point_discord_at(api_url: str, gateway_url: str, cdn_url: str) -> Redirection:
    """Let every client of discord.py in this process use these addresses from now on.

    A sharded client asks GET /gateway/bot for the gateway's address, and a resumed one has it from READY.
    """
    redirection = Redirection()
    Route.BASE = api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    Asset.BASE = cdn_url
    return redirection
