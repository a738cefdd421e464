"""Repositories as the Hub's API gives them: list items, infos, and the fields that `expand` asks for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sandbox.hub.model import Kind, Repository, digest, instant, object_id
from sandbox.hub.readme import README, readme
from sandbox.hub.tags import tags

ABSENT: Final = object()
"""The Hub leaves a field out where it has nothing to say."""

Field = Callable[[Repository], Any]


def siblings(repository: Repository, *, blobs: bool = False) -> list[dict[str, Any]]:
    """The files; with `blobs` also their sizes in bytes and hashes."""
    found = []
    for name, size in sizes(repository).items():
        entry: dict[str, Any] = {"rfilename": name}
        if blobs:
            entry |= {"size": size, "blobId": file_hash(repository, name)[:40]}
            if is_large(name):
                entry["lfs"] = {"sha256": file_hash(repository, name), "size": size, "pointerSize": 135}
        found.append(entry)
    return found


def sizes(repository: Repository) -> dict[str, int]:
    """All file names in order, with their sizes in bytes."""
    texts = {name: len(text.encode()) for name, text in contents(repository).items()}
    return dict(sorted({**repository.files, **texts}.items()))


def contents(repository: Repository) -> dict[str, str]:
    """The files that can be read, README.md among them."""
    card = readme(repository)
    return repository.texts | ({} if card is None else {README: card})


def is_large(name: str) -> bool:
    """Whether the Hub keeps that file outside of git."""
    return name.endswith((".safetensors", ".gguf", ".bin", ".pt", ".onnx", ".parquet", ".npz", ".msgpack"))


def file_hash(repository: Repository, name: str) -> str:
    """64 hex digits that change when the file does; of an upload its SHA-256."""
    return repository.large.get(name) or digest(repository.oid, name, _content(repository, name))


def _content(repository: Repository, name: str) -> str:
    """A file as it can be read; its size stands for what is not kept."""
    card = readme(repository) if name == README else None
    if card is not None:
        return card
    return repository.texts.get(name, str(repository.files.get(name)))


def _or_absent(value: Any) -> Any:
    return value if value not in (None, {}, []) else ABSENT


def _safetensors(repository: Repository) -> Any:
    if not repository.parameters:
        return ABSENT
    return {"parameters": repository.parameters, "total": sum(repository.parameters.values())}


_COMMON: Final[dict[str, Field]] = {
    "_id": lambda repository: repository.oid,
    "id": lambda repository: repository.id,
    "author": lambda repository: repository.author,
    "sha": lambda repository: repository.sha,
    "lastModified": lambda repository: instant(repository.last_modified),
    "createdAt": lambda repository: instant(repository.created_at),
    "private": lambda repository: repository.private,
    "gated": lambda repository: repository.gated,
    "disabled": lambda _: False,
    "tags": tags,
    "likes": lambda repository: repository.likes,
    "trendingScore": lambda repository: repository.trending_score,
    "cardData": lambda repository: _or_absent(repository.card_data),
    "siblings": siblings,
    "usedStorage": lambda repository: sum(sizes(repository).values()),
    "resourceGroup": lambda _: ABSENT,
}

_DOWNLOADS: Final[dict[str, Field]] = {
    "downloads": lambda repository: repository.downloads,
    "downloadsAllTime": lambda repository: repository.downloads * 11,
}

FIELDS: Final[Mapping[Kind, dict[str, Field]]] = {
    "model": _COMMON
    | _DOWNLOADS
    | {
        "modelId": lambda repository: repository.id,
        "pipeline_tag": lambda repository: _or_absent(repository.pipeline_tag),
        "library_name": lambda repository: _or_absent(repository.library),
        "config": lambda repository: _or_absent(repository.config),
        "safetensors": _safetensors,
        "gguf": lambda repository: _or_absent(repository.gguf),
        "model-index": lambda repository: repository.card_data.get("model-index"),
        "evalResults": lambda repository: _or_absent(repository.eval_results),
        "spaces": lambda _: [],
        "baseModels": lambda repository: _base_models(repository),
        "childrenModelCount": lambda _: ABSENT,
        "inference": lambda _: ABSENT,
        "inferenceProviderMapping": lambda _: {},
        "mask_token": lambda _: ABSENT,
        "transformersInfo": lambda _: ABSENT,
        "widgetData": lambda _: ABSENT,
    },
    "dataset": _COMMON
    | _DOWNLOADS
    | {
        "description": lambda repository: repository.summary,
        "citation": lambda _: None,
        "mainSize": lambda repository: sum(repository.files.values()),
        "paperswithcode_id": lambda _: None,
    },
    "space": _COMMON
    | {
        "sdk": lambda repository: repository.sdk,
        "subdomain": lambda repository: repository.id.replace("/", "-").replace(".", "-").lower(),
        "models": lambda repository: repository.uses.get("models", []),
        "datasets": lambda repository: repository.uses.get("datasets", []),
        "region": lambda _: "us",
        "runtime": lambda _: {
            "stage": "RUNNING",
            "hardware": {"current": "cpu-basic", "requested": "cpu-basic"},
        },
    },
}

_ITEM: Final[Mapping[Kind, tuple[str, ...]]] = {
    "model": (
        *(
            "_id",
            "id",
            "likes",
            "trendingScore",
            "private",
            "downloads",
            "tags",
            "pipeline_tag",
            "library_name",
        ),
        *("createdAt", "modelId"),
    ),
    "dataset": (
        *(
            "_id",
            "id",
            "author",
            "disabled",
            "gated",
            "lastModified",
            "likes",
            "trendingScore",
            "private",
            "sha",
        ),
        *("description", "downloads", "tags", "createdAt"),
    ),
    "space": ("_id", "id", "likes", "trendingScore", "private", "sdk", "tags", "createdAt"),
}
_FULL: Final = ("author", "sha", "lastModified", "gated", "disabled", "siblings")
_INFO: Final[Mapping[Kind, tuple[str, ...]]] = {
    "model": (
        *(
            "_id",
            "id",
            "private",
            "pipeline_tag",
            "library_name",
            "tags",
            "downloads",
            "likes",
            "modelId",
            "author",
        ),
        *(
            "sha",
            "lastModified",
            "gated",
            "disabled",
            "model-index",
            "config",
            "cardData",
            "siblings",
            "spaces",
        ),
        *("createdAt", "safetensors", "gguf", "usedStorage"),
    ),
    "dataset": (
        *("_id", "id", "author", "sha", "lastModified", "private", "gated", "disabled", "tags", "citation"),
        *(
            "description",
            "paperswithcode_id",
            "downloads",
            "likes",
            "cardData",
            "siblings",
            "createdAt",
            "usedStorage",
        ),
    ),
    "space": (
        *(
            "_id",
            "id",
            "author",
            "sha",
            "lastModified",
            "private",
            "gated",
            "disabled",
            "tags",
            "likes",
            "sdk",
        ),
        *("subdomain", "models", "datasets", "runtime", "cardData", "siblings", "createdAt", "usedStorage"),
    ),
}


def expandable(kind: Kind) -> list[str]:
    """The field names that `expand` knows for that kind."""
    return sorted(FIELDS[kind].keys() - {"_id", "id", "modelId"})


def pick(repository: Repository, names: Iterable[str]) -> dict[str, Any]:
    """Those fields of a repository that are there; a captured info gives its own."""
    if repository.raw is not None:
        return {name: repository.raw[name] for name in names if name in repository.raw}
    fields = FIELDS[repository.kind]
    found = {name: fields[name](repository) for name in names}
    return {name: value for name, value in found.items() if value is not ABSENT}


def expanded(repository: Repository, names: Iterable[str]) -> dict[str, Any]:
    """Only the fields asked for, and the ids."""
    return pick(repository, ("_id", "id", *names))


def item(repository: Repository, *, full: bool, card_data: bool, config: bool) -> dict[str, Any]:
    """One entry of a list."""
    names = [*_ITEM[repository.kind], *(_FULL if full else ())]
    names += ["cardData"] if card_data or (full and repository.kind != "model") else []
    names += ["config"] if config and repository.kind == "model" else []
    return pick(repository, dict.fromkeys(names))


def info(repository: Repository, *, blobs: bool = False) -> dict[str, Any]:
    """The whole info, as `/api/models/{id}` gives it."""
    if repository.raw is not None:
        return repository.raw
    found = pick(repository, _INFO[repository.kind])
    if blobs:
        found["siblings"] = siblings(repository, blobs=True)
    return found


def _base_models(repository: Repository) -> Any:
    relations = [
        tag.split(":", 2)[1:]
        for tag in tags(repository)
        if tag.startswith("base_model:") and tag.count(":") == 2
    ]
    if not relations:
        return ABSENT
    models = [{"_id": object_id("model", name), "id": name} for _, name in relations]
    return {"relation": relations[0][0], "models": models}
