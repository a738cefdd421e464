"""What was chosen for a notebook before its file is opened again."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from bot.notebooks.facts import OpenIn
from bot.notebooks.links import MOST
from bot.notebooks.origins import merged
from bot.notebooks.reader import Opened
from bot.notebooks.shared import Draft, New


def with_places(opened: Opened, places: Sequence[OpenIn]) -> Opened:
    """The notebook with where its author says that it can be opened, before what it says itself."""
    facts = opened.looked.facts
    facts = replace(facts, links=merged(places, facts.links, MOST))
    return replace(opened, looked=replace(opened.looked, facts=facts))


def as_in(draft: Draft, opened: Opened) -> Opened:
    """The notebook with the places of its draft, and the summary that a language model wrote for that."""
    known = draft.looked.facts
    opened = with_places(opened, known.links)
    if known.summarised_by is None:
        return opened
    facts = replace(opened.looked.facts, summary=known.summary, summarised_by=known.summarised_by)
    return replace(opened, looked=replace(opened.looked, facts=facts))


def is_as_seen(draft: Draft, opened: Opened) -> bool:
    """Whether the same things are found in a file as when its author decided on them.

    Decisions are by numbers, and what other rules find has other numbers.
    """
    seen, found = draft.looked, opened.looked
    return (seen.findings, seen.files) == (found.findings, found.files)


def masked(draft: Draft) -> int:
    """How many things are taken out of a file as its author decided."""
    found = sum(draft.decisions.get(one.number) != "harmless" for one in draft.looked.findings)
    return found + draft.looked.files


def as_new(draft: Draft, opened: Opened) -> New:
    """A draft whose file was opened as its author decided, as it is stored."""
    return New(
        draft.channel_id,
        secrets.token_hex(12),
        draft.file_name,
        draft.looked.sha256,
        opened.content,
        opened.looked.facts,
        masked(draft),
    )
