"""From what the Hub says of a repository to a release."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.hub.active import active_parameters
from bot.hub.cards import Card
from bot.hub.formats import formats, quantisations
from bot.hub.models import EvalResult, Repository
from bot.releases.claims import claims
from bot.releases.model import Gate, Release
from bot.releases.parts import Base, Quantisation
from bot.releases.store.known import Seen

# A list may be very long; more than this is never shown.
MOST_NAMED = 20
MOST_TAGS = 200
_SHORT = re.compile(r"(?:n|(?P<least>\d+[KMBT]?)<n)(?:<(?P<most>\d+[KMBT]?)|>(?P<over>\d+[KMBT]?))?")
_UNITS = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


def seen(repository: Repository) -> Seen:
    """What identifies a repository."""
    return Seen(repository.kind, repository.key, repository.id, repository.author)


def release_of(
    repository: Repository,
    endpoint: str,
    seen_at: datetime,
    card: Card | None = None,
    results: Sequence[EvalResult] = (),
    context_length: int | None = None,
) -> Release:
    """The release that a repository is, with the words of its card and its results when those were read."""
    is_model = repository.kind == "model"
    name, total = repository.id.rpartition("/")[2], None if repository.is_packed else repository.parameters
    active = active_parameters(name, card.text if card else None, total) if is_model else None
    return Release(
        kind=repository.kind,
        key=repository.key,
        repo_id=repository.id,
        author=repository.author,
        url=repository.url(endpoint),
        created_at=repository.created_at,
        seen_at=seen_at,
        task=repository.pipeline_tag,
        library=repository.library,
        licence=repository.licence.id if repository.licence else None,
        licence_name=repository.licence.name if repository.licence else None,
        licence_link=repository.licence.link if repository.licence else None,
        languages=repository.languages,
        bases=tuple(Base(relation, repo_id) for relation, repo_id in repository.base_models),
        parameters=repository.parameters,
        parameters_are_packed=repository.is_packed,
        active_parameters=active[0] if active else None,
        active_stated_in=active[1] if active else None,
        size_bytes=None if repository.size_is_storage else repository.size_bytes,
        context_length=context_length or repository.context_length,
        gate=_gate(repository.gated),
        summary=_summary(repository, card),
        thumbnail=card.thumbnail if card else None,
        likes=repository.likes,
        trending_score=None if repository.trending_score is None else int(repository.trending_score),
        formats=formats(repository) if is_model else repository.tagged("format")[:MOST_NAMED],
        quantisations=_quantisations(repository) if is_model else (),
        datasets=repository.datasets[:MOST_NAMED],
        claims=claims(repository, results) if is_model else (),
        papers=repository.papers[:MOST_NAMED],
        spaces=_own_first(repository)[:MOST_NAMED],
        models=repository.models[:MOST_NAMED],
        tasks=repository.tagged("task_categories")[:MOST_NAMED],
        modalities=repository.tagged("modality")[:MOST_NAMED],
        rows=_rows(repository),
        sdk=repository.sdk,
        hardware=repository.hardware,
        tags=repository.tags[:MOST_TAGS],
    )


def _gate(gated: str | bool) -> Gate:
    if gated == "auto":
        return "automatic"
    return "manual" if gated == "manual" else "open"


def _summary(repository: Repository, card: Card | None) -> str | None:
    """A Space says in its front matter what it is for; its README is about how it was set up."""
    stated = repository.card_data.get("short_description") if repository.kind == "space" else None
    if isinstance(stated, str) and stated.strip():
        return stated.strip()
    return card.summary if card else None


def _quantisations(repository: Repository) -> tuple[Quantisation, ...]:
    return tuple(Quantisation(name, size) for name, size in quantisations(repository)[:MOST_NAMED])


def _own_first(repository: Repository) -> tuple[str, ...]:
    own = f"{repository.author}/"
    return tuple(sorted(repository.spaces, key=lambda name: not name.startswith(own)))


def _rows(repository: Repository) -> tuple[int, int | None] | None:
    """The number of examples: counted in the card, or the range of a tag such as size_categories:1K<n<10K."""
    if repository.kind != "dataset":
        return None
    if repository.rows is not None:
        return repository.rows, repository.rows
    for tag in repository.tagged("size_categories"):
        if match := _SHORT.fullmatch(tag.replace(" ", "")):
            least = _count(match["least"] or match["over"] or "0")
            return least, _count(match["most"]) if match["most"] else None
    return None


def _count(text: str) -> int:
    return int(text.rstrip("KMBT")) * _UNITS.get(text[-1], 1)
