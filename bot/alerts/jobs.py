"""The jobs of private news."""

from collections.abc import Callable
from datetime import datetime

from bot.alerts import notebook_telling
from bot.alerts.notebook_telling import NotebookTeller, Readers
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


def jobs_that_hear(
    database: Database, direct: Direct, readers: Readers, now: Callable[[], datetime]
) -> dict[str, Handler]:
    """What only a process can do that hears of channels and rights."""
    return {notebook_telling.TELL: NotebookTeller(database, direct, readers, now).tell}
