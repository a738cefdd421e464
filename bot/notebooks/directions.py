"""Which direction of a number is better, by its name alone."""

import re
from typing import Final, Literal

Verdict = Literal["better", "worse"]
# How the rejected answers of a training by preferences do says nothing by itself.
_NEITHER: Final = re.compile(r"(?i)rejected")
# scikit-learn turns its losses round so that more is better: neg_log_loss, d2_absolute_error_score.
_TURNED: Final = re.compile(r"(?i)(?<![a-z])(?:neg|d2)_")
_LOWER: Final = re.compile(
    r"(?i)loss|perplexity|error|deviance|brier|davies.?bouldin|inertia|false.?(?:positive|negative)"
    r"|(?:edit|levenshtein|hamming|inception|hausdorff|wasserstein).?distance"
    r"|(?<![a-z])(?:ppl|wer|cer|ter|eer|ece|fpr|fnr|mae|mse|msle|rmse|rmsle|mape|smape|nll|bpb|bpc|aic|bic"
    r"|latency|runtime|seconds|ttft|tpot|fid|kid|lpips)(?![a-z])"
)
_HIGHER: Final = re.compile(
    r"(?i)throughput|per.second|reward|score|silhouette|calinski|explained.?variance|kappa|jaccard|matthews"
    r"|(?<![a-z])(?:mcc|r2|comet|psnr|ssim|ari|nmi)(?![a-z])"
)
# From 0 to 1 or, in percent, to 100.
_SHARE_OF_WRONG: Final = re.compile(r"(?i)(?<![a-z])(?:wer|cer|ter|eer|ece|fpr|fnr)(?![a-z])")
_SHARE: Final = re.compile(
    r"(?i)accurac|precision|recall|bleu|rouge|exact.?match|pass@|ndcg|win.?rate|sensitivity|specificity"
    r"|(?<![a-z])(?:acc|f1|auc|auroc|tpr|map|mrr|em|chrf|iou|dice)(?![a-z])"
)
# What grows from at most 1 beyond this was written as a share, then in percent.
_LARGEST_SHARE: Final = 2


def verdict(name: str, before: float, after: float) -> Verdict | None:
    """Whether a number became better or worse; None where its name and the two numbers do not say."""
    if before == after or _NEITHER.search(name) or _are_on_two_scales(name, before, after):
        return None
    if _LOWER.search(name):
        is_higher_better = _TURNED.search(name) is not None
    elif _HIGHER.search(name) or _SHARE.search(name):
        is_higher_better = True
    else:
        return None
    return "better" if (after > before) == is_higher_better else "worse"


def _are_on_two_scales(name: str, before: float, after: float) -> bool:
    is_share = _SHARE.search(name) or _SHARE_OF_WRONG.search(name)
    low, high = sorted((before, after))
    return is_share is not None and 0 < low <= 1 and high > _LARGEST_SHARE
