"""Reading what the control API is asked, and saying what is wrong with it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.acts.files import Upload
from sandbox.discord.core import Core
from sandbox.discord.errors import ApiError
from sandbox.discord.model import Channel, Guild, Message, User
from sandbox.discord.snowflakes import read_snowflake


class Mistake(Exception):
    """The asker's mistake, with an HTTP status and a sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def answer_mistakes(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer mistakes, and what Discord itself would refuse, as `{"error": sentence}`."""
    try:
        return await handler(request)
    except Mistake as mistake:
        return web.json_response({"error": str(mistake)}, status=mistake.status)
    except ApiError as error:
        details = f": {json.dumps(error.errors)}" if error.errors else ""
        return web.json_response({"error": f"{error}{details}"}, status=error.refusal.status)


@dataclass(frozen=True)
class Asked:
    """A body with its files under the names that it uses for them."""

    core: Core
    body: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, key: str, default: str | None = None) -> str:
        """A string of the body."""
        value = self.body.get(key, default)
        if not isinstance(value, str):
            raise Mistake(f"{key} must be a text")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A number of the body."""
        value = self.body.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Mistake(f"{key} must be a number")
        return float(value)

    def user(self, key: str = "user") -> User:
        """The user that the body names."""
        return user_of(self.core, self.body.get(key))

    def channel(self, user: User, key: str = "channel") -> Channel:
        """The channel that the body names, if `user` sees it."""
        return channel_of(self.core, user, self.body.get(key))

    def bits(self, key: str, default: int = 0) -> int:
        """A set of permissions."""
        value = read_snowflake(self.body.get(key, default))
        if value is None:
            raise Mistake(f"{key} must be a number of permission bits")
        return value


async def read(core: Core, request: web.Request) -> Asked:
    """The body of a request: JSON, or multipart with `payload_json` and files."""
    if request.content_type != "multipart/form-data":
        return Asked(core, _object(await request.read() or b"{}"))
    body: Mapping[str, Any] = {}
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise Mistake("every part of the body needs a name")
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _object(content)
        else:
            told = part.headers.get("Content-Type")
            files[part.name] = Upload(len(files), part.filename or part.name, told, content)
    return Asked(core, body, files)


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        raise Mistake("the body is not JSON") from None
    if not isinstance(body, dict):
        raise Mistake("the body must be an object")
    return body


def user_of(core: Core, told: Any) -> User:
    """A user by id."""
    user = core.state.users.get(read_snowflake(told) or 0)
    if user is None:
        raise Mistake(f"there is no user {told}", 404)
    return user


def guild_of(core: Core, told: Any) -> Guild:
    """A guild by id."""
    guild = core.state.guilds.get(read_snowflake(told) or 0)
    if guild is None:
        raise Mistake(f"there is no server {told}", 404)
    return guild


def any_channel(core: Core, told: Any) -> Channel:
    """A channel by id, whoever may see it."""
    channel = core.state.channels.get(read_snowflake(told) or 0)
    if channel is None:
        raise Mistake(f"there is no channel {told}", 404)
    return channel


def channel_of(core: Core, user: User, told: Any) -> Channel:
    """A channel by id that `user` sees."""
    channel = any_channel(core, told)
    if not core.state.may_see(user.id, channel):
        raise Mistake(f"{user.username} cannot see this channel", 403)
    return channel


def message_of(core: Core, user: User, told: Any) -> Message:
    """A message by id that `user` sees."""
    number = read_snowflake(told) or 0
    for messages in core.state.messages.values():
        message = messages.get(number)
        if message is not None:
            channel_of(core, user, message.channel_id)
            if message.ephemeral_for in {None, user.id}:
                return message
    raise Mistake(f"there is no message {told}", 404)
