"""Which network addresses belong to the public internet, and a name look-up that gives no others."""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

# An IPv4 address behind a translator: the last 32 bits (https://www.rfc-editor.org/rfc/rfc6052#section-2.1).
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
# Private as fc00::/7 is, but Python takes it for public (https://www.rfc-editor.org/rfc/rfc3879).
_OF_SITES: Final = IPv6Network("fec0::/10")


class NotPublic(OSError):
    """A name stands for an address inside somebody's own network."""


def is_public(address: str) -> bool:
    """Whether a numeric address is of the public internet, also when it stands inside another one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return _is_global(inner)
    return _is_global(found)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that one of IPv6 only wraps."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    is_odd = address.is_multicast or address.is_reserved or address in _OF_SITES
    return address.is_global and not is_odd


class PublicResolver(AbstractResolver):
    """Asks another resolver and lets through only what is public; the connection goes to those addresses.

    One private answer among public ones is enough to refuse them all. `trusted` are names that may stand for
    anything. Raises NotPublic.
    """

    def __init__(self, inner: AbstractResolver, trusted: Collection[str]) -> None:
        self._inner = inner
        self._trusted = trusted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host."""
        found = await self._inner.resolve(host, port, family)
        if host not in self._trusted and not all(is_public(one["host"]) for one in found):
            raise NotPublic(f"{host} stands for a private address")
        return found

    async def close(self) -> None:
        """Close the resolver that is asked."""
        await self._inner.close()
