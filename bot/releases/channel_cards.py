"""What moderators are told of channels that close and open again."""

from collections.abc import Sequence

from bot.message import Button, Buttons, Message, Panel, Text
from bot.releases import controls
from bot.releases.model import Watch
from bot.releases.source_words import with_kinds
from bot.releases.store.closed import Closed
from bot.releases.watch_cards import channel
from bot.texts import Language

CLOSED_COLOUR = 0xD97706
OPEN_COLOUR = 0x16A34A
MOST_LISTED = 10


def closed(
    one: Closed, paused: Sequence[Watch], missing_rights: str, language: Language, nonce: str
) -> Message:
    """A channel takes no messages: which watches pause, why, and what to do."""
    where = channel(one.channel_id)
    if one.reason == "channel_missing":
        told = language.say("### I can no longer post in a channel: it is gone")
        what = language.say(
            "Nothing is lost. Lead each watch to another channel with `/watch edit` and its option "
            "`channel`, or remove it with `/watch remove`."
        )
    else:
        told = language.say("### I can no longer post in {channel}", channel=where)
        what = (
            language.say(
                "It takes posts with a tag only now. Choose one with `/watch edit` under *Where and whom*; "
                "what comes out meanwhile is not announced."
            )
            if one.reason == "tag_required"
            else _what_to_grant(where, missing_rights, language)
        )
    lines = [
        language.say_count(
            "{count} watch is paused until then:", "{count} watches are paused until then:", len(paused)
        ),
        *_lines(paused, language),
    ]
    return _notice((told, what, "\n".join(lines)), CLOSED_COLOUR, language, nonce)


def _what_to_grant(where: str, missing_rights: str, language: Language) -> str:
    if missing_rights:
        return language.say(
            "I need {rights} there. Grant it in the channel’s settings, and the watches go on by themselves; "
            "what comes out meanwhile is not announced.",
            rights=missing_rights,
        )
    return language.say(
        "Discord refuses what I write in {channel}. Check my rights in the channel’s settings; when it works "
        "again, the watches go on by themselves.",
        channel=where,
    )


def opened(
    channel_id: int, opened: Sequence[Watch], left: Sequence[Watch], language: Language, nonce: str
) -> Message:
    """A channel takes messages again; those `left` stay paused, as what they watch is gone."""
    told = [language.say("### I can post in {channel} again", channel=channel(channel_id))]
    if opened:
        goes_on = language.say_count(
            "{count} watch goes on; what came out meanwhile is not announced:",
            "{count} watches go on; what came out meanwhile is not announced:",
            len(opened),
        )
        told.append("\n".join([goes_on, *_lines(opened, language)]))
    if left:
        stays = language.say_count(
            "{count} watch stays paused: what it watches is gone from the Hub. Remove it with "
            "`/watch remove`, or resume it with `/watch resume` once that is back:",
            "{count} watches stay paused: what they watch is gone from the Hub. Remove them with "
            "`/watch remove`, or resume them with `/watch resume` once that is back:",
            len(left),
        )
        told.append("\n".join([stays, *_lines(left, language)]))
    return _notice(told, OPEN_COLOUR, language, nonce)


def lost(watch: Watch, language: Language, nonce: str) -> Message:
    """The pause of a watch is over, and what it watches is gone."""
    told = (
        language.say("### A watch cannot go on: what it watches is gone from the Hub"),
        language.say(
            "Its pause is over, but there is nothing to watch any more: it was deleted, or made private."
        ),
        "\n".join(
            [
                language.say(
                    "The watch stays paused. Resume it with `/watch resume` once that is back, or remove it "
                    "with `/watch remove`:"
                ),
                *(f"{line} → {channel(watch.channel_id)}" for line in _lines([watch], language)),
            ]
        ),
    )
    return _notice(told, CLOSED_COLOUR, language, nonce)


def why(language: Language) -> Message:
    """Why such a notice is where it is."""
    return Message(
        (
            Text(
                language.say(
                    "I tell moderators here what they must know: in the default channel of `/settings`, or "
                    "else where they are likely to read it. You may choose another channel there."
                )
            ),
        ),
        private=True,
    )


def _lines(watches: Sequence[Watch], language: Language) -> list[str]:
    lines = [f"- {with_kinds(watch.source, watch.kinds, language)}" for watch in watches[:MOST_LISTED]]
    if len(watches) > MOST_LISTED:
        rest = len(watches) - MOST_LISTED
        lines.append("- " + language.say_count("{count} more", "{count} more", rest))
    return lines


def _notice(texts: Sequence[str], colour: int, language: Language, nonce: str) -> Message:
    button = Button(language.say("Why here?"), controls.notice(nonce))
    return Message((Panel((*(Text(text) for text in texts), Buttons((button,))), colour),))
