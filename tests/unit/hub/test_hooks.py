import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hub.errors import HubRubbish
from bot.hub.hooks import read_hook


def payload(action: str = "create", scope: str = "repo", **extra: Any) -> dict[str, Any]:
    repo = {"type": "model", "name": "a/b", "id": "1", "private": False, "headSha": "x"}
    return {
        "event": {"action": action, "scope": scope},
        "repo": repo,
        "webhook": {"id": "w", "version": 3},
        **extra,
    }


def test_what_may_have_become_public_is_told_apart() -> None:
    opened = payload("update", "repo.config", updatedConfig={"private": False})
    hidden = payload("update", "repo.config", updatedConfig={"private": True})
    moved = payload("move", movedTo={"name": "a/c"})
    told = [read_hook(each) for each in (payload(), opened, hidden, moved, payload("update", "repo.content"))]
    assert [one and one.publishes for one in told] == [True, True, False, True, False]
    assert told[3] is not None
    assert told[3].repo_id == "a/c"


def test_a_new_commit_is_told_with_its_hash() -> None:
    events = [
        payload("update", "repo.content"),
        payload("update", "repo.config"),
        payload(),
        payload("delete"),
    ]
    assert [one and one.commit for one in map(read_hook, events)] == ["x", None, None, None]


def test_repeats_have_the_same_sign_and_other_events_another() -> None:
    events = [
        payload(),
        payload("update", "repo.config", updatedConfig={}),
        payload("update", "repo.config", updatedConfig={"private": False}),
        payload("update", "repo.content", updatedRefs=[{"ref": "refs/heads/main", "newSha": "y"}]),
    ]
    signs = [one.sign for one in map(read_hook, events) if one]
    assert len(set(signs)) == 4
    assert [one.sign for one in map(read_hook, events) if one] == signs


def test_real_payloads_are_read_or_refused_with_the_reason(shared: Path) -> None:
    folder = shared / "data" / "hub" / "webhooks"
    read = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    assert read_hook(read["discussion_create_pr"]) is None
    pull_request = read_hook(read["repo_content_update_pr_ref_space"])
    assert pull_request is not None
    assert (pull_request.kind, pull_request.publishes) == ("space", False)
    with pytest.raises(HubRubbish, match="version 3"):
        read_hook(read["legacy_v2_repo_content_update_dataset"])
    with pytest.raises(HubRubbish):
        read_hook(read["documented_updatedRefs"])


_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


@given(
    some.fixed_dictionaries(
        {
            "webhook": _JSON | some.just({"version": 3}),
            "event": _JSON | some.just({"action": "create", "scope": "repo"}),
            "repo": _JSON | some.fixed_dictionaries({"type": some.just("model"), "id": _JSON, "name": _JSON}),
            "movedTo": _JSON,
        }
    )
    | _JSON
)
def test_rubbish_is_read_as_rubbish(data: Any) -> None:
    with contextlib.suppress(HubRubbish):
        read_hook(data)
