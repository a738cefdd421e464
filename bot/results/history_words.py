"""What was done to a result, in words: who, when, and from → to."""

from bot.markdown import literal
from bot.results import words
from bot.results.model import Act, Change, FieldChange, Result
from bot.texts import Language, mark, moment

LONGEST_NOTE = 200
_ACTS: dict[Act, str] = {
    "amended": mark("amended by {member} {when}"),
    "withdrawn": mark("withdrawn by {member} {when}"),
    "disputed": mark("disputed by {member} {when}"),
    "settled": mark("dispute settled by {member} {when}"),
    "hidden": mark("hidden by {member} {when}"),
    "shown": mark("shown again by {member} {when}"),
    "verified": mark("verified by {member} {when}"),
    "unverified": mark("no longer marked as verified, by {member} {when}"),
    "scored": mark("scores of its samples added by {member} {when}"),
    "rescored": mark("scores of its samples replaced by {member} {when}"),
    "unscored": mark("scores of its samples removed by {member} {when}"),
}
_NAMES = {
    "value": mark("Value"),
    "samples": mark("Samples"),
    "shots": mark("Shots"),
    "quantisation": mark("Quantisation"),
    "hardware": mark("Hardware"),
    "engine": mark("Engine"),
    "revision": mark("Revision"),
}
_SIGNS: dict[Act, str] = {"disputed": "⚖️ ", "verified": "✅ ", "amended": "✏️ "}


def in_words(change: Change, result: Result, language: Language) -> str:
    """One change as a small line."""
    told = language.say(_ACTS[change.what], member=f"<@{change.by_id}>", when=moment(change.at))
    differing = [_field(one, result, language) for one in change.fields]
    facts = language.named(told, " · ".join(differing)) if differing else told
    note = f" – {quoted(change.note, language)}" if change.note else ""
    return f"-# {_SIGNS.get(change.what, '')}{facts}{note}"


def quoted(words: str, language: Language) -> str:
    """What a person wrote, between the quotation marks of a language."""
    return language.say("“{words}”", words=literal(words, LONGEST_NOTE))


def _field(one: FieldChange, result: Result, language: Language) -> str:
    before, after = (_value(one.name, fact, result, language) for fact in (one.before, one.after))
    return f"{language.say(_NAMES[one.name])} {before} → {after}"


def _value(name: str, fact: object, result: Result, language: Language) -> str:
    if fact is None:
        return language.say("not stated")
    if isinstance(fact, str):
        return f"`{fact[:8]}`" if name == "revision" else literal(fact, 80)
    number = float(str(fact))
    return words.amount(number, result, language) if name == "value" else language.number(number)
