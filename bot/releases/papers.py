"""Listening to the daily papers."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.hub.models import Paper as HubPaper
from bot.hub.reader import HubReader
from bot.releases.finding import Finder
from bot.releases.listening import FirstLook, Look, Past
from bot.releases.model import ListKind, ReadList, Release, Source
from bot.releases.parts import Paper


class Papers:
    """Reads the newest papers every `seconds`: about fifty a day are submitted."""

    def __init__(
        self, hub: HubReader, finder: Finder, now: Callable[[], datetime], *, seconds: float
    ) -> None:
        self._hub = hub
        self._finder = finder
        self._now = now
        self._seconds = seconds

    async def first_look(self, _source: Source, _kind: ListKind) -> FirstLook:
        """The newest hundred; what was submitted earlier is no news."""
        papers = await self._hub.daily_papers()
        return FirstLook(keys=[paper.id for paper in papers], horizon_at=_covered_since(papers))

    async def look(self, watched: ReadList) -> Look:
        """What was submitted since."""
        papers = await self._hub.daily_papers()
        releases = [(paper.id, self._release(paper)) for paper in papers]
        return Look(await self._finder.listed(watched, releases), again=self._seconds)

    async def past(self, _source: Source, _kind: ListKind) -> Past:
        """The newest hundred."""
        papers = await self._hub.daily_papers()
        return Past([self._release(paper) for paper in papers], _covered_since(papers))

    def _release(self, paper: HubPaper) -> Release:
        return paper_release(paper, self._hub.endpoint, self._now())


def paper_release(paper: HubPaper, endpoint: str, now: datetime) -> Release:
    """A paper as a release; its author is the organisation, else who submitted it."""
    return Release(
        kind="paper",
        key=paper.id,
        repo_id=paper.id,
        author=paper.organization or paper.submitted_by or "",
        url=f"{endpoint}/papers/{paper.id}",
        created_at=paper.submitted_at,
        seen_at=now,
        summary=paper.ai_summary,
        paper=Paper(
            id=paper.id,
            title=paper.title,
            abstract=paper.summary,
            short=paper.ai_summary,
            authors=paper.authors,
            organisation=paper.organization,
            submitted_by=paper.submitted_by,
            published_at=paper.published_at,
            submitted_at=paper.submitted_at,
            upvotes=paper.upvotes,
            keywords=paper.ai_keywords,
            github=paper.github_repo,
            project_page=paper.project_page,
            models=paper.models,
            datasets=paper.datasets,
        ),
    )


def _covered_since(papers: Sequence[HubPaper]) -> datetime | None:
    """Since when the list is complete: the Hub does not tell whether there is a next page."""
    return min((paper.submitted_at for paper in papers if paper.submitted_at), default=None)
