from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from pydantic import TypeAdapter

from bot.audit.cards import page
from bot.audit.model import Act, Change, Entry, Filter, GuideAct, ResultAct
from bot.guilds.model import GuildSettings
from bot.message import Text
from bot.releases.model import Filters, Plan, Source
from bot.texts import LANGUAGES, language

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLAN = Plan(Source("author", "mistralai"), 7, ("model",))
REASONS = (None, "moderator", "channel_missing", "channel_forbidden", "tag_required", "of a later version")


def _watch(plan: Plan = PLAN, reason: str | None = None, until: str | None = None) -> dict[str, object]:
    return {"plan": TypeAdapter(Plan).dump_python(plan, mode="json"), "reason": reason, "until": until}


def _told(change: Change, name: str = "en") -> str:
    message = page([Entry(1, NOW, change)], Filter(), None, has_older=False, language=language(name))
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


OF_NO_WATCH = ("settings", *get_args(ResultAct), *get_args(GuideAct))


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("act", [act for act in get_args(Act) if act not in OF_NO_WATCH])
def test_every_change_can_be_told_whoever_made_it(act: Act, reason: str | None, name: str) -> None:
    for by in (None, 5):
        told = _told(Change(act, by, _watch(reason=reason), _watch(reason=reason)), name)
        assert "**mistralai**" in told
        assert ("<@5>" in told) == (by is not None)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("act", get_args(ResultAct))
def test_what_was_done_with_results_tells_who_to_whom_and_why(act: Act, name: str) -> None:
    state = {"result": "GSM8K", "model": "Qwen/Qwen3-8B", "member": 9, "reason": "*Copied*"}
    told = _told(Change(act, 5, None, {**state, "benchmark": "Sums"}), name)
    assert "<@5>" in told
    assert ("**Sums**" if act.startswith("benchmark_") else "<@9>") in told
    assert ("GSM8K" in told) == act.startswith("result_")
    assert "\\*Copied\\*" in told


@pytest.mark.parametrize("act", get_args(GuideAct))
def test_what_was_done_with_guides_tells_who_and_which(act: Act) -> None:
    told = _told(Change(act, 5, None, {"guide": "Our *rules*", "link": None}))
    assert "<@5>" in told
    assert "**Our \\*rules\\***" in told


@pytest.mark.parametrize("act", get_args(GuideAct))
def test_words_of_a_message_that_became_a_guide_are_not_told(act: Act) -> None:
    link = "https://discord.com/channels/1/2/3"
    told = _told(Change(act, 5, None, {"guide": "Secret plan", "link": link}))
    assert link in told
    assert "Secret" not in told


def test_a_change_names_only_what_differs() -> None:
    after = replace(PLAN, channel_id=8, filters=Filters(include=("instruct",)))
    told = _told(Change("changed", 5, _watch(), _watch(after)))
    assert "-# Channel: <#7> → <#8>" in told
    assert "-# Name with: none → instruct" in told
    assert "Kinds" not in told


def test_a_pause_tells_until_when() -> None:
    told = _told(Change("paused", 5, _watch(), _watch(reason="moderator", until=NOW.isoformat())))
    assert f"-# Until: <t:{int(NOW.timestamp())}:f>" in told


def test_settings_tell_from_what_to_what() -> None:
    states = [
        TypeAdapter(GuildSettings).dump_python(one, mode="json")
        for one in (GuildSettings(), GuildSettings(manager_role_ids=(9,), default_channel_id=7))
    ]
    told = _told(Change("settings", 5, *states))
    assert "-# Default channel: none → <#7>" in told
    assert "-# Who configures watches: *Manage Server* → *Manage Server* and <@&9>" in told
    assert "Language" not in told
