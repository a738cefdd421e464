"""`GET /notebooks/{guild}/{post}`: a shared notebook as a page, as long as it is public."""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Final

import structlog
from aiohttp import web

from bot.db.engine import AWAY
from bot.errors import PersonError
from bot.texts import Language, language

PATH: Final = "/notebooks/{guild}/{post}"
# The same as aiohttp wants it, with what the two parts may be.
_ROUTE: Final = PATH.format(guild=r"{guild:\d{1,19}}", post="{post:[0-9a-f]{24}}")
LARGEST_ID: Final = 2**63 - 1
Make = Callable[[int, str, Language], Awaitable[bytes | None]]
_log = structlog.get_logger(__name__)


def notebooks_route(make: Make, headers: Callable[[], dict[str, str]]) -> web.RouteDef:
    """The route. `make` gives the page of a post, None where it is not public; raises PersonError.

    Answers 200, 404 for what is not public, 422 for what cannot be shown, 503 while the database is away;
    in French or English by `lang`, else by `Accept-Language`. `headers` go with every answer.
    """

    async def notebook(request: web.Request) -> web.Response:
        spoken = language(request.query.get("lang") or request.headers.get("Accept-Language", "en")[:2])
        guild_id = int(request.match_info["guild"])
        try:
            page = (
                await make(guild_id, request.match_info["post"], spoken) if guild_id <= LARGEST_ID else None
            )
        except PersonError as error:
            return _told(422, spoken.tell(error.sentence), headers())
        except AWAY as error:
            _log.warning("a page was not made", error=str(error))
            told = spoken.say("This page cannot be made just now. Please try again in a minute.")
            return _told(503, told, headers())
        if page is None:
            told = spoken.say(
                "This page is gone: its notebook was withdrawn or hidden, or it was never there."
            )
            return _told(404, told, headers())
        return web.Response(body=page, content_type="text/html", charset="utf-8", headers=headers())

    return web.get(_ROUTE, notebook)


def _told(status: int, sentence: str, headers: dict[str, str]) -> web.Response:
    body = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Essai</title></head>'
        f"<body><p>{escape(sentence)}</p></body></html>"
    )
    return web.Response(status=status, text=body, content_type="text/html", headers=headers)
