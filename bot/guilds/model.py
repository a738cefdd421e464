"""What is known of a Discord server, and what its moderators have set."""

from dataclasses import dataclass
from datetime import time, timedelta

# What belongs to a server is kept so long after the bot was removed from it.
KEPT_AFTER_LEAVING = timedelta(days=30)


@dataclass(frozen=True)
class Guild:
    """A server; `locale` is Discord's preferred locale of it, such as `fr` or `en-US`."""

    id: int
    name: str
    locale: str


@dataclass(frozen=True)
class QuietHours:
    """From one local time of the day to another, each day; `end` before `start` is on the next day."""

    start: time
    end: time


@dataclass(frozen=True)
class GuildSettings:
    """What holds in a server; the defaults hold until somebody sets something else.

    `locale` is Discord's preferred locale of the server, `language` what moderators chose in its place.
    `time_zone` is a name of the IANA database. People with one of `manager_role_ids` may configure watches,
    as those with *Manage Server* always may. In `answer_channel_ids` Essai answers questions for all to see;
    with none of them everywhere. Where nobody reads without a role, `members_role_id` is the one that all
    members have.
    """

    locale: str = "en-US"
    language: str | None = None
    time_zone: str = "UTC"
    quiet: QuietHours | None = None
    default_channel_id: int | None = None
    manager_role_ids: tuple[int, ...] = ()
    answer_channel_ids: tuple[int, ...] = ()
    members_role_id: int | None = None

    @property
    def spoken(self) -> str:
        """The locale in which everything is written that is posted in the server."""
        return self.language or self.locale

    def answers_in(self, *channel_ids: int | None) -> bool:
        """Whether Essai may answer for all to see in a channel, or in a thread of it (give both ids)."""
        return not self.answer_channel_ids or any(one in self.answer_channel_ids for one in channel_ids)
