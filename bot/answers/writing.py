"""The model writes: in its turn, sentence by sentence, each held to the passages before anybody sees it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.answers.draft import Draft, Stage, Why
from bot.answers.grounding import Checked, check, enough
from bot.answers.hearing import Sentences
from bot.answers.line import Full
from bot.answers.model import Passage, Question
from bot.answers.prefix import NO_ANSWER
from bot.answers.prompting import MOST_TOKENS, Prompt, prompt
from bot.answers.turns import Turns
from bot.llm.errors import NoProse, NotReady, TooSlow
from bot.llm.model import State, Wanted
from bot.llm.voice import Voice

Show = Callable[[Draft], Awaitable[None]]
# Discord takes five edits of a message in five seconds, and people read no faster.
SHOW_SECONDS: Final = 1.5
# A server elsewhere reads much faster than two cores.
MOST_TOKENS_ELSEWHERE: Final = 2000
# After so many sentences in a row that are not backed, the rest is not waited for.
_MOST_FAULTS: Final = 3
# What is chosen for a question comes before anything is shown, so nobody waits long for it.
CHOOSE_SECONDS: Final = 2.5
FIGURES: Final = ("answers_waiting", "answers_written", "answers_without_prose", "sentences_dropped")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Order:
    """One answer that is wanted: for whom, and from which passages in the order of their numbers.

    `place` is the message in which it is shown; another answer there takes the place of this one.
    """

    question_id: int
    guild_id: int
    member_id: int
    question: Question
    passages: Sequence[Passage]
    place: int | None = None


@dataclass
class _Run:
    """An answer that is being written, and whether another one takes its place."""

    task: asyncio.Task[Draft]
    place: int | None
    is_replaced: bool = False


@dataclass
class _Work:
    """What was said until now."""

    checked: list[Checked] = field(default_factory=list)
    faults: int = 0
    said: Counter[str] = field(default_factory=Counter)

    @property
    def kept(self) -> tuple[Checked, ...]:
        return tuple(one for one in self.checked if one.fault is None)

    @property
    def is_lost(self) -> bool:
        """It says the same again and again, or nothing that is backed."""
        return self.faults >= _MOST_FAULTS or any(count > 1 for count in self.said.values())


class Writer:
    """Asks one model for all; whoever has to wait hears where they stand."""

    def __init__(self, voice: Voice, *, show_seconds: float = SHOW_SECONDS) -> None:
        self._voice = voice
        self._show_seconds = show_seconds
        self._turns = Turns(lambda: voice.places)
        self._running: dict[tuple[int, int], _Run] = {}
        self._counts: Counter[str] = Counter()

    @property
    def is_ready(self) -> bool:
        """Whether it is worth asking now."""
        return self._voice.status.state is State.READY

    async def write(self, order: Order, show: Show) -> Draft:
        """The finished answer; `show` gets each stage on the way. Never fails for want of a model."""
        task = asyncio.create_task(self._write(order, show))
        key = order.question_id, order.member_id
        if (before := self._running.get(key)) is not None:
            before.is_replaced = before.place == order.place
            before.task.cancel()
        run = self._running[key] = _Run(task, order.place)
        try:
            draft = await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():
                task.cancel()
                raise
            draft = Draft(Stage.DONE, why=Why.REPLACED if run.is_replaced else Why.CANCELLED)
        finally:
            if self._running.get(key) is run:
                del self._running[key]
        self._counts["without_prose" if draft.why else "written"] += 1
        return draft

    async def choose(self, guild_id: int, member_id: int, wanted: Wanted) -> str | None:
        """A short answer in a form, in its turn; None where the model is not there or has no time for it."""

        if not self.is_ready:
            return None

        async def unheard(_: int) -> None:
            pass

        try:
            async with (
                asyncio.timeout(CHOOSE_SECONDS),
                self._turns.turn(guild_id, member_id, unheard) as place,
            ):
                slot = place if self._voice.has_slots else None
                return await self._voice.client().say(wanted, slot=slot)
        except (TimeoutError, Full, NoProse) as error:
            _log.info("the model chooses nothing", kind=type(error).__name__)
            return None

    def cancel(self, question_id: int, member_id: int) -> bool:
        """Stop writing an answer for somebody; whether one was being written."""
        run = self._running.get((question_id, member_id))
        return run is not None and run.task.cancel()

    def figures(self) -> dict[str, float]:
        """For `/metrics`."""
        counts = (
            self._turns.waiting,
            *(self._counts[name] for name in ("written", "without_prose", "dropped")),
        )
        return dict(zip(FIGURES, map(float, counts), strict=True))

    async def _write(self, order: Order, show: Show) -> Draft:
        name = self._voice.status.name

        async def told(place: int) -> None:
            await show(Draft(Stage.WAITING, place, model=name))

        work = _Work()
        try:
            self._voice.client()
            async with self._turns.turn(order.guild_id, order.member_id, told) as place:
                await show(Draft(Stage.READING, model=name))
                asked = await self._prompt(order)
                if await self._answered(asked, order, place, work, show):
                    return Draft(Stage.DONE, why=Why.NO_ANSWER, model=name)
        except Full as full:
            return Draft(Stage.DONE, why=Why.PERSON_WAITS if full.by_person else Why.GUILD_WAITS)
        except NotReady as error:
            return Draft(Stage.DONE, why=Why.NOT_READY, state=error.status.state)
        except NoProse as error:
            return self._broken(error, name)
        if not enough(work.checked):
            return Draft(Stage.DONE, why=Why.UNSUPPORTED, model=name)
        return Draft(Stage.DONE, said=work.kept, model=name)

    def _broken(self, error: NoProse, name: str | None) -> Draft:
        _log.warning("an answer of the model broke off", kind=type(error).__name__, reason=str(error))
        if isinstance(error, TooSlow):
            self._voice.doubt()
            return Draft(Stage.DONE, why=Why.TOO_SLOW, model=name)
        return Draft(Stage.DONE, why=Why.BROKE_OFF, state=self._voice.status.state, model=name)

    async def _prompt(self, order: Order) -> Prompt:
        client = self._voice.client()
        most = MOST_TOKENS if self._voice.has_slots else MOST_TOKENS_ELSEWHERE
        return await prompt(order.question, order.passages, client.count, self._voice.context, most)

    async def _answered(self, asked: Prompt, order: Order, place: int, work: _Work, show: Show) -> bool:
        """Read the answer into `work`; whether the model says that there is none."""
        loop, heard = asyncio.get_running_loop(), Sentences()
        sources = [f"{one.title}\n{one.text}" for one in order.passages[: len(asked.passages)]]
        slot = place if self._voice.has_slots else None
        shown = 0.0
        async with aclosing(self._voice.client().stream(asked.wanted, slot=slot)) as pieces:
            async for piece in pieces:
                new = heard.add(piece)
                self._check(new, sources, work)
                if NO_ANSWER in heard.text:
                    return True
                if work.is_lost:
                    return False
                if new and work.kept and loop.time() - shown >= self._show_seconds:
                    shown = loop.time()
                    await show(Draft(Stage.WRITING, said=work.kept, model=self._voice.status.name))
        self._check(heard.end(), sources, work)
        return NO_ANSWER in heard.text

    def _check(self, new: Sequence[str], sources: Sequence[str], work: _Work) -> None:
        for sentence in new:
            one = check(sentence, sources)
            work.said[one.text.casefold()] += 1
            if work.said[one.text.casefold()] > 1:
                continue
            work.checked.append(one)
            work.faults = work.faults + 1 if one.fault else 0
            if one.fault:
                self._counts["dropped"] += 1
                _log.info("a sentence of the model is left out", fault=one.fault.value)
