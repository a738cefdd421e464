"""Watches as YAML text, and back: pure, and strict with what people write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from bot.errors import BadRequest
from bot.releases.model import Access, Filters, Kind, Mention, Origin, Plan, Posting, Relation
from bot.releases.place import MOST_TAGS
from bot.releases.sources import kinds_of, read_source, spelt
from bot.releases.timing import CHANNEL_MOST, USUAL, Rhythm, Timing, Window
from bot.releases.typed import LONGEST_WORD, MOST_WORDS
from bot.texts import later

LARGEST_BYTES = 64 * 1024
MOST_WATCHES = 50
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_FILTERS: TypeAdapter[Filters] = TypeAdapter(Filters)


Words = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORD)]],
    Field(max_length=MOST_WORDS),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Filters(_Strict):
    tasks: Words = []
    libraries: Words = []
    licences: Words = []
    languages: Words = []
    smallest: int | None = Field(None, ge=0, le=10**15)
    largest: int | None = Field(None, ge=0, le=10**15)
    access: Access = "any"
    relations: list[Relation] = []
    origin: Origin = "any"
    include: Words = []
    exclude: Words = []
    least_likes: int | None = Field(None, ge=1, le=10**9)
    least_trending: int | None = Field(None, ge=1, le=10**9)


class _Mention(_Strict):
    role: Annotated[str, StringConstraints(pattern="^[0-9]{1,19}$")]
    filters: _Filters = _Filters()


class _Posting(_Strict):
    tags: list[Annotated[str, StringConstraints(pattern="^[0-9]{1,19}$")]] = Field([], max_length=MOST_TAGS)
    crosspost: bool = False
    mention: _Mention | None = None


class _Timing(_Strict):
    rhythm: Rhythm = USUAL.rhythm
    hour: int = Field(USUAL.hour, ge=0, le=23)
    weekday: Weekday = WEEKDAYS[USUAL.weekday]
    most: int = Field(USUAL.most, ge=1, le=CHANNEL_MOST)
    window: Window = USUAL.window


class _Watch(_Strict):
    source: str
    channel: str | int
    channel_name: str | None = None
    kinds: list[Kind] | None = Field(None, min_length=1)
    filters: _Filters = _Filters()
    posting: _Posting = _Posting()
    timing: _Timing = _Timing()
    paused_until: AwareDatetime | None = None


class _File(_Strict):
    watches: list[_Watch] = Field(min_length=1, max_length=MOST_WATCHES)


def write(plans: Sequence[Plan], channels: Mapping[int, str]) -> str:
    """The watches as YAML; a filter that asks for nothing is left out."""
    entries = [_entry(plan, channels.get(plan.channel_id)) for plan in plans]
    return yaml.safe_dump({"watches": entries}, sort_keys=False, allow_unicode=True)


def read(content: bytes, channels: Mapping[int, str]) -> list[Plan]:
    """The watches in a file; a channel that is not there by id is found by name. Raises BadRequest."""
    try:
        data = yaml.safe_load(content.decode())
        found = _File.model_validate(data, strict=False)
    except ValidationError as error:
        raise _told(error) from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        # An impossible date or an endless number is a plain ValueError of PyYAML.
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise BadRequest(
            later("This is no YAML file: I stumbled at line {line}. Nothing was changed.", line=line)
        ) from error
    return list({(plan.source, plan.channel_id): plan for plan in _plans(found, channels)}.values())


def _plans(file: _File, channels: Mapping[int, str]) -> list[Plan]:
    by_name = {name: channel_id for channel_id, name in channels.items()}
    plans = []
    for number, entry in enumerate(file.watches, 1):
        try:
            meant = read_source(entry.source)
        except BadRequest as error:
            raise _wrong(number, "source") from error
        named = str(entry.channel)
        channel_id = int(named) if re.fullmatch("[0-9]{1,20}", named) else 0
        if channel_id not in channels:
            channel_id = by_name.get((entry.channel_name or named).lstrip("#"), 0)
        if not channel_id:
            raise _wrong(number, "channel")
        kinds = tuple(kind for kind in kinds_of(meant.source) if kind in (entry.kinds or meant.kinds))
        plans.append(
            Plan(
                meant.source,
                channel_id,
                kinds or meant.kinds,
                _filters(entry.filters),
                posting=_posting(entry.posting),
                timing=_timing(entry.timing),
                paused_until=entry.paused_until,
            )
        )
    return plans


def _filters(filters: _Filters) -> Filters:
    return _FILTERS.validate_python(filters.model_dump())


def _posting(posting: _Posting) -> Posting:
    mention = posting.mention
    called = None if mention is None else Mention(int(mention.role), _filters(mention.filters))
    return Posting(tags=tuple(int(tag) for tag in posting.tags), crosspost=posting.crosspost, mention=called)


def _timing(timing: _Timing) -> Timing:
    return Timing(**{**timing.model_dump(), "weekday": WEEKDAYS.index(timing.weekday)})


def _entry(plan: Plan, channel_name: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"source": spelt(plan.source), "channel": str(plan.channel_id)}
    if channel_name is not None:
        entry["channel_name"] = channel_name
    entry["kinds"] = list(plan.kinds)
    more = {"filters": _asked(plan.filters), "posting": _posts(plan.posting)}
    entry |= {name: value for name, value in more.items() if value}
    if plan.timing != USUAL:
        entry["timing"] = {**asdict(plan.timing), "weekday": WEEKDAYS[plan.timing.weekday]}
    if plan.paused_until is not None:
        entry["paused_until"] = plan.paused_until.isoformat()
    return entry


def _asked(filters: Filters) -> dict[str, Any]:
    """The filters that ask for something."""
    nothing = Filters()
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(filters).items()
        if value != getattr(nothing, name)
    }


def _posts(posting: Posting) -> dict[str, Any]:
    """What was chosen of how a watch posts; whether the channel is a forum is seen where it is imported."""
    chosen: dict[str, Any] = {}
    if posting.tags:
        chosen["tags"] = [str(tag) for tag in posting.tags]
    if posting.crosspost:
        chosen["crosspost"] = True
    mention = posting.mention
    if mention is not None and not mention.is_gone:
        asked = _asked(mention.filters)
        chosen["mention"] = {"role": str(mention.role_id)} | ({"filters": asked} if asked else {})
    return chosen


def _told(error: ValidationError) -> BadRequest:
    place = error.errors()[0]["loc"]
    if len(place) > 1 and isinstance(place[1], int):
        return _wrong(place[1] + 1, ".".join(str(part) for part in place[2:]) or "watches")
    return BadRequest(
        later(
            "This file holds no list of 1 to 50 watches under `watches`. Make one with `/watch export`, and "
            "change that. Nothing was changed."
        )
    )


def _wrong(number: int, name: str) -> BadRequest:
    return BadRequest(
        later(
            "Watch {number} in the file: I cannot use what stands under `{name}`. Nothing was changed; "
            "correct it and try again.",
            number=number,
            name=name[:60],
        )
    )
