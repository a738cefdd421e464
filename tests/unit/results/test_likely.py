import pytest

from bot.results.likely import likely, plain_name

HUB = [
    "Qwen/Qwen3-14B",
    "Qwen/Qwen2.5-8B",
    "Qwen/Qwen3-8B",
    "Qwen/Qwen3-8B-GGUF",
    "Qwen/Qwen3-30B-A3B",
    "Qwen/Qwen3-8B-Base",
    "meta-llama/Llama-3.1-8B-Instruct",
    "meta-llama/Llama-3.2-1B-Instruct",
    "mistralai/Mixtral-8x7B-v0.1",
    "mistralai/Mistral-7B-v0.3",
]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("qwen3-8b-q4_k_m.gguf", "qwen3 8b"),
        ("Qwen3-30B-A3B-UD-Q4_K_XL.gguf", "qwen3 30b a3b"),
        ("Llama-3.1-8B-Instruct-IQ3_XXS-00001-of-00002.gguf", "llama 3.1 8b instruct"),
        ("gemma-3-4b-it-bf16.gguf", "gemma 3 4b it"),
        ("models/Mistral-7B-v0.3-AWQ", "mistral 7b v0.3"),
        ("tinyllama-1.1b.Q8_0.gguf", "tinyllama 1.1b"),
        ("phi-4-4bit", "phi 4"),
    ],
)
def test_file_type_and_quantisation_are_no_part_of_a_models_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("qwen3-8b-q4_k_m.gguf", ["Qwen/Qwen3-8B", "Qwen/Qwen3-8B-GGUF", "Qwen/Qwen3-8B-Base"]),
        ("Qwen3-30B-A3B-UD-Q4_K_XL.gguf", ["Qwen/Qwen3-30B-A3B"]),
        ("llama-3.1-8b-instruct-q8_0.gguf", ["meta-llama/Llama-3.1-8B-Instruct"]),
        ("mixtral-8x7b-v0.1.Q4_K_M.gguf", ["mistralai/Mixtral-8x7B-v0.1"]),
        ("Qwen3-4B-Q4_K_M.gguf", []),
        ("mistral-7b-v0.2.gguf", []),
        ("my-own-model", []),
    ],
)
def test_size_and_version_agree_and_the_likeliest_comes_first(name: str, expected: list[str]) -> None:
    assert likely(name, HUB) == expected
