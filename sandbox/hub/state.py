"""Everything the local Hub knows, and how it is written down."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from sandbox.hub.model import Collection, Commit, Kind, Owner, Paper, Repository, Webhook

Key = tuple[Kind, str]


@dataclass
class HubState:
    """Repositories by kind and id, the old ids of renamed ones, and the rest by name."""

    repositories: dict[Key, Repository] = field(default_factory=dict)
    moved: dict[Key, str] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    collections: dict[str, Collection] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)

    def find(self, kind: Kind, repo_id: str) -> Repository | None:
        """The repository of that id, whatever its visibility."""
        return self.repositories.get((kind, repo_id))

    def add(self, repository: Repository) -> None:
        """Keep a repository, and its author as an organisation when nobody knows them."""
        key: Key = (repository.kind, repository.id)
        self.repositories[key] = repository
        self.moved.pop(key, None)
        self.owners.setdefault(repository.author, Owner(repository.author, repository.author))

    def of_author(self, author: str, kind: Kind) -> list[Repository]:
        """The public repositories of one author."""
        return [
            repository
            for repository in self.repositories.values()
            if repository.author == author and repository.kind == kind and not repository.private
        ]

    def spaces_with(self, model_id: str) -> list[str]:
        """The public Spaces that use a model, the most liked first."""
        found = [
            repository
            for repository in self.repositories.values()
            if model_id in repository.uses.get("models", []) and not repository.private
        ]
        return [space.id for space in sorted(found, key=lambda each: -each.likes)]

    def to_json(self) -> dict[str, Any]:
        """All of it, as JSON."""
        return {
            "repositories": [dataclasses.asdict(repository) for repository in self.repositories.values()],
            "moved": [[kind, old, new] for (kind, old), new in self.moved.items()],
            **{name: [dataclasses.asdict(each) for each in getattr(self, name).values()] for name in _NAMED},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "HubState":
        """What `to_json` wrote."""
        state = cls()
        for item in data["repositories"]:
            commits = [Commit(**commit) for commit in item.pop("commits")]
            state.repositories[item["kind"], item["id"]] = Repository(**item, commits=commits)
        state.moved = {(kind, old): new for kind, old, new in data["moved"]}
        for name, (build, key) in _NAMED.items():
            setattr(state, name, {item[key]: build(**item) for item in data[name]})
        for collection in state.collections.values():
            collection.items = [(kind, name) for kind, name in collection.items]
        return state


_NAMED: dict[str, tuple[type, str]] = {
    "owners": (Owner, "name"),
    "papers": (Paper, "id"),
    "collections": (Collection, "slug"),
    "webhooks": (Webhook, "id"),
}
