"""The one guarded client that reads what members link to. Nothing else follows an address that a person gave.

    async with Fetcher(user_agent) as fetcher:
        found = await fetcher.get(link, hosts.FILES, largest=1_000_000, media_types=("text/",))

A link must be https on the usual port, of a host that the caller knows, without a password in it; the same
holds for every redirect, of which there are few. A host's name is looked up once for each connection, every
address of the answer must be public, and the connection goes to one of those addresses (`public.py`), so that
a name cannot lead into a private network even if its owner changes it meanwhile. No cookies, no proxy from
the environment, no packed answers (which could unpack into anything); size and time are limited, and what
a web page says instead of a file is refused by its media type.
"""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import PersonError
from bot.fetching import refusals
from bot.fetching.hosts import is_among, pasted
from bot.fetching.patience import is_too_much, welcome_again
from bot.fetching.public import NotPublic, PublicResolver

SECONDS: Final = 20.0
MOST_REDIRECTS: Final = 4
LONGEST_LINK: Final = 2_000
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_GONE: Final = {401, 403, 404, 410, 451}


@dataclass(frozen=True)
class Fetched:
    """What a link led to; `address` is where it was in the end, `media_type` in lower case."""

    address: URL
    media_type: str
    body: bytes


class Fetcher:
    """Reads public links. `seconds` is for one link with all of its redirects.

    `stand_ins` are for tests, for the demo and for a mirror of the Hub: they name, for a host, the address of
    a server that is asked in its place, which may be private because the operator has named it. `resolver`
    is what looks up names.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        stand_ins: Mapping[str, str] | None = None,
        resolver: AbstractResolver | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._stand_ins = {host: URL(address) for host, address in (stand_ins or {}).items()}
        self._resolver = resolver
        self._seconds = seconds
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "identity"}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        trusted = {str(one.host) for one in self._stand_ins.values()}
        looking = PublicResolver(self._resolver or aiohttp.ThreadedResolver(), trusted)
        connector = aiohttp.TCPConnector(resolver=looking, use_dns_cache=False, force_close=True, limit=16)
        self._session = await self._stack.enter_async_context(
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=self._seconds),
            )
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def get(
        self, link: str, hosts: frozenset[str], *, largest: int, media_types: Collection[str]
    ) -> Fetched:
        """What is at a link of one of these hosts. Raises BadLink and NoAnswer.

        It has at most `largest` bytes, and a media type that begins with one of `media_types`.
        """
        address = parsed(link)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(address, hosts, largest, media_types)
        except NotPublic as error:
            raise refusals.private(str(address.host)) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The connector wraps what the resolver raises.
            if isinstance(error.__cause__, NotPublic):
                raise refusals.private(str(address.host)) from error
            raise refusals.silent(str(address.host)) from error

    async def _follow(
        self, address: URL, hosts: frozenset[str], largest: int, media_types: Collection[str]
    ) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            _require_known(address, hosts)
            async with self._session.get(self._asked(address), allow_redirects=False) as answer:
                if answer.status not in _REDIRECTS:
                    return await _read(answer, address, largest, media_types)
                address = self._next(address, answer.headers.get("Location", ""))
        raise refusals.round_about(str(address.host))

    def _asked(self, address: URL) -> URL:
        """Where the request goes: to the address itself, or to what stands in for its host."""
        stand_in = self._stand_ins.get(str(address.host))
        if stand_in is None:
            return address
        path = stand_in.raw_path.rstrip("/") + address.raw_path_qs
        return URL(f"{stand_in.origin()}{path}", encoded=True)

    def _next(self, address: URL, location: str) -> URL:
        """Where a redirect leads; an address of its stand-in is one of the host itself."""
        stand_in = self._stand_ins.get(str(address.host))
        try:
            led = address.join(URL(location, encoded=True))
            if stand_in is not None and led.origin() == stand_in.origin():
                return address.join(URL(led.raw_path_qs, encoded=True))
        except ValueError as error:
            raise refusals.round_about(str(address.host)) from error
        return led


def parsed(link: str) -> URL:
    """A link as a person pastes it, also in angle brackets or without its beginning. Raises BadLink."""
    text = pasted(link)
    try:
        address = URL(text)
        known = address.host if address.scheme in ("http", "https") else None
        port = address.port
    except ValueError as error:
        raise refusals.no_link() from error
    if known is None or len(text) > LONGEST_LINK or any(one.isspace() for one in text):
        raise refusals.no_link()
    # People paste http of places that only have https; any other port is somebody's own server.
    if address.scheme == "http" and port == 80:
        address = address.with_scheme("https").with_port(443)
    return address.with_fragment(None)


def _require_known(address: URL, hosts: frozenset[str]) -> None:
    host = (address.host or "").lower()
    if not is_among(host, hosts):
        raise refusals.unknown(host or str(address), hosts)
    if address.scheme != "https" or address.port != 443 or address.user or address.password:
        raise refusals.not_plain(host)


async def _read(
    answer: aiohttp.ClientResponse, address: URL, largest: int, media_types: Collection[str]
) -> Fetched:
    if answer.status != 200:
        raise _trouble(answer, address)
    media_type = answer.content_type.lower()
    if answer.headers.get("Content-Encoding", "identity") != "identity" or not any(
        media_type.startswith(one) for one in media_types
    ):
        raise refusals.other_kind(str(address.host))
    if (answer.content_length or 0) > largest:
        raise refusals.too_large(largest)
    parts, size = [], 0
    async for part in answer.content.iter_chunked(64 * 1024):
        size += len(part)
        if size > largest:
            raise refusals.too_large(largest)
        parts.append(part)
    return Fetched(address, media_type, b"".join(parts))


def _trouble(answer: aiohttp.ClientResponse, address: URL) -> PersonError:
    host = str(address.host)
    if is_too_much(answer.status, answer.headers):
        return refusals.asked_too_much(host, welcome_again(answer.headers))
    return refusals.gone(host) if answer.status in _GONE else refusals.silent(host)
