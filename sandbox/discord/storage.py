"""The state on disk: one JSON file, and a folder beside it with the files that people and the bot sent."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sandbox import keeping
from sandbox.discord.core import Core
from sandbox.discord.model import (
    Application,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    Tag,
    Thread,
    User,
    Webhook,
)
from sandbox.discord.state import State
from sandbox.keeping import Keeper

Json = dict[str, Any]
FORMAT = 1


@dataclass(frozen=True)
class Saved:
    """A state that was on disk, and the last id it gave."""

    state: State
    last_id: int


class Store:
    """Keeps a state on disk: at most once a second after changes, and when it is closed."""

    def __init__(self, data_file: Path) -> None:
        self._file = data_file
        self._folder = data_file.with_name(data_file.stem + "-files")
        self._keeper: Keeper | None = None

    def load(self) -> Saved | None:
        """What was saved, or None when nothing was; raises UnreadableState."""
        return keeping.load(self._file, self._read)

    def _read(self, saved: Json) -> Saved:
        state = read_state(saved)
        for path in self._folder.glob("*") if self._folder.is_dir() else ():
            state.files[int(path.name)] = path.read_bytes()
        return Saved(state, saved["last_id"])

    def watch(self, core: Core) -> None:
        """Write whenever something has changed."""
        self._keeper = Keeper(lambda: self.save(core))
        core.state.on_change = self._keeper.changed
        self._keeper.start()

    async def until_saved(self) -> None:
        """Wait until everything up to now is on disk."""
        if self._keeper is not None:
            await self._keeper.until_written()

    async def close(self, core: Core) -> None:
        """Write a last time."""
        core.state.on_change = None
        if self._keeper is not None:
            await self._keeper.stop()

    def save(self, core: Core) -> None:
        """Write the state, and the files that its messages hold."""
        keeping.save(self._file, {**write_state(core.state), "last_id": core.snowflakes.last})
        self._save_files(core.state)

    def _save_files(self, state: State) -> None:
        self._folder.mkdir(exist_ok=True)
        there = {path.name: path for path in self._folder.iterdir()}
        kept = {
            str(attachment.id): state.files[attachment.id]
            for message in _lasting(state)
            for attachment in message.attachments
        }
        for name in kept.keys() - there.keys():
            (self._folder / name).write_bytes(kept[name])
        for name in there.keys() - kept.keys():
            there[name].unlink()


def _lasting(state: State) -> Iterator[Message]:
    """All messages but the ephemeral ones."""
    for messages in state.messages.values():
        for message in messages.values():
            if message.ephemeral_for is None:
                yield message


def write_state(state: State) -> Json:
    """The state as JSON."""
    return {
        "format": FORMAT,
        "application": asdict(state.application),
        "users": [asdict(user) for user in state.users.values()],
        "guilds": [_write_guild(guild) for guild in state.guilds.values()],
        "direct": [asdict(channel) for channel in state.channels.values() if channel.guild_id is None],
        "messages": [asdict(message) for message in _lasting(state)],
        "webhooks": [asdict(webhook) for webhook in state.webhooks.values()],
        "commands": {str(scope): list(commands.values()) for scope, commands in state.commands.items()},
    }


def _write_guild(guild: Guild) -> Json:
    wire = asdict(guild)
    for key in ("roles", "members", "channels", "threads"):
        wire[key] = list(wire[key].values())
    return wire


def read_state(saved: Json) -> State:
    """A state from its JSON."""
    state = State(Application(**saved["application"]))
    state.users = {each["id"]: User(**each) for each in saved["users"]}
    for each in saved["guilds"]:
        _read_guild(state, each)
    for each in saved["direct"]:
        state.add_channel(_read_channel(each))
    for each in saved["messages"]:
        state.add_message(_read_message(each))
    state.webhooks = {each["id"]: Webhook(**each) for each in saved["webhooks"]}
    state.commands = {
        int(scope): {int(each["id"]): each for each in commands}
        for scope, commands in saved["commands"].items()
    }
    return state


def _read_guild(state: State, saved: Json) -> None:
    plain = {key: value for key, value in saved.items() if not isinstance(value, list)}
    guild = Guild(**plain)
    guild.roles = {each["id"]: Role(**each) for each in saved["roles"]}
    guild.members = {each["user_id"]: Member(**each) for each in saved["members"]}
    state.guilds[guild.id] = guild
    for each in (*saved["channels"], *saved["threads"]):
        state.add_channel(_read_channel(each))


def _read_channel(saved: Json) -> Channel:
    thread = saved["thread"]
    if thread is not None:
        members = {int(user): joined for user, joined in thread["members"].items()}
        thread = Thread(**{**thread, "members": members})
    overwrites = [Overwrite(**each) for each in saved["overwrites"]]
    tags = [Tag(**each) for each in saved["tags"]]
    return Channel(**{**saved, "thread": thread, "overwrites": overwrites, "tags": tags})


def _read_message(saved: Json) -> Message:
    attachments = [Attachment(**each) for each in saved["attachments"]]
    copies = [(channel, message) for channel, message in saved["copies"]]
    return Message(**{**saved, "attachments": attachments, "copies": copies})
