"""The local Hub on a loopback socket."""

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox import keeping
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.hub import files, middleware, papers, people, repositories, settings, wire, writing
from sandbox.hub.control import Control
from sandbox.hub.facts import BadFacts
from sandbox.hub.hub import Hub
from sandbox.hub.limits import Limits
from sandbox.hub.model import Kind
from sandbox.hub.routing import HUB
from sandbox.hub.shipped import Catalogue, load, stock
from sandbox.hub.state import HubState
from sandbox.hub.webhooks import Deliveries
from sandbox.journal import Journal
from sandbox.listening import listen


class HubSandbox:
    """A Hugging Face Hub for trials and tests.

    With a `data_file`, its state is kept there. With `catalogue`, a fresh Hub begins with the shipped
    repositories; without, it is empty.
    """

    def __init__(
        self, *, clock: Clock | None = None, data_file: Path | None = None, catalogue: bool = True
    ) -> None:
        self.clock = clock or Clock()
        kept = keeping.load(data_file, HubState.from_json) if data_file else None
        self.state = kept or HubState()
        self.hub = Hub(self.state, self.clock)
        self.catalogue = load() if catalogue else Catalogue()
        if kept is None:
            stock(self.hub, self.catalogue)
        self.deliveries = Deliveries(self.state, self.clock)
        self._control = Control(self.hub, self.catalogue, self.deliveries)
        self._data_file = data_file
        self._cleanup = contextlib.AsyncExitStack()
        self.url = ""
        self.app = self._application()

    @property
    def faults(self) -> Faults:
        """The faults that wait for their request."""
        return self.hub.faults

    @property
    def journal(self) -> Journal:
        """All calls, and what was wrong with them."""
        return self.hub.journal

    @property
    def limits(self) -> Limits:
        """The rate limits, whose quotas may be changed."""
        return self.hub.limits

    def control_app(self) -> web.Application:
        """A fresh application with the control API, to be mounted under `/control/hub` of any server."""
        return self._control.app()

    def publish(self, **stated: Any) -> dict[str, Any]:
        """Make a repository public now, as `POST publish` does: `catalogue=id`, or facts; its info."""
        return wire.info(self._control.publish(stated), blobs=True)

    def change(self, kind: Kind, repo_id: str, **stated: Any) -> dict[str, Any]:
        """Change a repository, as `PATCH repositories` does; its info."""
        return wire.info(self.hub.change(kind, repo_id, stated))

    def put_file(self, kind: Kind, repo_id: str, name: str, content: bytes) -> None:
        """Commit a large file whose bytes can be fetched."""
        repository = self.state.find(kind, repo_id)
        if repository is None:
            raise BadFacts(f"There is no {kind} {repo_id} on this Hub.")
        self.hub.put_file(repository, name, content)

    def delete(self, kind: Kind, repo_id: str) -> None:
        """Remove a repository."""
        self.hub.delete(kind, repo_id)

    def add_paper(self, **stated: Any) -> dict[str, Any]:
        """Submit a daily paper, as `POST papers` does; the entry of the list."""
        return papers.daily_item(self.hub, self.hub.add_paper(stated))

    def add_collection(self, owner: str, title: str, items: list[tuple[str, str]]) -> str:
        """Make a collection of (type, id), as `POST collections` does; its slug."""
        return self.hub.add_collection(owner, title, items).slug

    def add_to_collection(self, slug: str, kind: str, name: str) -> None:
        """Add something to a collection, as `POST collections` does."""
        self.hub.add_to_collection(slug, kind, name)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. Raises PortTaken."""
        runner, self.url = await listen(self.app, host, port)
        self._cleanup.push_async_callback(runner.cleanup)
        self.deliveries.url = self.url
        self.hub.on_happening = self.deliveries.happened
        self._cleanup.push_async_callback(self.deliveries.close)
        if self._data_file is not None:
            file = self._data_file
            keeper = keeping.Keeper(lambda: keeping.save(file, self.state.to_json()))
            self.hub.on_change = keeper.changed
            keeper.start()
            self._cleanup.push_async_callback(keeper.stop)

    async def stop(self) -> None:
        """Close all connections and write the state."""
        await self._cleanup.aclose()

    async def __aenter__(self) -> Self:
        if not self.url:
            await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=middleware.ALL, client_max_size=writing.LARGEST_BODY)
        app[HUB] = self.hub
        for module in (repositories, papers, people, settings, writing, files):
            app.add_routes(module.ROUTES)
        app.add_subapp("/control/hub", self.control_app())
        return app
