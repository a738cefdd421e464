"""Watches as messages."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Divider, Facts, Message, Option, Panel, Select, Text, plain
from bot.releases import controls
from bot.releases.backtest import Backtest
from bot.releases.cards import panel
from bot.releases.model import REPOSITORY_KINDS, Plan, Release, Watch, published_at
from bot.releases.store.drafts import Draft
from bot.releases.wording import (
    ACCESSES,
    ORIGINS,
    RELATIONS,
    filters_in_words,
    kinds_in_words,
    reasons_in_words,
)
from bot.releases.wording import KINDS as KIND_NAMES
from bot.texts import Language, Sentence, later, mark, moment

PANEL_COLOUR = 0x6B7280
# Of the posts that there would have been, so many are named.
MOST_NAMED = 6

_PAUSED: dict[str, str] = {
    "channel_missing": mark("paused: the channel is gone"),
    "channel_forbidden": mark("paused: I may not write there"),
    "moderator": mark("paused by a moderator"),
}


def preview(release: Release | None, past: Backtest, draft: Draft, language: Language) -> Message:
    """What a watch would do, before it is saved: the last 30 days, a sample post, and three buttons."""
    plan = draft.plans[0]
    intro = language.say(
        "I would announce new {kinds} by **{author}** in {channel}.",
        kinds=kinds_in_words(plan.kinds, language),
        author=plan.source.value,
        channel=channel(plan.channel_id),
    )
    parts: list[Block | Panel] = [Text(f"{intro}\n{_past(past, language)}")]
    if release is not None:
        parts += [
            Text(language.say("A post looks like this, here with the latest one:")),
            panel(release, language),
        ]
    parts.append(
        Buttons(
            (
                Button(language.say("Watch"), controls.draft(draft.id, "save"), "success"),
                Button(language.say("Change"), controls.draft(draft.id, "open")),
                Button(language.say("Cancel"), controls.CANCEL),
            )
        )
    )
    return Message(tuple(parts), private=True)


def draft_panel(draft: Draft, past: Backtest, language: Language) -> Message:
    """The panel in which a watch is set up, with what it would have brought."""
    plan = draft.plans[0]
    hint = language.say("Nothing is saved before you press the green button.")
    heading = f"### {plan.source.value} → {channel(plan.channel_id)}\n{hint}"
    blocks: list[Block] = [Text(heading)]
    rows = filters_in_words(plan.filters, language)
    if rows:
        blocks.append(Facts(tuple(rows)))
    blocks += [Divider(), Text(_past(past, language)), *_selects(draft, plan, language)]
    save = language.say("Watch") if draft.watch_id is None else language.say("Save")
    blocks.append(
        Buttons(
            (
                Button(language.say("Names and size"), controls.draft(draft.id, "names")),
                Button(language.say("Task, licence, language"), controls.draft(draft.id, "facts")),
                Button(save, controls.draft(draft.id, "save"), "success"),
                Button(language.say("Cancel"), controls.CANCEL),
            )
        )
    )
    return Message((Panel(tuple(blocks), PANEL_COLOUR),), private=True)


def _selects(draft: Draft, plan: Plan, language: Language) -> list[Block]:
    filters = plan.filters
    kinds = _options([(kind, KIND_NAMES[kind]) for kind in REPOSITORY_KINDS], plan.kinds, language)
    relations = _options(list(RELATIONS.items()), filters.relations, language)
    origins = _options(list(ORIGINS.items()), [filters.origin], language)
    accesses = _options(list(ACCESSES.items()), [filters.access], language)
    return [
        Select(controls.draft(draft.id, "kinds"), language.say("Kinds"), kinds, most=len(kinds)),
        Select(
            controls.draft(draft.id, "relations"),
            language.say("How models came about: all, if you choose nothing"),
            relations,
            least=0,
            most=len(relations),
        ),
        Select(controls.draft(draft.id, "origin"), language.say("Made from"), origins),
        Select(controls.draft(draft.id, "access"), language.say("Access"), accesses),
    ]


def _options(
    names: Sequence[tuple[str, str]], chosen: Sequence[str], language: Language
) -> tuple[Option, ...]:
    return tuple(Option(language.say(name), value, value in chosen) for value, name in names)


def _past(past: Backtest, language: Language) -> str:
    lines = [
        language.say_count(
            "In the last 30 days that would have been {count} post.",
            "In the last 30 days that would have been {count} posts.",
            len(past.posts),
        )
    ]
    if past.is_shorter:
        lines.append(
            language.say("-# The Hub’s lists reach back to {since} only.", since=moment(past.since, "D"))
        )
    lines += [f"- {_linked(release)}" for release in past.posts[:MOST_NAMED]]
    if len(past.posts) > MOST_NAMED:
        rest = len(past.posts) - MOST_NAMED
        lines.append("- " + language.say_count("{count} more", "{count} more", rest))
    if past.refused:
        lines.append(language.say("Not posted, and why:"))
        lines += [
            f"- {_linked(release)} ({reasons_in_words(reasons, language)})"
            for release, reasons in past.refused
        ]
    return "\n".join(lines)


def _linked(release: Release) -> str:
    when = f" {moment(release.created_at)}" if release.created_at else ""
    return f"[{literal(release.name)}]({release.url}){when}"


def watching(plan: Plan, language: Language) -> Message:
    """A watch was saved."""
    return plain(
        language.say(
            "Done. New {kinds} by **{author}** will be announced in {channel}; older ones will not.",
            kinds=kinds_in_words(plan.kinds, language),
            author=plan.source.value,
            channel=channel(plan.channel_id),
        )
    )


def changed(watch: Watch, language: Language) -> Message:
    """A watch has other kinds or filters now."""
    return plain(
        language.say(
            "Done. The watch of **{author}** in {channel} has changed; what was posted stays.",
            author=watch.source.value,
            channel=channel(watch.channel_id),
        )
    )


def cancelled(language: Language) -> Message:
    """A preview was dismissed."""
    return plain(language.say("Nothing was changed."))


def watch_list(watches: Sequence[Watch], language: Language) -> Message:
    """The guild's watches."""
    if not watches:
        return plain(language.say("Nothing is watched yet. Begin with `/watch add`."))
    lines = [f"- {_watch_line(watch, language)}" for watch in watches]
    heading = language.say_count("{count} watch", "{count} watches", len(watches))
    return plain(f"### {heading}\n" + "\n".join(lines))


