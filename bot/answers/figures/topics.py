"""What people call benchmarks who do not know their names: phrases, and whole fields such as maths."""

from collections.abc import Mapping

# Words for one benchmark, beyond the names in the registry.
PHRASES: Mapping[str, tuple[str, ...]] = {
    "generation_speed": (
        "tokens per second", "tokens/s", "tokens/sec", "token/s", "tok/s", "t/s", "tps", "jetons par seconde",
        "tokens par seconde", "jetons/s", "tokens a second", "jetons à la seconde", "tokens à la seconde",
        "vitesse de génération", "text generation", "generation speed",
    ),
    "prompt_speed": (
        "prompt processing", "prompt speed", "traitement de prompt", "traitement du prompt",
        "traitement des prompts", "vitesse de prompt", "vitesse du prompt", "lecture du prompt",
    ),
    "ttft": (
        "délai avant le premier token", "délai avant le premier jeton", "délai du premier token",
        "premier token", "premier jeton", "first token", "temps avant le premier token",
        "temps avant le premier jeton",
    ),
    "output_throughput": ("throughput", "débit", "output speed"),
    "e2el": ("latency", "latence", "response time", "temps de réponse"),
    "memory": ("memory", "mémoire", "vram", "ram", "mémoire vidéo", "video memory", "mémoire graphique"),
    "bac_fr": ("baccalauréat", "baccalaureate", "french baccalaureate", "bac français", "le bac"),
    "french_bench_grammar": ("grammar", "grammaire", "french grammar", "grammaire française"),
    "french_bench_vocab": ("vocabulary", "vocabulaire", "french vocabulary", "vocabulaire français"),
    "french_bench_hellaswag": ("hellaswag français", "french hellaswag", "hellaswag en français"),
    "french_bench_arc_challenge": ("arc français", "french arc", "arc challenge en français"),
    "ifeval_fr": ("ifeval français", "french ifeval", "ifeval en français", "ifeval in french"),
    "mmlu_fr": ("mmlu français", "french mmlu", "mmlu en français", "mmlu in french"),
    "alloprof_retrieval": ("alloprof",),
    "bsard_retrieval": ("bsard",),
    "syntec_retrieval": ("syntec",),
    "math_500": ("math 500",),
    "hle": ("humanity's last exam",),
    "gpqa_diamond": ("gpqa diamond",),
    "swe_bench_verified": ("swe bench", "swebench"),
    "drop": ("drop benchmark", "benchmark drop"),
    "math": ("math benchmark", "benchmark math"),
}  # fmt: skip
# A word for a whole field: benchmarks that may be meant, the likeliest first.
TOPICS: Mapping[str, tuple[str, ...]] = {
    word: benchmarks
    for words, benchmarks in (
        ("math maths mathematics mathematiques mathematique arithmetic calcul calculation",
         ("gsm8k", "math_500", "math", "aime_2025", "mgsm")),
        ("code coding programming programmation coder programmer python codage",
         ("humaneval", "mbpp", "livecodebench", "humaneval_plus", "bigcodebench")),
        ("instruction instructions consignes consigne directives", ("ifeval", "ifeval_fr")),
        ("knowledge connaissances savoir culture", ("mmlu", "mmlu_pro", "triviaqa", "gpqa_diamond")),
        ("reasoning raisonnement raisonner", ("bbh", "gpqa_diamond", "arc_challenge", "musr")),
        ("embedding embeddings retrieval plongement plongements", ("mteb", "scifact", "msmarco")),
        ("truthful truthfulqa honest", ("truthfulqa_mc2", "truthfulqa_mc1")),
        ("science sciences scientific scientifique", ("gpqa_diamond", "sciq", "arc_challenge")),
        ("speed vitesse fast faster fastest quick quickest rapide rapides vite slow slower slowest lent lents"
         " lente lentes rapidement",
         ("generation_speed", "prompt_speed", "output_throughput")),
        ("french francais francaise", ("mmlu_fr", "ifeval_fr", "french_bench_grammar", "fquad")),
        ("arc", ("arc_challenge", "arc_easy")),
        ("aime", ("aime_2025", "aime_2024")),
        ("qa comprehension", ("belebele", "drop", "triviaqa")),
    )
    for word in words.split()
}  # fmt: skip
# Names of benchmarks that are words of every day: only as the benchmark writes them, or after "on".
EVERYDAY = frozenset({"drop", "math", "multiple", "decode", "mixedspeed"})
# Speeds are no guess: nothing else is meant by fast.
CERTAIN = frozenset({"generation_speed"})
