"""The command that measures the same again, from what a file says of its own run: pure.

What was taken out of a file (a token, a folder) is left out here, since nobody else needs it.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.results.formats.fields import mapping
from bot.results.model import Result
from bot.results.reproduction import commands_of_scores as scores
from bot.results.reproduction import commands_of_speeds as speeds
from bot.results.reproduction.commands_of_lighteval import lighteval
from bot.results.reproduction.writing import Command, is_plain
from bot.texts import Sentence

# A command that is longer is not copied from a message.
LONGEST: Final = 900


@dataclass(frozen=True)
class Written:
    """A command as it is typed, None where the source does not say enough, and what it does not say."""

    text: str | None
    missing: tuple[Sentence, ...] = ()


def command(result: Result, record: object) -> Written | None:
    """The command; None where no file of a known tool tells. `record` is what is kept of the file."""
    write = None if record is None else _WRITERS.get(result.setup.harness or "")
    if write is None:
        return None
    # Several runs in one file are told one after the other, of one model and one server.
    told = write(result, mapping(record[0] if isinstance(record, list) and record else record))
    if not told.words:
        return Written(None, told.missing)
    written = shlex.join(told.words)
    if len(written) > LONGEST or not all(is_plain(word) for word in told.words):
        return None
    return Written(written, told.missing)


_WRITERS: Mapping[str, Callable[[Result, Mapping[str, Any]], Command]] = {
    "lm-evaluation-harness": scores.lm_eval,
    "bigcode-evaluation-harness": scores.bigcode,
    "inspect_ai": scores.inspect,
    "lighteval": lighteval,
    "mteb": scores.mteb,
    "evalplus": scores.evalplus,
    "helm": scores.helm,
    "opencompass": scores.opencompass,
    "llama-bench": speeds.llama_bench,
    "vllm bench serve": speeds.serving,
    "vllm bench throughput": speeds.throughput,
    "vllm bench latency": speeds.latency,
}
