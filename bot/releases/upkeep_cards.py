"""What is told of watches that are there, as messages."""

from collections.abc import Sequence
from datetime import datetime

from bot.markdown import literal
from bot.message import Button, Buttons, File, Message, Text, plain
from bot.releases import buttons, controls
from bot.releases.cards import panel
from bot.releases.model import Plan, Release, Watch
from bot.releases.plan_words import points
from bot.releases.source_words import bold, with_kinds
from bot.releases.store.drafts import Draft
from bot.releases.timing_words import held_in_words, together_in_words
from bot.releases.verdicts import State, Verdict
from bot.releases.watch_cards import channel
from bot.releases.wording import reasons_in_words
from bot.texts import Language, mark, moment

_STATES: dict[State, str] = {
    "waiting": mark("waiting to be sent"),
    "paused": mark("not posted: the watch was paused"),
    "baseline": mark("not posted: it was already there when the watch began"),
    "gone": mark("not posted: it disappeared before I could post it"),
    "reading": mark("found; its details are being read"),
    "duplicate": mark("not posted again: another watch of this channel has told of it"),
    "unseen": mark("not seen yet; it will be posted after my next look at its list"),
    "quiet": mark("nothing to tell since the watch began"),
}
_FAILURES = {
    "channel_missing": mark("failed: the channel is gone"),
    "channel_forbidden": mark("failed: I may not write there"),
    "tag_required": mark("failed: the forum asks for a tag"),
    "refused": mark("failed: Discord refused the message"),
    "too_late": mark("failed: it could not be sent for a day, and was no news any more"),
    "guild_left": mark("failed: I had been removed from the server"),
}
_OFFERS = {
    "discuss": mark("On a real post, this button opens a thread to talk about it."),
    "follow": mark("On a real post, this button lets you hear of its author’s next news in private."),
    "result": mark("On a real post, this button lets you post what you measured of its model."),
    "compare": mark("On a real post, this button sets its model beside others that members measured."),
    "ask_of": mark("On a real post, this button answers a question about the release."),
    "claims": mark("On a real post, this button shows you every score that is claimed."),
}
_CROSSPOSTS = {
    "wanted": mark("it goes on to the followers later: Discord passes on ten an hour"),
    "booked": mark("it is just being passed on to the followers"),
    "done": mark("passed on to the followers"),
    "given_up": mark("it was not passed on to the followers: Discord did not take it, or not within a day"),
}
MOST_LISTED = 10


def paused(watch: Watch, until: datetime | None, language: Language) -> Message:
    """A watch was paused."""
    about = {"source": bold(watch.source, language), "channel": channel(watch.channel_id)}
    if until is None:
        return plain(
            language.say(
                "Paused. {source}: not announced in {channel} until you use `/watch resume`.", **about
            )
        )
    return plain(
        language.say(
            "Paused. {source}: not announced in {channel} until {when}; then it goes on by itself.",
            when=moment(until, "f"),
            **about,
        )
    )


def test_post(release: Release, language: Language, nonce: str) -> Message:
    """A sample announcement, marked as what it is; its buttons carry `nonce`."""
    note = language.say("🧪 **This is a test** by a moderator: a post would look like this. It is no news.")
    return Message((Text(note), panel(release, language, buttons.of_test(release, language, nonce))))


def test_sent(watch: Watch, language: Language) -> Message:
    """A test post is on its way."""
    return plain(
        language.say("A post marked as a test is on its way to {channel}.", channel=channel(watch.channel_id))
    )


def about_test(what: str, language: Language) -> Message:
    """Why a test post is in a channel, and what its buttons do on a real one."""
    asked = language.say("A moderator asked for this test, to see what posts of a watch look like.")
    return plain(f"{asked} {language.say(_OFFERS[what])}" if what in _OFFERS else asked)


def why(repo_id: str, guild_id: int, verdicts: Sequence[Verdict], others: int, language: Language) -> Message:
    """One line for each watch that the repository concerns."""
    lines = [f"### {repo_id}"]
    for one in verdicts:
        where = f"{bold(one.watch.source, language)} → {channel(one.watch.channel_id)}"
        lines.append(f"- {where} · {_verdict(one, guild_id, language)}")
    if not verdicts:
        lines.append(language.say("No watch of this server concerns it."))
    if others:
        lines.append(
            language.say_count(
                "-# {count} other watch does not concern it.",
                "-# {count} other watches do not concern it.",
                others,
            )
        )
    return plain("\n".join(lines))


