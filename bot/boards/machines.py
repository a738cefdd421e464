"""The machines of members, as they state them, and whether a model fits into one."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.boards.tables import MachineRow
from bot.releases.memory import Need
from bot.texts import Sentence, later

GIGABYTE = 10**9


@dataclass(frozen=True)
class Machine:
    """A graphics card, its memory, and the main memory, in bytes; None where it is not stated."""

    gpu: str | None = None
    gpu_memory: int | None = None
    memory: int | None = None


async def keep(session: AsyncSession, guild_id: int, member_id: int, machine: Machine) -> None:
    """Remember the machine of a member of this guild, in place of the one before."""
    stated = {"gpu": machine.gpu, "gpu_memory": machine.gpu_memory, "memory": machine.memory}
    new = insert(MachineRow).values(guild_id=guild_id, member_id=member_id, **stated)
    await session.execute(new.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=stated))


async def of_member(session: AsyncSession, guild_id: int, member_id: int) -> Machine | None:
    """The machine of a member of this guild."""
    row = await session.get(MachineRow, (guild_id, member_id))
    return None if row is None else Machine(row.gpu, row.gpu_memory, row.memory)


async def forget(session: AsyncSession, guild_id: int, member_id: int) -> bool:
    """Forget the machine of a member; whether there was one."""
    gone = delete(MachineRow).where(MachineRow.guild_id == guild_id, MachineRow.member_id == member_id)
    found = await session.execute(gone.returning(MachineRow.member_id))
    return found.first() is not None


def fitting(machine: Machine, need: Need) -> Sentence:
    """Whether a model stored in this form runs on the machine; by the estimate of `memory.py`."""
    if machine.gpu_memory is not None and need.size <= machine.gpu_memory:
        return later("fits into the graphics card")
    both = (machine.gpu_memory or 0) + (machine.memory or 0)
    if need.size > both:
        return later("does not fit")
    if machine.gpu_memory is None:
        return later("fits into main memory, without a graphics card: slow")
    return later("fits partly, with the rest in main memory: slower")
