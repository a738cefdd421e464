"""What was chosen for a notebook before its file is opened again."""

from collections.abc import Sequence
from dataclasses import replace

from bot.notebooks.facts import OpenIn
from bot.notebooks.links import MOST
from bot.notebooks.origins import merged
from bot.notebooks.reader import Opened
from bot.notebooks.shared import Draft


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
