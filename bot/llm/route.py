"""How the model fares, for `essai status` on the same machine."""

from aiohttp import web

from bot.llm.voice import Voice

PATH = "/model"


def model_route(voice: Voice) -> web.RouteDef:
    """`state`, `name` and `reason`."""

    async def tell(_: web.Request) -> web.Response:
        status = voice.status
        return web.json_response({"state": status.state, "name": status.name, "reason": status.reason})

    return web.get(PATH, tell)
