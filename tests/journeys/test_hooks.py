"""The Hub tells of releases itself; late, repeated, or with rubbish beside."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.db.engine import Database
from bot.settings import Settings
from sandbox.hub.model import Webhook
from tests.forked import essai
from tests.journeys.conftest import RELEASES, Place, opened_place
from tests.waiting import until

SECRET = "open sesame"
MAGISTRAL = "mistralai/Magistral-Small-2506"


@pytest.fixture
async def slow_place(settings: Settings) -> AsyncIterator[tuple[Place, str]]:
    """A bot that would look for itself only after an hour, and the address of its hooks."""
    slow = {"feed_seconds": 3600.0, "trending_seconds": 3600.0, "author_seconds": 3600.0}
    slow["revision_quiet_seconds"] = 0.0
    told = settings.model_copy(update={**slow, "hook_secret": SecretStr(SECRET)})
    async with opened_place(told) as place:
        app = await place.start_bot()
        await place.watch("mistralai", place.camille)
        url = f"{app.web_url}/hooks/hub"
        watched = [{"type": "org", "name": "mistralai"}]
        place.hub.state.webhooks["w"] = Webhook("w", url, watched, ["repo"], SECRET)
        yield place, url


async def _answered(place: Place, count: int) -> list[int | None]:
    async def look() -> bool:
        sent = place.hub.deliveries.sent
        return len(sent) == count and all(one.status is not None for one in sent)

    await until(look, what="the answers to all hooks")
    return [one.status for one in place.hub.deliveries.sent]


async def test_a_hook_announces_at_once(slow_place: tuple[Place, str]) -> None:
    place, _ = slow_place
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    assert await _answered(place, 1) == [200]


async def test_repeated_and_late_hooks_announce_once(slow_place: tuple[Place, str], stored: Database) -> None:
    place, _ = slow_place
    place.hub.deliveries.repeats = 3
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    place.hub.deliveries.repeats, place.hub.deliveries.late = 0, 7200.0
    place.hub.deliveries.again(1)
    await asyncio.sleep(0)
    place.hub.clock.advance(7200.0)
    assert await _answered(place, 5) == [200] * 5
    async with stored.transaction() as session:
        await session.execute(text("UPDATE hook SET received_at = received_at - interval '2 hours'"))
    place.hub.deliveries.late = 0.0
    place.hub.deliveries.again(1)
    assert await _answered(place, 6) == [200] * 6
    place.hub.publish(kind="model", id="mistralai/Next")
    await place.announced(place.alex, "mistralai/Next")
    assert len(await place.posts(place.alex)) == 2


async def test_a_post_hears_by_hooks_of_a_new_name_of_a_disappearance_and_of_a_return(
    slow_place: tuple[Place, str],
) -> None:
    place, _ = slow_place
    place.hub.publish(kind="model", id="mistralai/First-Name")
    await place.announced(place.alex, "mistralai/First-Name")

    async def shows(words: str) -> None:
        await place.alex.wait_for(RELEASES, lambda one: words in one.text and not one.ephemeral)

    place.hub.change("model", "mistralai/First-Name", rename="mistralai/Second-Name")
    await shows("-# formerly First-Name")
    place.hub.change("model", "mistralai/Second-Name", private=True)
    await shows("### ~~Second-Name~~")
    place.hub.change("model", "mistralai/Second-Name", private=False)
    await shows("### [Second-Name](")
    place.hub.delete("model", "mistralai/Second-Name")
    await shows("### ~~Second-Name~~")
    assert len(await place.posts(place.alex)) == 1


async def test_what_was_private_is_announced_when_its_setting_changes(slow_place: tuple[Place, str]) -> None:
    place, _ = slow_place
    place.hub.publish(kind="model", id="mistralai/Waited", private=True)
    assert place.hub.deliveries.sent == []
    place.hub.change("model", "mistralai/Waited", private=False)
    await place.announced(place.alex, "mistralai/Waited")


async def test_changes_and_searches_need_not_wait_for_their_turn(
    slow_place: tuple[Place, str], stored: Database
) -> None:
    place, url = slow_place
    place.hub.state.webhooks["a"] = Webhook("a", url, [{"type": "org", "name": "acme"}], ["repo"], SECRET)
    place.hub.publish(kind="model", id="acme/Tool-1B", created_days_ago=40)
    place.hub.publish(kind="model", id="acme/Waited-1B", created_days_ago=30, private=True)
    await place.watch("revisions:acme/Tool-1B", place.camille)
    await place.watch("search:Waited", place.camille)

    async def are_read() -> bool:
        query = "SELECT bool_and(due_at > looked_at + interval '10 minutes') FROM watched_list"
        async with stored.transaction() as session:
            return bool(await session.scalar(text(query)))

    await until(are_read, what="the first turn of every list")
    place.hub.change("model", "acme/Tool-1B", files={"model.safetensors": 20}, commit="Train on")
    await place.alex.wait_for(RELEASES, lambda one: "Train on" in one.text and not one.ephemeral)
    place.hub.change("model", "acme/Waited-1B", private=False)
    await place.announced(place.alex, "acme/Waited-1B")
    assert len(await place.posts(place.alex)) == 2


async def test_a_hub_that_does_not_answer_just_then_delays_it_and_loses_nothing(
    slow_place: tuple[Place, str],
) -> None:
    place, _ = slow_place
    place.hub.faults.add("GET", "/api/models/mistralai", "status", status=500, times=2)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)


def _event(**repo: Any) -> dict[str, Any]:
    about = {"type": "model", "name": "mistralai/Ghost", "id": "1", "private": False, **repo}
    return {"event": {"action": "create", "scope": "repo"}, "repo": about, "webhook": {"version": 3}}


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"{}", 401),
        ({"X-Webhook-Secret": "wrong"}, b"{}", 403),
        ({"X-Webhook-Secret": SECRET}, b"no json", 400),
        ({"X-Webhook-Secret": SECRET}, b"[" * 100_000, 400),
        ({"X-Webhook-Secret": SECRET}, b"[]", 400),
        ({"X-Webhook-Secret": SECRET}, b'{"webhook": {"version": 2}}', 400),
        ({"X-Webhook-Secret": SECRET}, b" " * 300_000, 413),
    ],
)
async def test_what_is_no_hook_is_refused_and_nothing_is_stored(
    slow_place: tuple[Place, str], stored: Database, headers: dict[str, str], body: bytes, status: int
) -> None:
    place, url = slow_place
    async with place.session.post(url, data=body, headers=headers) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM hook")) == 0


async def test_hooks_of_what_nobody_watches_are_not_kept(slow_place: tuple[Place, str]) -> None:
    place, url = slow_place
    for event in (_event(name="other/x"), _event(type="space"), _event(private=True), _event(type="bucket")):
        headers = {"X-Webhook-Secret": SECRET}
        async with place.session.post(url, json=event, headers=headers) as answer:
            assert (answer.status, await answer.json()) == (200, {"kept": False})


async def test_without_a_secret_there_is_no_such_address(quiet_place: Place) -> None:
    app = await quiet_place.start_bot()
    async with quiet_place.session.post(f"{app.web_url}/hooks/hub", json=_event()) as answer:
        assert answer.status == 404


async def test_an_operator_makes_checks_and_removes_a_webhook(
    slow_place: tuple[Place, str], tmp_path: Path
) -> None:
    place, url = slow_place
    place.hub.state.webhooks.clear()
    told = {
        "ESSAI_HUB_ENDPOINT": place.hub.url,
        "ESSAI_HUB_TOKEN": "hf_a_writer_of_trials",
        "ESSAI_HOOK_SECRET": SECRET,
    }

    async def hooks(*words: str, **settings: str) -> tuple[int, str]:
        return await essai("hub", "hooks", *words, cwd=tmp_path, **(told | settings))

    assert (await hooks("check"))[0] == 1
    code, said = await hooks("create", url, "mistralai")
    assert code == 0, said
    (webhook,) = place.hub.state.webhooks.values()
    assert (webhook.url, webhook.domains, webhook.secret) == (url, ["repo"], SECRET)
    assert webhook.watched == [{"type": "org", "name": "mistralai"}]
    assert (await hooks("list")) == (0, f"{webhook.id}  {url}  enabled  mistralai\n")
    assert await hooks("check") == (0, f"{webhook.id}  {url}  is well\n")
    code, said = await hooks("check", ESSAI_HOOK_SECRET="another")
    assert (code, "another secret" in said) == (1, True)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    assert (await hooks("delete", webhook.id))[0] == 0
    assert place.hub.state.webhooks == {}
    code, said = await hooks("create", url, "mistralai", ESSAI_HOOK_SECRET="")
    assert (code, said) == (1, "essai: ESSAI_HOOK_SECRET is not set: choose a long random text in ASCII.\n")
