"""From the Hub's JSON to values. Real answers miss fields and hold odd ones; none of them may stop a watch.

huggingface_hub's own classes raise on some of these and lose fields of others, so they are not used here.
"""

import json
from collections.abc import Mapping
from typing import Any, Final, get_args

from bot.hub.errors import HubRubbish
from bot.hub.fields import Fields
from bot.hub.models import (
    Author,
    Collection,
    Commit,
    EvalResult,
    File,
    Gated,
    Item,
    Kind,
    Licence,
    Paper,
    Relation,
    Repository,
    prefixed,
)

_RELATIONS: Final[Mapping[str, Relation]] = {relation: relation for relation in get_args(Relation)}


def read_repository(kind: Kind, data: Any) -> Repository:
    """The repository that an item of a list or an info describes; raises HubRubbish without an id."""
    if isinstance(data, dict) and isinstance(data.get("repoData"), dict):
        # The trending list wraps its items.
        data = data["repoData"]
    fields = _fields(data, "a repository")
    repo_id = _there(fields.text("id") or fields.text("modelId"), "a repository has an id")
    card = fields.object("cardData")
    tags = fields.texts("tags")
    safetensors, gguf = fields.object("safetensors"), fields.object("gguf")
    files = _files(fields)
    size, size_is_storage = _size(files, fields)
    return Repository(
        kind=kind,
        id=repo_id,
        key=fields.text("_id") or f"{kind}:{repo_id}",
        author=fields.text("author") or repo_id.split("/", maxsplit=1)[0],
        sha=fields.text("sha"),
        created_at=fields.moment("createdAt"),
        last_modified=fields.moment("lastModified"),
        private=fields.truth("private"),
        gated=_gated(fields),
        pipeline_tag=fields.text("pipeline_tag"),
        library=fields.text("library_name"),
        licence=_licence(card, tags),
        languages=_languages(card, tags),
        tags=tags,
        base_models=_base_models(card, tags),
        datasets=prefixed(tags, "dataset:") or card.texts("datasets"),
        parameters=_parameters(fields, safetensors, gguf),
        parameters_by_dtype=_by_dtype(safetensors),
        context_length=_context_length(fields, gguf),
        chat_template=_chat_template(fields, gguf),
        size_bytes=size,
        size_is_storage=size_is_storage,
        files=files,
        spaces=fields.texts("spaces") if kind == "model" else (),
        models=(fields.texts("models") or card.texts("models")) if kind == "space" else (),
        hardware=_hardware(fields, card),
        rows=_rows(card),
        downloads=fields.integer("downloads"),
        likes=fields.integer("likes"),
        trending_score=fields.number("trendingScore"),
        description=fields.text("description"),
        sdk=fields.text("sdk"),
        card_data=card.data,
        model_index=data.get("model-index"),
        eval_results=_eval_results(fields),
        oddities=fields.oddities,
    )


def _gated(fields: Fields) -> Gated:
    match fields.data.get("gated"):
        case "manual":
            return "manual"
        case "auto" | True:
            # Before it told how, the Hub only told whether.
            return "auto"
        case None | False:
            return False
    fields.odd("gated")
    return False


def _licence(card: Fields, tags: tuple[str, ...]) -> Licence | None:
    ids = card.texts("license") or prefixed(tags, "license:")
    if not ids:
        return None
    return Licence(", ".join(ids), card.text("license_name"), card.text("license_link"))


def _languages(card: Fields, tags: tuple[str, ...]) -> tuple[str, ...]:
    # A model's tags name languages without a prefix, among everything else: only the card is clear.
    return card.texts("language") or prefixed(tags, "language:")


def _base_models(card: Fields, tags: tuple[str, ...]) -> tuple[tuple[Relation, str], ...]:
    stated = _RELATIONS.get(card.text("base_model_relation") or "", "unknown")
    found: dict[str, Relation] = {}
    for name in prefixed(tags, "base_model:"):
        relation, colon, repo_id = name.partition(":")
        if not colon:
            found.setdefault(name, stated)
        elif relation in _RELATIONS and repo_id:
            found[repo_id] = _RELATIONS[relation]
    # A card keeps the old id of a base model that was renamed; the tags have the new one.
    for name in () if found else card.texts("base_model"):
        found[name] = stated
    return tuple((relation, repo_id) for repo_id, relation in found.items())


def _parameters(fields: Fields, safetensors: Fields, gguf: Fields) -> int | None:
    # The trending list gives the same count under a name of its own; zero says that nothing was counted.
    return safetensors.integer("total") or gguf.integer("total") or fields.integer("numParameters") or None


def _by_dtype(safetensors: Fields) -> tuple[tuple[str, int], ...]:
    counts = safetensors.object("parameters")
    found = ((dtype, counts.integer(dtype)) for dtype in counts.data)
    return tuple((dtype, count) for dtype, count in found if count is not None)


def _context_length(fields: Fields, gguf: Fields) -> int | None:
    return (
        gguf.integer("context_length") or fields.object("config").integer("max_position_embeddings") or None
    )


def _files(fields: Fields) -> tuple[File, ...]:
    found = (
        (sibling.text("rfilename"), sibling.integer("size"), _digest(sibling))
        for sibling in fields.objects("siblings")
    )
    return tuple(File(name, size, digest) for name, size, digest in found if name is not None)


