"""The web side: whether the bot is well, and its figures."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import OperatorError

Health = Mapping[str, bool]
Figures = Mapping[str, float]


def make_app(
    health: Callable[[], Awaitable[Health]],
    figures: Callable[[], Awaitable[Figures]],
    routes: Iterable[web.RouteDef] = (),
) -> web.Application:
    """`/healthz` answers 200 when every part is well and 503 otherwise; `/metrics` is for Prometheus.

    `routes` are those of features.
    """

    async def healthz(_request: web.Request) -> web.Response:
        parts = await health()
        return web.json_response(dict(parts), status=200 if all(parts.values()) else 503)

    async def metrics(_request: web.Request) -> web.Response:
        from prometheus_client import CollectorRegistry, Gauge, generate_latest

        registry = CollectorRegistry()
        for name, value in (await figures()).items():
            Gauge(f"essai_{name}", name.replace("_", " "), registry=registry).set(value)
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": "text/plain; version=0.0.4"}
        )

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics), *routes])
    return app


@asynccontextmanager
async def served(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve on a port (0: any free one) while the block runs, and give the address. Raises OperatorError."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await _start(runner, host, port)
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _start(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise OperatorError(
            f"Port {port} on {host} is taken. Stop what uses it, or set ESSAI_WEB_PORT to another port."
        ) from error
