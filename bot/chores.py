"""What one running bot has to do from time to time, put together."""

from functools import partial

from bot.answers.lasting import Sees
from bot.boards.revisions import Revisions
from bot.jobs.chores import Chores
from bot.releases.presence import Presence
from bot.services import Services


def chores_of(services: Services, revisions: Revisions, presence: Presence, sees: Sees) -> Chores:
    """The chores, by the names under which their failures are logged."""
    return Chores(
        {
            "old changes": services.audit.forget,
            "what people follow": services.follows.keep,
            "servers that were left": services.guilds.forget_left,
            "lists that nobody watches": services.upkeep.forget_lists,
            "closed channels": services.channels.look_again,
            "releases in no list": presence.look_around,
            "what answers are taken from": services.answers.keep,
            "messages that are quoted": partial(services.answers.lasting.look, sees),
            "notebooks not shared": services.notebooks.sharing.forget_drafts,
            "measured revisions": revisions.look_at_due,
        }
    )
