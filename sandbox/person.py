"""A person for tests: types commands, presses buttons, fills forms and reads, all over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp

from sandbox.seen import Button, Seen, inside, see

__all__ = ["Button", "Choice", "File", "Person", "RefusedError", "Reply", "Seen", "meet"]

File = tuple[str, bytes]
"""A file's name and its bytes."""

ANSWER_SECONDS = 60.0


class RefusedError(Exception):
    """The person cannot do this: the sentence says why."""


@dataclass(frozen=True)
class Choice:
    """One suggestion of an autocomplete."""

    name: str
    value: str | int | float


@dataclass(frozen=True)
class Reply:
    """How the bot answered an interaction.

    `state` is `answered`, `updated`, `modal` or `failed`; `error` is what Discord shows for the last.
    """

    interaction: str
    state: str
    message: Seen | None
    followups: tuple[Seen, ...]
    modal: Mapping[str, Any] | None
    error: str | None

    @property
    def text(self) -> str:
        """Everything that there is to read in the answer and what followed it."""
        messages = ([] if self.message is None else [self.message]) + list(self.followups)
        return "\n".join(message.text for message in messages)


async def meet(session: aiohttp.ClientSession, control_url: str, name: str) -> "Person":
    """Somebody by display name or user name; requests go through `session`."""
    control = Control(session, control_url.rstrip("/"))
    for user in (await control.get("state"))["users"]:
        if name in {user["global_name"], user["username"]}:
            return Person(control, user["id"], user["username"])
    raise RefusedError(f"there is nobody called {name}")


