"""The jobs of the outbox."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.db.engine import Database
from bot.jobs.worker import Handler
from bot.outbox import crossposting, edits, retitling, service
from bot.outbox.crossposting import Crossposter
from bot.outbox.edits import Editor
from bot.outbox.model import Publisher
from bot.outbox.retitling import Retitler
from bot.outbox.service import Outbox
from bot.outbox.waiting import Calling, ChannelClosed

# Deliveries that a process has in hand: enough to fill the pace, few enough that a new one is soon in turn.
AT_ONCE = 24


def handlers(
    database: Database,
    publisher: Publisher,
    channel_closed: ChannelClosed,
    now: Callable[[], datetime],
    *,
    heartbeat: float,
    paused_for: Callable[[], float],
) -> dict[str, Handler]:
    """What sends, edits and passes on; for one worker, since those who wait for Discord share one order.

    `heartbeat` are the seconds after which another worker takes a job over.
    """
    calling = Calling(database, publisher, now, paused_for)
    # Longer than the heartbeat, so that two workers never have one message in hand.
    lease = timedelta(seconds=2 * heartbeat)
    editor = Editor(calling, channel_closed, lease=lease)
    return {
        service.JOB: Outbox(calling, channel_closed).deliver,
        edits.JOB: editor.edit,
        crossposting.JOB: Crossposter(calling).crosspost,
        retitling.JOB: Retitler(calling).retitle,
    }
