"""`GET /notebooks/{guild}/{post}`, and the same with `/file`: a public notebook as a page, and its file."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape
from typing import Final

import structlog
from aiohttp import web

from bot.db.engine import AWAY
from bot.errors import PersonError, TryLater
from bot.texts import Language, language

PATH: Final = "/notebooks/{guild}/{post}"
FILE_PATH: Final = PATH + "/file"
# The same as aiohttp wants it, with what the two parts may be.
_PARTS: Final = {"guild": r"{guild:\d{1,19}}", "post": "{post:[0-9a-f]{24}}"}
LARGEST_ID: Final = 2**63 - 1
Make = Callable[[int, str, Language], Awaitable[bytes | None]]
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Download:
    """A file and the name under which a browser keeps it, of letters and digits with `-`, `_` and `.`."""

    name: str
    content: bytes


Find = Callable[[int, str], Awaitable[Download | None]]


def notebooks_routes(make: Make, find: Find, headers: Callable[[], dict[str, str]]) -> list[web.RouteDef]:
    """The routes. `make` gives the page of a post, `find` its file, None where it is not public.

    Answers 200, 404 for what is not public, 422 for what cannot be shown (a PersonError), 503 while the
    database is away or others are served first (TryLater); in French or English by `lang`, else by
    `Accept-Language`. `headers` go with each.
    """

    async def page(guild_id: int, post: str, spoken: Language) -> web.Response | None:
        made = await make(guild_id, post, spoken)
        if made is None:
            return None
        return web.Response(body=made, content_type="text/html", charset="utf-8", headers=headers())

    async def file(guild_id: int, post: str, _: Language) -> web.Response | None:
        found = await find(guild_id, post)
        if found is None:
            return None
        as_file = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return web.Response(
            body=found.content, content_type="application/x-ipynb+json", headers=headers() | as_file
        )

    return [
        web.get(PATH.format(**_PARTS), _answering(page, headers)),
        web.get(FILE_PATH.format(**_PARTS), _answering(file, headers)),
    ]


def _answering(
    act: Callable[[int, str, Language], Awaitable[web.Response | None]],
    headers: Callable[[], dict[str, str]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        spoken = language(request.query.get("lang") or request.headers.get("Accept-Language", "en")[:2])
        guild_id, post = int(request.match_info["guild"]), request.match_info["post"]
        try:
            answered = await act(guild_id, post, spoken) if guild_id <= LARGEST_ID else None
        except TryLater as error:
            return _told(503, spoken.tell(error.sentence), headers())
        except PersonError as error:
            return _told(422, spoken.tell(error.sentence), headers())
        except AWAY as error:
            _log.warning("a page was not made", error=str(error))
            told = spoken.say("This page cannot be made just now. Please try again in a minute.")
            return _told(503, told, headers())
        if answered is None:
            told = spoken.say(
                "This page is gone: its notebook was withdrawn or hidden, or it was never there."
            )
            return _told(404, told, headers())
        return answered

    return answer


def _told(status: int, sentence: str, headers: dict[str, str]) -> web.Response:
    body = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Essai</title></head>'
        f"<body><p>{escape(sentence)}</p></body></html>"
    )
    return web.Response(status=status, text=body, content_type="text/html", headers=headers)
