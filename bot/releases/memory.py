"""How much memory a model needs: an estimate from the number of its parameters, and it is told as one."""

from dataclasses import dataclass
from typing import Final

# Bits for each weight: llama.cpp's Q4_K_M (4.88 to 4.91 for models from 8B to 405B) and Q8_0, and bfloat16.
# Source: https://github.com/ggml-org/llama.cpp/blob/master/tools/quantize/README.md.
BITS: Final = {"q4": 4.9, "q8": 8.5, "bf16": 16.0}
# What comes on top of the weights: buffers and a short conversation. A long context takes much more.
OVERHEAD: Final = 0.05
# Smaller models are not what anybody measures their memory for.
FEWEST: Final = 100_000_000


@dataclass(frozen=True)
class Need:
    """Memory in bytes for weights stored as `form`."""

    form: str
    size: int


def needs(parameters: int, forms: tuple[str, ...] = tuple(BITS)) -> tuple[Need, ...]:
    """The memory for each form: parameters x bits / 8, and OVERHEAD on top; none for a very small model.

    All parameters count, also those of a mixture of experts that are seldom active: all must be at hand.
    """
    if parameters < FEWEST:
        return ()
    return tuple(Need(form, _rounded(parameters * BITS[form] / 8 * (1 + OVERHEAD))) for form in forms)


def _rounded(size: float) -> int:
    """To a tenth of a gigabyte below three, to a whole one above: the formula knows no better."""
    step = 10**8 if size < 3 * 10**9 else 10**9
    return max(round(size / step), 1) * step