class Control:
    """The control API's requests."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str, **query: str) -> Any:
        """GET; RefusedError for a mistake."""
        async with self._session.get(f"{self._url}/{path}", params=query) as response:
            return await _read(response)

    async def send(
        self, method: str, path: str, body: Mapping[str, Any], files: Mapping[str, File] | None = None
    ) -> Any:
        """A request with a body, and files under the names of their parts."""
        data: aiohttp.FormData | None = None
        if files:
            data = aiohttp.FormData({"payload_json": json.dumps(body)}, quote_fields=False)
            for part, (filename, content) in files.items():
                data.add_field(part, BytesIO(content), filename=filename)
        url = f"{self._url}/{path}"
        sent = {"json": body} if data is None else {"data": data}
        async with self._session.request(method, url, **sent) as response:
            return await _read(response)

    @asynccontextmanager
    async def events(self, user: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """Events as they happen; when the block begins, nothing is missed any more."""
        timeout = aiohttp.ClientTimeout(total=None)
        url = f"{self._url}/events"
        async with self._session.get(url, params={"user": user}, timeout=timeout) as response:
            await response.content.readline()
            yield _events(response)


async def _read(response: aiohttp.ClientResponse) -> Any:
    body = await response.json()
    if response.status >= 400:
        raise RefusedError(body["error"])
    return body


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


class Person:
    """One person. A channel is an id or a `#name` (with several servers: the first that has it)."""

    def __init__(self, control: Control, user_id: str, name: str) -> None:
        self._control = control
        self.id = user_id
        self.name = name

    async def command(
        self,
        name: str,
        *,
        channel: str,
        options: Mapping[str, Any] | None = None,
        files: Mapping[str, File] | None = None,
    ) -> Reply:
        """Use a slash command: "watch add". `files` are attachments by the names of their options."""
        given = {**(options or {}), **{option: option for option in files or {}}}
        body = {"type": "command", "name": name, "options": given}
        return await self._interact({**body, "channel": await self.find_channel(channel)}, files)

    async def context(self, name: str, *, channel: str, target: str) -> Reply:
        """Use an entry of the menu of a message or a user, whose id is `target`."""
        body = {"type": "command", "name": name, "target": target}
        return await self._interact({**body, "channel": await self.find_channel(channel)})

    async def autocomplete(
        self, name: str, *, channel: str, focused: str, options: Mapping[str, Any] | None = None
    ) -> list[Choice]:
        """The suggestions while `focused` is typed."""
        body = {
            "type": "autocomplete",
            "user": self.id,
            "name": name,
            "channel": await self.find_channel(channel),
            "options": dict(options or {}),
            "focused": focused,
        }
        answer = await self._control.send("POST", "interactions", body)
        return [Choice(each["name"], each["value"]) for each in answer["choices"]]

    async def press(self, message: Seen, button: Button | str) -> Reply:
        """Press a button: itself, its label or its custom id."""
        for each in message.buttons:
            if button in (each, each.label, each.custom_id) and each.url is None:
                return await self._use(message, each.custom_id, None)
        raise RefusedError(f"the message has no button {button!r}: {message.text}")

    async def choose(self, message: Seen, select: str, values: Sequence[str]) -> Reply:
        """Choose in a select, by custom id or placeholder; values are values or labels of options, or ids."""
        for each in message.selects:
            if select in {each["custom_id"], each.get("placeholder")}:
                return await self._use(message, each["custom_id"], list(values))
        raise RefusedError(f"the message has no select {select!r}: {message.text}")

    async def _use(self, message: Seen, custom_id: str, values: list[str] | None) -> Reply:
        body = {"type": "component", "message": message.id, "custom_id": custom_id, "values": values}
        return await self._interact(body)

    async def submit(self, reply: Reply, values: Mapping[str, Any]) -> Reply:
        """Fill and send the form of `reply`, by labels or custom ids; a file is a `File`, several a list."""
        if reply.modal is None:
            raise RefusedError("there is no form to fill")
        names = _field_names(reply.modal)
        given: dict[str, Any] = {}
        files: dict[str, File] = {}
        for field, value in values.items():
            custom_id = names.get(field, field)
            given[custom_id] = _parts(custom_id, value, files)
        body = {"type": "modal", "interaction": reply.interaction, "values": given}
        return await self._interact(body, files)

    async def _interact(self, body: Mapping[str, Any], files: Mapping[str, File] | None = None) -> Reply:
        told = {**body, "user": self.id, "wait": True}
        async with asyncio.timeout(ANSWER_SECONDS):
            return _reply(await self._control.send("POST", "interactions", told, files))

    async def say(self, channel: str, text: str, *, files: Mapping[str, File] | None = None) -> Seen:
        """Write a message."""
        path = f"channels/{await self.find_channel(channel)}/messages"
        return see(await self._control.send("POST", path, {"user": self.id, "content": text}, files))

    async def read(self, channel: str, *, limit: int = 50) -> list[Seen]:
        """The last messages of a channel, oldest first."""
        path = f"channels/{await self.find_channel(channel)}/messages"
        answer = await self._control.get(path, user=self.id, limit=str(limit))
        return [see(each) for each in answer["messages"]]

    async def wait_for(
        self, channel: str, predicate: Callable[[Seen], bool], *, seconds: float = ANSWER_SECONDS
    ) -> Seen:
        """The first message of a channel that is as wanted, as soon as there is one."""
        try:
            async with asyncio.timeout(seconds), self.events() as events:
                while True:
                    for message in await self.read(channel):
                        if predicate(message):
                            return message
                    await anext(events)
        except TimeoutError:
            there = "\n---\n".join(message.text for message in await self.read(channel))
            raise TimeoutError(
                f"no such message in {channel} after {seconds} s; there is:\n{there}"
            ) from None

    async def direct_messages(self) -> list[Seen]:
        """All that others wrote to the person in private, and their own messages there, oldest first."""
        conversations = (await self._control.get("state", user=self.id))["dms"]
        found = [message for each in conversations for message in await self.read(each["id"])]
        return sorted(found, key=lambda message: int(message.id))

    async def manage(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Change channels, roles, members or servers through the control API."""
        return await self._control.send(method, path, body)

    def events(self) -> AbstractAsyncContextManager[AsyncIterator[dict[str, Any]]]:
        """What the person's screen hears, as it happens, from the beginning of the `async with` block."""
        return self._control.events(self.id)

    async def speak(self, locale: str) -> None:
        """Change language: "fr", "en-US"."""
        await self._control.send("PATCH", f"users/{self.id}", {"locale": locale})

    async def commands(self, channel: str) -> list[Mapping[str, Any]]:
        """The commands offered in a channel."""
        where = await self.find_channel(channel)
        found: list[Mapping[str, Any]] = (await self._control.get("commands", user=self.id, channel=where))[
            "commands"
        ]
        return found

    async def find_channel(self, channel: str) -> str:
        """The id of a channel that the person sees."""
        if not channel.startswith("#"):
            return channel
        guilds = (await self._control.get("state", user=self.id))["guilds"]
        for guild in guilds:
            for each in guild["channels"] + guild["threads"]:
                if each["name"] == channel[1:]:
                    return str(each["id"])
        raise RefusedError(f"{self.name} sees no channel {channel}")


def _reply(raw: Mapping[str, Any]) -> Reply:
    return Reply(
        interaction=raw["interaction"],
        state=raw["state"],
        message=see(raw["message"]) if "message" in raw else None,
        followups=tuple(see(each) for each in raw["followups"]),
        modal=raw.get("modal"),
        error=raw.get("error"),
    )


def _field_names(modal: Mapping[str, Any]) -> dict[str, str]:
    """Custom ids by label."""
    names = {}
    for component in inside(modal["components"]):
        if "component" in component:
            names[component["label"]] = component["component"]["custom_id"]
        elif component.get("label") and "custom_id" in component:
            names[component["label"]] = component["custom_id"]
    return names


def _parts(custom_id: str, value: Any, files: dict[str, File]) -> Any:
    """What goes into the field: files become parts of the request, and their names stay."""
    if isinstance(value, tuple):
        files[custom_id] = value
        return [custom_id]
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        names = [f"{custom_id}-{index}" for index in range(len(value))]
        files.update(zip(names, value, strict=True))
        return names
    return value
