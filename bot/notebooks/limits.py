"""How much of a notebook is read; beyond it, it is refused with a sentence."""

from typing import Final

# A file, in bytes: from wherever it comes, and where a server takes larger attachments.
LARGEST_ANYWHERE: Final = 32 * 1024 * 1024
LARGEST_BYTES: Final = 50 * 1024 * 1024
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


def largest_attached(server_takes: int) -> int:
    """How large an attached notebook may be in a server that takes files of so many bytes."""
    return max(LARGEST_ANYWHERE, min(server_takes, LARGEST_BYTES))
