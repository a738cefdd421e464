"""Who is next: guilds take turns, whatever the number of their deliveries.

Each delivery gets a turn when it is put into the outbox: a guild's first one the turn that is being served
now, its next ones the turns after that (start-time fair queueing: Goyal, Vin and Cheng, SIGCOMM 1996). So a
guild with thousands waiting delays another guild's one by no more than a round.
"""

from collections.abc import Mapping, Sequence


def turns(guild_ids: Sequence[int], last: Mapping[int, int], served: int) -> list[int]:
    """The turns of new deliveries, in order, each for the guild at its place.

    `last` has the last turn of every guild that has deliveries waiting, `served` is the lowest that waits.
    """
    free = {guild_id: turn + 1 for guild_id, turn in last.items()}
    given = []
    for guild_id in guild_ids:
        turn = max(free.get(guild_id, served), served)
        free[guild_id] = turn + 1
        given.append(turn)
    return given


def priority(turn: int) -> int:
    """The queue's number for a turn; higher ones go first."""
    return -turn