def _verdict(one: Verdict, guild_id: int, language: Language) -> str:
    if one.wait is not None:
        return held_in_words(one.wait, language)
    if one.state == "posted":
        return _posted(one, guild_id, language)
    if one.state == "folded":
        return _folded(one, guild_id, language)
    if one.state == "failed":
        return failure_in_words(one.failure or "", language)
    if one.state == "growing" and one.until is not None:
        reasons, until = reasons_in_words(one.refused, language), moment(one.until)
        return language.say("waiting ({reasons}); given up {when}", reasons=reasons, when=until)
    if one.state == "filtered":
        return language.say("filtered by {reasons}", reasons=reasons_in_words(one.refused, language))
    return language.say(_STATES[one.state])


def failure_in_words(failure: str, language: Language) -> str:
    """Why a message was not posted."""
    return language.say(_FAILURES.get(failure, _FAILURES["refused"]))


def _posted(one: Verdict, guild_id: int, language: Language) -> str:
    where = _address(one, guild_id)
    if one.together is not None:
        told = together_in_words(one.together, where, language)
    else:
        told = language.say("posted: {link}", link=where)
    if one.crosspost in _CROSSPOSTS:
        told += f" · {language.say(_CROSSPOSTS[one.crosspost])}"
    return told


def _folded(one: Verdict, guild_id: int, language: Language) -> str:
    into = f"**{literal(one.folded_into or '')}**"
    if one.failure == "message_missing":
        return language.say("folded into the post of {release}, which has been deleted since", release=into)
    return language.say(
        "folded into the post of {release}: {link}", release=into, link=_address(one, guild_id)
    )


def _address(one: Verdict, guild_id: int) -> str:
    channel_id = one.thread_id or one.watch.channel_id
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{one.message_id}"


def exported(contents: Sequence[str], count: int, language: Language) -> Message:
    """All watches as a file, or as several where there are more than one import takes."""
    told = language.say_count(
        "{count} watch is in this file. `/watch import` reads it again, here or on another server.",
        "{count} watches are in this file. `/watch import` reads it again, here or on another server.",
        count,
    )
    if len(contents) == 1:
        return Message((Text(told), File("watches.yaml", contents[0].encode())), private=True)
    told += "\n" + language.say("One import takes 50 watches, so there are several files.")
    files = (File(f"watches-{number}.yaml", content.encode()) for number, content in enumerate(contents, 1))
    return Message((Text(told), *files), private=True)


def import_preview(
    draft: Draft, added: Sequence[Plan], changed: Sequence[Plan], same: int, language: Language
) -> Message:
    """What an import would do, before anything is saved."""
    lines = []
    for heading, plans in ((language.say("To be added"), added), (language.say("To be changed"), changed)):
        if plans:
            lines.append(f"### {heading}")
            lines += [_plan_line(plan, language) for plan in plans[:MOST_LISTED]]
        if len(plans) > MOST_LISTED:
            rest = len(plans) - MOST_LISTED
            lines.append("- " + language.say_count("{count} more", "{count} more", rest))
    if same:
        lines.append(
            language.say_count(
                "-# {count} watch is there already.", "-# {count} watches are there already.", same
            )
        )
    buttons = Buttons(
        (
            Button(language.say("Import"), controls.draft(draft.id, "import"), "success"),
            Button(language.say("Cancel"), controls.CANCEL),
        )
    )
    return Message((Text("\n".join(lines)), buttons), private=True)


def imported(count: int, language: Language) -> Message:
    """An import was saved."""
    return plain(
        language.say_count("Done. {count} watch was imported.", "Done. {count} watches were imported.", count)
    )


def _plan_line(plan: Plan, language: Language) -> str:
    said = with_kinds(plan.source, plan.kinds, language, channel(plan.channel_id))
    return f"- {said}{points(plan, language)}"
