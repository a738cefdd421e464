"""The Hub's JSON as values: stated facts, missing ones, and odd ones."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.hub.errors import HubRubbish
from bot.hub.models import EvalResult, File, Licence, Repository
from bot.hub.reading import read_author, read_paper, read_repository


def read(**fields: Any) -> Repository:
    return read_repository("model", {"id": "a/b", **fields})


def test_only_the_id_is_needed() -> None:
    repository = read_repository("dataset", {"id": "a/b"})
    assert repository == Repository("dataset", "a/b", key="dataset:a/b", author="a")


@pytest.mark.parametrize("data", [None, [], "a/b", 7, {}, {"id": ""}, {"id": 7}, {"id": None}])
def test_without_an_id_it_is_rubbish(data: Any) -> None:
    with pytest.raises(HubRubbish):
        read_repository("model", data)


def test_the_object_id_is_the_key_that_survives_a_rename() -> None:
    assert read(_id="621ffdc036468d709f17434d").key == "621ffdc036468d709f17434d"


def test_a_model_without_an_author_is_its_own() -> None:
    assert read_repository("model", {"id": "gpt2"}).author == "gpt2"


def test_parameters_come_from_safetensors_before_gguf() -> None:
    weights = {"parameters": {"BF16": 5, "F32": 2}, "total": 7}
    repository = read(safetensors=weights, gguf={"total": 9, "context_length": 4096})
    assert repository.parameters == 7
    assert repository.parameters_by_dtype == (("BF16", 5), ("F32", 2))
    assert repository.context_length == 4096
    assert read(gguf={"total": 9}).parameters == 9


def test_parameters_are_never_guessed_from_file_sizes() -> None:
    siblings = [{"rfilename": "model.safetensors", "size": 14_000_000_000}]
    assert read(siblings=siblings, usedStorage=14_000_000_000).parameters is None
    assert read(gguf={"totalFileSize": 8_400_000_000}).parameters is None
    assert read(safetensors={"total": 0}).parameters is None


def test_packed_weights_are_told_from_counted_ones() -> None:
    assert read(safetensors={"parameters": {"I32": 900, "F16": 300}, "total": 1200}).is_packed
    assert read(safetensors={"parameters": {"I32": 900, "F16": 1300}, "total": 2200}).is_packed
    assert not read(safetensors={"parameters": {"BF16": 900}, "total": 900}).is_packed
    assert not read(safetensors={"parameters": {"BF16": 9000, "I32": 9}, "total": 9009}).is_packed
    assert not read().is_packed


def test_the_size_is_that_of_the_files_when_all_are_known() -> None:
    siblings = [{"rfilename": "a", "size": 5}, {"rfilename": "b", "size": 7}]
    repository = read(siblings=siblings, usedStorage=99)
    assert (repository.size_bytes, repository.size_is_storage) == (12, False)
    assert repository.files == (File("a", 5), File("b", 7))


def test_the_size_is_the_storage_of_all_revisions_when_files_have_none() -> None:
    repository = read(siblings=[{"rfilename": "a", "size": 5}, {"rfilename": "b"}], usedStorage=99)
    assert (repository.size_bytes, repository.size_is_storage) == (99, True)
    assert repository.siblings == ("a", "b")
    assert read(siblings=None).size_bytes is None


@pytest.mark.parametrize(
    ("stated", "understood", "oddities"),
    [
        (False, False, ()),
        (None, False, ()),
        ("auto", "auto", ()),
        ("manual", "manual", ()),
        (True, "auto", ()),
        ("perhaps", False, ("gated",)),
    ],
)
def test_a_gate_is_open_automatic_or_manual(stated: Any, understood: Any, oddities: tuple[str, ...]) -> None:
    repository = read(gated=stated)
    assert (repository.gated, repository.oddities) == (understood, oddities)


def test_relations_come_from_the_tags_and_replace_the_plain_ones() -> None:
    tags = ["base_model:c/d", "base_model:quantized:c/d", "base_model:merge:e/f", "base_model:g/h"]
    assert read(tags=tags).base_models == (("quantized", "c/d"), ("merge", "e/f"), ("unknown", "g/h"))


def test_the_card_names_base_models_where_no_tag_does() -> None:
    card = {"base_model": ["c/d", "e/f"], "base_model_relation": "merge"}
    assert read(cardData=card).base_models == (("merge", "c/d"), ("merge", "e/f"))
    assert read(cardData={"base_model": "c/d"}).base_models == (("unknown", "c/d"),)


def test_a_renamed_base_model_is_named_once() -> None:
    card = {"base_model": "meta-llama/Meta-Llama-3.1-8B"}
    tags = ["base_model:meta-llama/Llama-3.1-8B", "base_model:finetune:meta-llama/Llama-3.1-8B"]
    assert read(cardData=card, tags=tags).base_models == (("finetune", "meta-llama/Llama-3.1-8B"),)


def test_a_licence_of_its_own_has_a_name_and_a_link() -> None:
    card = {"license": "other", "license_name": "mrl", "license_link": "https://example.org"}
    assert read(cardData=card).licence == Licence("other", "mrl", "https://example.org")
    assert read(tags=["license:mit"]).licence == Licence("mit")
    assert read(cardData={"license": ["mit", "apache-2.0"]}).licence == Licence("mit, apache-2.0")
    assert read().licence is None


def test_languages_come_from_the_card_or_from_clear_tags() -> None:
    assert read(cardData={"language": "fr"}).languages == ("fr",)
    assert read(tags=["en", "language:fr", "language:de"]).languages == ("fr", "de")
    assert read(tags=["en", "fr", "rl"]).languages == ()


def test_times_are_aware() -> None:
    assert read(createdAt="2024-07-18T08:56:00.000Z").created_at == datetime(2024, 7, 18, 8, 56, tzinfo=UTC)
    assert read(lastModified="2024-07-18").last_modified == datetime(2024, 7, 18, tzinfo=UTC)


def test_odd_values_are_left_out_and_named() -> None:
    repository = read(
        createdAt="yesterday",
        downloads=-1,
        likes="many",
        tags=["ok", 7],
        private="no",
        cardData=["not", "an", "object"],
        safetensors={"total": 1.5, "parameters": {"BF16": None}},
        siblings=[{"rfilename": 3}, "x"],
        trendingScore=float("nan"),
    )
    assert repository.tags == ("ok",)
    assert repository.parameters is None
    assert set(repository.oddities) == {
        *("createdAt", "downloads", "likes", "tags", "private", "cardData", "safetensors.total"),
        *("siblings", "siblings.rfilename", "trendingScore"),
    }


def test_a_number_that_no_database_holds_is_odd() -> None:
    assert read(downloads=2**63).oddities == ("downloads",)
    assert read(downloads=2**63 - 1).downloads == 2**63 - 1


def test_text_that_no_database_takes_is_cleaned() -> None:
    assert read(pipeline_tag="text\x00-gener\ud800ation").pipeline_tag == "text-generation"


def test_evaluation_results_may_lack_a_task_or_be_unreadable() -> None:
    entries = [
        {"dataset": {"id": "cais/hle", "task_id": "default"}, "value": 20.9},
        {"dataset": {"id": "Idavidrein/gpqa"}, "value": 0.412},
        {"data": {"dataset": {"id": "x/y"}, "value": "high"}, "filename": "f.yaml"},
        {"filename": "broken.yaml", "error": "bad indentation"},
    ]
    repository = read(evalResults=entries)
    assert [(each.dataset_id, each.task_id, each.value) for each in repository.eval_results] == [
        ("cais/hle", "default", 20.9),
        ("Idavidrein/gpqa", None, 0.412),
        ("x/y", None, None),
    ]
    assert isinstance(repository.eval_results[0], EvalResult)
    assert set(repository.oddities) == {"evalResults", "evalResults.data.value"}


def test_a_model_index_is_kept_as_it_is() -> None:
    assert read(**{"model-index": {"name": "broken"}}).model_index == {"name": "broken"}


def test_the_page_of_a_repository_depends_on_its_kind() -> None:
    assert read().url("https://hub.example/") == "https://hub.example/a/b"
    assert (
        read_repository("dataset", {"id": "a/b"}).url("https://hub.example")
        == "https://hub.example/datasets/a/b"
    )
    assert (
        read_repository("space", {"id": "a/b"}).url("https://hub.example") == "https://hub.example/spaces/a/b"
    )


def test_a_paper_s_fields_are_found_one_level_deeper() -> None:
    item = {
        "paper": {
            "id": "2606.00467",
            "title": "T",
            "ai_summary": "Short.",
            "authors": [{"name": "Ada"}, {"hidden": True}],
            "submittedOnDailyAt": "2026-06-12T00:00:00.000Z",
            "submittedOnDailyBy": {"user": "ada"},
            "upvotes": 0,
        },
        "publishedAt": "2026-05-29T20:00:00.000Z",
        "numComments": 2,
        "organization": {"name": "caltech"},
    }
    paper = read_paper(item)
    assert (paper.id, paper.ai_summary, paper.authors, paper.upvotes) == ("2606.00467", "Short.", ("Ada",), 0)
    assert paper.submitted_at == datetime(2026, 6, 12, tzinfo=UTC)
    assert (paper.submitted_by, paper.organization, paper.comments) == ("ada", "caltech", 2)


def test_an_author_is_an_organisation_or_a_user() -> None:
    assert read_author({"name": "mistralai", "fullname": "Mistral AI", "numModels": 4}).type == "org"
    user = read_author({"user": "intfloat", "fullname": "Liang Wang"})
    assert (user.name, user.type) == ("intfloat", "user")
    with pytest.raises(HubRubbish):
        read_author({})


JSON: some.SearchStrategy[Any] = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    *(
        "_id",
        "id",
        "modelId",
        "author",
        "sha",
        "createdAt",
        "lastModified",
        "private",
        "gated",
        "pipeline_tag",
    ),
    *(
        "library_name",
        "tags",
        "cardData",
        "safetensors",
        "gguf",
        "config",
        "siblings",
        "usedStorage",
        "downloads",
    ),
    *("likes", "trendingScore", "description", "model-index", "evalResults", "repoData", "numParameters"),
)


@given(some.dictionaries(some.sampled_from(FIELDS), JSON))
def test_no_json_raises_anything_but_rubbish(data: dict[str, Any]) -> None:
    try:
        repository = read_repository("model", data)
    except HubRubbish:
        return
    assert repository.id
    assert repository.parameters is None or repository.parameters > 0
    assert hash(repository) == hash(repository)


@given(JSON)
def test_no_json_makes_a_paper_or_an_author_raise_anything_but_rubbish(data: Any) -> None:
    for reader in (read_paper, read_author):
        try:
            reader(data)
        except HubRubbish:
            continue


@given(some.dictionaries(some.sampled_from(["license", "language", "base_model", "datasets"]), JSON))
def test_no_card_data_raises(card: dict[str, Any]) -> None:
    assert read(cardData=card).id == "a/b"
