"""Cards of the local Hub through the reader."""

import pytest

from bot.hub.cards import CardReader
from bot.hub.errors import RepositoryGated
from sandbox.hub.server import HubSandbox


async def test_a_card_says_what_the_model_is(card_reader: CardReader) -> None:
    card = await card_reader.read("model", "mistralai/Mistral-7B-v0.1")
    assert card is not None
    assert card.summary is not None
    assert card.summary.startswith("A seven-billion-parameter base model")
    assert card.data["license"] == "apache-2.0"
    assert card.text.startswith("# Mistral 7B v0.1")


async def test_every_open_card_of_the_catalogue_gives_the_sentence_that_describes_it(
    hub: HubSandbox, card_reader: CardReader
) -> None:
    for entry in hub.catalogue.to_publish:
        hub.publish(catalogue=entry.id)
    for repository in hub.state.repositories.values():
        if not repository.gated:
            card = await card_reader.read(repository.kind, repository.id)
            assert card is not None
            assert card.summary == repository.summary


async def test_a_gated_card_is_hidden(card_reader: CardReader) -> None:
    with pytest.raises(RepositoryGated):
        await card_reader.read("model", "meta-llama/Llama-3.1-8B-Instruct")


async def test_a_repository_without_a_card_has_none(hub: HubSandbox, card_reader: CardReader) -> None:
    hub.publish(id="a/bare", raw={"_id": "a" * 24, "id": "a/bare"})
    assert await card_reader.read("model", "a/bare") is None
    assert await card_reader.read("model", "no/such") is None


async def test_a_renamed_repository_s_card_is_found(hub: HubSandbox, card_reader: CardReader) -> None:
    hub.change("model", "Qwen/Qwen3-0.6B", rename="Qwen/Smallest")
    card = await card_reader.read("model", "Qwen/Qwen3-0.6B")
    assert card is not None
    assert card.summary is not None


async def test_datasets_and_spaces_have_cards(card_reader: CardReader) -> None:
    dataset = await card_reader.read("dataset", "openai/gsm8k")
    assert dataset is not None
    assert dataset.data["language"] == ["en"]
    assert await card_reader.read("space", "mteb/leaderboard") is not None
