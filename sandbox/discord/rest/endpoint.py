"""One REST endpoint, the request it gets, and finding it by its path."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.acts.files import Upload
from sandbox.discord.core import Core
from sandbox.discord.errors import INVALID_FORM_BODY, ApiError
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire.basics import Json


@dataclass(frozen=True, slots=True)
class Call:
    """A request: the path's parameters as text, the query, the JSON body (None without one) and the files."""

    core: Core
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: Sequence[Upload] = ()

    def id(self, name: str) -> int:
        """The id in the path under `name`."""
        return int(self.params[name])

    @property
    def bot_id(self) -> int:
        """Who is asking."""
        return self.core.state.application.id

    def limit(self, default: int, most: int) -> int:
        """How many things the query asks for: 1 to `most`."""
        if "limit" not in self.query:
            return default
        told = read_snowflake(self.query["limit"])
        if told is None or not 1 <= told <= most:
            message = f"int value should be between 1 and {most}."
            errors = {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX", "message": message}]}}
            raise ApiError(INVALID_FORM_BODY, errors=errors)
        return told

    def query_id(self, name: str) -> int | None:
        """An id in the query, or None."""
        return read_snowflake(self.query.get(name))

    def query_flag(self, name: str) -> bool:
        """A yes or no in the query."""
        return self.query.get(name, "").lower() in {"true", "1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answers; a body of None goes with 204."""

    body: Any = None
    status: int = 200


NO_CONTENT = Answer(None, 204)
Handler = Callable[[Call], Answer | Json | list[Any]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method and a path with `{names}`.

    `token` says that the path itself carries the right to use it, so that no Authorization is needed and
    the global limit does not count. `bucket` names the rate limit; paths share one by the same name.
    """

    method: str
    path: str
    handler: Handler
    bucket: str = ""
    token: bool = False
    queries: frozenset[str] = frozenset()
    unlimited: bool = False

    @property
    def bucket_name(self) -> str:
        """The rate limit's name: by default the endpoint has one of its own."""
        return self.bucket or f"{self.method} {self.path}"


@dataclass
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    any: "_Node | None" = None
    endpoints: dict[str, tuple[Endpoint, tuple[str, ...]]] = field(default_factory=dict)


class Router:
    """Finds endpoints; a word in a path wins over a `{name}`."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._root = _Node()
        for endpoint in endpoints:
            self._add(endpoint)

    def _add(self, endpoint: Endpoint) -> None:
        node = self._root
        names = []
        for step in endpoint.path.strip("/").split("/"):
            if step.startswith("{"):
                names.append(step[1:-1])
                node.any = node.any or _Node()
                node = node.any
            else:
                node = node.words.setdefault(step, _Node())
        node.endpoints[endpoint.method] = (endpoint, tuple(names))

    def find(self, method: str, steps: Sequence[str]) -> tuple[Endpoint, dict[str, str]] | None:
        """The endpoint of a path and its parameters, or None. KeyError: the path exists for other methods."""
        found = self._search(self._root, steps, 0, ())
        if found is None:
            return None
        node, values = found
        endpoint, names = node.endpoints[method]
        return endpoint, dict(zip(names, values, strict=True))

    def _search(
        self, node: _Node, steps: Sequence[str], at: int, values: tuple[str, ...]
    ) -> tuple[_Node, tuple[str, ...]] | None:
        if at == len(steps):
            return (node, values) if node.endpoints else None
        word = node.words.get(steps[at])
        if word is not None and (found := self._search(word, steps, at + 1, values)) is not None:
            return found
        if node.any is None:
            return None
        return self._search(node.any, steps, at + 1, (*values, steps[at]))
