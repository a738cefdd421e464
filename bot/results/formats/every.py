"""All formats, the most telling keys first; a new one is a file beside this one and a line here."""

from bot.results.formats import (
    any_table,
    bigcode,
    evalplus,
    every_eval_ever,
    helm,
    inspect_log,
    lighteval,
    llama_bench,
    llama_bench_table,
    lm_eval,
    lm_eval_samples,
    model_card,
    mteb,
    opencompass,
    vllm_bench,
)

FORMATS = (
    every_eval_ever.FORMAT,
    inspect_log.FORMAT,
    lighteval.FORMAT,
    lm_eval.FORMAT,
    lm_eval_samples.FORMAT,
    llama_bench.FORMAT,
    vllm_bench.FORMAT,
    mteb.FORMAT,
    bigcode.FORMAT,
    evalplus.FORMAT,
    helm.FORMAT,
    model_card.CARD,
    model_card.EVAL_RESULTS,
    opencompass.FORMAT,
    llama_bench_table.FORMAT,
    any_table.FORMAT,
)
