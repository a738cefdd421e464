"""From a few stated facts to a whole repository: what the catalogue and the control API give."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, get_args

from sandbox.hub import readme
from sandbox.hub.model import KINDS, Gated, Kind, Repository, object_id, seconds
from sandbox.hub.tags import listed

RELATIONS: Final = ("finetune", "adapter", "quantized", "merge")
GATES: Final = get_args(Gated)
DAY: Final = 86_400.0

_BYTES_PER_DTYPE: Final = {8: ("F64", "I64"), 4: ("F32", "I32", "U32"), 1: ("F8_E4M3", "F8_E5M2", "I8", "U8")}
# Bits per weight of llama.cpp's quantisations, rounded: enough for believable file sizes.
_BITS_PER_WEIGHT: Final = {
    "Q2_K": 3.0,
    "Q3_K_M": 3.9,
    "Q4_K_M": 4.9,
    "Q5_K_M": 5.7,
    "Q6_K": 6.6,
    "Q8_0": 8.5,
    "BF16": 16.0,
}
_SHARD_BYTES: Final = 4_900_000_000


class BadFacts(ValueError):
    """The facts given for a repository do not hold together; its text says why."""


@dataclass(frozen=True)
class Facts:
    """What can be said about a repository; everything but kind and id may be left out.

    `parameters` is a number (BF16 is then assumed) or numbers by dtype; `base_model` is an id, a list of ids,
    or {relation: id or ids}; `licence` is an id or {id, name, link}; `quantisations` names the GGUF files;
    `created_days_ago` is when the repository was made, which may be long before it is public.
    """

    kind: Kind
    id: str
    summary: str = ""
    pipeline_tag: str | None = None
    library: str | None = None
    parameters: int | Mapping[str, int] | None = None
    quantisations: tuple[str, ...] = ()
    context_length: int | None = None
    architecture: str | None = None
    licence: str | Mapping[str, str] | None = None
    languages: tuple[str, ...] = ()
    base_model: str | tuple[str, ...] | Mapping[str, Any] | None = None
    datasets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    gated: Gated = False
    private: bool = False
    files: Mapping[str, int] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    card_data: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] | None = None
    gguf: Mapping[str, Any] | None = None
    eval_results: tuple[Mapping[str, Any], ...] = ()
    model_index: Any = None
    sdk: str | None = None
    readme: str | None = None
    created_days_ago: float = 0.0
    created_at: str | None = None
    downloads: int = 0
    likes: int = 0
    trending_score: int = 0
    raw: Mapping[str, Any] | None = None


_NAMES: Final = frozenset(each.name for each in fields(Facts))
_LISTS: Final = frozenset(
    {"quantisations", "languages", "datasets", "models", "papers", "tags", "eval_results"}
)


def read_facts(stated: Mapping[str, Any]) -> Facts:
    """Check what was stated; raises BadFacts with a sentence for whoever stated it."""
    unknown = sorted(stated.keys() - _NAMES)
    if unknown:
        raise BadFacts(f"Unknown facts: {', '.join(unknown)}.")
    repo_id, kind = stated.get("id"), stated.get("kind", "model")
    if not isinstance(repo_id, str) or not repo_id or repo_id.count("/") > 1:
        raise BadFacts('A repository needs an "id" such as "author/name".')
    if kind not in KINDS:
        raise BadFacts(f'"kind" is one of {", ".join(KINDS)}, not {kind!r}.')
    if stated.get("gated", False) not in GATES:
        raise BadFacts('"gated" is false, "auto" or "manual".')
    base = stated.get("base_model")
    if isinstance(base, Mapping) and not (len(base) == 1 and next(iter(base)) in RELATIONS):
        raise BadFacts(f'"base_model" names one relation of {", ".join(RELATIONS)}.')
    if not isinstance(stated.get("parameters"), int | Mapping | None):
        raise BadFacts('"parameters" is a number, or numbers by dtype.')
    lists = {name: tuple(listed(stated[name])) for name in stated.keys() & _LISTS}
    return Facts(**{**stated, "kind": kind, **lists})


def build(facts: Facts, *, now: float) -> Repository:
    """The repository that those facts describe, with its first commit; not yet public."""
    raw = facts.raw or {}
    stated = facts.created_at or raw.get("createdAt")
    created_at = seconds(stated) if stated else now - facts.created_days_ago * DAY
    files = dict(facts.files if facts.files is not None else _files(facts))
    repository = Repository(
        kind=facts.kind,
        id=facts.id,
        oid=raw.get("_id") or object_id(facts.kind, facts.id, str(created_at)),
        created_at=created_at,
        private=facts.private,
        gated=raw.get("gated", facts.gated),
        pipeline_tag=raw.get("pipeline_tag", facts.pipeline_tag),
        library=facts.library or _library(facts),
        summary=facts.summary,
        tags=[*facts.tags, *(f"arxiv:{paper}" for paper in facts.papers)],
        card_data=_card_data(facts),
        config=_config(facts),
        parameters=_parameters(facts),
        gguf=_gguf(facts),
        files=files,
        texts=_texts(facts, files),
        downloads=facts.downloads,
        likes=facts.likes,
        trending_score=facts.trending_score,
        sdk=facts.sdk or ("gradio" if facts.kind == "space" else None),
        uses={"models": list(facts.models), "datasets": list(facts.datasets)}
        if facts.kind == "space"
        else {},
        eval_results=[dict(result) for result in facts.eval_results],
        raw=dict(facts.raw) if facts.raw is not None else None,
    )
    _write_readme(repository, facts)
    repository.commit(_first_commit_at(facts, created_at), "initial commit")
    return repository


def _first_commit_at(facts: Facts, created_at: float) -> float:
    modified = (facts.raw or {}).get("lastModified")
    return seconds(modified) if isinstance(modified, str) else created_at


def _write_readme(repository: Repository, facts: Facts) -> None:
    if facts.readme is not None:
        stated, repository.body = readme.split(facts.readme)
        repository.card_data |= stated
    elif facts.raw is None:
        repository.body = readme.body(repository)


def _library(facts: Facts) -> str | None:
    if facts.kind != "model":
        return None
    return None if facts.quantisations else "transformers"


def _by_dtype(facts: Facts) -> dict[str, int]:
    stated = facts.parameters
    if stated is None:
        return {}
    return {"BF16": stated} if isinstance(stated, int) else dict(stated)


def _parameters(facts: Facts) -> dict[str, int]:
    return {} if facts.quantisations else _by_dtype(facts)


def _gguf(facts: Facts) -> dict[str, Any] | None:
    if facts.gguf is not None:
        return dict(facts.gguf)
    if not facts.quantisations:
        return None
    total = sum(_by_dtype(facts).values())
    stated = {"total": total, "architecture": facts.architecture, "context_length": facts.context_length}
    stated["totalFileSize"] = sum(_quantised(facts).values())
    return {name: value for name, value in stated.items() if value}


def _config(facts: Facts) -> dict[str, Any] | None:
    if facts.config is not None:
        return dict(facts.config)
    if facts.kind != "model" or facts.architecture is None or facts.quantisations:
        return None
    return {
        "architectures": [f"{facts.architecture.title().replace('_', '')}ForCausalLM"],
        "model_type": facts.architecture,
    }


def _texts(facts: Facts, files: Mapping[str, int]) -> dict[str, str]:
    """The files that can be read; a config.json tells more than the part of it that stands in an info."""
    if "config.json" not in files or "config.json" in facts.texts:
        return dict(facts.texts)
    stated = (facts.raw or {}).get("config") or _config(facts) or {}
    length = {} if facts.context_length is None else {"max_position_embeddings": facts.context_length}
    return {**facts.texts, "config.json": json.dumps({**stated, **length}, indent=2)}


def _card_data(facts: Facts) -> dict[str, Any]:
    licence = {"id": facts.licence} if isinstance(facts.licence, str) else dict(facts.licence or {})
    base, relation = facts.base_model, None
    if isinstance(base, Mapping):
        relation, base = next(iter(base.items()))
    stated = {
        "license": licence.get("id"),
        "license_name": licence.get("name"),
        "license_link": licence.get("link"),
        "language": list(facts.languages),
        "library_name": facts.library,
        "pipeline_tag": facts.pipeline_tag,
        "base_model": base if isinstance(base, str) or base is None else list(base),
        "base_model_relation": relation,
        "datasets": list(facts.datasets) if facts.kind == "model" else None,
        "sdk": facts.sdk if facts.kind == "space" else None,
        "model-index": facts.model_index,
    }
    return {name: value for name, value in stated.items() if value} | dict(facts.card_data)


def _files(facts: Facts) -> dict[str, int]:
    if facts.kind == "dataset":
        return {".gitattributes": 2_461, "data/train-00000-of-00001.parquet": 48_234_112}
    if facts.kind == "space":
        return {".gitattributes": 1_519, "app.py": 6_204, "requirements.txt": 71}
    return {".gitattributes": 1_519} | (_quantised(facts) if facts.quantisations else _weights(facts))


def _quantised(facts: Facts) -> dict[str, int]:
    unknown = sorted(set(facts.quantisations) - _BITS_PER_WEIGHT.keys())
    if unknown:
        raise BadFacts(f"Unknown quantisations: {', '.join(unknown)}.")
    total, name = sum(_by_dtype(facts).values()), facts.id.split("/")[-1].removesuffix("-GGUF")
    return {f"{name}-{kind}.gguf": int(total * _BITS_PER_WEIGHT[kind] / 8) for kind in facts.quantisations}


def _bytes(dtype: str) -> int:
    return next((size for size, names in _BYTES_PER_DTYPE.items() if dtype in names), 2)


def _weights(facts: Facts) -> dict[str, int]:
    small = {
        "config.json": 743,
        "generation_config.json": 181,
        "tokenizer.json": 9_085_657,
        "tokenizer_config.json": 5_412,
    }
    stored = int(sum(count * _bytes(dtype) for dtype, count in _by_dtype(facts).items()))
    if not stored:
        return small
    shards = -(-stored // _SHARD_BYTES)
    if shards == 1:
        return small | {"model.safetensors": stored}
    names = [f"model-{number:05}-of-{shards:05}.safetensors" for number in range(1, shards + 1)]
    each = dict.fromkeys(names, stored // shards) | {"model.safetensors.index.json": 23_950}
    return small | each | {names[-1]: stored - (shards - 1) * (stored // shards)}


def as_kind(text: str) -> Kind:
    """A kind from a path (`model` or `models`); raises BadFacts."""
    singular = text.removesuffix("s")
    if singular not in KINDS:
        raise BadFacts(f"There is no kind {text!r}.")
    return singular
