"""What was changed, as messages."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter

from bot.audit import controls
from bot.audit.model import Act, Change, Entry, Filter, State
from bot.guilds import cards as guilds
from bot.guilds.model import GuildSettings
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Text, plain
from bot.releases.model import Plan
from bot.releases.plan_words import plan_in_words
from bot.releases.watch_cards import channel, plan_name
from bot.releases.wording import kinds_in_words
from bot.texts import Language, mark, moment

_PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
_SETTINGS: TypeAdapter[GuildSettings] = TypeAdapter(GuildSettings)
Row = tuple[str, str]
LONGEST_REASON = 200
_MESSAGES = "https://discord.com/channels/"
# Who did what no sentence of its own is for.
ITSELF = "**Essai**"

_BY_SOMEBODY: dict[Act, str] = {
    "settings": mark("{who} changed the settings"),
    "added": mark("{who} added {watch}"),
    "copied": mark("{who} added {watch} as a copy"),
    "imported": mark("{who} added {watch} from a file"),
    "changed": mark("{who} changed {watch}"),
    "paused": mark("{who} paused {watch}"),
    "resumed": mark("{who} resumed {watch}"),
    "removed": mark("{who} removed {watch}"),
}
# What moderators did with the results of members.
_RESULTS: dict[Act, str] = {
    "result_hidden": mark("{who} hid {result} of {member}"),
    "result_shown": mark("{who} showed {result} of {member} again"),
    "result_verified": mark("{who} marked {result} of {member} as verified"),
    "result_unverified": mark("{who} took the verified mark from {result} of {member}"),
    "result_settled": mark("{who} found nothing wrong with {result} of {member}"),
    "result_unscored": mark("{who} removed the scores of the samples of {result} of {member}"),
    "poster_barred": mark("{who} stopped {member} from posting results"),
    "poster_allowed": mark("{who} let {member} post results again"),
    "benchmark_added": mark("{who} added the benchmark {benchmark}"),
    "benchmark_named": mark("{who} gave a benchmark another name: {benchmark}"),
    "benchmark_removed": mark("{who} removed the benchmark {benchmark}"),
    "notebook_untied": mark("{who} took results away from the notebook {notebook} of {member}"),
    "notebook_hidden": mark("{who} hid the notebook {notebook} of {member}"),
    "notebook_shown": mark("{who} showed the notebook {notebook} of {member} again"),
}
_GUIDES: dict[Act, str] = {
    "guide_added": mark("{who} lets me answer from {guide}"),
    "guide_removed": mark("{who} removed the guide {guide}"),
}
_PAUSED: dict[str | None, str] = {
    "channel_missing": mark("I paused {watch}: its channel was gone"),
    "channel_forbidden": mark("I paused {watch}: I could not write in its channel"),
    "tag_required": mark("I paused {watch}: its forum asks for a tag"),
    "source_gone": mark("I left {watch} paused: what it watches is gone from the Hub"),
}
_RESUMED: dict[str | None, str] = {
    "moderator": mark("I resumed {watch}: its pause was over"),
    "channel_missing": mark("I resumed {watch}: its channel is there again"),
    "channel_forbidden": mark("I resumed {watch}: I can write in its channel again"),
    "tag_required": mark("I resumed {watch}: its forum asks for no tag any more"),
}


def page(
    entries: Sequence[Entry], wanted: Filter, before_id: int | None, *, has_older: bool, language: Language
) -> Message:
    """Changes, newest first, with buttons to the older and to the newest ones."""
    if not entries:
        return plain(language.say("Nothing was changed here, or it is longer ago than 180 days."))
    heading = language.say("What was changed")
    parts: list[Block] = [Text(f"### {heading}")]
    parts += [Text(_entry(entry, language)) for entry in entries]
    buttons = []
    if has_older:
        buttons.append(Button(language.say("Older"), controls.page(wanted, entries[-1].id)))
    if before_id is not None:
        buttons.append(Button(language.say("Newest"), controls.page(wanted, None)))
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    return Message(tuple(parts), private=True)


def _entry(entry: Entry, language: Language) -> str:
    change = entry.change
    lines = [f"{moment(entry.at, 'f')} · {_told(change, language)}"]
    for label, value in _details(change, language):
        detail = language.say("{label}: {found}", label=label, found=value)
        lines.append(f"-# {detail}")
    return "\n".join(lines)


def _guide(state: State) -> str:
    """Its title; of a message or thread the link, which tells no words to who may not read its channel."""
    link = str(state.get("link"))
    return link if link.startswith(_MESSAGES) else f"**{literal(str(state.get('guide')))}**"


def _told(change: Change, language: Language) -> str:
    who = f"<@{change.by}>"
    if change.act == "settings":
        return language.say(_BY_SOMEBODY["settings"], who=who)
    if change.act in _RESULTS:
        return _of_result(change, who, language)
    if change.act in _GUIDES:
        return language.say(_GUIDES[change.act], who=who, guide=_guide(change.after or {}))
    watch = plan_name(_plan(change.after or change.before), language)
    if change.by is not None:
        return language.say(_BY_SOMEBODY[change.act], who=who, watch=watch)
    return language.say(_by_itself(change), who=ITSELF, watch=watch)


def _of_result(change: Change, who: str, language: Language) -> str:
    told = dict(change.after or {})
    result = f"**{literal(str(told.get('model')))}** · {literal(str(told.get('result')))}"
    return language.say(
        _RESULTS[change.act],
        who=who,
        result=result,
        member=f"<@{told.get('member')}>",
        benchmark=f"**{literal(str(told.get('benchmark')))}**",
        notebook=f"**{literal(str(told.get('notebook')))}**",
    )


def _by_itself(change: Change) -> str:
    """The sentence for what Essai did without being asked."""
    if change.act == "changed":
        return mark("A role that {watch} called was deleted; it calls nobody now")
    known = _PAUSED if change.act == "paused" else _RESUMED
    reason = _reason(change.after if change.act == "paused" else change.before)
    return known.get(reason, _BY_SOMEBODY[change.act])


def _details(change: Change, language: Language) -> list[Row]:
    before, after = change.before, change.after
    if change.act in _RESULTS:
        reason = (after or {}).get("reason")
        return [(language.say("Reason"), literal(str(reason), LONGEST_REASON))] if reason else []
    if change.act in _GUIDES:
        return []
    if change.act == "settings":
        return _differences(_settings_rows(before, language), _settings_rows(after, language), language)
    if change.act == "changed":
        old, new = ([_channel(state, language), *_plan_rows(state, language)] for state in (before, after))
        return _differences(old, new, language)
    if change.act == "paused" and after is not None and after["until"]:
        return [(language.say("Until"), moment(datetime.fromisoformat(after["until"]), "f"))]
    return _plan_rows(after, language) if before is None else []


def _differences(before: Sequence[Row], after: Sequence[Row], language: Language) -> list[Row]:
    """What differs, as a label and from → to."""
    old, new = dict(before), dict(after)
    none = language.say("none")
    return [
        (label, f"{old.get(label, none)} → {new.get(label, none)}")
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    ]


def _settings_rows(state: State | None, language: Language) -> list[Row]:
    return guilds.in_words(_SETTINGS.validate_python(state), language)


def _plan_rows(state: State | None, language: Language) -> list[Row]:
    plan = _plan(state)
    kinds = kinds_in_words(plan.kinds, language)
    rows = [(language.say("Kinds"), kinds), *plan_in_words(plan, language)]
    if _reason(state) is not None:
        rows.append((language.say("State"), language.say("paused")))
    return rows


def _channel(state: State | None, language: Language) -> Row:
    return language.say("Channel"), channel(_plan(state).channel_id)


def _plan(state: State | None) -> Plan:
    return _PLAN.validate_python((state or {})["plan"])


def _reason(state: State | None) -> str | None:
    return None if state is None else state["reason"]
