"""What is exported, and as what; as lines of JSON it goes to the process that writes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any, Final, Literal

from pydantic import Base64Bytes, TypeAdapter

from bot.results.model import Change, Posted

Form = Literal["csv", "parquet", "every_eval_ever", "eval_results", "everything"]
# The file that each gives.
NAMES: Final[dict[Form, str]] = {
    "csv": "results.csv",
    "parquet": "results.parquet",
    "every_eval_ever": "every_eval_ever.zip",
    "eval_results": "eval_results.zip",
    "everything": "my_results.zip",
}


@dataclass(frozen=True)
class Order:
    """Results to be written at a time; `number` says which part of all they are.

    `records` are further files by name, scrubbed, `packed` such that are compressed with zlib; `scores` are
    those of single samples by the result's id, as `samples/packing.py` packs them. `leaves_server` looks once
    more for what nobody should read, since members type some texts by hand.
    """

    form: Form
    results: tuple[Posted, ...]
    now: datetime
    changes: tuple[Change, ...] = ()
    records: Mapping[str, Any] = field(default_factory=dict)
    packed: Mapping[str, Base64Bytes] = field(default_factory=dict)
    scores: Mapping[int, Base64Bytes] = field(default_factory=dict)
    number: int = 1
    leaves_server: bool = False


_ORDERS: TypeAdapter[Order] = TypeAdapter(Order)
_RESULTS: TypeAdapter[tuple[Posted, ...]] = TypeAdapter(tuple[Posted, ...])
# Results of one line: while one is written nothing else of the process runs, for some milliseconds.
BATCH = 500


def lines(order: Order) -> Iterator[Callable[[], bytes]]:
    """The order without its results, then these, a few hundred a line; each is written when it is called."""
    yield partial(_ORDERS.dump_json, replace(order, results=()))
    for start in range(0, len(order.results), BATCH):
        yield partial(line_of, order.results[start : start + BATCH])


def line_of(results: Sequence[Posted]) -> bytes:
    """Further results as a line of an order."""
    return _RESULTS.dump_json(tuple(results))


def read(written: bytes) -> Order:
    """The order back from its lines."""
    first, *batches = written.split(b"\n")
    results = tuple(one for batch in batches for one in _RESULTS.validate_json(batch))
    return replace(_ORDERS.validate_json(first), results=results)


def numbered(name: str, number: int) -> str:
    """The name of a part: the first is called as the whole would be."""
    path = PurePath(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"
