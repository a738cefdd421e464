"""What all routes share: strict query strings, JSON answers, and finding the repository that a path names."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from sandbox.hub import errors
from sandbox.hub.errors import Refusal
from sandbox.hub.facts import as_kind
from sandbox.hub.hub import Hub
from sandbox.hub.model import Kind, Repository

HUB: Final = web.AppKey("hub", Hub)
REPOSITORY: Final = r"{kind:models|datasets|spaces}/{id:[^/]+(?:/[^/]+)?}"
"""Part of a path; very old models have no author and so no slash."""

SHORTEST_SHA: Final = 7
ACCOUNT: Final = "essai"
"""Whom every token belongs to."""

Answer = web.StreamResponse
Handler = Callable[[web.Request], Awaitable[Answer]]


def get(path: str, handler: Handler, *query: str) -> web.RouteDef:
    """A route that refuses every query parameter that is not named."""
    return web.get(path, strict(handler, *query))


def strict(handler: Handler, *query: str) -> Handler:
    """Refuse, and note as a problem, what the route does not know: a misspelt filter must not pass unseen."""
    known = frozenset(query)

    async def answer(request: web.Request) -> Answer:
        unknown = sorted(request.query.keys() - known)
        if unknown:
            hub = request.config_dict[HUB]
            hub.journal.problem(f"{request.method} {request.path}: unknown query {', '.join(unknown)}")
            raise Refusal(400, f"Unknown query parameters: {', '.join(unknown)}")
        return await handler(request)

    return answer


def values(request: web.Request) -> dict[str, list[str]]:
    """The query string, each name with all of its values."""
    return {name: request.query.getall(name) for name in request.query}


def token(request: web.Request) -> str | None:
    """The caller's token, or None; any that begins as the Hub's own is accepted here."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, found = header.partition(" ")
    if scheme != "Bearer" or not found.startswith("hf_"):
        raise Refusal(401, "Invalid credentials in Authorization header")
    return found


def needs_token(request: web.Request) -> str:
    """The caller's token; raises Refusal without one."""
    found = token(request)
    if found is None:
        raise Refusal(401, "Invalid username or password.")
    return found


def may_write(request: web.Request) -> bool:
    """Whether the caller's token is one that writes: such tokens begin with `hf_write` here."""
    return (token(request) or "").startswith("hf_write")


def kind_of(request: web.Request) -> Kind:
    """The kind in the path."""
    return as_kind(request.match_info.get("kind", "models"))


def repository_of(request: web.Request) -> Repository:
    """The repository in the path; redirects from an old id, and hides what is private or not there."""
    hub, kind, repo_id = request.config_dict[HUB], kind_of(request), request.match_info["id"]
    repository = hub.state.find(kind, repo_id)
    if repository is None and (kind, repo_id) in hub.state.moved:
        raise web.HTTPTemporaryRedirect(request.raw_path.replace(repo_id, hub.state.moved[kind, repo_id], 1))
    if repository is None or (repository.private and not _is_own(request, repository)):
        # Without a token the Hub does not tell what is missing from what is hidden.
        status, message = (
            (401, "Invalid username or password.")
            if token(request) is None
            else (404, "Repository not found")
        )
        raise Refusal(status, message, errors.REPOSITORY_NOT_FOUND)
    return repository


def _is_own(request: web.Request, repository: Repository) -> bool:
    return repository.author == ACCOUNT and token(request) is not None


def revision_of(request: web.Request, repository: Repository) -> str:
    """The commit that the path's revision names; only the main branch and its commits are here."""
    revision = request.match_info.get("revision", "main")
    if revision in ("main", "refs/heads/main"):
        return repository.sha
    found = [
        commit.sha
        for commit in repository.commits
        if commit.sha.startswith(revision) and len(revision) >= SHORTEST_SHA
    ]
    if not found:
        raise Refusal(404, f"Invalid rev id: {revision}", errors.REVISION_NOT_FOUND)
    return found[0]


def answer(data: Any, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer."""
    return web.json_response(data, headers=headers)


def next_link(request: web.Request, **changed: str | int) -> dict[str, str]:
    """The header that names the next page; absolute, because clients do not resolve it."""
    url = request.url.update_query({name: str(value) for name, value in changed.items()})
    return {"Link": f'<{url}>; rel="next"'}
