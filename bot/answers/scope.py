"""What is no question to search for: small talk, and attempts to make Essai tell what it must not."""

import re
from enum import StrEnum
from typing import Final

from bot.answers.prying import pries
from bot.answers.words import STOP_WORDS, fold


class Talk(StrEnum):
    """What somebody wants who asks."""

    NOTHING = "nothing"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT_ESSAI = "about"
    PRYING = "prying"
    QUESTION = "question"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_GREETS: Final = _set("hello hi hey yo hola salut bonjour bonsoir coucou hallo morning evening")
_GREETINGS: Final = _GREETS | _set(
    "good bot essai ca va everyone there tous tout monde how are doing today comment allez vas"
)
_THANKS: Final = _set("thanks thank thx merci ty cheers bye goodbye revoir bientot")
_POLITE: Final = _set("you lot much very bien beaucoup bot essai the a tres so au infiniment again")
# What is asked of Essai itself has few other words.
_FEW: Final = 2
_ABOUT: Final = (
    r"(?:who|what) are you",
    r"what (?:can|do) you do",
    r"what is essai",
    r"who (?:made|created|built|wrote|programmed|owns) you",
    r"qui (?:t a|vous a) (?:fait|cree|concu|ecrit|programme)",
    r"qui (?:es[- ]tu|etes[- ]vous)",
    r"(?:tu es|vous etes|t es) qui",
    r"qu est[- ]ce que (?:tu|vous) (?:sais|savez|peux|pouvez|fais|faites)",
    r"que (?:sais|peux|fais)[- ]tu|que (?:savez|pouvez|faites)[- ]vous",
    r"c est quoi essai",
    r"(?:tu|vous) (?:sais|savez|peux|pouvez|fais|faites) (?:faire )?quoi",
    r"a quoi (?:tu sers|sers[- ]tu|vous servez|servez[- ]vous)",
    r"how can you help|what are you for",
    r"^(?:help|(?:a )?aide)(?:[- ](?:me|moi))?$",
    r"are you (?:a |an )?(?:bot|human|robot|ai|real)\b",
    r"(?:es[- ]tu|etes[- ]vous) (?:un |une )?(?:bot|humain|robot|ia)\b",
)
_ABOUT_ESSAI: Final = re.compile("|".join(_ABOUT))
_HOW_ARE_YOU: Final = re.compile(
    r"(?:how are you|how is it going|what s up|(?:comment )?(?:ca|tu|vous) (?:va|vas|allez)|"
    r"comment (?:vas[- ]tu|allez[- ]vous|ca va)|quoi de neuf)(?: (?:today|doing|bien|aujourd hui))*"
)
_SPACES: Final = re.compile(r"[^\w-]+")


def talk_of(text: str) -> Talk:
    """What somebody wants, by rule; anything that is not clearly something else is a question."""
    line = _SPACES.sub(" ", fold(text.replace("’", "'")).replace("'", " ")).strip()
    words = frozenset(line.replace("-", " ").split())
    if not words:
        return Talk.NOTHING
    if pries(line):
        return Talk.PRYING
    if words & _THANKS and words <= _THANKS | _POLITE | _GREETINGS | STOP_WORDS:
        return Talk.THANKS
    if (words & _GREETS and words <= _GREETINGS | STOP_WORDS) or _HOW_ARE_YOU.fullmatch(line):
        return Talk.GREETING
    if _ABOUT_ESSAI.search(line) and len(words - STOP_WORDS) <= _FEW:
        return Talk.ABOUT_ESSAI
    return Talk.QUESTION
