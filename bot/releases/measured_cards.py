"""What members measured of a release, beside what is claimed."""

import re
from collections.abc import Sequence

from bot.markdown import literal
from bot.measured.model import Measured
from bot.measured.words import amount
from bot.releases.parts import Claim
from bot.releases.phrases import claim_in_words
from bot.texts import Language


def lines(measured: Sequence[Measured], claims: Sequence[Claim], language: Language) -> str:
    """Each test in a line: the median, from what to what, by how many, and the claim of the same name."""
    heading = language.say("Measured by members here")
    return "\n".join([f"**{heading}**", *(f"- {_line(one, claims, language)}" for one in measured)])


def _line(one: Measured, claims: Sequence[Claim], language: Language) -> str:
    value = amount(one.median, one.unit, language)
    told = [f"{literal(one.title)}: **{value}**"]
    if one.members > 1:
        low, high = amount(one.low, one.unit, language), amount(one.high, one.unit, language)
        told.append(language.say("from {low} to {high}", low=low, high=high))
    told.append(language.say_count("{count} member", "{count} members", one.members))
    claim = next((claim for claim in claims if _name(claim.benchmark) in map(_name, one.names)), None)
    if claim is not None:
        told.append(language.say("claimed: {claim}", claim=claim_in_words(claim, language)))
    return " · ".join(told)


def _name(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.lower())
