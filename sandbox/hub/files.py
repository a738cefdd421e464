"""Routes: the files of a repository under `/resolve/`, as download clients ask for them."""

from typing import Final

from aiohttp import web

from sandbox.hub import wire
from sandbox.hub.errors import ENTRY_NOT_FOUND, GATED, Refusal
from sandbox.hub.model import Repository
from sandbox.hub.routing import HUB, Answer, get, repository_of, revision_of, token

_NAME: Final = r"{id:[^/]+(?:/[^/]+)?}"


async def _resolve(request: web.Request) -> Answer:
    repository = repository_of(request)
    name = request.match_info["file"]
    headers = {"X-Repo-Commit": revision_of(request, repository), "Accept-Ranges": "bytes"}
    _admit(request, repository)
    texts = wire.contents(repository)
    if name in texts:
        tag = f'"{wire.file_hash(repository, name)[:40]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers | {"ETag": tag})
        return web.Response(text=texts[name], headers=headers | {"ETag": tag})
    if name not in repository.files:
        raise Refusal(404, "Entry not found", ENTRY_NOT_FOUND)
    digest = wire.file_hash(repository, name)
    linked = {"X-Linked-Size": str(repository.files[name]), "X-Linked-ETag": f'"{digest}"'}
    return web.Response(status=302, headers=headers | linked | {"Location": _cdn(request, digest)})


def _admit(request: web.Request, repository: Repository) -> None:
    """A gate hides every file: automatic ones open to any token, manual ones to none that is here."""
    caller = token(request)
    if not repository.gated or (repository.gated == "auto" and caller is not None):
        return
    status = 401 if caller is None else 403
    raise Refusal(status, f"Access to {repository.kind} {repository.id} is restricted.", GATED)


def _cdn(request: web.Request, digest: str) -> str:
    # Clients follow a redirect within the Hub even for HEAD, and stop at one to another host, as its CDN is.
    host = "127.0.0.1" if request.url.host == "localhost" else "localhost"
    return str(request.url.with_host(host).with_path(f"/cdn/{digest}"))


async def _weights(request: web.Request) -> Answer:
    content = request.config_dict[HUB].blobs.kept.get(request.match_info["digest"])
    if content is not None:
        return _part(request, content)
    request.config_dict[HUB].journal.problem(f"{request.path}: the sandbox keeps no weights")
    raise Refusal(404, "The sandbox keeps no weights")


def _part(request: web.Request, content: bytes) -> Answer:
    """All of it, or what the caller has not yet: downloads that broke off go on so."""
    headers = {"Accept-Ranges": "bytes"}
    wanted = request.http_range
    if wanted.start is None:
        return web.Response(body=content, headers=headers)
    if wanted.start >= len(content):
        return web.Response(status=416, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    part = content[wanted]
    last = wanted.start + len(part) - 1
    headers["Content-Range"] = f"bytes {wanted.start}-{last}/{len(content)}"
    return web.Response(status=206, body=part, headers=headers)


ROUTES: Final = (
    get("/cdn/{digest}", _weights),
    get(rf"/{{kind:datasets|spaces}}/{_NAME}/resolve/{{revision:[^/]+}}/{{file:.+}}", _resolve, "download"),
    get(rf"/{_NAME}/resolve/{{revision:[^/]+}}/{{file:.+}}", _resolve, "download"),
)
