"""What it takes to write to a repository: files that are uploaded first, and commits that name them."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.hub.errors import Refusal

# Lines of `/commit`, and the fields of each.
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "header": frozenset({"summary", "description", "parentCommit"}),
    "file": frozenset({"path", "content", "encoding"}),
    "lfsFile": frozenset({"path", "algo", "oid", "size"}),
    "deletedFile": frozenset({"path"}),
    "deletedFolder": frozenset({"path"}),
}


@dataclass
class Push:
    """One commit: texts and hashes of large files by path, and what goes (folders end in a slash)."""

    title: str = ""
    description: str = ""
    parent: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    large: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


@dataclass
class Blobs:
    """The contents of large files by their SHA-256; `asked` are sizes of uploads that were announced."""

    asked: dict[str, int] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, oid: str, content: bytes) -> None:
        """Keep an upload; it has to be what was announced."""
        if self.asked.get(oid) != len(content) or hashlib.sha256(content).hexdigest() != oid:
            raise Refusal(400, "The upload is not what was announced")
        self.kept[oid] = content

    def require(self, oid: str, size: int) -> None:
        """Raise Refusal for a file that was not uploaded."""
        if len(self.kept.get(oid, b"")) != size:
            raise Refusal(400, f"The LFS object {oid} does not exist or has another size")


def read_push(body: bytes, blobs: Blobs) -> Push:
    """A commit from its lines of JSON; raises Refusal for what the Hub does not know."""
    push = Push()
    for number, (key, value) in enumerate(_lines(body)):
        if (number == 0) != (key == "header") or key not in _FIELDS:
            raise Refusal(400, f"Unexpected line {key}")
        if value.keys() - _FIELDS[key]:
            raise Refusal(400, f"Unknown fields of {key}: {', '.join(sorted(value.keys() - _FIELDS[key]))}")
        _take(push, key, value, blobs)
    if not push.title:
        raise Refusal(400, "A commit needs a summary")
    return push


def _lines(body: bytes) -> Iterable[tuple[str, dict[str, Any]]]:
    for line in body.splitlines():
        try:
            entry = json.loads(line)
            yield str(entry["key"]), dict(entry["value"])
        except (ValueError, KeyError, TypeError):
            raise Refusal(400, "Each line is an object with key and value") from None


def _take(push: Push, key: str, value: dict[str, Any], blobs: Blobs) -> None:
    match key:
        case "header":
            push.title, push.description = str(value["summary"]), str(value.get("description", ""))
            push.parent = value.get("parentCommit")
        case "file":
            push.texts[_path(value)] = _text(value)
        case "lfsFile":
            if value.get("algo") != "sha256":
                raise Refusal(400, "algo is sha256")
            blobs.require(value["oid"], value["size"])
            push.large[_path(value)] = value["oid"]
        case "deletedFile":
            push.gone.append(_path(value))
        case _:
            push.gone.append(_path(value).rstrip("/") + "/")


def _path(value: dict[str, Any]) -> str:
    path = str(value.get("path", ""))
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise Refusal(400, f"Invalid path {path!r}")
    return path


def _text(value: dict[str, Any]) -> str:
    try:
        return base64.b64decode(value["content"], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, KeyError):
        # Binary files go the way of large ones.
        raise Refusal(400, "A regular file is text in base64") from None


def git_hash(text: str) -> str:
    """As git names a file of that content."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
