from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.releases.matching import Index, Listening, Subject, subject_of
from bot.releases.model import KINDS, Kind, Release, Source
from bot.releases.parts import Collected, Paper, Revision
from bot.releases.searching import hub_tags, matches, read_search, spelt
from bot.releases.sources import PAPERS

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RELEASE = Release(
    "model", "k", "Qwen/Qwen4-8B", "Qwen", "https://hub/Qwen/Qwen4-8B", NOW, NOW,
    tags=("text-generation", "fr", "license:mit", "safetensors"),
)  # fmt: skip
FRENCH = Source("search", "tag:text-generation lang:fr")


def _index(*sources: Source, kinds: tuple[Kind, ...] = ("model",)) -> Index:
    return Index(Listening(number, source, kinds) for number, source in enumerate(sources, 1))


def test_a_release_concerns_its_author_its_name_and_searches() -> None:
    index = _index(
        Source("author", "Qwen"),
        Source("author", "other"),
        Source("repository", "Qwen/Qwen4-8B"),
        Source("repository", "datasets/Qwen/Qwen4-8B"),
        FRENCH,
        Source("search", "lang:de"),
        Source("search", "author:qwen"),
        Source("search", "search:qwen4"),
        Source("search", "search:llama"),
        PAPERS,
    )
    assert index.watches(RELEASE) == {1, 3, 5, 7, 8}


def test_a_change_or_an_addition_concerns_only_those_who_asked_for_it() -> None:
    changes = Source("revisions", "Qwen/Qwen4-8B")
    index = _index(Source("author", "Qwen"), changes)
    assert index.watches(replace(RELEASE, revision=Revision("b", "a")), [changes]) == {2}
    assert index.watches(replace(RELEASE, collected=Collected("a/b", "b", "a"))) == set()


def test_a_paper_concerns_the_daily_papers_its_organisation_and_words_of_its_title() -> None:
    paper = Paper("2511.1", "Small Models Reason Too")
    release = replace(RELEASE, kind="paper", tags=(), paper=paper)
    sources = (PAPERS, Source("author", "Qwen"), Source("search", "search:reason"), FRENCH)
    assert _index(*sources, kinds=KINDS).watches(release) == {1, 2, 3}


def test_tags_of_datasets_are_found_under_the_names_that_they_have_there() -> None:
    search = read_search("tag:text-generation lang:fr library:datasets licence:mit")
    assert hub_tags(search, "dataset") == (
        "task_categories:text-generation", "language:fr", "library:datasets", "license:mit",
    )  # fmt: skip
    assert hub_tags(search, "model") == ("text-generation", "fr", "datasets", "license:mit")


tags = st.sets(st.sampled_from(["text-generation", "fr", "de", "gguf", "license:mit", "language:fr"]))
searches = st.sets(
    st.sampled_from(["tag:text-generation", "lang:fr", "lang:de", "library:gguf", "licence:mit",
                     "search:qwen", "search:small"]), min_size=1,
).map(lambda parts: spelt(read_search(" ".join(sorted(parts)))))  # fmt: skip


@given(
    st.lists(searches, max_size=8, unique=True),
    tags,
    st.sampled_from(["Qwen/small", "Qwen/large", "x/y"]),
    st.sampled_from(KINDS),
)
def test_the_index_finds_what_asking_each_search_would(
    values: list[str], found: set[str], repo_id: str, kind: Kind
) -> None:
    subject = Subject(kind, repo_id, repo_id.partition("/")[0], tuple(found))
    index = _index(*(Source("search", value) for value in values), kinds=KINDS)
    by_loop = {
        value
        for value in values
        if matches(read_search(value), kind, subject.repo_id, subject.author, subject.tags)
    }
    assert {source.value for source in index.sources(subject)} == by_loop
    assert subject_of(RELEASE).tags == RELEASE.tags
