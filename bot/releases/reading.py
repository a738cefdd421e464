"""From what the Hub says of a repository to a release."""

from datetime import datetime

from bot.hub.cards import Card
from bot.hub.models import Repository
from bot.releases.model import Base, Gate, Release
from bot.releases.store.known import Seen


def seen(repository: Repository) -> Seen:
    """What identifies a repository."""
    return Seen(repository.kind, repository.key, repository.id, repository.author)


def release_of(repository: Repository, endpoint: str, seen_at: datetime, card: Card | None = None) -> Release:
    """The release that a repository is, with the words of its card when that was read."""
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
        languages=repository.languages,
        bases=tuple(Base(relation, repo_id) for relation, repo_id in repository.base_models),
        parameters=repository.parameters,
        parameters_are_packed=repository.is_packed,
        size_bytes=None if repository.size_is_storage else repository.size_bytes,
        context_length=repository.context_length,
        gate=_gate(repository.gated),
        summary=card.summary if card else None,
        thumbnail=card.thumbnail if card else None,
        likes=repository.likes,
        trending_score=None if repository.trending_score is None else int(repository.trending_score),
    )


def _gate(gated: str | bool) -> Gate:
    if gated == "auto":
        return "automatic"
    return "manual" if gated == "manual" else "open"
