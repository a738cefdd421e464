"""Routes: daily papers, the search of papers, and one paper."""

from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from sandbox.hub import query, wire
from sandbox.hub.errors import Refusal
from sandbox.hub.hub import Hub
from sandbox.hub.model import Paper, instant, object_id
from sandbox.hub.routing import HUB, answer, get

PAPERS_PER_PAGE: Final = 50
_MIDNIGHT: Final = "T00:00:00.000Z"
_FORMATS: Final = {"date": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}


def person(hub: Hub, name: str) -> dict[str, Any]:
    """Whoever submitted something, as papers and collections show them."""
    owner = hub.state.owners.get(name)
    return {
        "_id": object_id("owner", name),
        "avatarUrl": "/avatars/none.svg",
        "fullname": owner.fullname if owner else name,
        "name": name,
        "type": owner.type if owner else "user",
        "isPro": False,
        "isHf": False,
        "isHfAdmin": False,
        "isMod": False,
        "followerCount": owner.followers if owner else 0,
        "isUserFollowing": False,
    }


def paper_json(hub: Hub, paper: Paper) -> dict[str, Any]:
    """The inner object, which holds what was read of the paper itself."""
    names = [
        {"_id": object_id("author", paper.id, name), "name": name, "hidden": False} for name in paper.authors
    ]
    optional = {
        "ai_summary": paper.ai_summary,
        "ai_keywords": paper.ai_keywords or None,
        "githubRepo": paper.github_repo,
        "githubStars": paper.github_stars,
        "projectPage": paper.project_page,
        "organization": _organization(hub, paper),
    }
    return {
        "id": paper.id,
        "authors": names,
        "publishedAt": instant(paper.published_at)[:10] + _MIDNIGHT,
        "submittedOnDailyAt": instant(paper.submitted_at)[:10] + _MIDNIGHT,
        "title": paper.title,
        "submittedOnDailyBy": person(hub, paper.submitted_by) | {"user": paper.submitted_by},
        "summary": paper.summary,
        "upvotes": paper.upvotes,
        "discussionId": object_id("discussion", paper.id),
        **{name: value for name, value in optional.items() if value is not None},
    }


def daily_item(hub: Hub, paper: Paper) -> dict[str, Any]:
    """One entry of the daily papers; the outer publishedAt is the paper's, not the submission's."""
    organization = _organization(hub, paper)
    return {
        "paper": paper_json(hub, paper),
        "publishedAt": instant(paper.published_at),
        "title": paper.title,
        "summary": paper.summary,
        "thumbnail": f"/thumbnails/papers/{paper.id}.png",
        "numComments": paper.comments,
        "submittedBy": person(hub, paper.submitted_by),
        **({"organization": organization} if organization else {}),
        "isAuthorParticipating": False,
    }


def _organization(hub: Hub, paper: Paper) -> dict[str, Any] | None:
    if paper.organization is None:
        return None
    owner = person(hub, paper.organization)
    return {
        "_id": owner["_id"],
        "name": owner["name"],
        "fullname": owner["fullname"],
        "avatar": owner["avatarUrl"],
    }


async def _daily(request: web.Request) -> web.Response:
    hub = request.config_dict[HUB]
    papers = [
        paper for paper in hub.state.papers.values() if _on_day(paper, request) and _from(paper, request)
    ]
    sort = request.query.get("sort", "publishedAt")
    if sort not in ("publishedAt", "trending"):
        raise Refusal(400, "sort must be publishedAt or trending")
    papers.sort(
        key=lambda paper: (paper.upvotes if sort == "trending" else paper.submitted_at, paper.id),
        reverse=True,
    )
    limit = query.limit(request.query.get("limit"), PAPERS_PER_PAGE)
    first = query.page_number(request.query.get("p", "0")) * limit
    return answer([daily_item(hub, paper) for paper in papers[first : first + limit]])


def _on_day(paper: Paper, request: web.Request) -> bool:
    day = datetime.fromtimestamp(paper.submitted_at, UTC)
    return all(
        request.query.get(name, day.strftime(pattern)) == day.strftime(pattern)
        for name, pattern in _FORMATS.items()
    )


def _from(paper: Paper, request: web.Request) -> bool:
    return request.query.get("submitter", paper.submitted_by) == paper.submitted_by


async def _search(request: web.Request) -> web.Response:
    hub = request.config_dict[HUB]
    words = request.query.get("q", "").lower().split()
    limit = query.limit(request.query.get("limit"), PAPERS_PER_PAGE)
    found = [
        paper
        for paper in hub.state.papers.values()
        if all(word in f"{paper.title} {paper.summary}".lower() for word in words)
    ]
    return answer([daily_item(hub, paper) for paper in found[:limit]])


def _one(request: web.Request) -> Paper:
    paper = request.config_dict[HUB].state.papers.get(request.match_info["id"])
    if paper is None:
        raise Refusal(404, "Paper not found")
    return paper


async def _paper(request: web.Request) -> web.Response:
    hub, paper = request.config_dict[HUB], _one(request)
    tag = f"arxiv:{paper.id}"
    linked: dict[str, list[dict[str, Any]]] = {"model": [], "dataset": [], "space": []}
    for repository in hub.state.repositories.values():
        if not repository.private and tag in repository.tags:
            linked[repository.kind].append(wire.item(repository, full=False, card_data=False, config=False))
    counts = {f"numTotal{kind.title()}s": len(items) for kind, items in linked.items()}
    return answer(
        paper_json(hub, paper) | counts | {f"linked{kind.title()}s": items for kind, items in linked.items()}
    )


async def _text(request: web.Request) -> web.Response:
    paper = _one(request)
    return web.Response(text=f"# {paper.title}\n\n{paper.summary}\n", content_type="text/markdown")


ROUTES: Final = (
    get("/api/daily_papers", _daily, "p", "limit", "sort", "date", "week", "month", "submitter"),
    get("/api/papers/search", _search, "q", "limit"),
    get("/api/papers/{id}", _paper),
    get(r"/papers/{id:[^/]+}.md", _text),
)
