"""The local Hub without its server: what it knows, and the verbs that change it."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.hub import readme, wire
from sandbox.hub.events import Events, EventType
from sandbox.hub.facts import GATES, BadFacts, build, read_facts
from sandbox.hub.limits import Limits
from sandbox.hub.model import Collection, Commit, Kind, Owner, Paper, Repository, instant, object_id, seconds
from sandbox.hub.pushing import Blobs, Push
from sandbox.hub.state import HubState
from sandbox.journal import Journal

_CHANGES: Final = frozenset(
    {"private", "rename", "gated", "card_data", "readme", "files", "texts", "config", "commit"}
)
_CONTENT: Final = frozenset({"card_data", "readme", "files", "texts", "config", "commit"})
ITEMS: Final = ("model", "dataset", "space", "paper")
_PAPER: Final = frozenset(each.name for each in fields(Paper))


@dataclass(frozen=True)
class Happening:
    """A change as webhooks tell it: `action` and `scope` in the wire's words, `extra` in the payload."""

    action: str
    scope: str
    repository: Repository
    extra: dict[str, Any] = field(default_factory=dict)


class Hub:
    """Everything the local Hub knows. Changes are told to `events`, and to `on_happening` for webhooks."""

    def __init__(self, state: HubState, clock: Clock) -> None:
        self.state = state
        self.clock = clock
        self.events = Events()
        self.faults = Faults()
        self.journal = Journal()
        self.limits = Limits()
        self.blobs = Blobs()
        self.on_change: Callable[[], None] = lambda: None
        self.on_happening: Callable[[Happening], None] = lambda _: None

    def publish(self, stated: Mapping[str, Any]) -> Repository:
        """Make the repository that `stated` describes public now; raises BadFacts."""
        facts = read_facts(stated)
        if self.state.find(facts.kind, facts.id) is not None:
            raise BadFacts(f"{facts.id} is already on this Hub.")
        now = self.clock.time()
        repository = build(facts, now=now)
        self.state.add(repository)
        if repository.private:
            self.on_change()
            return repository
        repository.published_at = now
        born_public = repository.created_at >= now
        happening = Happening("create", "repo", repository) if born_public else _flip(repository)
        self._tell("PUBLISHED", repository, happening)
        return repository

    def put(self, stated: Mapping[str, Any]) -> Repository:
        """Place a repository that has been public since its creation; nobody is told."""
        repository = build(read_facts(stated), now=self.clock.time())
        repository.published_at = None if repository.private else repository.created_at
        self.state.add(repository)
        return repository

    def change(self, kind: Kind, repo_id: str, stated: Mapping[str, Any]) -> Repository:
        """Flip, rename, gate, or commit to a repository; raises BadFacts."""
        unknown = sorted(stated.keys() - _CHANGES)
        if unknown:
            raise BadFacts(f"Unknown changes: {', '.join(unknown)}.")
        repository = self._existing(kind, repo_id)
        if stated.get("gated", False) not in GATES:
            raise BadFacts('"gated" is false, "auto" or "manual".')
        if "gated" in stated:
            repository.gated = stated["gated"]
            gated = Happening("update", "repo.config", repository, {"updatedConfig": {}})
            self._tell("CHANGED", repository, gated)
        if stated.keys() & _CONTENT:
            self._commit(repository, stated)
        if "private" in stated:
            self._flip(repository, private=bool(stated["private"]))
        if "rename" in stated:
            self._rename(repository, str(stated["rename"]))
        return repository

    def push(self, repository: Repository, push: Push) -> Commit:
        """A commit by the repository's owner: what goes first, then what is written."""
        for name in [*repository.files, *repository.texts]:
            if any(name == gone or (gone.endswith("/") and name.startswith(gone)) for gone in push.gone):
                for kept in (repository.files, repository.texts, repository.large):
                    kept.pop(name, None)
        if "README.md" in push.gone:
            repository.card_data, repository.body = {}, None
        repository.large |= push.large
        sizes = {name: len(self.blobs.kept[oid]) for name, oid in push.large.items()}
        texts = {name: text for name, text in push.texts.items() if name != "README.md"}
        readme_ = {"readme": push.texts["README.md"]} if "README.md" in push.texts else {}
        self._commit(repository, {"files": sizes, "texts": texts, "commit": push.title, **readme_})
        return repository.commits[0]

    def put_file(self, repository: Repository, name: str, content: bytes) -> None:
        """A commit with a large file whose bytes can be fetched."""
        oid = hashlib.sha256(content).hexdigest()
        self.blobs.kept[oid] = content
        self.push(repository, Push(title=f"Upload {name}", large={name: oid}))

    def squash(self, repository: Repository, title: str) -> None:
        """Fold all commits into one, which nobody is told of as a new one would be."""
        repository.commits = [repository.commit(self.clock.time(), title)]
        self.on_change()

    def delete(self, kind: Kind, repo_id: str) -> None:
        """Remove a repository; raises BadFacts."""
        repository = self._existing(kind, repo_id)
        del self.state.repositories[kind, repo_id]
        self._tell("DELETED", repository, Happening("delete", "repo", repository))

    def add_paper(self, stated: Mapping[str, Any]) -> Paper:
        """Submit a paper to the daily papers; times may be left out or ISO texts; raises BadFacts."""
        unknown = sorted(stated.keys() - _PAPER)
        if unknown:
            raise BadFacts(f"Unknown facts: {', '.join(unknown)}.")
        if not {"id", "title"} <= stated.keys():
            raise BadFacts('A paper needs an "id" and a "title".')
        now = self.clock.time()
        times = {
            name: seconds(stated[name]) if name in stated else now
            for name in ("published_at", "submitted_at")
        }
        defaults: dict[str, Any] = {"summary": "", "authors": [], "submitted_by": "essai"}
        paper = Paper(**{**defaults, **stated, **times})
        self.state.papers[paper.id] = paper
        self.events.send("PUBLISHED", {"kind": "paper", "id": paper.id, "title": paper.title})
        self.on_change()
        return paper

    def add_owner(self, stated: Mapping[str, Any]) -> Owner:
        """Introduce an organisation or a user."""
        owner = Owner(**stated)
        self.state.owners[owner.name] = owner
        return owner

    def add_collection(
        self, owner: str, title: str, items: list[tuple[str, str]], description: str = ""
    ) -> Collection:
        """Make a collection; its slug ends in its object id, as on the Hub."""
        words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
        slug = f"{owner}/{words}-{object_id('collection', owner, title)}"
        collection = Collection(slug, title, owner, items, self.clock.time(), description)
        self.state.collections[slug] = collection
        self.on_change()
        return collection

    def add_to_collection(self, slug: str, kind: str, name: str) -> Collection:
        """Add a repository or a paper to a collection; raises BadFacts."""
        collection = self.state.collections.get(slug)
        if collection is None:
            raise BadFacts(f"There is no collection {slug} on this Hub.")
        if kind not in ITEMS or (kind, name) in collection.items:
            raise BadFacts(f"{kind} {name} cannot be added to {slug}.")
        collection.items.append((kind, name))
        collection.updated_at = self.clock.time()
        self.on_change()
        return collection

    def _existing(self, kind: Kind, repo_id: str) -> Repository:
        repository = self.state.find(kind, repo_id)
        if repository is None:
            raise BadFacts(f"There is no {kind} {repo_id} on this Hub.")
        return repository

    def _commit(self, repository: Repository, stated: Mapping[str, Any]) -> None:
        repository.commits[0].files = wire.siblings(repository, blobs=True)
        if "readme" in stated:
            repository.card_data, repository.body = readme.split(str(stated["readme"]))
        repository.card_data |= stated.get("card_data", {})
        repository.files |= {str(name): int(size) for name, size in stated.get("files", {}).items()}
        repository.texts |= {str(name): str(text) for name, text in stated.get("texts", {}).items()}
        if "config" in stated:
            repository.config = (repository.config or {}) | dict(stated["config"])
        before = repository.sha
        title = str(stated.get("commit") or "Update README.md")
        after = repository.commit(self.clock.time(), title)
        moved = {"updatedRefs": [{"ref": "refs/heads/main", "oldSha": before, "newSha": after.sha}]}
        self._tell("CHANGED", repository, Happening("update", "repo.content", repository, moved))

    def _flip(self, repository: Repository, *, private: bool) -> None:
        if repository.private == private:
            return
        repository.private = private
        repository.published_at = None if private else self.clock.time()
        self._tell("CHANGED" if private else "PUBLISHED", repository, _flip(repository))

    def _rename(self, repository: Repository, new: str) -> None:
        kind, old = repository.kind, repository.id
        if self.state.find(kind, new) is not None or new.count("/") != 1:
            raise BadFacts(f"{old} cannot become {new}.")
        before = replace(repository)
        del self.state.repositories[kind, old]
        self.state.moved = {key: new if to == old else to for key, to in self.state.moved.items()}
        self.state.moved[kind, old] = new
        repository.id = new
        if repository.raw is not None:
            repository.raw["id"] = new
        self.state.add(repository)
        moved_to = {"name": new, "owner": {"id": self.state.owners[repository.author].oid}}
        self._tell("CHANGED", repository, Happening("move", "repo", before, {"movedTo": moved_to}))

    def _tell(self, event: EventType, repository: Repository, happening: Happening) -> None:
        self.events.send(event, summary(repository))
        self.on_happening(happening)
        self.on_change()


def _flip(repository: Repository) -> Happening:
    return Happening("update", "repo.config", repository, {"updatedConfig": {"private": repository.private}})


def summary(repository: Repository) -> dict[str, Any]:
    """A repository in the words of the control API; times are ISO texts."""
    of_models = ("pipeline_tag", "safetensors", "gguf") if repository.kind == "model" else ()
    stated = wire.pick(repository, ("createdAt", "cardData", *of_models))
    card, published = stated.get("cardData") or {}, repository.published_at
    return {
        "kind": repository.kind,
        "id": repository.id,
        "author": repository.author,
        "private": repository.private,
        "created_at": stated.get("createdAt"),
        "published_at": None if published is None else instant(published),
        "gated": repository.gated,
        "pipeline_tag": stated.get("pipeline_tag"),
        "parameters": (stated.get("safetensors") or stated.get("gguf") or {}).get("total"),
        "licence": card.get("license_name") or card.get("license"),
    }
