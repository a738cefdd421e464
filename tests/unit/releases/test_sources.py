import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadRequest
from bot.releases.model import KINDS, Source
from bot.releases.sources import PAPERS, collection_title, kinds_of, lists_of, read_source, spelt

SLUG = "Qwen/qwen3-67dd247413f0e2e4f653967f"
ALL = "tag:text-generation lang:fr library:gguf licence:apache-2.0 author:Qwen search:8B"


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("mistralai", Source("author", "mistralai")),
        (" @mistralai ", Source("author", "mistralai")),
        ("https://huggingface.co/mistralai", Source("author", "mistralai")),
        ("https://huggingface.co/mistralai/models?sort=x", Source("author", "mistralai")),
        ("0x", Source("author", "0x")),
        ("Qwen/Qwen4-8B", Source("repository", "Qwen/Qwen4-8B")),
        ("huggingface.co/Qwen/Qwen4-8B/tree/main", Source("repository", "Qwen/Qwen4-8B")),
        ("https://hf.co/datasets/a/b/viewer", Source("repository", "datasets/a/b")),
        ("spaces/a/b", Source("repository", "spaces/a/b")),
        ("models/a/b", Source("repository", "a/b")),
        (SLUG, Source("collection", SLUG)),
        (f"collections/{SLUG}", Source("collection", SLUG)),
        (f"https://huggingface.co/collections/{SLUG}", Source("collection", SLUG)),
        ("papers", PAPERS),
        ("Daily papers", PAPERS),
        ("https://huggingface.co/papers/date/2026-11-20", PAPERS),
        ("revisions:Qwen/Qwen3-8B", Source("revisions", "Qwen/Qwen3-8B")),
        ("revisions: datasets/a/b", Source("revisions", "datasets/a/b")),
        ("revisions:https://huggingface.co/Qwen/Qwen3-8B/commits", Source("revisions", "Qwen/Qwen3-8B")),
        ("lang:FR tag:Text-Generation", Source("search", "tag:text-generation lang:fr")),
        ("two words", Source("search", "search:two search:words")),
        ("https://huggingface.co/models?pipeline_tag=text-to-image&search=flux", None),
    ],
)
def test_a_source_is_read_from_what_people_type_and_paste(typed: str, source: Source | None) -> None:
    wanted = source or Source("search", "tag:text-to-image search:flux")
    assert read_source(typed).source == wanted


def test_a_pasted_search_on_datasets_is_for_datasets() -> None:
    pasted = (
        "https://huggingface.co/datasets?task_categories=task_categories:translation&language=language:fr"
    )
    meant = read_source(pasted)
    assert meant.source == Source("search", "tag:translation lang:fr")
    assert meant.kinds == ("dataset",)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "-x", "<@123>", "é", "a" * 200, "https://example.org/x", "https://huggingface.co",
     "revisions:", "revisions:Qwen", "lang:french", "nonsense:x", "tag:", "a/b/c", "collections/x",
     "author:a author:b", " ".join(f"w{n}" for n in range(11))],
)  # fmt: skip
def test_what_can_be_no_source_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(BadRequest):
        read_source(typed)


@given(st.text() | st.text("abc:/-. ", max_size=20))
def test_reading_a_source_never_fails_otherwise_and_is_stable(typed: str) -> None:
    try:
        meant = read_source(typed)
    except BadRequest:
        return
    assert read_source(spelt(meant.source)).source == meant.source


@pytest.mark.parametrize(
    "source",
    [PAPERS, Source("author", "papers2"), Source("repository", "datasets/a/b"), Source("search", ALL),
     Source("collection", SLUG), Source("revisions", "spaces/a/b"), Source("search", "search:llama")],
)  # fmt: skip
def test_a_source_is_read_as_it_was_spelt(source: Source) -> None:
    assert read_source(spelt(source)).source == source


def test_a_search_is_the_same_in_any_order() -> None:
    backwards = " ".join(reversed(ALL.split()))
    assert read_source(backwards).source == Source("search", ALL)


def test_papers_are_read_for_everyone_who_asks_for_papers() -> None:
    author = Source("author", "Qwen")
    assert lists_of(author, ("model", "paper")) == {(author, "model"), (PAPERS, "any")}
    assert lists_of(PAPERS, ("paper",)) == {(PAPERS, "any")}
    data = Source("repository", "datasets/a/b")
    assert lists_of(data, ("dataset",)) == {(data, "dataset")}
    assert lists_of(Source("collection", SLUG), KINDS) == {(Source("collection", SLUG), "any")}


def test_only_some_sources_leave_a_choice_of_kinds() -> None:
    assert kinds_of(Source("author", "Qwen")) == KINDS
    assert kinds_of(PAPERS) == ("paper",)
    assert kinds_of(Source("revisions", "spaces/a/b")) == ("space",)


def test_the_title_of_a_collection_is_in_its_address() -> None:
    assert collection_title("a/small-french-models-67dd247413f0e2e4f653967f") == "small french models"
    assert collection_title(f"a/{'0' * 24}") == f"a/{'0' * 24}"
