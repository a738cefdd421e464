"""What is known of metrics by their name: unit, direction, whether they are a mean of zeros and ones."""

from dataclasses import dataclass

from bot.results.model import Unit
from bot.texts import later

# Metrics whose names are words of a language.
IN_WORDS = {"mean": later("mean"), "median": later("median")}


@dataclass(frozen=True)
class Metric:
    """How to read a metric; `binary` is a mean of zeros and ones, each sample right or wrong."""

    unit: Unit
    higher_is_better: bool | None
    binary: bool = False
    lowest: float | None = None
    highest: float | None = None


_RIGHT_OR_WRONG = Metric("share", higher_is_better=True, binary=True, lowest=0, highest=1)
_SHARE = Metric("share", higher_is_better=True, lowest=0, highest=1)
_CORRELATION = Metric("share", higher_is_better=True, lowest=-1, highest=1)
_LESS = Metric("number", higher_is_better=False, lowest=0)
_POINTS = Metric("points", higher_is_better=True)
_UNKNOWN = Metric("number", higher_is_better=None)

_METRICS = {
    **dict.fromkeys(
        (
            "acc",
            "acc_norm",
            "accuracy",
            "exact_match",
            "em",
            "pass@1",
            "quasi_exact_match",
            "prefix_exact_match",
            "quasi_prefix_exact_match",
            "extractive_match",
            "prompt_level_strict_acc",
            "prompt_level_loose_acc",
            "resolved",
            "bleu_acc",
            "rouge1_acc",
            "rouge2_acc",
            "rougeL_acc",
            "bleurt_acc",
        ),
        _RIGHT_OR_WRONG,
    ),
    **dict.fromkeys(
        (
            "f1",
            "f1_score",
            "micro_f1",
            "macro_f1",
            "v_measure",
            "naive_average",
            "main_score",
            "inst_level_strict_acc",
            "inst_level_loose_acc",
            "ndcg_at_10",
            "map",
            "rouge_l",
            "bleu_1",
            "bleu_4",
            "acc_mean",
        ),
        _SHARE,
    ),
    **dict.fromkeys(("mcc", "pearson", "spearman", "cos_sim_spearman", "cos_sim_pearson"), _CORRELATION),
    **dict.fromkeys(("ppl", "perplexity", "word_perplexity", "byte_perplexity", "bits_per_byte"), _LESS),
    **dict.fromkeys(("bleu", "chrf", "rouge1", "rouge2", "rougeL", "bleu_max", "rougeL_max"), _POINTS),
}


def metric_of(name: str) -> Metric:
    """What is known of a metric; `pass@k` for any k is a share."""
    if name in _METRICS:
        return _METRICS[name]
    return _SHARE if name.startswith("pass@") else _UNKNOWN
