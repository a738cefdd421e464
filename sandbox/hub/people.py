"""Routes: organisations, users, and the collections that they keep."""

from typing import Any, Final

from aiohttp import web

from sandbox.hub import query
from sandbox.hub.errors import Refusal
from sandbox.hub.hub import Hub
from sandbox.hub.model import KINDS, Collection, Owner, instant, object_id
from sandbox.hub.papers import person
from sandbox.hub.routing import HUB, answer, get, next_link

COLLECTIONS_PER_PAGE: Final = 100
_ITEMS_SHOWN: Final = 4


def _owner(request: web.Request, owner_type: str) -> Owner:
    owner = request.config_dict[HUB].state.owners.get(request.match_info["name"])
    if owner is None or owner.type != owner_type:
        raise Refusal(
            404, "This user does not exist" if owner_type == "user" else "This organization does not exist"
        )
    return owner


def _counts(hub: Hub, owner: Owner) -> dict[str, int]:
    found = {f"num{kind.title()}s": len(hub.state.of_author(owner.name, kind)) for kind in KINDS}
    return found | {"numFollowers": owner.followers, "numPapers": 0}


async def _organisation(request: web.Request) -> web.Response:
    owner = _owner(request, "org")
    return answer(
        {
            "_id": owner.oid,
            "avatarUrl": "/avatars/none.svg",
            "name": owner.name,
            "fullname": owner.fullname,
            "details": owner.details,
            "isVerified": owner.verified,
            "isFollowing": False,
            "numUsers": 1,
            "type": "org",
            **_counts(request.config_dict[HUB], owner),
        }
    )


async def _user(request: web.Request) -> web.Response:
    owner = _owner(request, "user")
    return answer(
        {
            "_id": owner.oid,
            "avatarUrl": "/avatars/none.svg",
            "user": owner.name,
            "fullname": owner.fullname,
            "details": owner.details,
            "isPro": False,
            "isFollowing": False,
            "type": "user",
            "numDiscussions": 0,
            "numUpvotes": 0,
            "numLikes": 0,
            "numFollowing": 0,
            "orgs": [],
            **_counts(request.config_dict[HUB], owner),
        }
    )


def collection_json(hub: Hub, collection: Collection, items: int | None = None) -> dict[str, Any]:
    """A collection with its first `items` entries, or all of them."""
    shown = [
        {"_id": object_id(collection.slug, name), "position": position, "type": kind, "id": name}
        for position, (kind, name) in enumerate(collection.items[:items])
    ]
    return {
        "_id": collection.slug[-24:],
        "slug": collection.slug,
        "title": collection.title,
        "description": collection.description,
        "owner": person(hub, collection.owner),
        "items": shown,
        "lastUpdated": instant(collection.updated_at),
        "theme": "blue",
        "private": False,
        "upvotes": collection.upvotes,
        "isUpvotedByUser": False,
    }


async def _collections(request: web.Request) -> web.Response:
    hub = request.config_dict[HUB]
    owners, items = request.query.getall("owner", []), request.query.getall("item", [])
    found = [
        collection
        for collection in hub.state.collections.values()
        if (not owners or collection.owner in owners)
        and all(item in [f"{kind}s/{name}" for kind, name in collection.items] for item in items)
    ]
    upvotes = request.query.get("sort", "lastModified") != "lastModified"
    found.sort(key=lambda each: (each.upvotes if upvotes else each.updated_at, each.slug), reverse=True)
    limit = query.limit(request.query.get("limit"), COLLECTIONS_PER_PAGE)
    first = query.page_number(request.query.get("p", "0")) * limit
    more = next_link(request, p=first // limit + 1) if len(found) > first + limit else None
    return answer([collection_json(hub, each, _ITEMS_SHOWN) for each in found[first : first + limit]], more)


async def _collection(request: web.Request) -> web.Response:
    hub = request.config_dict[HUB]
    collection = hub.state.collections.get(request.match_info["slug"])
    if collection is None:
        raise Refusal(404, "Collection not found")
    return answer({**collection_json(hub, collection), "position": 0})


ROUTES: Final = (
    get("/api/organizations/{name}/overview", _organisation),
    get("/api/users/{name}/overview", _user),
    get("/api/collections", _collections, "owner", "item", "sort", "limit", "p"),
    get(r"/api/collections/{slug:[^/]+/[^/]+}", _collection),
)
