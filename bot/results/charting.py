"""Results as charts show them."""

from bot.charts import model as charts
from bot.results.judging import estimate_of
from bot.results.model import Result
from bot.results.statistics.spreads import interval


def value_of(result: Result) -> charts.Value:
    """A value with its interval."""
    reach = interval(estimate_of(result))
    return charts.Value(result.value) if reach is None else charts.Value(result.value, reach.low, reach.high)
