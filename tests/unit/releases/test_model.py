from datetime import UTC, datetime, timedelta

from bot.releases.model import ReadList, Release, Source, is_news, published_at, was_private

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _release(created_at: datetime | None) -> Release:
    return Release("model", "k", "a/b", "a", "https://huggingface.co/a/b", created_at, SEEN)


def test_a_young_repository_was_published_when_it_was_created() -> None:
    created = SEEN - timedelta(minutes=3)
    assert published_at(_release(created)) == created
    assert not was_private(_release(created))


def test_an_old_repository_that_appears_became_public_when_it_was_seen() -> None:
    release = _release(SEEN - timedelta(days=44))
    assert was_private(release)
    assert published_at(release) == SEEN


def test_without_a_date_of_creation_the_first_sight_counts() -> None:
    assert published_at(_release(None)) == SEEN


def test_what_lies_beyond_a_first_look_that_stopped_early_is_no_news() -> None:
    horizon = SEEN - timedelta(days=100)
    watched = ReadList(Source("author", "a"), "model", horizon)
    assert not is_news(horizon - timedelta(days=1), watched)
    assert is_news(horizon + timedelta(days=1), watched)
    assert is_news(None, watched)
    assert is_news(horizon - timedelta(days=1), ReadList(Source("author", "a"), "model", None))
