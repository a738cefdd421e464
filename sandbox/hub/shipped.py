"""The catalogue that comes with the sandbox: facts of well-known public repositories, in our own words."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from sandbox.hub.facts import BadFacts
from sandbox.hub.hub import Hub
from sandbox.hub.model import Kind


@dataclass(frozen=True)
class Entry:
    """One repository of the catalogue."""

    kind: Kind
    id: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """What is on the Hub from the beginning, and what can be published with one press."""

    there: tuple[Entry, ...] = ()
    to_publish: tuple[Entry, ...] = ()
    owners: tuple[dict[str, Any], ...] = ()
    papers: tuple[dict[str, Any], ...] = ()
    collections: tuple[dict[str, Any], ...] = ()
    renamed: tuple[tuple[Kind, str, str], ...] = ()

    def entry(self, repo_id: str) -> Entry:
        """The entry of that id; raises BadFacts."""
        for entry in self.to_publish:
            if entry.id == repo_id:
                return entry
        raise BadFacts(f"The catalogue has no {repo_id} to publish.")


@cache
def load() -> Catalogue:
    """Read the shipped files, once."""
    folder = resources.files("sandbox.hub") / "catalogue"
    parts: dict[str, list[Any]] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        for name, items in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            parts.setdefault(name, []).extend(items)
    return Catalogue(
        there=tuple(_entry(item) for item in parts["there"]),
        to_publish=tuple(_entry(item) for item in parts["to_publish"]),
        owners=tuple(parts["owners"]),
        papers=tuple(parts["papers"]),
        collections=tuple(parts["collections"]),
        renamed=tuple((item["kind"], item["old"], item["new"]) for item in parts["renamed"]),
    )


def stock(hub: Hub, catalogue: Catalogue) -> None:
    """Put everything onto the Hub that is there from the beginning."""
    for owner in catalogue.owners:
        hub.add_owner(owner)
    for entry in catalogue.there:
        hub.put(entry.facts)
    for paper in catalogue.papers:
        hub.add_paper(paper)
    for collection in catalogue.collections:
        items = [(str(kind), str(name)) for kind, name in collection["items"]]
        hub.add_collection(collection["owner"], collection["title"], items, collection.get("description", ""))
    for kind, old, new in catalogue.renamed:
        hub.state.moved[kind, old] = new


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(item.get("kind", "model"), item["id"], item)
