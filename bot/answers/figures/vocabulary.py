"""The words of questions about figures, folded, in both languages; what is none of them may be a name."""

from typing import Final

from bot.answers.figures.topics import TOPICS

BEST: Final = frozenset(
    """
    best better top leading lead leads leader leaders first highest high strongest strong stronger win
    wins winner winning beats ahead leaderboard ranking ranked rank board good recommend choose pick
    beat outperforms meilleur meilleure meilleurs meilleures mieux premier premiere premiers premieres
    haut haute hauts fort forte forts gagne gagnent gagnant vainqueur tete classement podium palmares
    domine choisir conseilles recommandes conseiller
    accurate smart smartest capable powerful precis puissant puissants performant performants
    performante least lowest minimum maximum fastest quickest
    faster rapide rapides vite
    """.split()  # noqa: SIM905 - a list of words
)
WORST: Final = frozenset(
    """
    worst worse weakest slowest poorest pire pires mauvais mauvaise mauvaises lent lents lente lentes
    faible faibles bottom last dernier derniers
    """.split()  # noqa: SIM905 - a list of words
)
FIGURES: Final = frozenset(
    """
    score scores scored numbers figures result results values measured measurement measurements tested
    points accuracy percent performance model models llm llms note notes chiffres resultat resultats
    valeurs mesures mesurees mesuree testes testee testees exactitude performances modele modeles
    """.split()  # noqa: SIM905 - a list of words
)
WHICH: Final = frozenset(
    """
    which who model models modele modeles quel quelle quels quelles lequel laquelle lesquels qui llm
    llms one ones
    """.split()  # noqa: SIM905 - a list of words
)
FILLERS: Final = frozenset(
    """
    a an the of on in at for with by to from and or is are was were be been do does did has have had we
    you i it its there here this that these those any all some our us me my your how what when where why
    much many please show give tell list compare between than vs versus only just now currently so far
    right ever still also would could can should will need needs use using used small big tiny little
    large open source free local licence license licensed under over most more less least card machine
    gpu setup hardware quantised quantized quantising benchmark benchmarks eval evaluation dataset
    judging according if then as but not no up out about mean test pass latest new newest recent per
    second among fits fit le la les l un une des du de d au aux en sur dans par pour avec sans et ou est
    sont etait ete ai avons avez ont y il elle ils elles nous vous je tu ce c cet cette ces cela ca que
    qu quoi dont se s sa son ses leur leurs mon ma mes ton ta tes combien comment montre donne dis moi
    liste parmi entre contre plus moins petit petite petits gros grand libre libres ouvert actuellement
    maintenant ici chez deja aussi encore seulement uniquement ne pas si mais d'apres apres selon
    francais francaise french carte sous tous tout toute toutes quantifie consomme besoin tester notre
    nos votre vos suis peut peux fais vitesse temps time max min peu bien very well great really
    vraiment tres bon bons bonne bonnes ayant having number figure value measure measures tests get gets
    got reach reaches reached perform performs whose performing done take takes run runs fare fares
    achieve achieves obtain chiffre valeur mesure mesurer teste obtient obtenu obtenus fait font faut atteint
    vaut valent tourne prend perd quantisation quantization quantisations quantizations quantification
    quantifications evolution progression tendance trend trends history historique evolue progress
    progressed evolue evoluent develop develops developed developing developments development developpe
    anything something soit soient needing requiring running tient tiennent tournent
    uses utilise utilisent prennent prenne consomment demande demandent demands requires require requiert
    scoring whats improve improves improved improving ameliore ameliorent
    developpent developpement j m n t eu post posts posted poste postee postes postees publie publiee publies
    """.split()  # noqa: SIM905 - a list of words
)
VOCABULARY: Final = BEST | WORST | FIGURES | WHICH | FILLERS | frozenset(TOPICS)


def is_word(word: str) -> bool:
    """Whether it is known here as a word, and no part of a name."""
    return word in VOCABULARY or word.isdigit()
