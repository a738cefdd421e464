"""What all parts of the local Discord share."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.discord.deadlines import Deadlines
from sandbox.discord.events import Event, Events
from sandbox.discord.files import Signer
from sandbox.discord.limits import Allowance, Limits
from sandbox.discord.snowflakes import Snowflakes
from sandbox.discord.state import State
from sandbox.discord.wire.messages import MessageWire
from sandbox.faults import Faults
from sandbox.journal import Journal


@dataclass
class Core:
    """State, time, ids, events, limits, faults and the journal.

    `pictures_elsewhere` are what lies at addresses outside of this machine, for Discord to pass on.
    """

    state: State
    clock: Clock
    snowflakes: Snowflakes
    limits: Limits = field(default_factory=Limits)
    events: Events = field(default_factory=Events)
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    pictures_elsewhere: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.signer = Signer(self.clock, hashlib.sha256(self.state.application.token.encode()).digest())
        self.wire = MessageWire(self.state, self.signer, self.pictures_elsewhere)
        self.deadlines = Deadlines(self.clock)
        self.command_creates = Allowance(lambda: self.limits.command_rate)
        self.renames = Allowance(lambda: self.limits.rename_rate)
        self.crosspost_edits = Allowance(lambda: self.limits.crosspost_edit_rate)

    def publish(
        self,
        event_type: str,
        data: Mapping[str, Any],
        *,
        guild_id: int | None = None,
        channel_id: int | None = None,
        only_for: int | None = None,
        author_id: int | None = None,
    ) -> None:
        """Tell everybody of a change, and whoever keeps the state."""
        self.state.changed()
        self.events.publish(Event(event_type, dict(data), guild_id, channel_id, only_for, author_id))
