"""The page of a dataset of results on the Hub: what is in it, and what is not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import yaml

from bot.results.benchmarks.registry import by_id
from bot.results.model import Posted

MARK: Final = "essai-results"
MOST_BENCHMARKS: Final = 20
_SIZES: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


@dataclass
class Contents:
    """What a dataset holds, counted part by part; members are numbered as they come."""

    results: int = 0
    members: dict[int, int] = field(default_factory=dict)
    models: set[str] = field(default_factory=set)
    benchmarks: Counter[str] = field(default_factory=Counter)

    def add(self, posted: Iterable[Posted]) -> None:
        """Count these too."""
        for one in posted:
            self.results += 1
            self.members.setdefault(one.author_id, len(self.members) + 1)
            self.models.add(one.result.model or one.result.model_name or "")
            self.benchmarks[one.result.benchmark] += 1


def counted(count: int, noun: str) -> str:
    """A number and its noun in English: the page and the command line have no other language."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def card(contents: Contents, title: str, licence: str | None, now: datetime) -> str:
    """README.md, with the front matter that the Hub reads."""
    front: dict[str, Any] = {
        "pretty_name": title,
        **({"license": licence} if licence else {}),
        "tags": [MARK, "benchmark", "evaluation"],
        "size_categories": [next((name for most, name in _SIZES if contents.results < most), "n>1M")],
        "configs": [{"config_name": "default", "data_files": "data/*.parquet"}],
    }
    written = yaml.safe_dump(front, sort_keys=False, allow_unicode=True)
    return f"---\n{written}---\n\n{_body(contents, title, now)}"


def _body(contents: Contents, title: str, now: datetime) -> str:
    counts = (
        f"{counted(contents.results, 'result')} of {counted(len(contents.models), 'model')} on "
        f"{counted(len(contents.benchmarks), 'benchmark')}, by {counted(len(contents.members), 'member')}, "
        f"as of {now:%Y-%m-%d}."
    )
    return "\n".join(
        [
            f"# {title}",
            "",
            "What members of a Discord community measured with AI models, or found claimed, and made public "
            "there with Essai, a bot.",
            "",
            counts,
            "",
            "## Benchmarks",
            "",
            "| benchmark | results |",
            "|---|---|",
            *(f"| {_named(name)} | {count} |" for name, count in _most(contents)),
            "",
            *_READING,
        ]
    )


def _most(contents: Contents) -> list[tuple[str, int]]:
    return contents.benchmarks.most_common(MOST_BENCHMARKS)


def _named(benchmark: str) -> str:
    known = by_id(benchmark)
    name = benchmark if known is None else f"{known.name} (`{known.id}`)"
    return name.replace("|", "\\|").replace("\n", " ")


_READING: Final = (
    "## How to read it",
    "",
    "One result a row. The columns that matter most:",
    "",
    "| column | meaning |",
    "|---|---|",
    "| `model`, `revision` | the repository on the Hub and its commit; `model_name` where it is on no Hub |",
    "| `benchmark`, `task`, `subset`, `metric`, `filter` | what was measured; `benchmark` joins the names "
    "that evaluation tools give to the same task |",
    "| `value`, `unit`, `higher_is_better` | the number; a `share` goes from 0 to 1 |",
    "| `standard_error`, `standard_error_from` | its uncertainty: `given` by the tool, `recomputed` from the "
    "number of samples, or from `repetitions` or `requests` |",
    "| `samples`, `samples_total`, `partial`, `limit` | on how much of the benchmark |",
    "| `shots`, `chat_template_sha`, `generation`, `conditions`, `quantisation`, `dtype`, `engine`, "
    "`harness`, `hardware`, `seed` | how it was measured: compare only what was measured alike |",
    "| `provenance` | `posted`, `reproduced` by others, `verified` by moderators, or only `claimed` |",
    "| `disputed` | somebody doubts it in public |",
    "| `posted_by` | a number that stands for a member, only within this version |",
    "",
    "Members measured on their own machines; few results were checked by others.",
    "",
    "## What is not in it",
    "",
    "No names and no ids of people, no messages, no files and no prompts. Only what was public in channels "
    "that all of the server can read; what its author took back, or moderators hid, is not in the next "
    "version, and each version takes the place of the one before with its history.",
    "",
)