def _digest(sibling: Fields) -> str | None:
    # Large files are kept outside of git, and there have a hash of their own.
    return sibling.object("lfs").text("sha256") or sibling.text("blobId")


def _chat_template(fields: Fields, gguf: Fields) -> str | None:
    # A template is one text, or several with names.
    stated = fields.object("config").object("tokenizer_config").data.get("chat_template")
    return json.dumps(stated, sort_keys=True) if stated else gguf.text("chat_template")


def _size(files: tuple[File, ...], fields: Fields) -> tuple[int | None, bool]:
    """Bytes, and whether they include older revisions."""
    sizes = [file.size for file in files if file.size is not None]
    if files and len(sizes) == len(files):
        return sum(sizes), False
    storage = fields.integer("usedStorage")
    return storage, storage is not None


def _hardware(fields: Fields, card: Fields) -> str | None:
    stated = fields.object("runtime").object("hardware")
    return stated.text("current") or stated.text("requested") or card.text("suggested_hardware")


def _rows(card: Fields) -> int | None:
    """The sum over all parts of all configurations, where a dataset's card counts every one of them."""
    info = card.data.get("dataset_info")
    configurations = (
        list(card.objects("dataset_info")) if isinstance(info, list) else [card.object("dataset_info")]
    )
    counts = [split.integer("num_examples") for each in configurations for split in each.objects("splits")]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _eval_results(fields: Fields) -> tuple[EvalResult, ...]:
    found = []
    for entry in fields.objects("evalResults"):
        if "error" in entry.data:
            # A file that the Hub could not read stands as {"filename", "error"}.
            fields.odd("evalResults")
            continue
        # The client's documentation nests an entry in "data", the files do not.
        inner = entry.object("data") if "data" in entry.data else entry
        dataset = inner.object("dataset")
        found.append(
            EvalResult(dataset.text("id"), dataset.text("task_id"), inner.number("value"), inner.data)
        )
    return tuple(found)


def read_paper(data: Any) -> Paper:
    """A daily paper, whose own fields sit one level below the list's; raises HubRubbish without an id."""
    outer = _fields(data, "a paper")
    inner = outer.object("paper") if "paper" in data else outer
    paper_id, title = (
        _there(inner.text("id"), "a paper has an id"),
        inner.text("title") or outer.text("title"),
    )
    submitter = inner.object("submittedOnDailyBy")
    return Paper(
        id=paper_id,
        title=title or paper_id,
        summary=inner.text("summary") or outer.text("summary"),
        ai_summary=inner.text("ai_summary"),
        ai_keywords=inner.texts("ai_keywords"),
        authors=tuple(name for each in inner.objects("authors") if (name := each.text("name")) is not None),
        published_at=inner.moment("publishedAt"),
        submitted_at=inner.moment("submittedOnDailyAt"),
        submitted_by=submitter.text("user") or submitter.text("name"),
        organization=inner.object("organization").text("name") or outer.object("organization").text("name"),
        upvotes=inner.integer("upvotes"),
        comments=outer.integer("numComments"),
        github_repo=inner.text("githubRepo"),
        project_page=inner.text("projectPage"),
        thumbnail=outer.text("thumbnail"),
        models=_ids(inner, "linkedModels"),
        datasets=_ids(inner, "linkedDatasets"),
        oddities=outer.oddities,
    )


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(found for each in fields.objects(name) if (found := each.text("id")) is not None)


def read_collection(data: Any) -> Collection:
    """A collection with its items; raises HubRubbish without a slug."""
    fields = _fields(data, "a collection")
    slug = _there(fields.text("slug"), "a collection has a slug")
    found = ((item.text("type"), item.text("id")) for item in fields.objects("items"))
    owner = fields.object("owner")
    return Collection(
        slug=slug,
        title=fields.text("title") or slug,
        owner=owner.text("name") or slug.partition("/")[0],
        items=tuple(Item(kind, name) for kind, name in found if kind and name),
    )


def read_commit(data: Any) -> Commit:
    """A commit of a list; raises HubRubbish without its hash."""
    fields = _fields(data, "a commit")
    sha = _there(fields.text("id"), "a commit has a hash")
    return Commit(sha, fields.text("title") or sha[:7], fields.moment("date"))


def read_author(data: Any) -> Author:
    """The overview of an organisation or of a user; raises HubRubbish without a name."""
    fields = _fields(data, "an overview")
    user = fields.text("user")
    name = _there(user or fields.text("name"), "an overview has a name")
    return Author(
        name=name,
        fullname=fields.text("fullname") or name,
        type="user" if user else "org",
        avatar_url=fields.text("avatarUrl"),
        models=fields.integer("numModels"),
        datasets=fields.integer("numDatasets"),
        spaces=fields.integer("numSpaces"),
        followers=fields.integer("numFollowers"),
    )


def _fields(data: Any, what: str) -> Fields:
    if not isinstance(data, dict):
        raise HubRubbish(f"{what} is an object")
    return Fields(data)


def _there(text: str | None, needed: str) -> str:
    if text is None:
        raise HubRubbish(needed)
    return text
