"""The one HTTP client for all models: OpenAI's API, on a Unix socket or at a URL."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import aiohttp

from bot.llm import replies
from bot.llm.cores import Cores
from bot.llm.errors import BrokeOff, NoProse, Refused, TooLong, TooSlow
from bot.llm.events import Events
from bot.llm.model import Heard, Wanted
from bot.llm.thinking import Thoughts

# Where a server does not count tokens: in our languages a token is hardly ever shorter.
BYTES_OF_A_TOKEN: Final = 3
CONNECT_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Address:
    """Where a model listens: `url` ends before `/v1`; with a `socket` its host does not matter.

    `takes_grammars`: it is llama.cpp, which takes a GBNF grammar and slots.
    """

    url: str
    key: str | None = None
    model: str | None = None
    socket: Path | None = None
    takes_grammars: bool = False


@dataclass(frozen=True)
class Patience:
    """In seconds: for the first token after the prompt was read, between two, and for all of an answer.

    `short` is for what is no answer in words.
    """

    first: float = 60.0
    between: float = 15.0
    whole: float = 120.0
    short: float = 20.0


class Client:
    """Asks one server: `async with Client(address) as client`. Raises the errors of `bot.llm.errors`.

    `cores` are those on which the server computes, where others want them too.
    """

    def __init__(
        self, address: Address, patience: Patience | None = None, cores: Cores | None = None
    ) -> None:
        self._address = address
        self._patience = patience or Patience()
        self._cores = cores or Cores()
        socket = address.socket
        # Seen with llama.cpp: a connection that streamed an answer breaks at the next request.
        connector = (
            aiohttp.TCPConnector(force_close=True)
            if socket is None
            else aiohttp.UnixConnector(str(socket), force_close=True)
        )
        headers = {} if address.key is None else {"Authorization": f"Bearer {address.key}"}
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS)
        self._session = aiohttp.ClientSession(connector=connector, headers=headers, timeout=timeout)
        self._waiting: set[asyncio.Timeout] = set()
        self._is_closed = False
        self._counts = True
        self._takes_extras = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections; answers that are being read break off."""
        self._is_closed = True
        for limit in [one for one in self._waiting if not one.expired()]:
            # aiohttp lets whoever reads from a connection that it closes itself wait for ever.
            limit.reschedule(_now())
        await self._session.close()

    async def stream(
        self, wanted: Wanted, heard: Heard | None = None, slot: int | None = None
    ) -> AsyncGenerator[str, None]:
        """The answer in pieces, without what the model thinks aloud. To stop reading frees its place.

        `heard` is filled in as the answer ends; `slot` is one of llama.cpp's.
        """
        heard = heard or Heard()
        thoughts = Thoughts()
        async with self._cores.writing():
            ends = _now() + self._patience.whole
            async with self._asked(wanted, slot, ends) as response:
                async for event in self._events(response, ends):
                    if shown := thoughts.add(replies.piece(event, heard)):
                        yield shown
        if rest := thoughts.end():
            yield rest

    async def say(self, wanted: Wanted, heard: Heard | None = None, slot: int | None = None) -> str:
        """The whole answer."""
        return "".join([piece async for piece in self.stream(wanted, heard, slot)])

    async def count(self, text: str) -> int:
        """The tokens of a text, by the model's own tokenizer; where that is not told, rather too many."""
        if self._counts:
            try:
                return await self._counted(text)
            except Refused:
                self._counts = False
        return -(-len(text.encode()) // BYTES_OF_A_TOKEN)

    async def models(self) -> list[str]:
        """The names of the models that the server has."""
        answer = await self._short("GET", "/v1/models")
        names = [entry.get("id") for entry in replies.entries(answer, "data") if isinstance(entry, dict)]
        return [name for name in names if isinstance(name, str)]

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text."""
        answer = await self._short(
            "POST", "/v1/embeddings", {"input": list(texts), "model": self._address.model or ""}
        )
        entries = [entry for entry in replies.entries(answer, "data") if isinstance(entry, dict)]
        if all(isinstance(entry.get("index"), int) for entry in entries):
            entries.sort(key=lambda entry: int(entry["index"]))
        found = [entry.get("embedding") for entry in entries]
        vectors = [vector for vector in found if isinstance(vector, list)]
        if len(vectors) != len(texts) or not all(
            isinstance(number, int | float) for vector in vectors for number in vector
        ):
            raise Refused("the server's embeddings cannot be read")
        return vectors

    async def _counted(self, text: str) -> int:
        # llama.cpp reads `content`; vLLM reads `prompt` and `model`.
        body = {"content": text, "prompt": text, "model": self._address.model or ""}
        answer = await self._short("POST", "/tokenize", body)
        tokens = answer.get("tokens") if isinstance(answer, dict) else None
        if not isinstance(tokens, list):
            raise Refused("the server does not count tokens")
        return len(tokens)

    @asynccontextmanager
    async def _asked(
        self, wanted: Wanted, slot: int | None, ends: float
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The response whose body is the answer."""
        url = f"{self._address.url}/v1/chat/completions"
        while True:
            async with AsyncExitStack() as stack:
                async with self._until(ends):
                    post = self._session.post(url, json=self._body(wanted, slot))
                    response = await stack.enter_async_context(post)
                    text = "" if response.status == 200 else await replies.whole(response)
                if response.status == 200:
                    yield response
                    return
            error = replies.refused(response.status, text)
            if not (self._takes_extras and response.status in (400, 422)) or isinstance(error, TooLong):
                raise error
            # A server that knows OpenAI's own fields only.
            self._takes_extras = False

    def _body(self, wanted: Wanted, slot: int | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._address.model or "default",
            "messages": [{"role": turn.role, "content": turn.text} for turn in wanted.turns],
            "max_tokens": wanted.most_tokens,
            "temperature": wanted.temperature,
            "stream": True,
        }
        if wanted.stop:
            body["stop"] = list(wanted.stop)
        if wanted.form is not None:
            body |= self._form(wanted.form.schema, wanted.form.grammar)
        if self._takes_extras:
            body["stream_options"] = {"include_usage": True}
            body["chat_template_kwargs"] = {"enable_thinking": False}
        if self._address.takes_grammars:
            body["cache_prompt"] = True
            body |= {} if slot is None else {"id_slot": slot}
        return body

    def _form(self, schema: Mapping[str, Any], grammar: str | None) -> dict[str, Any]:
        if grammar is not None and self._address.takes_grammars:
            return {"grammar": grammar}
        return {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": schema, "strict": True},
            }
        }

    async def _events(self, response: aiohttp.ClientResponse, ends: float) -> AsyncIterator[dict[str, Any]]:
        """The events of an answer; raises BrokeOff where the last one is missing."""
        events, seconds = Events(), self._patience.first
        while True:
            async with self._until(min(ends, _now() + seconds)):
                content = await response.content.readany()
            if not content:
                raise BrokeOff("the answer of the model's server ended in the middle")
            for data in events.add(content):
                if data == "[DONE]":
                    return
                yield replies.read(data)
                seconds = self._patience.between

    async def _short(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer of a request that needs no patience."""
        async with (
            self._until(_now() + self._patience.short),
            self._session.request(method, self._address.url + path, json=body) as response,
        ):
            text = await replies.whole(response)
            if response.status != 200:
                raise replies.refused(response.status, text)
        return replies.read(text)

    @asynccontextmanager
    async def _until(self, ends: float) -> AsyncIterator[None]:
        """What is waited for until that time; foreign errors become ours.

        Never around a piece that is handed out: its end would cancel whatever is done with that meanwhile.
        """
        if self._is_closed:
            raise self._late()
        try:
            async with asyncio.timeout_at(ends) as limit:
                self._waiting.add(limit)
                try:
                    yield
                finally:
                    self._waiting.discard(limit)
        except TimeoutError as error:
            raise self._late() from error
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # aiohttp raises RuntimeError for a session that was closed meanwhile.
            raise BrokeOff(f"the model's server does not answer ({type(error).__name__})") from error

    def _late(self) -> NoProse:
        if self._is_closed:
            return BrokeOff("the model's process was ended")
        return TooSlow("the model took too long")


def _now() -> float:
    return asyncio.get_running_loop().time()
