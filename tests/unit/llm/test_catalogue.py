from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.hub.weights import chosen
from bot.llm.catalogue import embedding_offers, fitting, offer_of, offers, shipped
from bot.llm.shelf import Shelf

FILES = ["A-Q4_K_M-00001-of-00002.gguf", "a-Q8_0.gguf", "a-q4_k_m.gguf", "README.md"]


def test_a_machine_gets_a_model_that_fits_it_and_is_not_slow() -> None:
    assert [fitting(shipped(), size).memory for size in (1, 2, 4, 64)] == [2, 2, 4, 4]


def test_the_file_that_is_wanted_most_is_chosen_and_never_a_part_of_one() -> None:
    assert chosen(FILES, ["*Q4_K_M.gguf", "*Q8_0.gguf"]) == "a-q4_k_m.gguf"
    assert chosen(FILES, ["*Q5_K_M.gguf", "*Q8_0.gguf"]) == "a-Q8_0.gguf"
    assert chosen(FILES, ["*Q5_K_M.gguf"]) is None
    assert chosen(FILES[:1], ["*Q4_K_M-00001-of-00002.gguf"]) is None


def test_of_an_embedding_model_eight_bit_integers_for_every_processor_are_taken_first() -> None:
    files = ["onnx/model.onnx", "onnx/model_qint8_arm64.onnx", "onnx/model_quint8_avx2.onnx"]
    wanted = embedding_offers(None)["granite-97m"].files
    assert chosen(files, wanted) == "onnx/model_quint8_avx2.onnx"
    assert chosen(files[:2], wanted) == "onnx/model_qint8_arm64.onnx"
    assert chosen(files[:1], wanted) == "onnx/model.onnx"


def test_an_operators_own_file_adds_models_and_wins(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("models: [{name: luth-0.6b, repo: me/mine}, {name: new, repo: me/new}]")
    found = offers(own)
    assert found["luth-0.6b"].repo == "me/mine"
    assert set(found) == {*shipped(), "new"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("models: [{repo: me/mine}]", "models.0.name"),
        ("models: [{name: a, repo: nothing}]", "models.0.repo"),
        ("models: 5", "models"),
        ("{", "cannot be read"),
    ],
)
def test_mistakes_in_it_are_told(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(text)
    with pytest.raises(OperatorError, match=words):
        offers(tmp_path / "own.yaml")


def test_any_repository_can_be_named_with_a_quantisation() -> None:
    offer = offer_of("me/Some-Model-GGUF:Q5_K_M", None)
    assert (offer.name, offer.repo, offer.quant) == ("some-model-q5_k_m", "me/Some-Model-GGUF", ("Q5_K_M",))
    assert offer_of("me/Some-Model-GGUF", None).name == "some-model"
    with pytest.raises(OperatorError, match="catalogue, which has"):
        offer_of("some-model", None)


def test_a_shelf_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.path_of(None) is None
    shelf.use("/somewhere/My-Model.gguf")
    assert shelf.path_of(None) == ("My-Model", Path("/somewhere/My-Model.gguf"))
    (tmp_path / "models" / "shelf.json").write_text("{")
    with pytest.raises(OperatorError, match="Delete it"):
        shelf.read()
