"""Whether what a sentence compares stands in a text, the same way round: pure, and rather too strict.

A verdict over figures is none of the model's: "A is better than B" is kept only where somebody has said so.
"""

from collections.abc import Sequence

from bot.answers.claims import Claim, Word, claims, words_of
from bot.answers.directions import CHANGE, direction_of
from bot.answers.extracts import sentences


def is_backed(text: str, source: str) -> bool:
    """Whether every comparison of a sentence stands in a text, or at least is not turned round in it."""
    said = list(claims(text))
    if not said:
        return True
    there = [one for sentence in sentences(source) if not _asks(sentence) for one in claims(sentence)]
    known = _known_names(source)
    return all(_holds(claim, there, known) for claim in said)


def _asks(sentence: str) -> bool:
    return sentence.rstrip(" \u00a0\u202f»”\"'").endswith("?")


def _holds(claim: Claim, there: Sequence[Claim], known: frozenset[str]) -> bool:
    same = [one for one in there if one.direction.axes & claim.direction.axes]
    if claim.direction.axes == CHANGE:
        ways = {_way(one) for one in same if one.about == claim.about}
        return not ways or _way(claim) in ways
    of_it = [one for one in same if one.about == claim.about] if claim.about else same
    chosen = of_it or same
    if any(_supports(one, claim, known) for one in chosen):
        return True
    return not claim.needs and not any(_denies(one, claim) for one in chosen)


def _way(one: Claim) -> int:
    return -one.direction.sign if one.is_negated else one.direction.sign


def _supports(one: Claim, claim: Claim, known: frozenset[str]) -> bool:
    """Whether a comparison of the text says this one, perhaps from the other side."""
    if one.is_negated != claim.is_negated:
        return False
    straight, crossed = _overlap(one, claim)
    is_of_opposite = _are_opposite(one.left, claim.left) or _are_opposite(one.right, claim.right)
    if one.direction.sign == claim.direction.sign:
        fits = _has_names(claim.left, one.left, known) and _has_names(claim.right, one.right, known)
        return straight >= crossed and fits and not is_of_opposite
    if is_of_opposite and not claim.right:
        return True
    fits = _has_names(claim.left, one.right, known) and _has_names(claim.right, one.left, known)
    return crossed > straight and fits


def _denies(one: Claim, claim: Claim) -> bool:
    """Whether a comparison of the text is about the same, and the other way round."""
    words, others = ({word.stem for word in (*each.left, *each.right)} for each in (claim, one))
    if words and 2 * len(words & others) < len(words):
        return False
    straight, crossed = _overlap(one, claim)
    is_turned = one.direction.sign != claim.direction.sign
    is_turned ^= one.is_negated != claim.is_negated
    is_turned ^= _are_opposite(one.left, claim.left)
    return straight >= crossed if is_turned else crossed > straight


def _overlap(one: Claim, claim: Claim) -> tuple[int, int]:
    """How many words are on the same side in both, and how many on the other."""
    (left, right), (said_left, said_right) = one.sides, claim.sides
    return (
        len(said_left & left) + len(said_right & right),
        len(said_left & right) + len(said_right & left),
    )


def _are_opposite(there: Sequence[Word], said: Sequence[Word]) -> bool:
    """Whether one is of the large and the other of the small, which compare the other way round."""
    others = {word.text: known for word in there if (known := direction_of(word.text)) is not None}
    if any(word.text in others for word in said):
        return False
    found = [known for word in said if (known := direction_of(word.text)) is not None]
    return any(one.axes & other.axes and one.sign != other.sign for one in found for other in others.values())


def _has_names(said: Sequence[Word], there: Sequence[Word], known: frozenset[str]) -> bool:
    """Whether a name of one side is one of the other, where that has any."""
    names, others = ({word.text for word in side if _is_name(word, known)} for side in (said, there))
    return not names or not others or bool(names & others)


def _is_name(word: Word, known: frozenset[str]) -> bool:
    """With a capital; at the beginning, where each word has one, only if the text knows it as a name."""
    has_both = not word.text.isalpha() and not word.is_number
    return has_both or (word.is_capital and (not word.is_first or word.text in known))


def _known_names(source: str) -> frozenset[str]:
    words = [word for sentence in sentences(source) for word in words_of(sentence)]
    return frozenset(word.text for word in words if word.is_capital) - {
        word.text for word in words if not word.is_capital
    }
