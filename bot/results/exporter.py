"""Files of results are written in a process of their own, off the event loop."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.errors import TryLater
from bot.results.exports.order import Order, lines
from bot.texts import later

_log = structlog.get_logger(__name__)


class Exporter(Helped):
    """Writes files, one after the other: `async with Exporter() as exporter`."""

    MODULE = "bot.results.exports.writing"
    SECONDS = 60.0
    IDLE_SECONDS = 60.0

    async def write(self, order: Order, further: Sequence[bytes] = ()) -> bytes:
        """The file, with `further` lines of results. Raises TryLater.

        It is empty when nothing can be said in that form.
        """
        try:
            written = [await asyncio.to_thread(line) for line in lines(order)]
            return await self._helper.ask(b"\n".join([*written, *further]))
        except NoAnswer as error:
            _log.error("results could not be exported", form=order.form, reason=str(error))
            raise TryLater(
                later("I could not write the file just now. Please try again in a minute.")
            ) from error
