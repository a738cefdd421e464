"""Watches as messages."""

from collections.abc import Sequence
from itertools import accumulate

from bot.markdown import literal
from bot.message import Block, Button, Buttons, File, Message, Panel, Text, plain
from bot.releases import controls
from bot.releases.backtest import Backtest
from bot.releases.cards import panel
from bot.releases.model import Plan, Release, Watch, published_at
from bot.releases.plan_words import points
from bot.releases.source_words import bold, news_of, source_name, with_kinds
from bot.releases.sources import kinds_of
from bot.releases.store.drafts import Draft
from bot.releases.timing_words import outlook_in_words
from bot.releases.wording import kinds_in_words, reasons_in_words
from bot.texts import Language, mark, moment

PANEL_COLOUR = 0x6B7280
# Of the posts that there would have been, so many are named.
MOST_NAMED = 6
# Discord takes 4,000 characters in a message; heading and end need some of them.
LIST_CHARACTERS = 3300

_PAUSED: dict[str, str] = {
    "channel_missing": mark("paused: the channel is gone"),
    "channel_forbidden": mark("paused: I may not write there"),
    "tag_required": mark("paused: the forum asks for a tag; choose one with `/watch edit`"),
    "source_gone": mark("paused: what it watches is gone from the Hub"),
    "moderator": mark("paused by a moderator"),
}


def preview(release: Release | None, past: Backtest, draft: Draft, language: Language) -> Message:
    """What a watch would do, before it is saved: the last 30 days, a sample post, and three buttons."""
    plan = draft.plans[0]
    intro = language.say(
        "I would announce {news} in {channel}.",
        news=news_of(plan.source, plan.kinds, language),
        channel=channel(plan.channel_id),
    )
    if plan.source.kind == "repository":
        intro += " " + language.say("It is not there yet, or not public; the name need not be reserved.")
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
                *all_posts_button(past, draft, language),
                Button(language.say("Cancel"), controls.CANCEL),
            )
        )
    )
    return Message(tuple(parts), private=True)


def past_in_words(past: Backtest, draft: Draft, language: Language, *, is_short: bool = False) -> str:
    """What the watch of a draft would have brought; `is_short`: how much, and not what."""
    if not past.is_dated:
        return language.say(
            "The Hub does not say when something was added, so I cannot tell how many posts the last 30 days "
            "would have brought."
        )
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


def all_posts_button(past: Backtest, draft: Draft, language: Language) -> tuple[Button, ...]:
    """A button for all posts that there would have been, where a preview names only some of them."""
    if len(past.posts) <= MOST_NAMED:
        return ()
    return (Button(language.say("All these posts"), controls.draft(draft.id, "posts")),)


def all_posts(past: Backtest, language: Language) -> Message:
    """Every post that there would have been, newest first, as a file."""
    told = language.say_count(
        "{count} post of the last 30 days, newest first.",
        "{count} posts of the last 30 days, newest first.",
        len(past.posts),
    )
    lines = [f"{one.created_at:%Y-%m-%d}  {one.repo_id}  {one.url}\n" for one in past.posts if one.created_at]
    return Message((Text(told), File("posts.txt", "".join(lines).encode())), private=True)


def _linked(release: Release) -> str:
    when = f" {moment(release.created_at)}" if release.created_at else ""
    return f"[{literal(release.name)}]({release.url}){when}"


def watching(plan: Plan, language: Language) -> Message:
    """A watch was saved."""
    if plan.source.kind == "repository":
        return plain(
            language.say(
                "Done. {name} will be announced in {channel} as soon as it is on the Hub.",
                name=bold(plan.source, language),
                channel=channel(plan.channel_id),
            )
        )
    news = news_of(plan.source, plan.kinds, language)
    return plain(
        language.say(
            "Done. {news} will be announced in {channel}; older ones will not.",
            news=news[:1].upper() + news[1:] if language.name == "en" else news,
            channel=channel(plan.channel_id),
        )
    )


def changed(plan: Plan, language: Language) -> Message:
    """A watch has another plan now."""
    return plain(
        language.say(
            "Done. The watch of {source} in {channel} has changed; what was posted stays.",
            source=bold(plan.source, language),
            channel=channel(plan.channel_id),
        )
    )


def cancelled(language: Language) -> Message:
    """A preview was dismissed."""
    return plain(language.say("Nothing was changed."))


def watch_list(watches: Sequence[Watch], delays: Sequence[tuple[str, str]], language: Language) -> Message:
    """The guild's watches, as many as there is room for, and how long what they want may wait."""
    if not watches:
        return plain(language.say("Nothing is watched yet. Begin with `/watch add`."))
    lines = [f"- {_watch_line(watch, language)}" for watch in watches]
    heading = language.say_count("{count} watch", "{count} watches", len(watches))
    ends = accumulate(len(line) + 1 for line in lines)
    fitting = [line for line, end in zip(lines, ends, strict=True) if end <= LIST_CHARACTERS]
    if len(fitting) < len(lines):
        rest = len(lines) - len(fitting)
        fitting.append(
            language.say_count(
                "- and {count} more; `/watch export` has them all",
                "- and {count} more; `/watch export` has them all",
                rest,
            )
        )
    waits = language.say("How soon I see what is new")
    told = "\n".join(f"-# {label} {value}" for label, value in delays)
    return Message(
        (Text(f"### {heading}\n" + "\n".join(fitting)), Text(f"**{waits}**\n{told}")), private=True
    )


def watch_name(watch: Watch, language: Language, name: str) -> str:
    """A watch as one line of plain text, for autocomplete."""
    said = source_name(watch.source, language)
    if len(kinds_of(watch.source)) == 1:
        return f"{said} → #{name}"
    return f"{said} → #{name} ({kinds_in_words(watch.kinds, language)})"


def removed(watch: Watch, language: Language) -> Message:
    """A watch was removed."""
    return plain(
        language.say(
            "Removed. {source}: no longer announced in {channel}; earlier posts stay.",
            source=bold(watch.source, language),
            channel=channel(watch.channel_id),
        )
    )


def why(release: Release, watch: Watch | None, language: Language) -> Message:
    """Why a release was announced in a channel."""
    if watch is None:
        return plain(
            language.say(
                "A watch of this channel asked for {author}. It has been removed since.",
                author=f"**{literal(release.author)}**",
            )
        )
    return plain(
        language.say(
            "{channel} announces {news}, and so **{name}**, {when}. "
            "Moderators see all watches with `/watch list`.",
            channel=channel(watch.channel_id),
            news=news_of(watch.source, watch.kinds, language),
            name=literal(release.name),
            when=moment(published_at(release)),
        )
    )


def plan_name(plan: Plan, language: Language) -> str:
    """What is watched, and where."""
    return language.say(
        "{source} in {channel}", source=bold(plan.source, language), channel=channel(plan.channel_id)
    )


def channel(channel_id: int) -> str:
    """A channel as Discord shows it."""
    return f"<#{channel_id}>"


def _watch_line(watch: Watch, language: Language) -> str:
    line = with_kinds(watch.source, watch.kinds, language, channel(watch.channel_id))
    if watch.state == "paused" and watch.pause_reason in _PAUSED:
        line += f" · ⏸ {language.say(_PAUSED[watch.pause_reason])}"
    return line + points(watch.plan, language)
