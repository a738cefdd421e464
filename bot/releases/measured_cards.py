"""What members measured of a release, beside what is claimed."""

import itertools
import re
from collections.abc import Mapping, Sequence

from bot.markdown import literal
from bot.measured.model import Measured
from bot.measured.words import amount
from bot.message import Message, Option, Select, Text
from bot.releases import controls
from bot.releases.model import Release
from bot.releases.parts import Claim
from bot.releases.phrases import claim_in_words
from bot.texts import Language

# Of the 4,000 that Discord allows in all (`bot/chat/render.py`).
MOST_CHARACTERS = 1_200
# Of each release in a post but the first.
MOST_OF_OTHERS = 3
LONGEST_NAME = 60
# So many options Discord allows in a list.
MOST_CHOICES = 25


def of_family(
    head: Release, measured: Sequence[tuple[Release, Sequence[Measured]]], language: Language
) -> str:
    """What was measured of the releases of one post, with their names where it is not only of the head."""
    heading = language.say("Measured by members here")
    is_named = any(release is not head for release, _ in measured)
    told = [
        f"- **{literal(release.name, LONGEST_NAME)}** · {line}" if is_named else f"- {line}"
        for release, tests in measured
        for line in lines(tests if release is head else tests[:MOST_OF_OTHERS], release.claims, language)
    ]
    lengths = itertools.accumulate(len(line) + 1 for line in told)
    shown = [line for line, length in zip(told, lengths, strict=True) if length <= MOST_CHARACTERS]
    left = len(told) - len(shown)
    more = [f"- {language.say_count('and {count} more', 'and {count} more', left)}"] if left else []
    return "\n".join([f"**{heading}**", *shown, *more])


def which(nonce: str, models: Mapping[int, str], language: Language) -> Message:
    """Asks of which model of a post a result is; `models` are repositories by their releases."""
    asked = language.say("Which of the models of this post did you measure?")
    options = [Option(name, str(release_id)) for release_id, name in models.items()]
    placeholder = language.say("Choose the model")
    chosen = Select(controls.post("result_of", nonce), placeholder, tuple(options[:MOST_CHOICES]))
    return Message((Text(asked), chosen), private=True)


def lines(measured: Sequence[Measured], claims: Sequence[Claim], language: Language) -> list[str]:
    """Each test in a line: the median, from what to what, by how many, and the claim of the same name."""
    return [_line(one, claims, language) for one in measured]


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
