import pytest

from bot.results.naming import ModelName, name_model

SHA = "d" * 40
GEMMA = "google/gemma-2b"


@pytest.mark.parametrize(
    ("written", "on_hub", "wanted"),
    [
        ("Qwen/Qwen3-8B", True, ModelName("Qwen/Qwen3-8B", "Qwen/Qwen3-8B", SHA)),
        ("Qwen/Qwen3-8B", False, ModelName(None, "Qwen/Qwen3-8B")),
        ("/data/models/01-ai/Yi-6B", True, ModelName(None, "01-ai/Yi-6B")),
        ("[home]/out/checkpoint-500", True, ModelName(None, "checkpoint-500")),
        ("output/checkpoint-500", True, ModelName(None, "checkpoint-500")),
        ("models/7B/ggml-model-q4_0.gguf", False, ModelName(None, "ggml-model-q4_0.gguf")),
        (r"C:\models\x.gguf", False, ModelName(None, "x.gguf")),
        ("openrouter/openai/gpt-5", True, ModelName(None, "openrouter/openai/gpt-5")),
        ("gpt-3.5-turbo-0125", False, ModelName(None, "gpt-3.5-turbo-0125")),
        (
            "https://huggingface.co/google/gemma-2b/tree/main",
            False,
            ModelName(GEMMA, GEMMA, SHA),
        ),
        ("", True, ModelName()),
        (None, True, ModelName()),
        ("\u200b\u200d ", True, ModelName()),
        ("\u3164", False, ModelName()),
    ],
)
def test_a_repository_is_told_from_a_folder_and_a_service(
    written: object, on_hub: bool, wanted: ModelName
) -> None:
    assert name_model(written, on_hub=on_hub, revision=SHA) == wanted


def test_a_folder_of_the_hubs_cache_names_repository_and_revision() -> None:
    path = f"[home]/.cache/huggingface/hub/models--Qwen--Qwen3-8B/snapshots/{'a' * 40}"
    assert name_model(path, on_hub=False) == ModelName("Qwen/Qwen3-8B", "Qwen/Qwen3-8B", "a" * 40)


@pytest.mark.parametrize("revision", ["main", "", None, "abc1234"])
def test_a_branch_is_no_revision(revision: object) -> None:
    assert name_model("Qwen/Qwen3-8B", on_hub=True, revision=revision).revision is None