def watch_name(watch: Watch, language: Language, name: str) -> str:
    """A watch as one line of plain text, for autocomplete."""
    return f"{watch.source.value} → #{name} ({kinds_in_words(watch.kinds, language)})"


def removed(watch: Watch, language: Language) -> Message:
    """A watch was removed."""
    return plain(
        language.say(
            "Removed. **{author}** is no longer announced in {channel}; earlier posts stay.",
            author=watch.source.value,
            channel=channel(watch.channel_id),
        )
    )


def why(release: Release, watch: Watch | None, language: Language) -> Message:
    """Why a release was announced in a channel."""
    if watch is None:
        return plain(
            language.say(
                "A watch of this channel asked for {author}. It has been removed since.",
                author=f"**{release.author}**",
            )
        )
    return plain(
        language.say(
            "{channel} watches {kinds} by {author}, and **{name}** became public {when}. "
            "Moderators see all watches with `/watch list`.",
            channel=channel(watch.channel_id),
            kinds=kinds_in_words(watch.kinds, language),
            author=f"**{watch.source.value}**",
            name=release.name,
            when=moment(published_at(release)),
        )
    )


def unknown_author(author: str, suggestions: Sequence[str], language: Language) -> Sentence:
    """Nobody on the Hub has this name; say who may have been meant."""
    if not suggestions:
        return later(
            "I find nobody called **{author}** on the Hub. Check the spelling on huggingface.co.",
            author=author,
        )
    return later(
        "I find nobody called **{author}** on the Hub. Did you mean {suggestions}?",
        author=author,
        suggestions=language.alternatives([f"`{name}`" for name in suggestions]),
    )


def channel(channel_id: int) -> str:
    """A channel as Discord shows it."""
    return f"<#{channel_id}>"


def _watch_line(watch: Watch, language: Language) -> str:
    line = f"**{watch.source.value}** → {channel(watch.channel_id)} · {kinds_in_words(watch.kinds, language)}"
    if watch.state == "paused" and watch.pause_reason in _PAUSED:
        line += f" · ⏸ {language.say(_PAUSED[watch.pause_reason])}"
        if watch.paused_until is not None:
            line += " " + language.say("until {when}", when=moment(watch.paused_until, "f"))
    rows = [f"{label} {value}" for label, value in filters_in_words(watch.filters, language)]
    return line + "".join(f"\n  -# {row}" for row in rows)
