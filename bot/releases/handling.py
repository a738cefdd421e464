"""The jobs of releases."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.jobs.worker import Handler
from bot.measured import model as measured
from bot.releases import awaiting, closing, finding, hooked, living, losing, timekeeper
from bot.releases.announcing import Announcer
from bot.releases.channels import LOOK, ChannelService, Reach
from bot.releases.counting import COUNT, Counter
from bot.releases.hooked import Hooked
from bot.releases.losing import Losing
from bot.releases.presence import CONFIRM, Presence
from bot.releases.saving import RESUME
from bot.releases.timekeeper import Timekeeper
from bot.releases.upkeep import UpkeepService


def handlers(
    database: Database,
    hub: HubReader,
    announcer: Announcer,
    hooks: Hooked,
    presence: Presence,
    upkeep: UpkeepService,
    keeper: Timekeeper,
    now: Callable[[], datetime],
) -> dict[str, Handler]:
    """What any process can do."""
    return {
        finding.ANNOUNCE: announcer.announce,
        awaiting.GROWN: announcer.announce_grown,
        hooked.JOB: hooks.look,
        RESUME: upkeep.resume_due,
        living.REFRESH: living.Refresher(database).refresh,
        measured.JOB: living.Follower(database).follow,
        CONFIRM: presence.confirm,
        COUNT: Counter(database, hub, now).count,
        timekeeper.POST: keeper.post,
    }


def handlers_that_hear(
    database: Database, channels: ChannelService, reach: Reach, now: Callable[[], datetime]
) -> dict[str, Handler]:
    """What only a process can do that hears of channels and rights."""
    return {
        closing.TELL: channels.tell,
        LOOK: channels.look_due,
        losing.TELL: Losing(database, reach, now).tell,
    }
