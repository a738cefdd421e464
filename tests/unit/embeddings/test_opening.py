"""Which embedding model the settings and the shelf choose, and how it wants its texts."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.embeddings.embedder import Embedder
from bot.embeddings.local import Local
from bot.embeddings.model import Purpose
from bot.embeddings.opening import Here, There, chosen, chosen_now
from bot.embeddings.remote import Remote
from bot.errors import OperatorError
from bot.llm.catalogue import embedding_offers, recipe_of
from bot.llm.shelf import EMBEDDINGS, Shelf
from bot.settings import Settings
from tests.encoders import tiny


def test_nothing_is_chosen_until_somebody_does_and_a_setting_goes_before_the_shelf(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert chosen(settings) is None
    Shelf(tmp_path, EMBEDDINGS).use(str(tiny.write(tmp_path / "one", ["a"])))
    found = chosen(settings)
    assert isinstance(found, Here)
    assert (found.name, found.folder) == ("one", tmp_path / "one")
    other = chosen(settings.model_copy(update={"embeddings_model": str(tmp_path / "other")}))
    assert isinstance(other, Here)
    assert other.folder == tmp_path / "other"
    assert Shelf(tmp_path).path_of(None) is None  # a language model is another choice


def test_a_model_whose_file_changes_is_another_one(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "one", ["a"])
    settings = Settings(data_dir=tmp_path, embeddings_model=str(folder))
    before = chosen(settings)
    assert before == chosen(settings)
    (folder / "model.onnx").write_bytes(b"longer or shorter")
    assert before != chosen(settings)


def test_a_server_goes_before_a_model_here_and_its_key_is_shown_nowhere(tmp_path: Path) -> None:
    found = chosen(
        Settings(
            data_dir=tmp_path,
            embeddings_url="https://example.org/v1",
            embeddings_key=SecretStr("hush"),
            embeddings_model="intfloat/multilingual-e5-small",
        )
    )
    assert isinstance(found, There)
    assert found.name == "intfloat/multilingual-e5-small at https://example.org/v1"
    assert "hush" not in repr(found)
    assert found.recipe.worded("why?", Purpose.QUERY) == "query: why?"


def test_each_kind_of_choice_is_asked_in_its_way(tmp_path: Path) -> None:
    made: list[Embedder] = [
        Here("a", tmp_path, 1, None).made(),
        There("http://a", None, recipe_of(None, None)).made(),
    ]
    assert [type(one) for one in made] == [Local, Remote]
    assert [one.is_here for one in made] == [True, False]


def test_a_shelf_that_cannot_be_read_is_told_at_the_start_and_no_choice_afterwards(tmp_path: Path) -> None:
    find = chosen_now(Settings(data_dir=tmp_path))
    (tmp_path / "embeddings").mkdir()
    (tmp_path / "embeddings" / "shelf.json").write_text("{")
    assert find() is None
    with pytest.raises(OperatorError, match="Delete it"):
        chosen_now(Settings(data_dir=tmp_path))


def test_an_operators_own_file_adds_embedding_models(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("embeddings: [{name: mine, repo: me/mine, recipe: {pooling: cls, tokens: 128}}]")
    assert set(embedding_offers(own)) == {"granite-97m", "e5-small", "mine"}
    assert recipe_of("me/mine", own).tokens == 128
    assert recipe_of("somebody/elses", own) == recipe_of(None, None)
