"""Results in channels that not everybody in the server may read."""

from typing import Final

# Looks at the channels with results of a `guild`.
JOB: Final = "look_at_result_channels"
