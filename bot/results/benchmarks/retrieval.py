"""Embeddings: searching, grouping, comparing texts; the names are MTEB's."""

from bot.results.benchmarks.model import Benchmark
from bot.texts import mark


def _mteb(benchmark_id: str, name: str, about: str, *aliases: str, metric: str = "main_score") -> Benchmark:
    # MTEB's files hold fractions, its leaderboard percentages: a number without a unit is one of the latter.
    source = f"https://huggingface.co/datasets/mteb/{benchmark_id}"
    return Benchmark(benchmark_id, name, "retrieval", about, source, metric, aliases)


BENCHMARKS = (
    Benchmark(
        "mteb",
        "MTEB (average)",
        "retrieval",
        mark("The average over many tasks of searching, grouping and comparing texts."),
        "https://arxiv.org/abs/2210.07316",
        "main_score",
        ("mteb_average", "MTEB(eng, v2)"),
    ),
    _mteb("scifact", "SciFact", mark("Finding the research papers that support a claim.")),
    _mteb("nfcorpus", "NFCorpus", mark("Finding medical documents for questions in everyday words.")),
    _mteb("fiqa", "FiQA-2018", mark("Finding answers to questions about money and finance."), "FiQA2018"),
    _mteb("msmarco", "MS MARCO", mark("Finding the passage of the web that answers a search.")),
    _mteb("aila_statutes", "AILAStatutes", mark("Finding the law that fits a legal situation.")),
    _mteb(
        "german1_retrieval",
        "German1Retrieval",
        mark("Finding passages in German that answer a question."),
    ),
    _mteb(
        "arxiv_clustering_s2s",
        "ArxivClusteringS2S",
        mark("Grouping titles of research papers by subject."),
    ),
    _mteb(
        "sts22",
        "STS22",
        mark("Judging how alike two news articles are, in many languages."),
        "sts22-crosslingual-sts",
        "STS22.v2",
    ),
    _mteb("stsbenchmark", "STSBenchmark", mark("Judging how alike two sentences are."), "stsb", "STSb"),
    _mteb(
        "alloprof_retrieval",
        "AlloprofRetrieval",
        mark("Finding school explanations in French that answer a pupil’s question."),
        "lyon-nlp/alloprof",
    ),
    _mteb("syntec_retrieval", "SyntecRetrieval", mark("Finding articles of a French labour agreement.")),
    _mteb("bsard_retrieval", "BSARDRetrieval", mark("Finding Belgian law in French for plain questions.")),
    _mteb("ravdess_zeroshot", "RavdessZeroshot", mark("Recognising feelings in recorded speech.")),
)
