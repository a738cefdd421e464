"""Files: signed addresses that expire, kinds by name, and the size of a picture."""

import hashlib
import hmac
import mimetypes
import struct
from collections.abc import Mapping
from urllib.parse import quote

from sandbox.clock import Clock

LIFETIME = 24 * 3600
"""Seconds that a signed address works; the real one is about a day too."""


class Signer:
    """Signs the addresses of the CDN, which has no other lock."""

    def __init__(self, clock: Clock, secret: bytes) -> None:
        self._clock = clock
        self._secret = secret
        self.origin = ""

    def address(self, path: str) -> str:
        """The full address of `path` (below the CDN's root, as it reads unquoted), good for a day."""
        issued = int(self._clock.time())
        expires = f"{issued + LIFETIME:x}"
        return f"{self.origin}{quote(path)}?ex={expires}&is={issued:x}&hm={self._sign(path, expires)}"

    def accepts(self, path: str, query: Mapping[str, str]) -> bool:
        """Whether `path` was signed and has not expired."""
        expires = query.get("ex", "")
        if not hmac.compare_digest(self._sign(path, expires), query.get("hm", "")):
            return False
        return int(expires, 16) > self._clock.time()

    def _sign(self, path: str, expires: str) -> str:
        return hmac.new(self._secret, f"{path}?{expires}".encode(), hashlib.sha256).hexdigest()


def external_path(address: str) -> str:
    """Under which Discord passes on a picture that lies at another address."""
    return f"/external/{hashlib.sha256(address.encode()).hexdigest()}"


def kind_of(filename: str, told: str | None) -> str:
    """A file's content type, by what the client told or else by its name."""
    guess = mimetypes.guess_type(filename)[0]
    if told and told != "application/octet-stream":
        return told
    return guess or "application/octet-stream"


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG in pixels; None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
