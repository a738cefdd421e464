"""Attempts to make Essai tell its instructions and secrets, forget its rules, or speak of other servers.

Only what is about Essai itself counts: how to write a system prompt, get an access token or run a model on
another server are questions of the field. What slips through is only searched for, as any other question.
"""

import re
from typing import Final

_YOUR: Final = r"(?:your|ton|ta|tes|votre|vos)"
_OWN: Final = (
    r"(?:(?:own|full|whole|initial|original|first|exact|current|actual|real|system|hidden|secret|internal) )*"
)
# Its instructions; behind them may stand what makes them a matter of the field, as in "your prompt format".
_TOLD: Final = (
    r"(?:(?:system |pre|hidden |secret )?prompt|instruction|consigne|rule|regle|guideline|directive)s?\b"
    r"(?! (?:data|tun|follow|model|template|format|cach|process|eval|token|length|speed|engineer|size|for\b"
    r"|pour\b|of thumb))"
)
_GIVE: Final = (
    r"(?:reveal|show|print|repeat|tell|give|output|display|dump|leak|montre|affiche|repete|revele|donne|dis|"
    r"imprime|recopie|recite)[rsz]?(?:[- ](?:me|us|moi|nous|out|back))?"
)
_FORGET: Final = r"(?:ignore|forget|disregard|override|bypass|oublie|neglige|contourne)[rsz]?"
# An order stands at the beginning, or after such a word; "why do models forget the rules" is none.
_ORDER: Final = (
    r"(?:^|\b(?:and|then|now|please|just|et|puis|maintenant|alors|(?:can|could) you|"
    r"peux[- ]tu|pouvez[- ]vous) )"
)
_ALL: Final = (
    r"(?:(?:toutes?|tous|all|any|the|your|previous|prior|above|my|les|tes|vos|des|mes|of|these|those|ces) )*"
)
_TOLD_BY_WORD: Final = r"(?:word for word|verbatim|mot (?:a|pour) mot)"
_INSTRUCTIONS: Final = (
    rf"{_ORDER}{_FORGET} {_ALL}(?:instruction|rule|prompt|guideline|restriction|regle|consigne)",
    rf"\b{_FORGET} (?:(?:all|any|of|toutes?) )*(?:your|tes|vos) (?:(?:previous|prior) )?"
    r"(?:instruction|rule|prompt|guideline|restriction|regle|consigne)",
    rf"\b(?:what|which|quel(?:le)?s?|how|c est quoi)\b(?: \w+){{0,3}} {_YOUR} {_OWN}{_TOLD}",
    rf"\b{_GIVE} (?:all |of |toutes? |tous )*{_YOUR} {_OWN}{_TOLD}",
    rf"\b{_YOUR} {_OWN}(?:system|hidden|secret) ?prompt",
    rf"^(?:please )?{_GIVE} (?:all |of )*(?:the|les?|la) {_OWN}{_TOLD}"
    rf"(?: systeme| initiale?s?| cachee?s?)?(?: {_TOLD_BY_WORD})?$",
    rf"\b{_TOLD} (?:that )?(?:you (?:were|have been) (?:given|told)|(?:que )?(?:tu as|vous avez) "
    r"(?:recu|eu))",
    rf"\b{_TOLD} (?:as[- ]tu|avez[- ]vous) (?:recu|eu)",
    r"\b(?:what|how) (?:were|have|are) you (?:been )?(?:told|instructed|prompted)",
    rf"\b{_GIVE} (?:everything|all|tout)(?: \w+){{0,4}} "
    r"(?:above|before|(?:au|ci)[- ]dessus|plus haut|avant)\b",
    rf"\b{_GIVE} (?:the |le )?(?:system message|message systeme)",
    r"\b(?:enable|enter|activate|you are(?: now)?(?: in)?|tu es(?: maintenant)?(?: en)?|switch to|passe en|"
    r"go into) "
    r"(?:jailbreak|developer mode|mode developpeur|dan\b)",
    r"\b(?:do anything now|pretend to be an ai without|fais semblant d etre une ia sans)",
)
_OTHER: Final = r"(?:other|another|every|autres?|tous les|toutes les) (?:discord )?"
_SERVER: Final = r"(?:server|guild|communit|serveur|guilde|communaute)\w*(?: discord)?"
# What is written there, not what runs there.
_SERVERS: Final = (
    rf"\b{_OTHER}{_SERVER} (?:say|said|write|wrote|post|think|report|dit|disent|ecri|pense|publie|poste)",
    r"(?:^a|\bque|\bquoi|\bwhat)\b.*\b(?:dit|disent|ecrit|ecrivent|pense|publie|poste|said|posted|written)(?:nt)?"
    rf"(?: \w+){{0,2}} {_OTHER}{_SERVER}",
    r"\b(?:messages?|posts?|channels?|members?|results?|salons?|membres?|resultats?) "
    rf"(?:of|from|in|on|des?|d|dans|sur)(?: (?:the|les?|an|un|l|all))* ?{_OTHER}{_SERVER}",
)
_KEY: Final = r"(?:token|jeton|password|mot de passe|credential|identifiant|secret|api key|cle d api)s?\b"
_PLACE: Final = r"(?:private|secret|hidden|moderators?|prives?|moderateurs?|caches?)"
_KEYS: Final = (
    rf"\b(?:{_YOUR}|the|le) (?:discord )?bot (?:s )?{_KEY}",
    rf"\b{_YOUR} (?:(?:access|api|discord|bot|secret) )*{_KEY}(?! (?:per|par|a|rate|s|speed|count|limit)\b)",
    rf"\b{_KEY} (?:du|of the|of this|of|de la|de cette|d) ?(?:bot|essai|discord|serveur|server|base|guild)",
    rf"\b{_PLACE} (?:channel|salon)s?\b|\bsalons? (?:des )?{_PLACE}\b",
    r"\bmessages? des moderateurs|\bmoderators? messages?\b",
    rf"\b{_GIVE} (?:the |les |all |tous )*(?:private |hidden )?messages?(?: prives?)? "
    r"(?:of|from|de|des|d|entre|between)\b",
)
_PRIES: Final = re.compile("|".join((*_INSTRUCTIONS, *_SERVERS, *_KEYS)))


def pries(line: str) -> bool:
    """Whether a line, without capitals, accents and marks, is such an attempt."""
    return _PRIES.search(line) is not None
