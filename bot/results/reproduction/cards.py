"""What shall be measured again, and who does it, as messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Option, Select, Text
from bot.results import cards, words
from bot.results.model import Again, Posted
from bot.results.reproduction import controls
from bot.results.reproduction.commands import Written
from bot.results.reproduction.model import Request, confirmed_by
from bot.results.reproduction.words import lines, linked, verdict
from bot.texts import Language, Sentence, moment

# As many as a list in Discord offers; so many of them in words.
MOST_OPTIONS = 25
MOST_LINES = 8
MOST_ASKERS = 3


@dataclass(frozen=True)
class Offer:
    """One public result as somebody sees it who may want it measured again, or measure it.

    `request` is None where nobody wants it; `command` is that of its run, None where no file tells of it.
    """

    posted: Posted
    reader_id: int
    request: Request | None = None
    again: tuple[Again, ...] = ()
    command: Written | None = None


def offer(shown: Offer, now: datetime, language: Language, done: str | None = None) -> Message:
    """One result: what it says, how it was measured, who has it in hand, and what can be done."""
    posted = shown.posted
    heading = language.say(
        "Measure again: {name} of {model}",
        name=words.subject(posted.result, language=language),
        model=literal(posted.result.model_name or "", 120),
    )
    parts = [f"**{done}**"] if done else []
    parts.append("\n".join([f"### {heading}", *_facts(posted, language)]))
    others = list(lines(posted, shown.again, language))
    if others:
        parts.append("\n".join(others))
    parts.append(_state(shown, now, language))
    parts.append(_how(shown, language))
    blocks: list[Block] = [Text(part) for part in parts]
    buttons = _buttons(shown, now, language)
    return Message((*blocks, Buttons(buttons)) if buttons else tuple(blocks), private=True)


def which(posted: Sequence[Posted], language: Language) -> Message:
    """Of which result of a post somebody thinks."""
    asked = language.say("Which of these results?")
    if len(posted) > MOST_OPTIONS:
        asked += " " + language.say("`/reproduce request` finds the others.")
    return Message((Text(asked), _choice(posted, language)), private=True)


def every(found: Sequence[Request], count: int, now: datetime, language: Language) -> Message:
    """What is wanted in a server."""
    if not found:
        told = language.say(
            "Nobody waits for a second measurement here. `/reproduce request` asks for one of any result."
        )
        return Message((Text(told),), private=True)
    heading = language.say_count("{count} result to measure again", "{count} results to measure again", count)
    told_lines = [_entry(one, now, language) for one in found[:MOST_LINES]]
    if count > MOST_LINES:
        told_lines.append(language.more(count - len(told_lines)))
    hint = "-# " + language.say(
        "Choose one to see how it was measured, and to claim it: so nobody else measures the same meanwhile."
    )
    texts = [Text(f"### {heading}"), Text("\n".join(told_lines)), Text(hint)]
    return Message((*texts, _choice([one.posted for one in found], language)), private=True)


def mine(found: Sequence[Request], count: int, now: datetime, language: Language) -> Message:
    """What a person wants in all servers: the first of so many."""
    if not found:
        return Message((Text(language.say("You wait for no second measurement.")),), private=True)
    heading = language.say("You wait for a second measurement of:")
    told = [_entry(one, now, language) for one in found]
    if count > len(found):
        told.append(language.more(count - len(found)))
    return Message((Text("\n".join([heading, *told])),), private=True)


def news(
    original: Posted, url: str | None, again: Sequence[Again], nonce: str, language: Language
) -> Message:
    """Said in private to somebody who wanted a result measured again; `url` is that of its post."""
    intro = language.say(
        "You wanted a second measurement of {name} of {model}, and there is one:",
        name=words.subject(original.result, language=language),
        model=f"**{literal(original.result.model_name or '', 120)}**",
    )
    value = words.value(original.result, language)
    first = language.say(
        "first: {value} by {member}",
        value=f"**{value if url is None else f'[{value}]({url})'}**",
        member=f"<@{original.author_id}>",
    )
    told = [f"- {first}", *(f"- {_second(original, one, language)}" for one in again)]
    mine_button = Button(language.say("What I wait for"), controls.mine(nonce))
    return Message((Text("\n".join([intro, *told])), Buttons((mine_button,))))


def claim_ended(posted: Posted, nonce: str, language: Language) -> Message:
    """Said in private to a member whose claim is over."""
    told = language.say(
        "You wanted to measure {name} of {model} again, and your time for it is over. That is no harm: "
        "others may measure it now, and so may you. If you are still at it, claim it again with "
        "`/reproduce claim`.",
        name=words.subject(posted.result, language=language),
        model=f"**{literal(posted.result.model_name or '', 120)}**",
    )
    return Message((Text(told), Buttons((Button(language.say("What I wait for"), controls.mine(nonce)),))))


def _second(original: Posted, again: Again, language: Language) -> str:
    return language.say(
        "now: {value} by {member} – {verdict}",
        value=f"**{linked(again, language)}**",
        member=f"<@{again.other.author_id}>",
        verdict=verdict(again.other, original, again.agreement, language),
    )


def _facts(posted: Posted, language: Language) -> list[str]:
    result = posted.result
    by = language.say(
        "posted by {member} {when}", member=f"<@{posted.author_id}>", when=moment(posted.created_at)
    )
    how = [
        None if result.setup.shots is None else words.shots(result.setup.shots, language),
        words.samples(result, language),
        words.setup_line(result.setup, language),
        None if result.revision is None else language.say("revision {sha}", sha=f"`{result.revision[:8]}`"),
    ]
    return [
        f"**{words.value(result, language)}** · {by}",
        "-# " + (" · ".join(one for one in how if one) or language.say("nothing more is stated")),
    ]


def _entry(one: Request, now: datetime, language: Language) -> str:
    result = one.posted.result
    name = f"**{words.subject(result, language=language)}** · {literal(result.model_name or '', 90)}"
    how = " · ".join(
        fact for fact in (words.setup_line(result.setup, language), _cost(one.minutes, language)) if fact
    )
    lines = [
        f"- {language.named(name, words.value(result, language))}",
        how and f"-# {how}",
        f"-# {_who(one, now, language)}",
    ]
    return "\n".join(line for line in lines if line)


def _cost(minutes: float | None, language: Language) -> str | None:
    """How long the whole run took, roughly."""
    if minutes is None:
        return None
    took = (
        language.say_count("{count} minute", "{count} minutes", max(1, round(minutes)))
        if minutes < 120
        else language.say_count("{count} hour", "{count} hours", round(minutes / 60))
    )
    return language.say("the whole run took about {time}", time=took)


def _who(one: Request, now: datetime, language: Language) -> str:
    members = [f"<@{member}>" for member in one.askers[:MOST_ASKERS]]
    if len(one.askers) > MOST_ASKERS:
        others = len(one.askers) - MOST_ASKERS
        members.append(language.say_count("{count} other member", "{count} other members", others))
    asked = language.say(
        "wanted by {members} since {when}",
        members=language.enumeration(members),
        when=moment(one.asked_at, "D"),
    )
    return f"{asked} · {_claimed(one, now, language)}"


def _claimed(one: Request, now: datetime, language: Language) -> str:
    if one.claimed_by is None or one.claimed_at is None or one.until is None:
        return language.say("free")
    said = {"member": f"<@{one.claimed_by}>", "since": moment(one.claimed_at, "D"), "when": moment(one.until)}
    if one.is_claimed(now):
        return language.say("claimed by {member} since {since}; free again {when}", **said)
    return language.say(
        "free; {member} had claimed it on {since}", member=said["member"], since=said["since"]
    )


def _state(shown: Offer, now: datetime, language: Language) -> str:
    if shown.request is None and confirmed_by(shown.again):
        return language.say("It was measured again, and the two agree.")
    if shown.request is None:
        return language.say("Nobody waits for a second measurement of it.")
    who = _who(shown.request, now, language)
    took = _cost(shown.request.minutes, language)
    return f"🙋 {who}" + (f"\n-# {took}" if took else "")


def _how(shown: Offer, language: Language) -> str:
    rule = language.say(
        "It counts when somebody else than its author posts the same test of the same model and "
        "quantisation with `/result import` or `/result post`; a speed on the same machine and engine. "
        "I link the two myself."
    )
    if shown.command is None:
        return f"-# {rule}"
    told = [_unsaid(one, language) for one in shown.command.missing]
    if shown.command.text is None:
        return "\n".join([*(f"-# {one}" for one in told), f"-# {rule}"])
    heading = language.say("The command of this run, as far as its file tells:")
    lines = [heading, "```sh", shown.command.text, *(f"# {one}" for one in told), "```", f"-# {rule}"]
    return "\n".join(lines)


def _unsaid(what: Sentence, language: Language) -> str:
    return language.say("The file does not say {what}.", what=language.tell(what))


def _buttons(shown: Offer, now: datetime, language: Language) -> tuple[Button, ...]:
    request, id_, reader = shown.request, shown.posted.id, shown.reader_id
    found: list[Button] = []
    is_mine = request is not None and request.claimed_by == reader and request.is_claimed(now)
    if request is not None and shown.posted.author_id != reader:
        if is_mine:
            found.append(Button(language.say("Give it back"), controls.do("free", id_)))
        elif not request.is_claimed(now):
            found.append(Button(language.say("I measure it"), controls.do("claim", id_), "primary"))
    if request is not None and reader in request.askers:
        found.append(Button(language.say("I no longer want it"), controls.do("unask", id_)))
    elif not is_mine and not confirmed_by(shown.again):
        label = language.say("I want it measured again")
        found.append(Button(label, controls.do("ask", id_)))
    return tuple(found)


def _choice(posted: Sequence[Posted], language: Language) -> Select:
    options = [Option(cards.label(one, language), str(one.id)) for one in posted[:MOST_OPTIONS]]
    return Select(controls.LOOK, language.say("Choose a result"), tuple(options))
