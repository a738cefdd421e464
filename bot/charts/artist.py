"""Charts as pictures in messages, drawn in a process of their own."""

from typing import Self

import structlog
from pydantic import TypeAdapter

from bot.aside.helper import Helper, NoAnswer
from bot.charts.describing import described
from bot.charts.model import Chart, Look, Order
from bot.message import Drawing
from bot.texts import language

# The first chart waits for the process to start: a second, some on a machine that is very busy.
SECONDS = 20.0
IDLE_SECONDS = 900.0
_ORDERS: TypeAdapter[Order] = TypeAdapter(Order)
_log = structlog.get_logger(__name__)


class Artist:
    """Draws charts, one after the other: `async with Artist() as artist`."""

    def __init__(self, *, seconds: float = SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._helper = Helper("bot.charts.drawing", seconds=seconds, idle_seconds=idle_seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._helper.close()

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
