"""A question to a helper process that takes files along: a header in JSON, then the files as they are."""

import json
from collections.abc import Sequence
from typing import Any

_LENGTH = 8


def pack(header: dict[str, Any], contents: Sequence[bytes]) -> bytes:
    """Header and contents as bytes; contents are not encoded, so that large files cost no time."""
    encoded = json.dumps({"header": header, "sizes": [len(content) for content in contents]}).encode()
    return b"".join([len(encoded).to_bytes(_LENGTH, "big"), encoded, *contents])


def unpack(question: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Header and contents back from `pack`."""
    end = _LENGTH + int.from_bytes(question[:_LENGTH], "big")
    told = json.loads(question[_LENGTH:end])
    contents: list[bytes] = []
    for size in told["sizes"]:
        contents.append(question[end : end + size])
        end += size
    return told["header"], contents
