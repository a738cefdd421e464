from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.releases.backtest import NEAREST, PERIOD, backtest
from bot.releases.model import Filters, Release

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _release(days: float, name: str = "b", parameters: int | None = 7) -> Release:
    created = NOW - timedelta(days=days)
    return Release(
        "model", name, f"a/{name}", "a", f"https://x/a/{name}", created, NOW, parameters=parameters
    )


def test_only_what_is_younger_than_the_period_counts() -> None:
    found = backtest([_release(29), _release(31)], ["model"], Filters(), now=NOW, covered_since=None)
    assert [release.created_at for release in found.posts] == [NOW - timedelta(days=29)]
    assert found.since == NOW - PERIOD
    assert not found.is_shorter


def test_a_list_that_ends_early_shortens_the_period() -> None:
    covered = NOW - timedelta(days=3)
    found = backtest([_release(1), _release(4)], ["model"], Filters(), now=NOW, covered_since=covered)
    assert (found.since, found.is_shorter, len(found.posts)) == (covered, True, 1)


def test_the_nearest_is_what_the_fewest_filters_refuse() -> None:
    asked = Filters(largest=1, include=("small",))
    releases = [_release(1, "large"), _release(2, "small"), _release(3, "fit", 1)]
    found = backtest(releases, ["model"], asked, now=NOW, covered_since=None)
    assert [release.name for release, _ in found.refused] == ["small", "fit", "large"]
    assert [reason.reason for reason in found.refused[0][1]] == ["parameters"]


def test_what_has_no_date_is_not_counted() -> None:
    undated = replace(_release(1), created_at=None)
    assert backtest([undated], ["model"], Filters(), now=NOW, covered_since=None).posts == ()


@given(st.lists(st.tuples(st.floats(0, 60), st.integers(1, 20))), st.integers(1, 20))
def test_every_recent_release_is_either_posted_or_refused(ages: list[tuple[float, int]], most: int) -> None:
    releases = [_release(days, f"n{index}", size) for index, (days, size) in enumerate(ages)]
    found = backtest(releases, ["model"], Filters(largest=most), now=NOW, covered_since=None)
    recent = [release for release in releases if release.created_at and release.created_at >= found.since]
    refused = len(recent) - len(found.posts)
    assert all(release.parameters is not None and release.parameters <= most for release in found.posts)
    assert len(found.refused) == min(refused, NEAREST)
