"""What people tell each other in a sentence, in English or in French: my token for the Hub is …

All of it is bounded, as `rules.Rule` says, and a guess.
"""

from typing import Final

_FRENCH_KEYS: Final = r"cl(?:é|ef?)[ _-](?:(?:d[’'])?(?:api|acc[èe]s)|secr[èe]te|priv[ée]e)"
_TOKENS: Final = rf"token|jeton|(?:api|access|secret|private)[ _-]?key|{_FRENCH_KEYS}"
# That of a dictionary is somebody's key too: what it is has to look like one.
_OWN_KEY: Final = (
    r"(?:my|our)[^\S\n]+(?:[\w.’'-]{1,20}[^\S\n]+){0,2}?key"
    r"|(?:ma|notre)[^\S\n]+cl(?:é|ef?)(?:[^\S\n]+[\w.’'-]{1,20}){0,2}?"
)
_PASSWORDS: Final = r"pass(?:w(?:or)?d|phrase|code)|m(?:ot[ _]de[ _]passe|dp)|code (?:d[’']acc[èe]s|secret)"
_QUOTES: Final = "\"'`“‘"
_IS: Final = r"(?:\b(?:is|was|est|c[’']est)\b[^\S\n]*:?|:)[^\S\n]*"
# Quotes, stars, the name of an element.
_SET_OFF: Final = rf"(?:(?:«|[*_]{{1,2}}|</?[a-z]{{1,10}}>)[^\S\n]*){{0,3}}[{_QUOTES}]?"
# Up to four words, also in brackets.
_WORDS: Final = r"(?:[^\S\n]+[\w’'()-]{1,30}){0,4}?"
_SAYS: Final = rf"[*_`]{{0,2}}{_WORDS},?[^\S\n]*{_IS}{_SET_OFF}"
# As code has it.
_EQUALS: Final = rf"[\"'\])`]{{0,3}}[^\S\n]*=[^\S\n]*[{_QUOTES}]?"
_AT_ONCE: Final = rf"[*_`]{{0,2}}[^\S\n]*{_SET_OFF}"
_MIXED: Final = r"(?=\S{0,80}\d)(?=\S{0,80}[a-z])"
_TOKEN: Final = rf"{_MIXED}(?![a-z_]+\.|[\w.]+\()[a-z0-9][\w.~+/=-]{{9}}"
# Of letters of both kinds with numbers among them, or of hexadecimal digits: no name of anything.
_CHANCE: Final = (
    r"(?-i:(?=[^\sa-z]{0,20}[a-z])(?=[^\sA-Z]{0,20}[A-Z])(?=[^\s\d]{0,20}\d[A-Za-z0-9]{0,40}?[A-Za-z][A-Za-z0-9]{0,40}?\d)"
    r"[A-Za-z0-9]{16,}|(?=[a-f]{0,20}\d)[0-9a-f]{20,})(?![\w(/-]|\.\w)"
)
_FRENCH_NEEDS: Final = (
    "jeton",
    "clé",
    "clef",
    "cle_",
    "cle-",
    "cle api",
    "cle d'",
    "cle d’",
    "cle acc",
    "cle sec",
    "cle pri",
)
# Each with the words (in lower case) without one of which nothing is found.
GUESSES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # Also with nothing between the two: the token … is mine.
    (
        rf"(?i)\b(?:{_TOKENS})\b(?:(?:{_SAYS}|{_EQUALS})(?={_TOKEN})|{_AT_ONCE}(?={_CHANCE}))(?P<secret>[\w.~+/=-]+)",
        ("token", "key", *_FRENCH_NEEDS),
    ),
    (
        rf"(?i)\b(?:{_OWN_KEY})[*_`]{{0,2}},?[^\S\n]*{_IS}{_SET_OFF}(?P<secret>{_CHANCE})",
        ("key is", "key was", "key:", "key :", "key**", "key,", "ma cl", "notre cl"),
    ),
    (
        rf"(?i)\b(?:{_PASSWORDS})\b(?:{_SAYS}|{_EQUALS})"
        rf"(?P<secret>(?:(?<=[{_QUOTES}])|(?<=«)|(?<=«\s))[^\s\"'`“”‘’«»]{{6,}}(?=[\"'`”’»]|\s»)"
        rf"|{_MIXED}(?:(?!</)[^\s\"'`“”,;]){{6,}})",
        ("passw", "passphrase", "passcode", "mot de passe", "mot_de_passe", "mdp", "code d", "code secret"),
    ),
)
