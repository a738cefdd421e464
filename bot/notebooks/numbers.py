"""Numbers with their names, as programs print them."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_LINE: Final = 2_000
LONGEST_NUMBER: Final = 40

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d*(?:[eE][-+]?\d+)?")
# What nearly all of them are like.
_COMMON = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?")
_METRIC = re.compile(
    r"(?i)(?:^|[\W_])(?:loss|acc|accuracy|f1|f_?beta|precision|recall|auc|auroc|roc_auc|bleu|sacrebleu"
    r"|rouge\w*|meteor|chrf|wer|cer|mae|mse|rmse|r2|r2_score|perplexity|ppl|mcc|matthews\w*|score"
    r"|exact[_ ]match|em|(?-i:mAP\S*|MAP)|ndcg\S*|mrr\S*|pass@\d+|bertscore|error|reward|kl|win_?rate|iou"
    r"|miou|dice|psnr|ssim|fid|spearman\w*|pearson\w*|correlation|metric|hit_?rate|faithfulness|relevancy|throughput"
    r"|tokens_per_second|kappa)(?:$|[\W_\d])"
)
# Words before a number that make it no result: what the code is set to, or counts of things.
_NO_METRIC = re.compile(
    r"(?i)\.(?:whl|json|py|txt|gz|csv|safetensors)\b|learning.?rate|grad_?norm|error:|error code|threshold"
    r"|(?:^|\W)(?:import|cannot|warning|traceback|file|line)(?:\W|$)"
)
_PAIR = re.compile(
    r"(?P<name>[^\W\d][\w@/.()% \-²\[\]'\"]{0,60}?)[\"'\]]*\s*(?P<sign>[:=]|\bis\b|\s)\s*"
    r"(?P<value>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w./])\s*(?P<percent>%)?"
)
_SHARE = re.compile(
    r"(?P<name>[^\W\d][\w@ \-]{0,60}?)\s*[:=]\s*[\d.,]+\s*/\s*[\d.,]+\s*"
    r"\(\s*(?P<value>\d+(?:\.\d+)?)\s*%\s*\)"
)
_AT = re.compile(
    r"(?i)\b(?:epoch|step|iter(?:ation)?|global_step)s?\b\s*[:=#\[]?\s*(\d+(?:\.\d+)?)(?:\s*/\s*\d+)?\]?"
)
# The bar of tqdm, between what it is about and what it adds in brackets.
_BAR = re.compile(r":?\s*\d+%\|[^|]*\|\s*\S+/\S+(?:\s*\[[\d:]+<[^,\]]*)?|\s*\[\d\d:\d\d,[^\]]*\]")
# Words of several columns of a table, or of what stands in brackets before.
_TABLE = re.compile(r"\s{2,}|^[^(]*\)")
_TIMES = re.compile(r"^\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d\S*\s+(?:[A-Z]+\s+)?(?:[\w.]+:\s+)?")


class Said(NamedTuple):
    """A number with the name before it."""

    name: str
    value: float
    is_percent: bool


def number(text: str) -> float | None:
    """The number that a text is, else None; never infinite."""
    if _COMMON.fullmatch(text):
        return float(text)
    plain = text.strip().rstrip("% ").removeprefix("np.float64(").removesuffix(")").replace(",", "")
    if not plain or len(plain) > LONGEST_NUMBER or _NUMBER.fullmatch(plain) is None:
        return None
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


# The lines of a log have the same few names.
@lru_cache(maxsize=1_000)
def is_metric(name: str) -> bool:
    """Whether a name is that of a result."""
    return _METRIC.search(name) is not None and _NO_METRIC.search(name) is None


def epoch_or_step(line: str) -> float | None:
    """The epoch or step that a line of a training is about."""
    match = _AT.search(line[:LONGEST_LINE])
    return None if match is None else float(match[1])


def said_in(line: str) -> Iterator[Said]:
    """The results that a printed line tells."""
    if len(line) > LONGEST_LINE or _METRIC.search(line) is None:
        return
    text = _TIMES.sub("", line.strip())
    if "[" in text or "%|" in text:
        text = _BAR.sub(" ", text)
    text = _AT.sub("", text)
    share = _SHARE.search(text) if "/" in text and "%" in text else None
    if share is not None and is_metric(share["name"]):
        yield Said(_named(share["name"]), float(share["value"]), is_percent=True)
        return
    for match in _PAIR.finditer(text):
        name = _metric(match["name"])
        # Without a sign between them only a number with a point is meant as a result.
        if name is None or not (match["sign"].strip() or "." in match["value"]):
            continue
        value = number(match["value"])
        if value is not None:
            yield Said(name, value, is_percent=match["percent"] is not None)


@lru_cache(maxsize=1_000)
def _metric(written: str) -> str | None:
    """The metric that is meant by what stands before a number; None for what is none."""
    name = _named(written)
    return name if is_metric(name) and not _TABLE.search(name) else None


def _named(name: str) -> str:
    """The name without what a sentence has around it."""
    if ")" not in name:
        name = name.rpartition("(")[2]
    plain = re.sub(r"(?i)^(?:the|a|and|with|its|our|final|epoch \d+)\s+", "", name.strip(" -'\"[]()"))
    return plain.strip() or name
