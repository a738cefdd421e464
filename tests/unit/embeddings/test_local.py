"""A local embedding model, really loaded, in a process of its own."""

from pathlib import Path

import pytest

from bot.aside.packing import pack, unpack
from bot.embeddings import worker
from bot.embeddings.errors import NoVectors
from bot.embeddings.local import Local
from bot.embeddings.model import Purpose, Vector
from tests.encoders import tiny

MEANINGS = ("shrink compress quantization", "learn train", "query", "passage")


def _cosine(first: Vector, second: Vector) -> float:
    return sum(a * b for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("wants_types", [False, True])
async def test_texts_that_mean_the_same_have_near_vectors_of_length_one(
    tmp_path: Path, wants_types: bool
) -> None:
    async with Local("tiny", tiny.write(tmp_path, MEANINGS, wants_types=wants_types), 1) as model:
        encoder = await model.open()
        same, other, asked = await model.embed(
            ["Quantization of a model", "How we train, and train again", "Comment « shrink » ?"],
            Purpose.PASSAGE,
        )
    assert (encoder.name, encoder.dimension, len(encoder.fingerprint)) == ("tiny", tiny.DIMENSION, 64)
    assert _cosine(asked, asked) == pytest.approx(1, abs=1e-5)
    assert _cosine(asked, same) > 0.9 > _cosine(asked, other)


async def test_a_text_has_the_same_vector_alone_and_beside_longer_ones(tmp_path: Path) -> None:
    async with Local("tiny", tiny.write(tmp_path, MEANINGS), 1) as model:
        await model.open()
        (alone,) = await model.embed(["train"], Purpose.PASSAGE)
        beside, _ = await model.embed(["train", "shrink " * 2000], Purpose.PASSAGE)
    assert list(beside) == pytest.approx(list(alone), abs=1e-6)


async def test_what_stands_before_questions_and_passages_counts(tmp_path: Path) -> None:
    recipe = {"query": "query: ", "passage": "passage: "}
    plain, worded = tiny.write(tmp_path / "a", MEANINGS), tiny.write(tmp_path / "b", MEANINGS, recipe=recipe)
    async with Local("plain", plain, 1) as model, Local("worded", worded, 1) as other:
        assert (await model.open()).fingerprint != (await other.open()).fingerprint
        assert await model.embed(["train"], Purpose.QUERY) == await model.embed(["train"], Purpose.PASSAGE)
        assert await other.embed(["train"], Purpose.QUERY) != await other.embed(["train"], Purpose.PASSAGE)


async def test_a_model_may_have_one_token_stand_for_the_whole_text(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, MEANINGS, recipe={"pooling": "cls"})
    async with Local("tiny", folder, 1) as model:
        await model.open()
        first, second = await model.embed(["train", "shrink"], Purpose.PASSAGE)
    assert first == second


def test_a_folder_without_a_usable_model_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    def told(folder: Path, text: str = "train") -> str:
        worker._loaded.clear()
        header = {"folder": str(folder), "threads": 1, "purpose": "passage"}
        return str(unpack(worker.answer(pack(header, [text.encode()])))[0]["unfit"])

    assert "there is no file" in told(tmp_path / "nowhere")
    folder = tiny.write(tmp_path, MEANINGS)
    whole = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes(whole[: len(whole) // 2])
    assert "model.onnx is no model" in told(folder)
    (folder / "model.onnx").write_bytes(whole)
    (folder / "tokenizer.json").write_text("{}")
    assert "tokenizer.json is no tokenizer" in told(folder)
    tiny.write(tmp_path / "longer", (*MEANINGS, "more words than the other one knows"))
    (folder / "tokenizer.json").write_bytes((tmp_path / "longer" / "tokenizer.json").read_bytes())
    assert "does not work" in told(folder, "words that one knows")
    (folder / "recipe.json").write_text('{"pooling": "sum"}')
    assert "recipe.json" in told(folder)


async def test_a_model_whose_vectors_no_index_takes_is_refused(tmp_path: Path) -> None:
    async with Local("wide", tiny.write(tmp_path, MEANINGS, dimension=5000), 1) as model:
        with pytest.raises(NoVectors, match="5000 numbers, at most 4000"):
            await model.open()


async def test_a_model_whose_files_change_under_it_gives_no_vectors(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, MEANINGS)
    async with Local("tiny", folder, 1) as model:
        await model.open()
        await model._helper.close()  # as when nobody has asked for long
        tiny.write(tmp_path, MEANINGS[:2])
        with pytest.raises(NoVectors, match="changed"):
            await model.embed(["train"], Purpose.PASSAGE)
