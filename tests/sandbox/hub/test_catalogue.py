"""The shipped catalogue."""

from collections import Counter

import pytest

from sandbox.hub import wire
from sandbox.hub.facts import build, read_facts
from sandbox.hub.shipped import Entry, load

CATALOGUE = load()
ENTRIES = (*CATALOGUE.there, *CATALOGUE.to_publish)


def test_there_are_about_sixty_repositories_half_of_them_still_to_come() -> None:
    assert 55 <= len(ENTRIES) <= 75
    assert min(len(CATALOGUE.there), len(CATALOGUE.to_publish)) >= 25
    assert {entry.kind for entry in CATALOGUE.to_publish} == {"model", "dataset", "space"}


def test_no_repository_is_there_twice() -> None:
    counts = Counter((entry.kind, entry.id) for entry in ENTRIES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_author_is_introduced() -> None:
    assert {entry.id.split("/")[0] for entry in ENTRIES} <= {owner["name"] for owner in CATALOGUE.owners}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.kind}:{entry.id}")
def test_an_entry_is_described_in_one_sentence_and_gives_a_whole_info(entry: Entry) -> None:
    repository = build(read_facts({"kind": entry.kind, **entry.facts}), now=0.0)
    assert repository.summary.endswith(".")
    assert 20 <= len(repository.summary) <= 160
    info = wire.info(repository, blobs=True)
    assert info["id"] == entry.id
    assert info["tags"][-1] == "region:us"
    assert all(sibling["size"] > 0 for sibling in info["siblings"])
    assert repository.summary in wire.contents(repository)["README.md"]


def test_renamed_repositories_lead_to_some_that_are_there() -> None:
    there = {(entry.kind, entry.id) for entry in CATALOGUE.there}
    assert {(kind, new) for kind, _, new in CATALOGUE.renamed} <= there
