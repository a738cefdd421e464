"""The control API as an aiohttp application: people's eyes and hands, and the tests' levers."""

from dataclasses import asdict
from typing import Any, get_args

from aiohttp import web

from sandbox.discord.acts import messages as acts
from sandbox.discord.acts.messages import Draft
from sandbox.discord.control import commands, controls
from sandbox.discord.control.asking import Mistake, answer_mistakes, channel_of, read, user_of
from sandbox.discord.control.scenery import Scenery
from sandbox.discord.control.streams import Streams
from sandbox.discord.control.views import may_write, messages_for, state_for
from sandbox.discord.core import Core
from sandbox.discord.gateway.gateway import Gateway
from sandbox.discord.interactions.machine import Interactions
from sandbox.discord.interactions.model import Interaction
from sandbox.discord.interactions.views import seen
from sandbox.discord.rules import messages as rules
from sandbox.discord.snowflakes import read_snowflake
from sandbox.faults import Effect

OFFLINE = "The application is not connected"


def control_application(core: Core, gateway: Gateway, interactions: Interactions) -> web.Application:
    """The sub-application for `/control/discord`."""
    app = web.Application(middlewares=[answer_mistakes])
    streams = Streams(core)

    async def release(_app: web.Application) -> None:
        interactions.fail_all()
        streams.close()

    app.on_shutdown.append(release)
    app.router.add_get("/events", streams.handle)
    app.add_routes(_People(core, gateway, interactions).routes())
    app.add_routes(Scenery(core).routes())
    app.add_routes(_Levers(core, gateway).routes())
    return app


class _People:
    """What people see and do."""

    def __init__(self, core: Core, gateway: Gateway, interactions: Interactions) -> None:
        self._core = core
        self._gateway = gateway
        self._interactions = interactions

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/state", self.state),
            web.get("/channels/{channel}/messages", self.messages),
            web.post("/channels/{channel}/messages", self.write),
            web.get("/commands", self.commands),
            web.post("/interactions", self.interact),
            web.get("/interactions/{interaction}", self.interaction),
        ]

    async def state(self, request: web.Request) -> web.Response:
        told = request.query.get("user")
        user = None if told is None else user_of(self._core, told)
        return web.json_response(state_for(self._core, user, connected=self._gateway.connected))

    async def messages(self, request: web.Request) -> web.Response:
        user = user_of(self._core, request.query.get("user"))
        channel = channel_of(self._core, user, request.match_info["channel"])
        limit = read_snowflake(request.query.get("limit", "50")) or 50
        before = read_snowflake(request.query.get("before"))
        found = messages_for(self._core, user, channel, limit, before)
        return web.json_response({"messages": found})

    async def write(self, request: web.Request) -> web.Response:
        asked = await read(self._core, request)
        user = asked.user()
        channel = channel_of(self._core, user, request.match_info["channel"])
        if not may_write(self._core, user, channel):
            raise Mistake(f"{user.username} may not write here", 403)
        body = {"content": asked.text("content", "")}
        rules.check(body, "create")
        uploads = list(asked.files.values())
        rules.check_not_empty(content=body["content"], embeds=None, components_=None, files=uploads)
        message = acts.post(self._core, channel, Draft(user.id, body, uploads))
        return web.json_response(self._core.wire.message(message))

    async def commands(self, request: web.Request) -> web.Response:
        user = user_of(self._core, request.query.get("user"))
        channel = channel_of(self._core, user, request.query.get("channel"))
        return web.json_response({"commands": list(commands.usable(self._core, user, channel))})

    async def interact(self, request: web.Request) -> web.Response:
        asked = await read(self._core, request)
        kinds = {
            "command": commands.use,
            "autocomplete": commands.complete,
            "component": controls.press,
            "modal": controls.submit,
        }
        kind = asked.text("type")
        if kind not in kinds:
            raise Mistake(f"type must be one of {', '.join(kinds)}")
        interaction = kinds[kind](asked, self._interactions)
        if not self._gateway.hears(interaction.guild_id):
            self._interactions.fail(interaction, OFFLINE)
        if kind == "autocomplete":
            await interaction.settled.wait()
            return web.json_response(self._choices(interaction))
        if asked.body.get("wait"):
            await interaction.settled.wait()
            return web.json_response(seen(self._core, interaction))
        return web.json_response({"interaction": str(interaction.id)})

    def _choices(self, interaction: Interaction) -> dict[str, Any]:
        if interaction.error is not None:
            raise Mistake(interaction.error, 504)
        return {"choices": interaction.choices or []}

    async def interaction(self, request: web.Request) -> web.Response:
        found = self._interactions.get(read_snowflake(request.match_info["interaction"]) or 0)
        if found is None:
            raise Mistake("there is no such interaction, or it is over", 404)
        return web.json_response(seen(self._core, found))


class _Levers:
    """What only tests do."""

    def __init__(self, core: Core, gateway: Gateway) -> None:
        self._core = core
        self._gateway = gateway

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/faults", self.add_fault),
            web.delete("/faults", self.clear_faults),
            web.post("/gateway", self.disturb),
            web.get("/journal", self.journal),
            web.post("/clock", self.move_clock),
        ]

    async def add_fault(self, request: web.Request) -> web.Response:
        asked = await read(self._core, request)
        effect = asked.text("effect")
        known = get_args(Effect)
        if effect not in known:
            raise Mistake(f"effect must be one of {', '.join(known)}")
        self._core.faults.add(
            asked.text("method", "*"),
            asked.text("path"),
            effect,  # type: ignore[arg-type]  # one of the known ones, as was just checked
            status=int(asked.number("status", 500)),
            seconds=asked.number("seconds", 0.0),
            times=int(asked.number("times", 1)),
        )
        return web.json_response({})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._core.faults.clear()
        return web.json_response({})

    async def disturb(self, request: web.Request) -> web.Response:
        asked = await read(self._core, request)
        what = asked.text("do")
        if what == "reconnect":
            self._gateway.reconnect_all()
        elif what == "invalid_session":
            self._gateway.invalidate_all(resumable=bool(asked.body.get("resumable")))
        elif what == "close":
            self._gateway.close_all(int(asked.number("code", 4000)))
        else:
            raise Mistake("do must be one of reconnect, invalid_session, close")
        return web.json_response({})

    async def journal(self, request: web.Request) -> web.Response:
        since = read_snowflake(request.query.get("since", "0")) or 0
        calls = [asdict(call) for call in self._core.journal.since(since)]
        return web.json_response({"calls": calls, "problems": self._core.journal.problems})

    async def move_clock(self, request: web.Request) -> web.Response:
        asked = await read(self._core, request)
        self._core.clock.advance(asked.number("advance"))
        return web.json_response({"now": self._core.clock.time()})
