"""The CDN: files behind signed addresses, and the pictures of those who have none."""

import struct
import zlib

from aiohttp import web

from sandbox.discord.core import Core
from sandbox.discord.files import external_path, kind_of
from sandbox.faults import Handler, suffer

GONE = "This content is no longer available."
COLOURS = ((88, 101, 242), (116, 127, 141), (59, 165, 93), (250, 166, 26), (237, 66, 69), (235, 69, 158))
SIDE = 16
SAFE_TO_SHOW = ("image/png", "image/jpeg", "image/gif", "image/webp")


def cdn_application(core: Core) -> web.Application:
    """The sub-application for `/cdn`."""

    async def attachment(request: web.Request) -> web.Response:
        content = core.state.files.get(int(request.match_info["attachment"]))
        # Clients quote a path in more than one way; what was signed is how it reads.
        path = request.path.removeprefix("/cdn")
        if content is None or not core.signer.accepts(path, request.query):
            return web.Response(status=404, text=GONE)
        name = request.match_info["filename"].replace('"', "")
        kind = kind_of(name, None)
        shown = "inline" if kind in SAFE_TO_SHOW else "attachment"
        headers = {
            "Content-Type": kind,
            "Content-Disposition": f'{shown}; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=content, headers=headers)

    async def external(request: web.Request) -> web.Response:
        path = request.path.removeprefix("/cdn")
        found = (body for address, body in core.pictures_elsewhere.items() if external_path(address) == path)
        content = next(found, None)
        if content is None or not core.signer.accepts(path, request.query):
            return web.Response(status=404, text=GONE)
        return web.Response(body=content, content_type="image/png")

    async def avatar(request: web.Request) -> web.Response:
        colour = COLOURS[int(request.match_info["number"]) % len(COLOURS)]
        return web.Response(body=plain_png(colour), content_type="image/png")

    @web.middleware
    async def spoil(request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = core.faults.take(request.method, request.path)
        return await (handler(request) if fault is None else suffer(fault, request, handler, core.clock))

    app = web.Application(middlewares=[spoil])
    app.router.add_get(r"/attachments/{channel:\d+}/{attachment:\d+}/{filename}", attachment)
    app.router.add_get(r"/external/{digest:[0-9a-f]+}", external)
    app.router.add_get(r"/embed/avatars/{number:\d+}.png", avatar)
    return app


def plain_png(colour: tuple[int, int, int]) -> bytes:
    """A small square of one colour."""
    rows = b"".join(b"\0" + bytes(colour) * SIDE for _ in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
