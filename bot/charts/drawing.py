"""The process that draws: a chart comes in as JSON, a picture goes out. Started by `artist.py`."""

from typing import Literal

import vl_convert
from pydantic import TypeAdapter

from bot.aside import light  # noqa: F401 - before what it is for
from bot.aside.answering import answer_all
from bot.charts.model import Order
from bot.charts.specs import spec
from bot.charts.theme import PIXELS

# The version that this Altair writes.
VEGA_LITE = "6.4"
# What d3 calls the ways to write numbers and dates.
Locale = Literal["en-US", "fr-FR"]
LOCALES: dict[str, Locale] = {"en": "en-US", "fr": "fr-FR"}
_ORDERS: TypeAdapter[Order] = TypeAdapter(Order)


def draw(question: bytes) -> bytes:
    """The chart of an `Order` as PNG."""
    order = _ORDERS.validate_json(question)
    locale = LOCALES[order.look.language]
    return vl_convert.vegalite_to_png(
        spec(order.chart, order.look),
        vl_version=VEGA_LITE,
        scale=PIXELS,
        # A chart brings all of its data along; nothing is fetched.
        allowed_base_urls=[],
        format_locale=locale,
        time_format_locale=locale,
    )


if __name__ == "__main__":
    answer_all(draw)
