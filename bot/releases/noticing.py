"""What the Hub’s lists tell of posted releases: new names, what came back, quantisations by others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.db.engine import Session
from bot.hub.models import Repository
from bot.releases.derived import derivatives_in
from bot.releases.living import refresh_later
from bot.releases.store import told
from bot.releases.store.told import Told

# For so long after it was found a release is looked after.
LIVING: Final = timedelta(days=30)


async def notice(session: Session, repositories: Sequence[Repository], endpoint: str, now: datetime) -> None:
    """These are on the Hub now; `endpoint` is its address. Posts that change by it are edited later."""
    public = {(one.kind, one.key): one for one in repositories if not one.private}
    for one in await told.differing(session, list(public.values()), now - LIVING):
        await note_there(session, one, public[one.kind, one.release.key], endpoint)
    grown = await told.add_derivatives(session, derivatives_in(repositories), now - LIVING, now)
    await refresh_later(session, sorted(grown))


async def note_there(session: Session, one: Told, repository: Repository, endpoint: str) -> None:
    """A release is this repository, which is public."""
    if not one.is_hidden and repository.id == one.release.repo_id:
        return
    url = repository.url(endpoint)
    release = replace(one.release, repo_id=repository.id, author=repository.author, url=url)
    former = one.former_name or one.release.repo_id
    await told.mark_there(session, one.id, release, None if former == repository.id else former)
    await refresh_later(session, [one.id])
