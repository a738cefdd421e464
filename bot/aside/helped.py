"""What has a helper process of its own."""

from typing import ClassVar, Self

from bot.aside.helper import Helper


class Helped:
    """Asks one process, which leaving it ends: `async with Artist() as artist`.

    A class of these names its module, which runs `answer_all`; how long an answer may take; and how long the
    process stays when nobody asks (in seconds).
    """

    MODULE: ClassVar[str]
    SECONDS: ClassVar[float]
    IDLE_SECONDS: ClassVar[float]

    def __init__(self, *, seconds: float | None = None) -> None:
        self._helper = Helper(
            self.MODULE, seconds=self.SECONDS if seconds is None else seconds, idle_seconds=self.IDLE_SECONDS
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._helper.close()
