"""Which direction of a number is better, by its name alone."""

import re
from typing import Final, Literal

Verdict = Literal["better", "worse"]
_LOWER: Final = re.compile(
    r"(?i)loss|perplexity|error|(?<![a-z])(?:ppl|wer|cer|mae|mse|rmse|nll|bpb|latency|runtime|seconds|ttft|fid)(?![a-z])"
)
_HIGHER: Final = re.compile(
    r"(?i)accuracy|precision|recall|bleu|rouge|exact.?match|pass@|ndcg|throughput|reward|win.?rate|score"
    r"|(?<![a-z])(?:acc|f1|auc|auroc|mcc|map|mrr|r2|em|chrf|comet|iou|dice)(?![a-z])"
)


def verdict(name: str, before: float, after: float) -> Verdict | None:
    """Whether a number became better or worse; None where its name does not say."""
    if before == after:
        return None
    if _LOWER.search(name):
        return "better" if after < before else "worse"
    if _HIGHER.search(name):
        return "better" if after > before else "worse"
    return None
