"""How much of a file is read; beyond it, it is refused with a sentence."""

from typing import Final

LARGEST_BYTES: Final = 16 * 1024 * 1024
LARGEST_UNPACKED: Final = 64 * 1024 * 1024
MOST_FILES: Final = 100
MOST_RESULTS: Final = 5_000
MOST_VALUES: Final = 3_000_000
DEEPEST: Final = 40
# One file in the worker: seconds by the clock, and bytes of memory for the whole worker.
SECONDS: Final = 10.0
MEMORY: Final = 1024 * 1024 * 1024
# Of a name, in bytes: an entry of an index holds no more than four of them. Of a number, its size.
LONGEST_NAME: Final = 600
LARGEST_NUMBER: Final = 1e18
# Of the record that is kept: characters of a text, entries of a list, and bytes in all.
RAW_TEXT: Final = 1_000
RAW_LIST: Final = 50
RAW_BYTES: Final = 512 * 1024
