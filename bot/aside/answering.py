"""The side of a helper process: it answers each question that comes in, one after the other.

Both ways a message is its length in eight bytes, then its bytes; an answer begins with one byte that says
whether it is one (`GOOD`) or what went wrong (`BAD`).
"""

import os
import sys
import traceback
from collections.abc import Callable
from typing import IO

LENGTH = 8
GOOD, BAD = b"\x00", b"\x01"


def answer_all(answer: Callable[[bytes], bytes]) -> None:
    """Answer until the input ends. An error of `answer` is told to the asker and ends nothing."""
    source = sys.stdin.buffer
    # What a library prints must not come between the answers.
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while (question := _next(source)) is not None:
        try:
            content = GOOD + answer(question)
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told and may ask again
            content = BAD + _where(error).encode()
        target.write(len(content).to_bytes(LENGTH, "big") + content)
        target.flush()


def _next(source: IO[bytes]) -> bytes | None:
    length = source.read(LENGTH)
    return source.read(int.from_bytes(length, "big")) if len(length) == LENGTH else None


def _where(error: Exception) -> str:
    """The kind of an error and its place in the code; its own words may hold what no log should."""
    return "".join([f"{type(error).__name__}\n", *traceback.format_tb(error.__traceback__)])
