"""Listening on a loopback port, for both servers."""

import errno

from aiohttp import web

SHUTDOWN_SECONDS = 0.1


class PortTaken(OSError):
    """Another program listens on the port that was asked for."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(errno.EADDRINUSE, f"Port {port} on {host} is taken by another program.")
        self.host = host
        self.port = port


async def listen(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, str]:
    """Serve `app`, on any free port when `port` is 0; its runner and its origin. Raises PortTaken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host, port) from error
        raise
    return runner, f"http://{host}:{runner.addresses[0][1]}"
