"""Charts as pictures in messages, drawn in a process of their own."""

import structlog
from pydantic import TypeAdapter

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.charts.describing import described
from bot.charts.model import Chart, Look, Order
from bot.message import Drawing
from bot.texts import language

_ORDERS: TypeAdapter[Order] = TypeAdapter(Order)
_log = structlog.get_logger(__name__)


class Artist(Helped):
    """Draws charts, one after the other: `async with Artist() as artist`."""

    MODULE = "bot.charts.drawing"
    # The first chart waits for the process to start: a second, some on a machine that is very busy.
    SECONDS = 20.0
    IDLE_SECONDS = 900.0

    async def draw(self, chart: Chart, look: Look, name: str = "chart.png") -> Drawing | None:
        """The chart as a picture with its words; None when it cannot be drawn: its figures stand without it.

        Two charts in one message need two names.
        """
        try:
            picture = await self._helper.ask(_ORDERS.dump_json(Order(chart, look)))
        except NoAnswer as error:
            _log.error("chart could not be drawn", chart=chart.type, reason=str(error))
            return None
        return Drawing(name, picture, described(chart, language(look.language)))
