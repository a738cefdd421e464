"""How the models fare, for `essai status` on the same machine."""

from collections.abc import Callable, Mapping

from aiohttp import web

from bot.llm.model import Status

PATH = "/model"


def model_route(statuses: Mapping[str, Callable[[], Status]]) -> web.RouteDef:
    """Of each model its `state`, `name` and `reason`."""

    async def tell(_: web.Request) -> web.Response:
        told = {name: status() for name, status in statuses.items()}
        return web.json_response(
            {name: {"state": one.state, "name": one.name, "reason": one.reason} for name, one in told.items()}
        )

    return web.get(PATH, tell)
