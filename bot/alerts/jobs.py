"""The jobs of private news."""

from collections.abc import Callable
from datetime import datetime

from bot.alerts.opening import Direct
from bot.alerts.reproduced import ReproducedTeller
from bot.alerts.telling import TELL, Teller
from bot.db.engine import Database
from bot.jobs.worker import Handler
from bot.results.reproduction.model import CLAIM_ENDED
from bot.results.reproduction.model import JOB as REPRODUCED


def jobs(
    database: Database, direct: Direct, teller: Teller, now: Callable[[], datetime]
) -> dict[str, Handler]:
    """What tells followers of releases, and members of second measurements that they wanted."""
    of_reproductions = ReproducedTeller(database, direct, now)
    return {
        TELL: teller.tell,
        REPRODUCED: of_reproductions.tell,
        CLAIM_ENDED: of_reproductions.tell_end,
    }
