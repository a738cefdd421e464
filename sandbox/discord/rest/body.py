"""Reading a request's body: JSON, or multipart with `payload_json` and `files[n]`."""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.acts.files import Upload
from sandbox.discord.errors import INVALID_FORM_BODY, INVALID_JSON, TOO_LARGE, ApiError
from sandbox.discord.rules.messages import MAX_REQUEST

FILE_PART = re.compile(r"files?\[(\d{1,2})\]")


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON (None without a body) and the files."""
    if not request.can_read_body:
        return None, []
    if request.content_length is not None and request.content_length > MAX_REQUEST:
        await drain(request)
        raise ApiError(TOO_LARGE)
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request)
    raw = await request.read()
    if not raw:
        return None, []
    if request.content_type != "application/json":
        raise ApiError(INVALID_FORM_BODY, problem=f"a body of type {request.content_type}")
    return _parse(raw), []


async def drain(request: web.Request) -> None:
    """Read what the client sends and forget it, so that it can hear the answer."""
    async for _ in request.content.iter_chunked(1 << 16):
        pass


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiError(INVALID_JSON) from None


async def _read_multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(INVALID_FORM_BODY, problem="a multipart body inside another")
        content = bytes(await part.read())
        name = part.name or ""
        if name == "payload_json":
            body = _parse(content)
        elif (match := FILE_PART.fullmatch(name)) is not None:
            told = part.headers.get("Content-Type")
            uploads.append(Upload(int(match[1]), part.filename or "unknown", told, content))
        else:
            raise ApiError(INVALID_FORM_BODY, problem=f"unknown part {name!r}")
    return body, uploads
