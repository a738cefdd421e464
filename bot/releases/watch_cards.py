"""Watches as messages."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Panel, Text, plain
from bot.releases import controls
from bot.releases.backtest import Backtest
from bot.releases.cards import panel
from bot.releases.model import Plan, Release, Watch, published_at
from bot.releases.plan_words import plan_in_words
from bot.releases.store.drafts import Draft
from bot.releases.timing_words import outlook_in_words
from bot.releases.wording import kinds_in_words, reasons_in_words
from bot.texts import Language, Sentence, later, mark, moment

PANEL_COLOUR = 0x6B7280
# Of the posts that there would have been, so many are named.
MOST_NAMED = 6

_PAUSED: dict[str, str] = {
    "channel_missing": mark("paused: the channel is gone"),
    "channel_forbidden": mark("paused: I may not write there"),
    "tag_required": mark("paused: the forum asks for a tag; choose one with `/watch edit`"),
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
    parts: list[Block | Panel] = [Text(f"{intro}\n{past_in_words(past, draft, language)}")]
    if release is not None:
        parts += [
            Text(language.say("A post looks like this, here with the latest one:")),
            panel(release, language),
        ]
    parts.append(
        Buttons(
            (
                Button(language.say("Watch"), controls.draft(draft.id, "save"), "success"),
                Button(language.say("Change"), controls.draft(draft.id, "page-what")),
                Button(language.say("Cancel"), controls.CANCEL),
            )
        )
    )
    return Message(tuple(parts), private=True)


def past_in_words(past: Backtest, draft: Draft, language: Language, *, is_short: bool = False) -> str:
    """What the watch of a draft would have brought; `is_short`: how much, and not what."""
    moments = [one.created_at for one in past.posts if one.created_at is not None]
    lines = outlook_in_words(moments, draft.plans[0].timing, draft.time_zone, language)
    if past.folded:
        lines.append(
            language.say_count(
                "{count} more release would have folded into them.",
                "{count} more releases would have folded into them.",
                len(past.folded),
            )
        )
    if past.is_shorter:
        lines.append(
            language.say("-# The Hub’s lists reach back to {since} only.", since=moment(past.since, "D"))
        )
    if past.counts_today:
        lines.append(
            language.say("-# Judged by the likes of today: how many there were earlier is not known.")
        )
    if is_short:
        return "\n".join(lines)
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


def changed(plan: Plan, language: Language) -> Message:
    """A watch has another plan now."""
    return plain(
        language.say(
            "Done. The watch of **{author}** in {channel} has changed; what was posted stays.",
            author=plan.source.value,
            channel=channel(plan.channel_id),
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


def plan_name(plan: Plan, language: Language) -> str:
    """What is watched, and where."""
    return language.say(
        "**{source}** in {channel}", source=plan.source.value, channel=channel(plan.channel_id)
    )


def channel(channel_id: int) -> str:
    """A channel as Discord shows it."""
    return f"<#{channel_id}>"


def _watch_line(watch: Watch, language: Language) -> str:
    line = f"**{watch.source.value}** → {channel(watch.channel_id)} · {kinds_in_words(watch.kinds, language)}"
    if watch.state == "paused" and watch.pause_reason in _PAUSED:
        line += f" · ⏸ {language.say(_PAUSED[watch.pause_reason])}"
    rows = [f"{label} {value}" for label, value in plan_in_words(watch.plan, language)]
    return line + "".join(f"\n  -# {row}" for row in rows)
