"""A process of our own that does slow or heavy work beside the event loop, and may be killed at any time."""

import asyncio
import contextlib
import sys

import structlog

from bot.aside.answering import BAD, LENGTH

# Of a question, in bytes: copying a large one as a whole keeps the event loop waiting.
PIECE = 1024 * 1024
ENDED = (asyncio.IncompleteReadError, ConnectionError)
_log = structlog.get_logger(__name__)


class NoAnswer(Exception):
    """The helper took too long, ended, or failed; the message says which. It may be asked again."""


class Helper:
    """Asks a module that runs `answer_all`, one question after the other.

    It is started by the first question and kept warm; when nobody has asked for `idle_seconds` it is ended,
    so that its memory is free again. An answer that takes longer than `seconds` kills it.
    """

    def __init__(self, module: str, *, seconds: float, idle_seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._questions = 0

    async def ask(self, question: bytes) -> bytes:
        """The answer. Raises NoAnswer."""
        async with self._turn:
            self._stay()
            self._questions += 1
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._answer(question)
            except TimeoutError as error:
                await self._end()
                raise NoAnswer(f"{self._module} took longer than {self._seconds} s") from error
            except ENDED as error:
                await self._end()
                raise NoAnswer(f"{self._module} ended") from error
            except asyncio.CancelledError:
                # Its answer would be taken for that of the next question.
                await self._end()
                raise
            self._leave_idle()
        if answer[:1] == BAD:
            raise NoAnswer(answer[1:].decode())
        return answer[1:]

    async def close(self) -> None:
        """End the process, also in the middle of an answer."""
        self._stay()
        await self._end()

    async def _answer(self, question: bytes) -> bytes:
        was_warm = self._process is not None
        try:
            return await self._asked(question)
        except ENDED:
            # One that ended while nobody asked, for want of memory perhaps, is replaced unnoticed.
            await self._end()
            if not was_warm:
                raise
        return await self._asked(question)

    async def _asked(self, question: bytes) -> bytes:
        process = self._process = self._process or await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(len(question).to_bytes(LENGTH, "big"))
        for start in range(0, len(question), PIECE):
            process.stdin.write(memoryview(question)[start : start + PIECE])
            await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        return await process.stdout.readexactly(length)

    async def _started(self) -> asyncio.subprocess.Process:
        _log.debug("helper started", module=self._module)
        # An empty environment: it needs no secret, and so can lose none.
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", self._module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={},
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _leave_idle(self) -> None:
        loop = asyncio.get_running_loop()
        self._idle = loop.call_later(self._idle_seconds, self._end_soon, self._questions)

    def _stay(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_soon(self, questions: int) -> None:
        self._ending = asyncio.create_task(self._end_unless_asked(questions))

    async def _end_unless_asked(self, questions: int) -> None:
        async with self._turn:
            # Somebody may have asked between the end of the time and this turn.
            if questions == self._questions:
                await self._end()
