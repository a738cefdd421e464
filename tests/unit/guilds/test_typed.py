import contextlib
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import BadRequest
from bot.guilds.model import GuildSettings, QuietHours
from bot.guilds.typed import chosen, clock, spelt, with_hours, zone, zones
from bot.texts import language

ENGLISH, FRENCH = language("en"), language("fr")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22:00", time(22)),
        ("22", time(22)),
        ("7:30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("7 h 30", time(7, 30)),
        ("22H", time(22)),
        ("07.45", time(7, 45)),
        ("10 pm", time(22)),
        ("12am", time(0)),
        ("12:15 PM", time(12, 15)),
        ("24:00", time(0)),
        (" 0:00 ", time(0)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, meant: time) -> None:
    assert clock(typed) == meant


@pytest.mark.parametrize("typed", ["", "noon", "25", "12:60", "13 pm", "0am", "7:5", "-1", "24:30", "7:30:0"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadRequest):
        clock(typed)


@given(some.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_that_is_shown_is_read_back(at: time) -> None:
    assert clock(spelt(at)) == at


@given(some.text(max_size=12))
def test_anything_typed_is_a_time_or_refused(typed: str) -> None:
    with contextlib.suppress(BadRequest):
        assert clock(typed).second == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("europe/paris", "Europe/Paris"),
        ("America/New York", "America/New_York"),
        ("london", "Europe/London"),
        ("utc", "UTC"),
        ("buenos aires", "America/Buenos_Aires"),
    ],
)
def test_a_zone_is_found_by_its_name_and_by_its_city(typed: str, found: str) -> None:
    assert zone(typed, ENGLISH) == found


def test_a_city_is_known_by_its_name_in_the_readers_language() -> None:
    assert zone("Londres", FRENCH) == "Europe/London"
    with pytest.raises(BadRequest):
        zone("Londres", ENGLISH)


def test_a_misspelt_zone_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadRequest) as told:
        zone("Brusels", ENGLISH)
    assert "`Europe/Brussels`" in ENGLISH.tell(told.value.sentence)


def test_every_zone_that_is_offered_can_be_used() -> None:
    assert {"Europe/Paris", "UTC", "Asia/Kolkata"} <= set(zones())
    for name in zones():
        ZoneInfo(name)


def test_nothing_typed_is_the_default() -> None:
    before = GuildSettings(time_zone="Europe/Paris", quiet=QuietHours(time(22), time(7)))
    assert with_hours(before, "", "", "", ENGLISH) == GuildSettings()


def test_what_no_list_offers_changes_nothing() -> None:
    before = GuildSettings(language="fr", time_zone="Europe/Paris")
    assert chosen(before, "zone", ["Mars/Base"]) == before
    assert chosen(before, "language", ["tlh"]).language is None
    assert chosen(before, "roles", ["7", "5", "7"]).manager_role_ids == (5, 7)
    assert chosen(before, "members", ["7"]).members_role_id == 7
    assert chosen(replace(before, members_role_id=7), "members", []) == before
