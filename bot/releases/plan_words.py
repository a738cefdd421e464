"""A whole watch in words: its filters, how it posts, whom it calls, and until when it pauses."""

from bot.markdown import literal
from bot.releases.model import Mention, Plan, Posting
from bot.releases.place import Place
from bot.releases.timing_words import timing_in_words
from bot.releases.wording import filters_in_words
from bot.texts import Language, moment


def plan_in_words(plan: Plan, language: Language, place: Place | None = None) -> list[tuple[str, str]]:
    """Everything that a watch asks for beyond its kinds; in a `place` that is known, what hinders it too."""
    rows = [
        *filters_in_words(plan.filters, language),
        *_posting(plan.posting, language, place),
        *timing_in_words(plan.timing, language),
    ]
    if plan.paused_until is not None:
        until = language.say("until {when}", when=moment(plan.paused_until, "f"))
        rows.append((language.say("Paused"), until))
    return rows


def points(plan: Plan, language: Language) -> str:
    """The same as points below the line of a list that names the watch."""
    told = (
        language.say("{label}: {found}", label=label, found=value)
        for label, value in plan_in_words(plan, language)
    )
    return "".join(f"\n  - {one}" for one in told)


def _posting(posting: Posting, language: Language, place: Place | None) -> list[tuple[str, str]]:
    rows = []
    if posting.crosspost:
        rows.append((language.say("Followers"), language.say("goes on to the channels that follow")))
    if posting.tags or (place is not None and place.needs_tag):
        rows.append((language.say("Tags"), _tags(posting, language, place)))
    if posting.mention is not None:
        rows.append((language.say("Calls"), _mention(posting.mention, language, place)))
    return rows


def _tags(posting: Posting, language: Language, place: Place | None) -> str:
    if not posting.tags:
        return language.say("⚠️ this forum asks for at least one")
    names = [literal(tag.name) for tag in place.tags if tag.id in posting.tags] if place is not None else []
    return language.enumeration(names) if names else language.number(len(posting.tags))


def _mention(mention: Mention, language: Language, place: Place | None) -> str:
    if mention.is_gone:
        return language.say("⚠️ nobody: the role was deleted")
    called = f"<@&{mention.role_id}>"
    asked = [
        language.say("{label}: {found}", label=label, found=value)
        for label, value in filters_in_words(mention.filters, language)
    ]
    if asked:
        called = language.say("{role} only for {filters}", role=called, filters=" · ".join(asked))
    if place is not None and not place.roles.get(mention.role_id, True):
        hint = language.say(
            "⚠️ I may not call it yet: let everyone mention the role, or give me *Mention All Roles* there."
        )
        called += f"\n-# {hint}"
    return called
