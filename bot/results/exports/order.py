"""What is exported, and as what; as JSON it goes to the process that writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from bot.results.model import Change, Posted

Form = Literal["csv", "every_eval_ever", "eval_results", "everything"]
# The file that each gives.
NAMES: Final[dict[Form, str]] = {
    "csv": "results.csv",
    "every_eval_ever": "every_eval_ever.zip",
    "eval_results": "eval_results.zip",
    "everything": "my_results.zip",
}


@dataclass(frozen=True)
class Order:
    """Results to be written at a time; `records` are the files that they come from, by name, scrubbed."""

    form: Form
    results: tuple[Posted, ...]
    now: datetime
    changes: tuple[Change, ...] = ()
    records: Mapping[str, Any] = field(default_factory=dict)


ORDERS: TypeAdapter[Order] = TypeAdapter(Order)
