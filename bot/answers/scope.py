"""What is no question to search for: small talk, and attempts to make Essai tell what it must not."""

import re
from enum import StrEnum
from typing import Final

from bot.answers.words import STOP_WORDS, asked, fold


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
_FEW: Final = 3
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
    r"are you (?:a |an )?(?:bot|human|robot|ai|real)\b",
    r"(?:es[- ]tu|etes[- ]vous) (?:un |une )?(?:bot|humain|robot|ia)\b",
)
# Wishes for its instructions, for what other servers have, or that it forget its rules.
_PRYING: Final = (
    r"(?:ignore|forget|disregard|override|bypass) (?:all |any |the |your |previous |prior |my )*"
    r"(?:instruction|rule|prompt|guideline|restriction)",
    r"(?:ignore|oublie|neglige|contourne)[sz]? (?:toutes? |tous |les |tes |vos |des |mes )*"
    r"(?:instruction|regle|consigne|restriction)",
    r"(?:your|the|hidden|ton|ta|tes|votre|vos) (?:own |full |whole |initial )?"
    r"(?:system|hidden|secret) ?prompt",
    r"(?:reveal|show|print|repeat|tell|give|output|display|montre|affiche|repete|revele|donne|dis)\w*"
    r"(?:[- ](?:me|us|moi|nous))? (?:all |the |your |tes |ton |ta |vos |votre |les |le )*"
    r"(?:system |hidden |secret )?(?:prompt|instruction|consigne|invite)s?"
    r"(?: systeme| initiale?s?| cachee?s?)?"
    r"(?: word for word| verbatim| mot (?:a|pour) mot)?$",
    r"(?:other|another|every|all(?: the)?) (?:discord )?(?:server|guild|communit)",
    r"(?:autres?|tous les|toutes les) (?:serveur|guilde|communaute)s?(?: discord)?",
    r"(?:bot|discord|api|access|your|ton|votre|tes|vos) "
    r"(?:token|password|api key|credential|mot de passe|secret)s?\b",
    r"(?:token|mot de passe|secrets?|identifiants?) (?:du|of the|d) (?:bot|discord|serveur|server)",
    r"(?:private|secret|hidden|moderators?|prives?|moderateurs?|caches?) (?:channel|salon|message)s?"
    r"|(?:channel|salon|message)s? (?:prive|secret|cache|des moderateurs)s?",
    r"(?:jailbreak|developer mode|mode developpeur|\bdan mode\b|do anything now)",
)
_ABOUT_ESSAI: Final = re.compile("|".join(_ABOUT))
_PRIES: Final = re.compile("|".join(_PRYING))
_SPACES: Final = re.compile(r"[^\w-]+")


def talk_of(text: str) -> Talk:
    """What somebody wants, by rule; anything that is not clearly something else is a question."""
    line = _SPACES.sub(" ", fold(text.replace("’", "'")).replace("'", " ")).strip()
    words = frozenset(line.replace("-", " ").split())
    if not words:
        return Talk.NOTHING
    if _PRIES.search(line):
        return Talk.PRYING
    if words & _THANKS and words <= _THANKS | _POLITE | _GREETINGS | STOP_WORDS:
        return Talk.THANKS
    if words & _GREETS and words <= _GREETINGS | STOP_WORDS:
        return Talk.GREETING
    if _ABOUT_ESSAI.search(line) and len(asked(text)) <= _FEW:
        return Talk.ABOUT_ESSAI
    return Talk.QUESTION
