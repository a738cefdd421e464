"""The page's files, and the Hub's control API on the same origin."""

from pathlib import Path
from typing import Final

from aiohttp import web

STATIC: Final = Path(__file__).parent / "static"

# The page loads nothing from elsewhere and runs nothing written inside a document.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def mount(discord_app: web.Application, hub_control: web.Application | None) -> None:
    """Serve the page at `/` and `/static/…` of the Discord sandbox's application.

    `hub_control` is mounted under `/control/hub`, so that the page speaks to one origin.
    """
    discord_app.router.add_get("/", _index)
    discord_app.router.add_static("/static", STATIC)
    discord_app.on_response_prepare.append(_add_headers)
    if hub_control is not None:
        discord_app.add_subapp("/control/hub", hub_control)


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    if request.path == "/" or request.path.startswith("/static/"):
        response.headers.update(_HEADERS)
