"""Results as charts show them."""

from typing import Final

from bot.charts import model as charts
from bot.results.judging import estimate_of
from bot.results.model import Result
from bot.results.statistics.spreads import interval

# Below 0 no speed, time or memory reaches, whatever its standard error.
_NEVER_BELOW_0: Final = frozenset({"tokens/s", "requests/s", "ms", "s", "bytes"})


def value_of(result: Result) -> charts.Value:
    """A value with its interval."""
    reach = interval(estimate_of(result))
    if reach is None:
        return charts.Value(result.value)
    low = max(0.0, reach.low) if result.unit in _NEVER_BELOW_0 else reach.low
    return charts.Value(result.value, low, reach.high)
