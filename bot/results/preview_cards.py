"""What would be public, in private: what was taken out and what is odd before the first of the results."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Option, Select, Text
from bot.results import controls, facts, words
from bot.results.cards import (
    MOST_LINES,
    doubled_already,
    failures,
    model_line,
    more_line,
    named_as,
    result_line,
    safely,
    taken_out,
)
from bot.results.comparability import is_speed
from bot.results.model import Reading, Result
from bot.results.samples import cards as samples_cards
from bot.results.turning import paged, turning
from bot.texts import Language

MOST_FILES = 8
# Of the 4,000 characters that Discord allows in all (`bot/chat/render.py`): for everything, and for remarks.
MOST_CHARACTERS = 3_900
MOST_OF_REMARKS = 1_200
# Of one name or remark, whose words may come from a file.
LONGEST = 300
# What the line takes that says how many results are not shown.
_ROOM_TO_SAY_MORE = 60


@dataclass(frozen=True)
class Shown:
    """The beginning of some lines, and how many are left out."""

    lines: tuple[str, ...]
    left: int = 0


def preview(
    draft_id: int,
    readings: Sequence[Reading],
    doubled: int,
    language: Language,
    proposed: tuple[str, Sequence[str]] | None = None,
) -> Message:
    """What was taken out, what is odd, then what would be public; `doubled` results are public already.

    `proposed` is what a file calls its model, and the repositories that it may mean.
    """
    good = [reading for reading in readings if reading.error is None]
    remarks = noted(_remarks(readings, doubled, language), language)
    heading = "### " + language.say("Please check before it is public")
    first: list[Block] = [
        Text(one) for one in (heading, taken_out(good, language), "\n".join(remarks.lines)) if one
    ]
    reach = language.say(
        "Where everyone in this server may read this channel, it can then be found in rankings too; "
        "elsewhere it stands in this channel alone."
    )
    last = [*(_proposal(draft_id, *proposed, language) if proposed else ()), Text(f"-# {reach}")]
    taken = sum(len(block.markdown) for block in (*first, *last) if isinstance(block, Text))
    files = _files(good, MOST_CHARACTERS - taken, language)
    is_whole = not remarks.left and not files.left
    buttons = _buttons(draft_id, good, language, is_whole=is_whole)
    return Message((*first, *(Text(one) for one in files.lines), *last, buttons), private=True)


def everything(
    draft_id: int, readings: Sequence[Reading], doubled: int, language: Language, page: int = 0
) -> Message:
    """All remarks and all results of a draft, a page of them at a time, counted from 0."""
    remarks = [("", one) for one in _remarks(readings, doubled, language)]
    heading = language.say("All that would be public")
    return paged_draft(draft_id, heading, [remarks, _results(readings, language)], language, page)


def paged_draft(
    draft_id: int,
    heading: str,
    entries: Iterable[Iterable[tuple[str, str]]],
    language: Language,
    page: int,
) -> Message:
    """A page of all that a draft holds; `entries` are as `paged` takes them."""
    pages = paged(*entries)
    page = min(page, len(pages) - 1)
    ways = turning(page, len(pages), lambda number: controls.of_draft("all", draft_id, number), language)
    return Message((Text(f"### {heading}"), Text("\n".join(pages[page])), *ways), private=True)


def noted(remarks: Sequence[str], language: Language) -> Shown:
    """The first remarks, and a line that says how many are left out."""
    first = fitting(remarks, MOST_LINES, MOST_OF_REMARKS)
    if not first.left:
        return first
    more = language.say_count("… and {count} more remark.", "… and {count} more remarks.", first.left)
    return Shown((*first.lines, more), first.left)


def fitting(lines: Sequence[str], most: int, characters: int) -> Shown:
    """The first lines, at most `most` and within so many characters; what is too long of one is cut."""
    shown: list[str] = []
    for line in lines[:most]:
        cut = _cut(line)
        if _size([*shown, cut]) > characters:
            break
        shown.append(cut)
    return Shown(tuple(shown), len(lines) - len(shown))


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip("\\") + "…"


def _proposal(draft_id: int, name: str, repositories: Sequence[str], language: Language) -> list[Block]:
    """Which repositories a file may mean, to choose from."""
    asked = language.say("Which repository is {name}? These look like it:", name=f"**{literal(name)}**")
    chosen = language.say("Choose the repository on the Hub")
    options = tuple(Option(one, one) for one in repositories)
    return [Text(asked), Select(controls.of_draft("likely", draft_id), chosen, options)]


def _files(readings: Sequence[Reading], room: int, language: Language) -> Shown:
    """A text for each of the first files, in `room` characters, and how much is missing."""
    texts: list[str] = []
    left, most = 0, max(2, MOST_LINES // len(readings))
    first = readings[:MOST_FILES]
    unseen = len(readings) - len(first)
    for number, reading in enumerate(first):
        read = _read(reading, most, (room - _ROOM_TO_SAY_MORE) // (len(first) - number), language)
        left += read.left
        unseen += not read.lines
        if read.lines:
            texts.append("\n".join(read.lines))
            room -= len(texts[-1])
    if unseen:
        texts.append(language.say_count("… and {count} more file.", "… and {count} more files.", unseen))
    return Shown(tuple(texts), left + unseen)


def _read(reading: Reading, most: int, room: int, language: Language) -> Shown:
    """The first results of a file, at most `most` of each model; nothing where the room is too small."""
    lines = _head(reading, language)
    setup = words.setup_line(reading.results[0].setup, language) if reading.results else None
    end = [f"-# {_cut(setup)}"] if setup else []
    room -= _size(end) + _ROOM_TO_SAY_MORE
    if _size(lines) > room:
        return Shown((), len(reading.results))
    left = len(reading.results)
    for new in _first(reading, most, language):
        if len(lines) > 2 * most + 1 or _size([*lines, *new]) > room:
            break
        lines += new
        left -= 1
    more = [more_line(left, language)] if left else []
    return Shown((*lines, *more, *end), left)


def _first(reading: Reading, most: int, language: Language) -> Iterator[list[str]]:
    """The lines of one result after the other, with its model before the first one of it."""
    for model, group in groupby(reading.results, key=named_as):
        named = [model_line(model, None, language)]
        for one in islice(group, most):
            yield [*named, _previewed(one, language)]
            named = []


def _head(reading: Reading, language: Language) -> list[str]:
    count = language.say_count("{count} result", "{count} results", len(reading.results))
    told = f"{reading.format}, {count}" if reading.results else reading.format
    lines = [f"**{_cut(literal(reading.file))}** – {told}"] if reading.file else []
    if reading.scores:
        lines.append(f"-# {samples_cards.will_be_kept(reading.scores, language)}")
    return lines


def _results(readings: Sequence[Reading], language: Language) -> Iterator[tuple[str, str]]:
    """Every result below its file and model, with how it was measured below the last one of a kind."""
    for reading in (one for one in readings if one.error is None):
        head = "\n".join(_head(reading, language))
        if head and not reading.results:
            yield "", head
        for one, following in zip(reading.results, [*reading.results[1:], None], strict=False):
            named = model_line(named_as(one), None, language)
            setup = words.setup_line(one.setup, language)
            after = None if following is None else words.setup_line(following.setup, language)
            below = f"\n-# {setup}" if setup and setup != after else ""
            yield f"{head}\n{named}".strip(), f"{_previewed(one, language)}{below}"


def _previewed(result: Result, language: Language) -> str:
    """A result that is not public yet, with what everyone should know of it."""
    return " · ".join(filter(None, (result_line(result, language), words.claim_mark(result, language))))


def _remarks(readings: Sequence[Reading], doubled: int, language: Language) -> list[str]:
    """Everything odd: what is public already, warnings, and files that could not be read."""
    lines = [doubled_already(doubled, language)] if doubled else []
    if repeated := facts.doubles(readings):
        lines.append(_repeated(repeated, language))
    results = [one for reading in readings for one in reading.results]
    if any(_is_unsure(one) for one in results):
        lines.append(
            language.say("Some values come without a standard error, so they cannot be compared well.")
        )
    told = dict.fromkeys(safely(warning, language) for reading in readings for warning in reading.warnings)
    return [*(f"⚠️ {sentence}" for sentence in (*lines, *told)), *failures(readings, language)]


def _is_unsure(result: Result) -> bool:
    """Whether nothing says how sure a score or a speed is."""
    is_known = result.spread is not None or (is_speed(result) and result.deviation is not None)
    return not is_known and (result.unit == "share" or is_speed(result))


def _repeated(count: int, language: Language) -> str:
    return language.say_count(
        "{count} result repeats another one of these files and is left out.",
        "{count} results repeat other ones of these files and are left out.",
        count,
    )


def _buttons(draft_id: int, readings: Sequence[Reading], language: Language, *, is_whole: bool) -> Buttons:
    results = [one for reading in readings for one in reading.results]
    named = all(one.model_name is not None for one in results)
    publish = Button(language.say("Publish"), controls.of_draft("publish", draft_id), "primary")
    name = Button(language.say("Name the model"), controls.of_draft("name", draft_id))
    every = Button(language.say("Show all"), controls.of_draft("all", draft_id))
    cancel = Button(language.say("Cancel"), controls.of_draft("cancel", draft_id))
    certain = all(one.model is not None for one in results)
    wanted = ((publish, named), (every, not is_whole), (name, not certain), (cancel, True))
    return Buttons(tuple(button for button, is_wanted in wanted if is_wanted))
