"""Lists, infos, authors and papers through the reader."""

from collections.abc import Callable

import pytest

from bot.hub.errors import HubRefused, HubRubbish, RepositoryGone
from bot.hub.models import Licence
from bot.hub.reader import HubReader
from sandbox.hub.server import HubSandbox


async def test_the_newest_come_first_with_all_that_a_filter_needs(hub: HubSandbox, reader: HubReader) -> None:
    hub.publish(
        id="mistralai/New-7B",
        parameters=7_000,
        licence={"id": "other", "name": "mrl", "link": "https://x.example"},
        languages=["fr"],
        base_model={"finetune": "mistralai/Base"},
        gated="manual",
        pipeline_tag="text-generation",
    )
    page = await reader.newest("model")
    newest = page.items[0]
    assert (newest.id, newest.author, newest.parameters) == ("mistralai/New-7B", "mistralai", 7_000)
    assert newest.licence == Licence("other", "mrl", "https://x.example")
    assert newest.languages == ("fr",)
    assert newest.base_models == (("finetune", "mistralai/Base"),)
    assert (newest.gated, newest.pipeline_tag, newest.private) == ("manual", "text-generation", False)
    assert newest.created_at is not None
    assert newest.key == hub.state.repositories["model", "mistralai/New-7B"].oid
    assert newest.oddities == ()


async def test_pages_are_followed_to_the_end(hub: HubSandbox, reader: HubReader) -> None:
    page = await reader.newest("model", limit=7)
    found = list(page.items)
    while page.next_url is not None:
        page = await reader.more("model", page.next_url)
        found += page.items
    there = {repository.id for repository in hub.state.repositories.values() if repository.kind == "model"}
    assert len(found) == len(there)
    assert {repository.id for repository in found} == there


async def test_a_next_page_somewhere_else_is_not_asked_for(reader: HubReader) -> None:
    for address in ("http://169.254.169.254/latest", "/api/models?cursor=x"):
        with pytest.raises(HubRubbish):
            await reader.more("model", address)


async def test_datasets_and_spaces_are_listed_too(reader: HubReader) -> None:
    datasets = await reader.of_author("dataset", "openai")
    assert [dataset.id for dataset in datasets.items] == ["openai/gsm8k"]
    spaces = await reader.newest("space")
    assert {space.sdk for space in spaces.items} == {"docker", "gradio"}


async def test_an_info_has_the_sizes_of_the_files(reader: HubReader) -> None:
    info = await reader.info("model", "mistralai/Mistral-7B-v0.1")
    assert info.parameters == 7_241_732_096
    assert info.size_bytes is not None
    assert not info.size_is_storage
    assert info.size_bytes > 2 * 7_241_732_096
    gguf = await reader.info("model", "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF")
    assert (gguf.parameters, gguf.context_length) == (8_030_261_312, 131_072)
    assert gguf.base_models == (("quantized", "meta-llama/Llama-3.1-8B-Instruct"),)


async def test_every_repository_of_the_catalogue_is_read_without_an_oddity(
    hub: HubSandbox, reader: HubReader
) -> None:
    for entry in hub.catalogue.to_publish:
        hub.publish(catalogue=entry.id)
    for kind, repo_id in list(hub.state.repositories):
        info = await reader.info(kind, repo_id)
        assert (info.id, info.oddities) == (repo_id, ())


async def test_a_rename_is_followed_and_the_new_name_reported(hub: HubSandbox, reader: HubReader) -> None:
    before = await reader.info("model", "Qwen/Qwen3-0.6B")
    hub.change("model", "Qwen/Qwen3-0.6B", rename="Qwen/Qwen3-Smallest")
    after = await reader.info("model", "Qwen/Qwen3-0.6B")
    assert (after.id, after.key) == ("Qwen/Qwen3-Smallest", before.key)


@pytest.mark.parametrize("token", [None, "hf_a_reader"])
async def test_what_is_not_public_is_gone(
    hub: HubSandbox, make_reader: Callable[..., HubReader], token: str | None
) -> None:
    reader = make_reader(token)
    hub.change("model", "Qwen/Qwen3-0.6B", private=True)
    hub.delete("model", "microsoft/phi-4")
    for repo_id in ("Qwen/Qwen3-0.6B", "microsoft/phi-4", "no/such"):
        with pytest.raises(RepositoryGone) as caught:
            await reader.info("model", repo_id)
        assert caught.value.repo_id == repo_id


async def test_a_gated_repository_tells_its_facts(reader: HubReader) -> None:
    info = await reader.info("model", "meta-llama/Llama-3.1-8B-Instruct")
    assert (info.gated, info.parameters) == ("manual", 8_030_261_248)


async def test_a_name_with_strange_signs_stays_one_part_of_the_path(
    hub: HubSandbox, reader: HubReader
) -> None:
    with pytest.raises(RepositoryGone):
        await reader.info("model", "a/b?full=true#x%2F..")
    assert hub.journal.calls[-1].query == "blobs=true"
    assert await reader.author("../../models") is None


async def test_a_wrong_token_is_no_missing_repository(make_reader: Callable[..., HubReader]) -> None:
    with pytest.raises(HubRefused):
        await make_reader("nonsense").info("model", "Qwen/Qwen3-0.6B")


async def test_an_author_is_an_organisation_a_user_or_nobody(reader: HubReader) -> None:
    organisation = await reader.author("mistralai")
    assert organisation is not None
    assert (organisation.name, organisation.fullname, organisation.type) == ("mistralai", "Mistral AI", "org")
    user = await reader.author("intfloat")
    assert user is not None
    assert (user.name, user.type) == ("intfloat", "user")
    assert await reader.author("nobody-at-all") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mistral", "mistralai"),
        ("mistrallai", "mistralai"),
        ("Qwenn", "Qwen"),
        ("huggingface", "HuggingFaceTB"),
    ],
)
async def test_an_unknown_author_is_answered_with_suggestions(
    reader: HubReader, typed: str, meant: str
) -> None:
    assert (await reader.suggest_authors(typed))[0] == meant


async def test_the_same_suggestion_is_asked_for_once(hub: HubSandbox, reader: HubReader) -> None:
    assert await reader.suggest_authors("qwen") == await reader.suggest_authors("QWEN") == ["Qwen"]
    assert len(hub.journal.calls) == 1


async def test_nothing_is_suggested_for_nothing(hub: HubSandbox, reader: HubReader) -> None:
    assert await reader.suggest_authors("   ") == []
    assert await reader.suggest_authors("zzzzzz") == []


async def test_daily_papers_are_read_with_their_own_fields(hub: HubSandbox, reader: HubReader) -> None:
    papers = await reader.daily_papers()
    assert papers[0].id == "2505.09388"
    assert papers[0].github_repo == "https://github.com/QwenLM/Qwen3"
    assert papers[0].organization == "Qwen"
    (by_day,) = await reader.daily_papers(date="2025-01-23")
    assert by_day.title.startswith("DeepSeek-R1")


async def test_one_broken_entry_does_not_hide_the_others(hub: HubSandbox, reader: HubReader) -> None:
    hub.publish(id="broken/one", raw={"id": None, "_id": "a" * 24})
    page = await reader.newest("model")
    assert len(page.items) == len([key for key in hub.state.repositories if key[0] == "model"]) - 1


async def test_the_token_and_the_name_of_the_bot_are_sent(
    hub: HubSandbox, make_reader: Callable[..., HubReader]
) -> None:
    await make_reader("hf_a_reader").newest("model")
    assert [call.path for call in hub.journal.calls] == ["/api/models"]
