"""How much of a notebook is read; beyond it, it is refused with a sentence."""

from typing import Final

LARGEST_BYTES: Final = 32 * 1024 * 1024
MOST_CELLS: Final = 5_000
MOST_OUTPUTS: Final = 20_000
MOST_VALUES: Final = 1_000_000
DEEPEST: Final = 60
# One notebook in the helper process: seconds by the clock, and bytes of memory for the whole process.
SECONDS: Final = 20.0
MEMORY: Final = 1024 * 1024 * 1024
# A page on the web, and one that Discord takes as a file (10 MiB), in bytes.
LARGEST_PAGE: Final = 24_000_000
LARGEST_PAGE_FILE: Final = 9_000_000
