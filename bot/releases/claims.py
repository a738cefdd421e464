"""What is claimed for a model: its card's model-index and its `.eval_results`, as they are in the wild.

Of 2,781 real cards 13 % break the strict reader; values are numbers, words such as "25.59%", "NA", null,
lists and objects. What is no single value is no claim, and nothing is converted.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.hub.fields import Fields, finite
from bot.hub.models import EvalResult, Repository
from bot.markdown import is_linkable
from bot.releases.parts import Claim

# A release keeps so many; some cards of embedding models list thousands.
MOST_KEPT = 60
LONGEST_VALUE = 20
LONGEST_NAME = 80
_NOTHING = frozenset({"", "-", "–", "?", "na", "n/a", "nan", "none", "null", "tbd", "todo", "unknown"})


def claims(repository: Repository, results: Sequence[EvalResult]) -> tuple[Claim, ...]:
    """All claims, those of `.eval_results` first; what both say is told once."""
    found: dict[tuple[str, str | None, float | str], Claim] = {}
    for claim in (*_from_results(results, repository.author), *_from_index(repository.model_index)):
        found.setdefault((claim.benchmark.lower(), claim.metric, claim.value), claim)
    return tuple(found.values())[:MOST_KEPT]


def _from_results(results: Sequence[EvalResult], author: str) -> Iterator[Claim]:
    for result in results:
        fields = Fields(result.raw)
        value = _value(fields.data.get("value"))
        if result.dataset_id is None or value is None:
            continue
        source = fields.object("source")
        name = source.text("org") or source.text("user") or source.text("name")
        verified = fields.text("verifyToken") is not None
        by_others = (
            name is not None and name.lower() != author.lower() and not _is_of(source.text("url"), author)
        )
        yield Claim(
            _benchmark(result.dataset_id, result.task_id),
            None,
            value,
            "verified" if verified else "others" if by_others else "authors",
            name if by_others else None,
            _address(source.text("url")),
            _short(fields.text("notes")),
        )


def _from_index(index: Any) -> Iterator[Claim]:
    for model in Fields({"index": index}).objects("index"):
        for result in model.objects("results"):
            benchmark = _name_of(result.object("dataset")) or _name_of(result.object("task"))
            source = result.object("source")
            for metric in result.objects("metrics"):
                value = _value(metric.data.get("value"))
                if benchmark is None or value is None:
                    continue
                verified = metric.truth("verified") and metric.text("verifyToken") is not None
                yield Claim(
                    benchmark,
                    _name_of(metric),
                    value,
                    "verified" if verified else "others" if source.text("name") else "authors",
                    _short(source.text("name")),
                    _address(source.text("url")),
                )


def _value(stated: Any) -> float | str | None:
    """A finite number, or short words that hold a digit; everything else is no value."""
    number = finite(stated)
    if number is not None:
        return number
    if not isinstance(stated, str) or stated.strip().lower() in _NOTHING:
        return None
    text = " ".join(stated.split())
    return text if len(text) <= LONGEST_VALUE and any(letter.isdigit() for letter in text) else None


def _benchmark(dataset_id: str, task_id: str | None) -> str:
    name = dataset_id.rpartition("/")[2]
    if task_id is None or task_id.lower() in {"default", name.lower(), dataset_id.lower()}:
        return _short(name) or name
    task = task_id.rpartition("/")[2]
    # A task often repeats its dataset's name: gpqa and gpqa_diamond.
    return _short(task if task.lower().startswith(name.lower()) else f"{name} {task}") or task


def _name_of(fields: Fields) -> str | None:
    return _short(fields.text("name") or fields.text("type"))


def _short(text: str | None) -> str | None:
    if text is None:
        return None
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _address(url: str | None) -> str | None:
    return url if is_linkable(url) else None


def _is_of(url: str | None, author: str) -> bool:
    return url is not None and f"/{author.lower()}/" in url.lower()
