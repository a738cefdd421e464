"""What is exported, and as what; as JSON it goes to the process that writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any, Final, Literal

from pydantic import TypeAdapter

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

    `records` are further files by name, scrubbed. `leaves_server` looks once more for what nobody should
    read, since members type some texts by hand.
    """

    form: Form
    results: tuple[Posted, ...]
    now: datetime
    changes: tuple[Change, ...] = ()
    records: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1
    leaves_server: bool = False


ORDERS: TypeAdapter[Order] = TypeAdapter(Order)


def numbered(name: str, number: int) -> str:
    """The name of a part: the first is called as the whole would be."""
    path = PurePath(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"
