"""Words as the search knows them: folded, without accents, elisions split, names in all their spellings."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

# Letters that no decomposition takes apart.
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "‑": "-"})
_ELISION: Final = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
# A name such as Qwen3-8B, fine-tuning, Q4_K_M or meta-llama/Llama-3.1, or a single word.
_NAME: Final = re.compile(r"[^\W_]+(?:[-._/+][^\W_]+)*")
_PART: Final = re.compile(r"[^\W_]+")
_LETTERS_THEN_DIGITS: Final = re.compile(r"([^\W\d_]{3,})\d+\w*")
# "Temps" is the weather here, and not how long something takes.
WEATHER: Final = "meteo"
_WEATHER: Final = re.compile(
    r"\bquel temps (?=fait[- ]il\b|fera[- ]t[- ]il\b|va[- ]t[- ]il\b|il (?:fait|fera|va)\b)|"
    r"\btemps\s+il (?=fait|fera)"
)
_CAPITAL: Final = re.compile(r"(?<=[^\W_][ '])(?P<name>[^\W\d_]{4,})(?![\w-])")
# PostgreSQL takes no lexeme of more than 2,046 bytes; a longer word is no word.
LONGEST: Final = 60
_ENGLISH: Final = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below between
    both but by can cannot could did do does doing don down during each every few for from further get give
    got had has have having he her here hers him his how i if in into is it its itself just know let like me
    more most much must my myself no nor not of off on once one only or other our out over own please same
    say shall she should so some somebody someone such tell than that the their theirs them then there these
    they this those through to too under until up us use very was we were what when where which while who
    whom whose why will with would you your yours
    """.split()  # noqa: SIM905 - a list of words
)
_FRENCH: Final = frozenset(
    """
    a afin ai aie ainsi alors as au aucun aucune aussi autre aux avait avant avec avez avoir avons bien c ca
    car ce cela celle celles celui ces cet cette ceux chaque chez comme comment concernant connait d dans de
    deja depuis des dire dis dit dois doit donc dont du elle elles en encore entre es est et etaient etait
    ete etes etre eu eux fait faire faut ici il ils j je jusqu l la le les leur leurs lors lui m ma mais me
    meme mes moi moins mon n ne ni non nos notre nous on ont ou oui par parce parle parler pas pendant peu
    peut peux plus plutot pour pourquoi pourrait pouvez puis qu quand que quel quelle quelles quels quelqu
    quelque quelques qui quoi s sa sans se sera ses si soit son sont sous suis sur t ta te tel telle tes toi
    ton tous tout toute toutes tres trop tu un une va vers veut veux voici voila vos votre vous y
    """.split()  # noqa: SIM905 - a list of words
)
STOP_WORDS: Final = _ENGLISH | _FRENCH
# Words of short questions that only one of the two languages has.
_ASKED_IN_ENGLISH: Final = frozenset(
    """
    best worst better worse model models fastest slowest latest newest results result leaderboard
    which show explain meaning hello hi hey thanks thank please
    """.split()  # noqa: SIM905 - a list of words
)
_ASKED_IN_FRENCH: Final = frozenset(
    """
    meilleur meilleure meilleurs meilleures pire pires modele modeles rapide rapides dernier derniers derniere
    dernieres resultat resultats classement palmares lequel laquelle montre explique bonjour bonsoir
    salut merci
    """.split()  # noqa: SIM905 - a list of words
)
# Enough of them to tell which of the two languages a text is in.
_ONLY_ENGLISH: Final = _ENGLISH - _FRENCH
_ONLY_FRENCH: Final = _FRENCH - _ENGLISH


def fold(text: str) -> str:
    """The text in small letters without accents, its elisions (l’, d’, qu’) split off."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    flat = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return _ELISION.sub(" ", flat)


def spellings(text: str) -> Iterator[tuple[str, ...]]:
    """Each name or word of a text in the forms under which it is kept and looked for, the plainest last.

    `Qwen3-8B` gives qwen3, qwen, 8b and qwen38b: so it is found by what people type of it.
    """
    for name in _NAME.findall(fold(text)):
        parts = [part[:LONGEST] for part in _PART.findall(name)]
        stems = [found[1] for part in parts if (found := _LETTERS_THEN_DIGITS.fullmatch(part))]
        joined = ["".join(parts)[:LONGEST]] if len(parts) > 1 else []
        yield tuple(dict.fromkeys([*parts, *stems, *joined]))


def spread(text: str) -> str:
    """All spellings of all words in one line, in the order of the text, for PostgreSQL to find the stems."""
    return " ".join(spelling for name in spellings(text) for spelling in name)


def asked(text: str) -> list[str]:
    """The words of a question that say what is looked for, each once; all words where none of them does."""
    flat = _WEATHER.sub(f"{WEATHER} ", fold(text))
    words = list(dict.fromkeys(word for name in _NAME.findall(flat) for word in _PART.findall(name)))
    telling = [word[:LONGEST] for word in words if word not in STOP_WORDS]
    return telling or [word[:LONGEST] for word in words]


def names_in(text: str) -> frozenset[str]:
    """The words of names, which tell one thing of many: qwen of Qwen-8B, qwen4 of Qwen4-8B, and Mixtral.

    A word with a capital is one within a sentence, where the others are small.
    """
    found: set[str] = set()
    for name in _NAME.findall(fold(text)):
        parts = _PART.findall(name)
        if any(part[:1].isdigit() for part in parts[1:]):
            found.update(part for part in parts if part[0].isalpha())
    return frozenset(found | _capital(text))


def _capital(text: str) -> set[str]:
    if any(word.islower() and word not in STOP_WORDS for word in re.findall(r"[^\W\d_]+", text)):
        names = (one["name"] for one in _CAPITAL.finditer(text.replace("’", "'")))
        return {word for name in names if name[0].isupper() for word in asked(name)}
    return set()


def language_of(text: str) -> str | None:
    """`en` or `fr`, by the small words of a text; None where they do not tell."""
    words = _PART.findall(fold(text))
    english = sum(word in _ONLY_ENGLISH for word in words)
    french = sum(word in _ONLY_FRENCH for word in words)
    if english == french:
        return None
    return "en" if english > french else "fr"


def language_asked(text: str) -> str | None:
    """The same for a question, which may be too short for small words: "Meilleur modèle GSM8K ?"."""
    words = frozenset(_PART.findall(fold(text)))
    english, french = len(words & _ASKED_IN_ENGLISH), len(words & _ASKED_IN_FRENCH)
    if (found := language_of(text)) is not None or english == french:
        return found
    return "en" if english > french else "fr"
