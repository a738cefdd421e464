"""All tables together, for whoever compares them with the migrations."""

from bot.answers import tables as answers
from bot.audit import tables as audit
from bot.boards import tables as boards
from bot.db.base import Base
from bot.guilds import tables as guilds
from bot.hub import tables as hub
from bot.measured import tables as measured
from bot.notebooks import tables as notebooks
from bot.outbox import tables as outbox
from bot.outdated import tables as outdated
from bot.releases import tables as releases
from bot.results import tables as results
from bot.results.linked import tables as linked
from bot.results.names import tables as names
from bot.results.reproduction import tables as reproduction
from bot.results.unlisted import tables as unlisted

MODULES = (
    answers,
    audit,
    boards,
    guilds,
    hub,
    linked,
    measured,
    names,
    notebooks,
    outbox,
    outdated,
    releases,
    reproduction,
    results,
    unlisted,
)
metadata = Base.metadata
