"""Formats of weights, from names of files, tags and library."""

import json
from pathlib import Path

from bot.hub.formats import formats, quantisations
from bot.hub.models import File, Repository
from bot.hub.reading import read_repository


def _model(*files: str, tags: tuple[str, ...] = (), library: str | None = None) -> Repository:
    named = tuple(File(name) for name in files)
    return Repository("model", "a/b", "k", "a", files=named, tags=tags, library=library)


def test_files_tags_and_library_tell_formats_once_in_a_fixed_order() -> None:
    model = _model("model.onnx", "model.safetensors", "x.gguf", tags=("gguf", "awq"), library="mlx")
    assert formats(model) == ("safetensors", "GGUF", "ONNX", "MLX", "AWQ")


def test_what_only_helped_to_train_it_is_no_format() -> None:
    assert formats(_model("training_args.bin", "config.json")) == ()


def test_quantisations_are_read_from_the_names_of_gguf_files() -> None:
    model = _model(
        "Qwen3-8B-Q4_K_M.gguf",
        "Qwen3-8B-Q8_0.gguf",
        "Qwen3-8B-IQ3_XXS.gguf",
        "BF16/Qwen3-8B-BF16-00001-of-00002.gguf",
        "BF16/Qwen3-8B-BF16-00002-of-00002.gguf",
        "mmproj-F16.gguf",
        "Qwen3-8B.gguf",
    )
    assert [name for name, _ in quantisations(model)] == ["Q4_K_M", "Q8_0", "IQ3_XXS", "BF16"]


def test_the_parts_of_a_quantisation_are_added_up_where_all_are_known() -> None:
    files = (
        File("x-Q4_K_M.gguf", 5),
        File("x-Q8_0-00001-of-00002.gguf", 6),
        File("x-Q8_0-00002-of-00002.gguf", 3),
        File("x-BF16-00001-of-00002.gguf", 8),
        File("x-BF16-00002-of-00002.gguf"),
    )
    model = Repository("model", "a/b", "k", "a", files=files)
    assert quantisations(model) == (("Q4_K_M", 5), ("Q8_0", 9), ("BF16", None))


def test_real_infos_tell_their_formats(shared: Path) -> None:
    folder = shared / "data" / "hub" / "models_info"

    def of(name: str) -> tuple[str, ...]:
        return formats(read_repository("model", json.loads((folder / name).read_text())))

    assert of("openai-community__gpt2.json")[:3] == ("safetensors", "ONNX", "PyTorch")
    assert of("meta-llama__Llama-3.1-8B-Instruct.json")[0] == "safetensors"
    assert "ONNX" in of("sentence-transformers__all-MiniLM-L6-v2.json")
    assert all(of(file.name) for file in folder.glob("*.json") if "espnet" not in file.name)
