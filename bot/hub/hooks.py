"""What the Hub's webhooks say: payloads of version 3.

Source: https://huggingface.co/docs/hub/webhooks. They have neither an id nor a time, may come late and
more than once, and carry a secret in clear beside them, which is no signature of what they say.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final, get_args

from bot.hub.errors import HubRubbish
from bot.hub.models import Kind

VERSION: Final = 3
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
_LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Hook:
    """One event. `sign` is the same for repeats.

    `publishes` tells that the repository may have become public, `hides` that it may not be there any more,
    `commit` the newest commit of one whose files have changed.
    """

    kind: Kind
    key: str
    repo_id: str
    publishes: bool
    hides: bool
    commit: str | None
    sign: str

    @property
    def author(self) -> str:
        """Whose repository it is."""
        return self.repo_id.partition("/")[0]


def read_hook(data: Any) -> Hook | None:
    """The event, or None when it is of a kind that is none of ours; HubRubbish when it is no such payload."""
    if not isinstance(data, dict):
        raise HubRubbish("a payload is an object")
    if _part(data, "webhook").get("version") != VERSION:
        raise HubRubbish(f"only payloads of version {VERSION} are read; recreate the webhook on the Hub")
    event, repo = _part(data, "event"), _part(data, "repo")
    action, scope = _text(event, "action"), _text(event, "scope")
    kind = _KINDS.get(_text(repo, "type"))
    if kind is None or not (scope == "repo" or scope.startswith("repo.")):
        return None
    key, name = _text(repo, "id"), _text(repo, "name")
    config, moved = data.get("updatedConfig"), data.get("movedTo")
    if action == "move" and isinstance(moved, dict):
        name = _text(moved, "name")
    told = [kind, key, scope, action, repo.get("headSha"), data.get("updatedRefs"), config, moved]
    private = config.get("private") if isinstance(config, dict) else None
    return Hook(
        kind=kind,
        key=key,
        repo_id=name,
        publishes=repo.get("private") is False and (action in ("create", "move") or private is False),
        hides=(scope == "repo" and action == "delete") or private is True,
        commit=_commit(repo) if action == "update" and scope.startswith("repo.content") else None,
        sign=hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest(),
    )


def _commit(repo: dict[str, Any]) -> str | None:
    sha = repo.get("headSha")
    return sha if isinstance(sha, str) and 0 < len(sha) <= _LONGEST_NAME else None


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    if not isinstance(found, dict):
        raise HubRubbish(f"a payload has an object `{name}`")
    return found


def _text(data: dict[str, Any], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= _LONGEST_NAME:
        raise HubRubbish(f"`{name}` is a text of at most {_LONGEST_NAME} characters")
    return found
