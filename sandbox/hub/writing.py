"""Routes: everything that huggingface_hub asks to make a repository and to write to it.

Sources: `create_repo`, `create_commit`, `super_squash_history` of huggingface_hub 2.4, and
https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md
"""

from typing import Any, Final

import yaml
from aiohttp import web

from sandbox.hub import wire
from sandbox.hub.errors import Refusal
from sandbox.hub.facts import BadFacts
from sandbox.hub.model import Repository
from sandbox.hub.pushing import git_hash, read_push
from sandbox.hub.routing import (
    ACCOUNT,
    HUB,
    REPOSITORY,
    answer,
    may_write,
    needs_token,
    repository_of,
    strict,
)

LARGEST_BODY: Final = 64 * 1024 * 1024
_NAME: Final = r"{id:[^/]+/[^/]+}"
_KINDS: Final = {"model": "", "dataset": "datasets/", "space": "spaces/"}
_ATTRIBUTES: Final = "*.parquet filter=lfs diff=lfs merge=lfs -text\n"


async def _body(request: web.Request, *known: str) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise Refusal(400, "The body must be JSON") from None
    if not isinstance(body, dict) or body.keys() - set(known):
        raise Refusal(400, f"The body is an object of {', '.join(known)}")
    return dict(body)


def _needs_writer(request: web.Request, owner: str) -> None:
    needs_token(request)
    if not may_write(request):
        raise Refusal(403, "This token has not the required permissions: it may only read.")
    if owner != ACCOUNT:
        raise Refusal(403, f'You don\'t have the rights to create a dataset under the namespace "{owner}"')


def _own(request: web.Request) -> Repository:
    repository = repository_of(request)
    _needs_writer(request, repository.author)
    return repository


async def _create(request: web.Request) -> web.Response:
    hub = request.config_dict[HUB]
    body = await _body(request, "name", "organization", "type", "visibility")
    owner, kind = body.get("organization") or ACCOUNT, body.get("type", "model")
    _needs_writer(request, owner)
    if kind not in _KINDS:
        raise Refusal(400, "type is model, dataset or space")
    repo_id = f"{owner}/{body['name']}"
    url = f"{request.url.origin()}/{_KINDS[kind]}{repo_id}"
    if hub.state.find(kind, repo_id) is not None:
        told = {"error": f"You already created this {kind} repo: {repo_id}", "url": url}
        return web.json_response(told, status=409)
    stated = {"kind": kind, "id": repo_id, "private": body.get("visibility") == "private"}
    try:
        made = hub.publish({**stated, "files": {}, "texts": {".gitattributes": _ATTRIBUTES}})
    except BadFacts as error:
        raise Refusal(400, str(error)) from error
    made.body = None
    return answer({"url": url, "name": repo_id, "id": made.oid})


async def _validate(request: web.Request) -> web.Response:
    body = await _body(request, "content", "repoType")
    parts = str(body["content"]).split("---\n", 2)
    if len(parts) < 3 or parts[0]:
        return answer(
            {"errors": [], "warnings": [{"message": "empty or missing yaml metadata in repo card"}]}
        )
    try:
        read = yaml.safe_load(parts[1])
    except yaml.YAMLError:
        read = None
    if not isinstance(read, dict):
        told = {"error": "Invalid metadata", "errors": [{"message": "The front matter is no YAML object"}]}
        return web.json_response(told, status=400)
    return answer({"errors": [], "warnings": []})


async def _preupload(request: web.Request) -> web.Response:
    repository = _own(request)
    asked = (await _body(request, "files", "gitIgnore"))["files"]
    texts = wire.contents(repository)
    told = [
        {
            "path": one["path"],
            "uploadMode": "lfs" if wire.is_large(one["path"]) else "regular",
            "shouldIgnore": False,
            "oid": repository.large.get(one["path"])
            or (git_hash(texts[one["path"]]) if one["path"] in texts else None),
        }
        for one in asked
    ]
    return answer({"files": told})


async def _batch(request: web.Request) -> web.Response:
    _own(request)
    hub = request.config_dict[HUB]
    body = await _body(request, "operation", "transfers", "objects", "hash_algo", "ref")
    if body.get("operation") != "upload" or "basic" not in body.get("transfers", []):
        raise Refusal(400, "Only uploads by the basic transfer are here")
    origin, told = request.url.origin(), []
    for one in body["objects"]:
        entry: dict[str, Any] = {"oid": one["oid"], "size": one["size"]}
        if one["oid"] not in hub.blobs.kept:
            hub.blobs.asked[one["oid"]] = int(one["size"])
            entry["actions"] = {
                "upload": {"href": f"{origin}/lfs/{one['oid']}", "header": {}},
                "verify": {"href": f"{request.url}/verify", "header": {}},
            }
        told.append(entry)
    return answer({"transfer": "basic", "objects": told})


async def _upload(request: web.Request) -> web.Response:
    """As the storage behind the Hub: whoever knows the address may write what was announced."""
    request.config_dict[HUB].blobs.put(request.match_info["oid"], await request.read())
    return web.Response()


async def _verify(request: web.Request) -> web.Response:
    _own(request)
    body = await _body(request, "oid", "size")
    request.config_dict[HUB].blobs.require(body["oid"], body["size"])
    return answer({})


async def _commit(request: web.Request) -> web.Response:
    hub, repository = request.config_dict[HUB], _own(request)
    if request.content_type != "application/x-ndjson":
        raise Refusal(400, "A commit is application/x-ndjson")
    push = read_push(await request.read(), hub.blobs)
    if push.parent not in (None, repository.sha):
        raise Refusal(412, "A commit has happened since. Please refresh and try again.")
    commit = hub.push(repository, push)
    url = f"{request.url.origin()}/{_KINDS[repository.kind]}{repository.id}/commit/{commit.sha}"
    return answer({"success": True, "commitOid": commit.sha, "commitUrl": url, "hookOutput": ""})


async def _squash(request: web.Request) -> web.Response:
    repository = _own(request)
    title = str((await _body(request, "message")).get("message") or "Super-squash branch 'main'")
    request.config_dict[HUB].squash(repository, title)
    return answer({})


ROUTES: Final = (
    web.post("/api/repos/create", strict(_create)),
    web.post("/api/validate-yaml", strict(_validate)),
    web.post(f"/api/{REPOSITORY}/preupload/{{revision:main}}", strict(_preupload)),
    web.post(f"/api/{REPOSITORY}/commit/{{revision:main}}", strict(_commit)),
    web.post(f"/api/{REPOSITORY}/super-squash/{{revision:main}}", strict(_squash)),
    web.post(f"/{{kind:datasets|spaces}}/{_NAME}.git/info/lfs/objects/batch", strict(_batch)),
    web.post(f"/{_NAME}.git/info/lfs/objects/batch", strict(_batch)),
    web.post(f"/{{kind:datasets|spaces}}/{_NAME}.git/info/lfs/objects/batch/verify", strict(_verify)),
    web.post(f"/{_NAME}.git/info/lfs/objects/batch/verify", strict(_verify)),
    web.put("/lfs/{oid:[0-9a-f]{64}}", strict(_upload)),
)
