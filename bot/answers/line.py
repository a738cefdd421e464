"""Who is answered next: a fair line, without time, chance or a network.

One question at a time for each person; servers take turns, so that one with many questions keeps no other
waiting.
"""

from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Final

# Answered and waiting together.
MOST_OF_PERSON: Final = 3
MOST_OF_GUILD: Final = 20


@dataclass(frozen=True)
class Ticket:
    """One question in the line."""

    number: int
    guild_id: int
    member_id: int


class Full(Exception):
    """There is no room: `by_person` because this person waits for several answers already."""

    def __init__(self, *, by_person: bool) -> None:
        super().__init__("the line is full")
        self.by_person = by_person


class Line:
    """Tickets that wait, and those whose turn it is."""

    def __init__(self) -> None:
        self._numbers = 0
        # Servers in the order in which they are next, each with its tickets in the order in which they came.
        self._waiting: OrderedDict[int, list[Ticket]] = OrderedDict()
        self._served: set[Ticket] = set()

    def join(self, guild_id: int, member_id: int) -> Ticket:
        """A place at the end. Raises Full."""
        every = [*self._served, *self.waiting]
        if sum(one.member_id == member_id for one in every) >= MOST_OF_PERSON:
            raise Full(by_person=True)
        if sum(one.guild_id == guild_id for one in every) >= MOST_OF_GUILD:
            raise Full(by_person=False)
        self._numbers += 1
        ticket = Ticket(self._numbers, guild_id, member_id)
        self._waiting.setdefault(guild_id, []).append(ticket)
        return ticket

    def next(self) -> Ticket | None:
        """Whose turn it is now; None where nobody waits who is not being answered already."""
        busy = Counter(one.member_id for one in self._served)
        for guild_id, tickets in self._waiting.items():
            for ticket in tickets:
                if not busy[ticket.member_id]:
                    self._take(guild_id, ticket)
                    self._served.add(ticket)
                    return ticket
        return None

    def leave(self, ticket: Ticket) -> None:
        """It was answered, or given up."""
        self._served.discard(ticket)
        if ticket in self._waiting.get(ticket.guild_id, ()):
            self._waiting[ticket.guild_id].remove(ticket)
            if not self._waiting[ticket.guild_id]:
                del self._waiting[ticket.guild_id]

    def place(self, ticket: Ticket) -> int:
        """How many are answered before it, itself counted; 0 once it is its turn."""
        return 0 if ticket in self._served else self.waiting.index(ticket) + 1

    @property
    def waiting(self) -> list[Ticket]:
        """Those that wait, in the order of their turns if no other comes."""
        rows = [list(tickets) for tickets in self._waiting.values()]
        longest = max(map(len, rows), default=0)
        return [row[at] for at in range(longest) for row in rows if at < len(row)]

    def _take(self, guild_id: int, ticket: Ticket) -> None:
        tickets = self._waiting[guild_id]
        tickets.remove(ticket)
        self._waiting.move_to_end(guild_id)
        if not tickets:
            del self._waiting[guild_id]
