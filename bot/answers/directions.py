"""The words that say which of two things is more, in English and in French: of what, and which way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Direction:
    """What a word measures, any of `axes`, and whether it is more of it (1) or less (-1)."""

    axes: frozenset[str]
    sign: int

    def turned(self) -> "Direction":
        """The other way."""
        return Direction(self.axes, -self.sign)


# A line for each thing that is measured: words for more of it, a stroke, words for less of it.
_COMPARATIVES: Final = """
quality: better best stronger strongest meilleur meilleure meilleurs meilleures mieux
 | worse worst weaker weakest pire pires
quality level: superior superieur superieure superieurs superieures
 | inferior inferieur inferieure inferieurs inferieures
speed: faster fastest quicker quickest | slower slowest
level: higher highest | lower lowest
size level: greater greatest | lesser
size: larger largest bigger biggest | smaller smallest
price: dearer dearest | cheaper cheapest
length: longer longest | shorter shortest
weight: heavier heaviest | lighter lightest
age: older oldest | newer newest
ease: easier easiest simpler simplest | harder hardest
"""
_ADJECTIVES: Final = """
quality: good well strong bon bonne bons bonnes bien fort forte forts fortes performant performante
 | bad badly poor weak mal mauvais mauvaise mauvaises
speed: fast quick quickly rapide rapides rapidement vite | slow slowly lent lente lents lentes lentement
level: high highly haut haute hauts hautes eleve elevee eleves elevees
 | low bas basse basses faible faibles
size: large big grand grande grands grandes gros grosse grosses | small petit petite petits petites
price: expensive costly dear cher chere chers cheres couteux couteuse | cheap
length: long longue longs longues | short court courte courts courtes
weight: heavy lourd lourde lourds lourdes | light leger legere legers legeres
age: old ancien ancienne anciens anciennes vieux vieille
 | new recent recents recente recentes nouveau nouvelle
ease: easy easily simple simples facile faciles facilement
 | hard difficult difficile difficiles dur dure complicated complique compliquee
"""
# What stands before them is more, or less, than what stands behind them.
_VERBS: Final = """
quality: beat beats beating beaten outperform outperforms outperformed outperforming outclass outclasses
 outclassed outscore outscores outscored bat battent battait battu battue battus battues surclasse
 surclassent emporte emportent
 | trail trails trailed underperform underperforms
quality level: surpass surpasses surpassed exceed exceeds exceeded depasse depassent depassee depasses
 depassees surpasse surpassent surpassee devance devancent devancee
 |
speed: outpace outpaces outpaced outrun outruns |
"""
_PLACES: Final = """
quality level: ahead devant | behind derriere
level: above dessus au-dessus | below dessous en-dessous au-dessous
"""
# What stands behind them becomes more, or less.
_CHANGES: Final = """
change: increase increases increased increasing raise raises raised raising improve improves
 improved improving augmente augmentent augmentee augmentees augmentes augmenter accroit accroissent
 ameliore ameliorent ameliorer double doubles doubled doublent triple triples
 | reduce reduces reduced reducing decrease decreases decreased decreasing lowers lowered lowering
 shrink shrinks halve halves halved lose loses losing worsen worsens reduit reduisent reduite
 reduites reduits reduire diminue diminuent diminuee diminuees diminuer baisse baissent degrade
 degradent degrades perd perdent perdre
"""


def _read(text: str) -> Iterator[tuple[str, Direction]]:
    for line in text.replace("\n ", " ").strip().splitlines():
        axes, _, words = line.partition(":")
        for sign, side in zip((1, -1), words.split("|"), strict=True):
            yield from ((word, Direction(frozenset(axes.split()), sign)) for word in side.split())


COMPARATIVES: Final[Mapping[str, Direction]] = dict(_read(_COMPARATIVES))
ADJECTIVES: Final[Mapping[str, Direction]] = dict(_read(_ADJECTIVES))
VERBS: Final[Mapping[str, Direction]] = dict(_read(_VERBS))
PLACES: Final[Mapping[str, Direction]] = dict(_read(_PLACES))
CHANGES: Final[Mapping[str, Direction]] = dict(_read(_CHANGES))
CHANGE: Final = frozenset({"change"})
# Before another word they say of it, and alone of how many.
DEGREES: Final[Mapping[str, int]] = {"more": 1, "plus": 1, "less": -1, "fewer": -1, "moins": -1}
QUANTITY: Final = frozenset({"quantity"})
# What is worth more is better too, and what costs more is dearer.
WORTH: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("vaut", "valent", "worth"), frozenset({"quality"})),
    **dict.fromkeys(("cost", "costs", "coute", "coutent"), frozenset({"price"})),
}


def direction_of(word: str) -> Direction | None:
    """What a word says of a thing by itself: larger and large, but not "more"."""
    return COMPARATIVES.get(word) or ADJECTIVES.get(word)
