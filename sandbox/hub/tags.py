"""The tags that the Hub derives from a repository's card, files and config."""

from typing import Any, Final

from sandbox.hub.model import Repository

_BY_ENDING: Final = {".safetensors": "safetensors", ".gguf": "gguf", ".onnx": "onnx"}


def tags(repository: Repository) -> list[str]:
    """All tags, in the Hub's order: library, files, task, own ones, languages, relations, licence, region."""
    card = repository.card_data
    found = [
        *([repository.library] if repository.library else []),
        *([repository.sdk] if repository.sdk else []),
        *_file_tags(repository),
        *(
            [repository.config["model_type"]]
            if repository.config and "model_type" in repository.config
            else []
        ),
        *([repository.pipeline_tag] if repository.pipeline_tag and repository.kind == "model" else []),
        *listed(card.get("tags")),
        *repository.tags,
        *_languages(repository),
        *(f"dataset:{name}" for name in listed(card.get("datasets"))),
        *_relations(card),
        *(f"license:{name}" for name in listed(card.get("license"))),
        *(["eval-results"] if repository.eval_results else []),
        *(["endpoints_compatible"] if repository.library == "transformers" else []),
        "region:us",
    ]
    return list(dict.fromkeys(found))


def listed(value: Any) -> list[str]:
    """A card says one thing as a word and several as a list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def _file_tags(repository: Repository) -> list[str]:
    return [
        tag for ending, tag in _BY_ENDING.items() if any(name.endswith(ending) for name in repository.files)
    ]


def _languages(repository: Repository) -> list[str]:
    languages = listed(repository.card_data.get("language"))
    return [f"language:{name}" for name in languages] if repository.kind == "dataset" else languages


def _relations(card: dict[str, Any]) -> list[str]:
    relation = card.get("base_model_relation")
    models = listed(card.get("base_model"))
    plain = [f"base_model:{name}" for name in models]
    return plain + ([f"base_model:{relation}:{name}" for name in models] if relation else [])
