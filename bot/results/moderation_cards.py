"""Results as moderators see them: what is said against each, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Divider, Message, Text, plain
from bot.results import amending, controls, words
from bot.results.history_words import in_words, quoted
from bot.results.model import Change, Posted
from bot.results.moderating import Page, Report
from bot.results.odd import REASONS
from bot.results.turning import turning
from bot.texts import Language, moment

MOST_TOLD = 4


@dataclass(frozen=True)
class Entry:
    """One result with its history, its open reports, and of how many samples single scores are kept."""

    posted: Posted
    changes: tuple[Change, ...]
    reports: tuple[Report, ...]
    samples: int = 0


def queue(entries: Sequence[Entry], count: int, page: Page, *, hidden: bool, language: Language) -> Message:
    """A page of the results that wait for a look, or of those that are hidden; `count` in all."""
    if not entries:
        nothing = (
            language.say("No result is hidden here.")
            if hidden
            else language.say("No result waits for a look: none is disputed, reported or odd.")
        )
        return plain(nothing)
    parts: list[Block] = [Text(_heading(count, hidden=hidden, language=language))]
    for entry in entries:
        parts += [*_entry(entry, language), Divider()]
    parts.pop()
    ways = turning(page.within(count), page.of(count), partial(controls.queue, hidden=hidden), language)
    return Message((*parts, *ways), private=True)


def one(entry: Entry, language: Language) -> Message:
    """One result, and the way to the others that wait."""
    others = Button(language.say("All results to look at"), controls.queue(0, hidden=False))
    text, buttons = _entry(entry, language)
    return Message((text, buttons, Buttons((others,))), private=True)


def reported(language: Language) -> Message:
    """Said to a member who reported a result."""
    return plain(language.say("Thank you. The moderators of this server see your report, and nobody else."))


def hidden_post(count: int, language: Language) -> Message:
    """Said when all results of a post were hidden."""
    return plain(
        language.say_count(
            "Hidden: {count} result, the whole post. `/moderate results` shows it again.",
            "Hidden: {count} results, the whole post. `/moderate results` shows them again, one by one.",
            count,
        )
    )


def allowed(member_id: int, *, may_post: bool, language: Language) -> Message:
    """Said when a member was stopped from posting, or may post again."""
    member = f"<@{member_id}>"
    if may_post:
        return plain(language.say("{member} may post results here.", member=member))
    return plain(
        language.say(
            "{member} cannot post results here any more. What they have posted stays; hide it with "
            "`/moderate result` if it should not.",
            member=member,
        )
    )


def _heading(count: int, *, hidden: bool, language: Language) -> str:
    if hidden:
        title = language.say("Hidden results")
        return f"### {title} · {language.number(count)}"
    title = language.say("Results to look at")
    settling = language.say(
        "**Nothing is wrong** and **Mark as verified** settle a dispute, **Hide** takes the result away: "
        "each closes its reports, and the result leaves this list."
    )
    return f"### {title} · {language.number(count)}\n-# {settling}"


def _entry(entry: Entry, language: Language) -> tuple[Text, Buttons]:
    posted, result = entry.posted, entry.posted.result
    by = language.say(
        "posted by {member} {when}", member=f"<@{posted.author_id}>", when=moment(posted.created_at)
    )
    what = f"**{words.subject(result, language=language)}** · {literal(result.model_name or '')}"
    lines = [
        language.named(what, words.value(result, language)),
        f"-# {by}",
    ]
    if entry.samples:
        scored = language.say_count("{count} score of a sample", "{count} scores of samples", entry.samples)
        lines.append(f"-# {scored}")
    lines += [_report(one, language) for one in entry.reports[:MOST_TOLD]]
    lines += [in_words(change, result, language) for change in entry.changes[-MOST_TOLD:]]
    return Text("\n".join(lines)), _buttons(entry, language)


def _report(one: Report, language: Language) -> str:
    if one.by_id is None:
        return "-# 🔎 " + language.say("odd: {reason}", reason=language.tell(REASONS[one.reason]))
    member, when = f"<@{one.by_id}>", moment(one.at)
    told = language.say("reported by {member} {when}", member=member, when=when)
    return f"-# 🚩 {told} – {quoted(one.reason, language)}"


def _buttons(entry: Entry, language: Language) -> Buttons:
    """Only what can be done with the result as it is."""
    id_ = entry.posted.id
    if entry.posted.state == "hidden":
        return Buttons((Button(language.say("Show again"), controls.moderate("show", id_)),))
    found = [Button(language.say("Hide"), controls.moderate("hide", id_), "danger")]
    if entry.posted.is_disputed or entry.reports:
        found.append(Button(language.say("Nothing is wrong"), controls.moderate("settle", id_)))
    if entry.posted.result.provenance == "verified":
        found.append(Button(language.say("Remove the verified mark"), controls.moderate("unverify", id_)))
    else:
        verify = controls.moderate("verify", id_, amending.said(entry.posted.result))
        found.append(Button(language.say("Mark as verified"), verify, "success"))
    if entry.samples:
        found.append(
            Button(language.say("Remove the scores of its samples"), controls.moderate("unscore", id_))
        )
    return Buttons(tuple(found))
