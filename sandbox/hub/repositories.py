"""Routes: lists, infos, commits, refs and trees of models, datasets and Spaces."""

from typing import Any, Final

from aiohttp import web

from sandbox.hub import query, wire
from sandbox.hub.errors import ENTRY_NOT_FOUND, Refusal
from sandbox.hub.model import Repository, instant, object_id
from sandbox.hub.routing import (
    ACCOUNT,
    HUB,
    REPOSITORY,
    answer,
    get,
    kind_of,
    may_write,
    needs_token,
    next_link,
    repository_of,
    revision_of,
    values,
)

COMMITS_PER_PAGE: Final = 50
_LIST: Final = ("author", "search", "filter", "gated", "sort", "limit", "cursor", "full", "expand")


async def _list(request: web.Request) -> web.Response:
    asked = query.read(kind_of(request), values(request))
    page = query.run(asked, request.config_dict[HUB].state.repositories.values())
    return answer(page.items, next_link(request, cursor=query.write_cursor(page.next)) if page.next else None)


async def _info(request: web.Request) -> web.Response:
    repository = repository_of(request)
    sha = revision_of(request, repository)
    found = values(request)
    expand = query.expand(repository.kind, found.get("expand", ()))
    if expand:
        data = wire.expanded(repository, expand)
    else:
        blobs = query.truth(found.get("blobs", ["false"])[-1])
        data = wire.info(repository, blobs=blobs)
        if "siblings" in data and sha != repository.sha:
            data = data | {"siblings": _files_at(repository, sha, blobs=blobs)}
    if "spaces" in data and repository.raw is None:
        data = data | {"spaces": request.config_dict[HUB].state.spaces_with(repository.id)}
    if "sha" in data and sha != repository.sha:
        data = data | {"sha": sha}
    return answer(data)


def _files_at(repository: Repository, sha: str, *, blobs: bool) -> list[dict[str, Any]]:
    """The files of an older commit."""
    files = next(commit.files for commit in repository.commits if commit.sha == sha)
    return files if blobs else [{"rfilename": file["rfilename"]} for file in files]


async def _commits(request: web.Request) -> web.Response:
    repository = repository_of(request)
    sha = revision_of(request, repository)
    known = [commit.sha for commit in repository.commits]
    commits = repository.commits[known.index(sha) :]
    page = query.page_number(request.query.get("p", "0"))
    limit = query.limit(request.query.get("limit"), COMMITS_PER_PAGE)
    shown = commits[page * limit : (page + 1) * limit]
    items: list[dict[str, Any]] = [
        {
            "id": commit.sha,
            "title": commit.title,
            "message": commit.message,
            "authors": [{"user": commit.author, "avatar": "/avatars/none.svg"}],
            "date": instant(commit.at),
        }
        for commit in shown
    ]
    if request.query.get("expand[]") == "formatted":
        for item in items:
            item["formatted"] = {"title": item["title"], "message": item["message"]}
    more = len(commits) > (page + 1) * limit
    headers = {"X-Total-Count": str(len(commits))}
    return answer(items, headers | (next_link(request, p=page + 1) if more else {}))


async def _refs(request: web.Request) -> web.Response:
    repository = repository_of(request)
    main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repository.sha}
    refs: dict[str, Any] = {"tags": [], "branches": [main], "converts": []}
    return answer(refs | ({"pullRequests": []} if "include_prs" in request.query else {}))


async def _tree(request: web.Request) -> web.Response:
    repository = repository_of(request)
    revision_of(request, repository)
    under = request.match_info.get("path", "")
    prefix = f"{under}/" if under else ""
    recursive = query.truth(request.query.get("recursive", "false"))
    entries: dict[str, dict[str, Any]] = {}
    for name, size in wire.sizes(repository).items():
        if not name.startswith(prefix):
            continue
        head, slash, _ = name.removeprefix(prefix).partition("/")
        if slash:
            folder = f"{prefix}{head}"
            entries.setdefault(
                folder, {"type": "directory", "oid": object_id(folder), "size": 0, "path": folder}
            )
        if not slash or recursive:
            oid = wire.file_hash(repository, name)
            entries[name] = {"type": "file", "oid": oid[:40], "size": size, "path": name}
            if wire.is_large(name):
                entries[name]["lfs"] = {"oid": oid, "size": size, "pointerSize": 135}
    if under and not entries:
        raise Refusal(404, f"{under} does not exist", ENTRY_NOT_FOUND)
    return answer(list(entries.values()))


async def _likers(request: web.Request) -> web.Response:
    repository_of(request)
    return answer([])


async def _who_am_i(request: web.Request) -> web.Response:
    needs_token(request)
    role = "write" if may_write(request) else "read"
    return answer(
        {
            "type": "user",
            "id": object_id("owner", ACCOUNT),
            "name": ACCOUNT,
            "fullname": "Essai",
            "email": None,
            "isPro": False,
            "orgs": [],
            "auth": {"type": "access_token", "accessToken": {"displayName": "essai", "role": role}},
        }
    )


async def _trending(request: web.Request) -> web.Response:
    state = request.config_dict[HUB].state
    wanted = request.query.get("type", "model")
    public = [
        each for each in state.repositories.values() if not each.private and wanted in ("all", each.kind)
    ]
    public.sort(key=lambda each: each.trending_score, reverse=True)
    shown = public[: query.limit(request.query.get("limit"), 20)]
    names = ("author", "downloads", "gated", "id", "lastModified", "likes", "pipeline_tag", "private")
    items = [
        {
            "repoType": each.kind,
            "repoData": wire.pick(each, [name for name in names if name in wire.FIELDS[each.kind]])
            | {"repoType": each.kind}
            | ({"numParameters": sum(each.parameters.values())} if each.parameters else {}),
        }
        for each in shown
    ]
    return answer({"recentlyTrending": items})


ROUTES: Final = (
    get("/api/{kind:models}", _list, *_LIST, "pipeline_tag", "num_parameters", "cardData", "config"),
    get("/api/{kind:datasets|spaces}", _list, *_LIST),
    get("/api/trending", _trending, "type", "limit"),
    get("/api/whoami-v2", _who_am_i),
    get(f"/api/{REPOSITORY}/commits/{{revision:.+}}", _commits, "p", "limit", "expand[]"),
    get(f"/api/{REPOSITORY}/refs", _refs, "include_prs"),
    get(f"/api/{REPOSITORY}/likers", _likers),
    get(f"/api/{REPOSITORY}/tree/{{revision:[^/]+}}", _tree, "recursive", "expand"),
    get(f"/api/{REPOSITORY}/tree/{{revision:[^/]+}}/{{path:.+}}", _tree, "recursive", "expand"),
    get(f"/api/{REPOSITORY}/revision/{{revision:.+}}", _info, "expand", "blobs"),
    get(f"/api/{REPOSITORY}", _info, "expand", "blobs"),
)
