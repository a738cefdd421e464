from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadRequest
from bot.releases.model import KINDS, Filters, Mention, Plan, Posting, Source
from bot.releases.portable import read, write
from bot.releases.sources import PAPERS
from bot.releases.timing import USUAL, Timing

CHANNELS = {1: "releases", 2: "news"}
# Forms have one line, and Hub tags are plain: no control characters.
printable = st.characters(exclude_categories=["C", "Zl", "Zp"])
words = st.lists(st.text(printable, min_size=1, max_size=8), max_size=3).map(tuple)
ids = st.integers(1, 10**18)
filters = st.builds(
    Filters,
    tasks=words,
    smallest=st.none() | st.integers(0, 10**12),
    access=st.sampled_from(["any", "open", "gated"]),
    relations=st.sets(st.sampled_from(["base", "merge"])).map(tuple),
    exclude=words,
    least_likes=st.none() | st.integers(1, 10**6),
)
plans = st.builds(
    Plan,
    st.sampled_from(["mistralai", "0x", "123", "null", "on"]).map(lambda name: Source("author", name)),
    st.sampled_from(sorted(CHANNELS)),
    st.sets(st.sampled_from(KINDS), min_size=1).map(lambda kinds: tuple(k for k in KINDS if k in kinds)),
    filters,
    posting=st.builds(
        Posting,
        tags=st.lists(ids, max_size=5).map(tuple),
        crosspost=st.booleans(),
        mention=st.none() | st.builds(Mention, ids, filters),
    ),
    paused_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    timing=st.builds(
        Timing,
        st.sampled_from(["instant", "daily", "weekly"]),
        st.integers(0, 23),
        st.integers(0, 6),
        st.integers(1, 20),
        st.sampled_from(["hour", "day"]),
    ),
)


others = st.sampled_from(
    [
        Plan(PAPERS, 1, ("paper",)),
        Plan(Source("search", "tag:text-generation lang:fr search:8B"), 1, ("model", "paper")),
        Plan(Source("collection", "a/b-67dd247413f0e2e4f653967f"), 2, KINDS),
        Plan(Source("repository", "datasets/a/b"), 1, ("dataset",)),
        Plan(Source("revisions", "a/b"), 2, ("model",)),
    ]
)


@given(
    st.lists(plans | others, min_size=1, max_size=4, unique_by=lambda plan: (plan.source, plan.channel_id))
)
def test_what_is_exported_is_imported_the_same(written: list[Plan]) -> None:
    assert read(write(written, CHANNELS).encode(), CHANNELS) == written


@given(st.binary() | st.text().map(str.encode))
def test_any_other_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadRequest):
        read(content, CHANNELS)


@pytest.mark.parametrize(
    "text",
    ["a: 2026-13-45", "a: " + "9" * 5000, "[" * 5000, "a: &a [*a]", "watches: &w [*w]", "? {a: b}\n: c"],
)
def test_tricks_of_yaml_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadRequest):
        read(text.encode(), CHANNELS)


def test_a_channel_of_another_server_is_found_by_its_name() -> None:
    text = "watches: [{source: acme, channel: 99, channel_name: news}, {source: acme, channel: '#releases'}]"
    assert [plan.channel_id for plan in read(text.encode(), CHANNELS)] == [2, 1]


def test_a_file_without_timing_posts_as_usual_and_a_wrong_one_is_refused() -> None:
    text = "watches: [{source: acme, channel: 1}]"
    assert [plan.timing for plan in read(text.encode(), CHANNELS)] == [USUAL]
    for timing in ("{hour: 24}", "{most: 0}", "{most: 21}", "{weekday: someday}", "{rhythm: hourly}"):
        with pytest.raises(BadRequest):
            read(text.replace("1}", f"1, timing: {timing}}}").encode(), CHANNELS)


def test_a_file_of_version_0_1_is_read_as_before_and_kinds_may_be_left_out() -> None:
    text = "watches: [{source: acme, channel: 1, kinds: [model]}, {source: papers, channel: 1}]"
    assert read(text.encode(), CHANNELS) == [
        Plan(Source("author", "acme"), 1, ("model",)),
        Plan(PAPERS, 1, ("paper",)),
    ]
