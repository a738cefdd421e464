"""Tables as people paste them: those that harnesses print, and their own with units and gaps."""

from bot.results.model import Reading
from bot.results.worker import read_file
from bot.texts import language

ABOVE = "hf (pretrained={model}), gen_kwargs: (None), limit: {limit}, num_fewshot: None, batch_size: 8\n"
HEADING = (
    "|      Tasks      |Version|     Filter     |n-shot|  Metric   |   |Value |   |Stderr|\n"
    "|-----------------|------:|----------------|-----:|-----------|---|-----:|---|-----:|\n"
)
GSM8K = (
    "|gsm8k            |      3|flexible-extract|     5|exact_match|↑  |0.5000|±  |0.0138|\n"
    "|                 |       |strict-match    |     5|exact_match|↑  |0.4000|±  |0.0135|\n"
)
MMLU = (
    "|mmlu             |      2|none            |      |acc        |↑  |0.4332|±  |0.0041|\n"
    "| - humanities    |      2|none            |      |acc        |↑  |0.0070|±  |0.0069|\n"
    "|  - formal_logic |      1|none            |     0|acc        |↑  |0.3095|±  |   N/A|\n"
)


def _read(written: str, **columns: str) -> Reading:
    (found,) = read_file("message.md", written.encode(), [], columns)
    return found


def _good(written: str, **columns: str) -> Reading:
    found = _read(written, **columns)
    assert found.error is None, language("en").tell(found.error)
    return found


def _told(written: str) -> str:
    found = _read(written)
    assert found.error is not None, found.results
    return language("en").tell(found.error)


def test_the_table_of_lm_eval_is_read_as_its_file_would_be() -> None:
    reading = _good(ABOVE.format(model="Qwen/Qwen3-8B", limit="None") + HEADING + GSM8K + MMLU)
    assert reading.format == "lm-evaluation-harness (table)"
    assert {one.model for one in reading.results} == {"Qwen/Qwen3-8B"}
    assert [(one.task, one.subset, one.filter, one.value, one.setup.shots) for one in reading.results] == [
        ("gsm8k", None, "flexible-extract", 0.5, 5),
        ("gsm8k", None, "strict-match", 0.4, 5),
        ("mmlu", None, None, 0.4332, None),
        ("mmlu_humanities", "humanities", None, 0.007, None),
        ("mmlu_formal_logic", "formal_logic", None, 0.3095, 0),
    ]
    errors = [one.spread and one.spread.standard_error for one in reading.results]
    assert errors == [0.0138, 0.0135, 0.0041, 0.0069, None]


def test_an_arrow_tells_the_direction_of_a_metric_that_nobody_knows() -> None:
    row = "|mine|1|none|0|badness|↓|3.5|±|N/A|\n|   ||none|0|goodness||2.5|±|N/A|\n"
    assert [one.higher_is_better for one in _good(HEADING + row).results] == [False, None]


def test_tables_of_two_models_in_one_text_are_kept_apart_and_of_one_belong_together() -> None:
    first = ABOVE.format(model="a/b", limit="None") + HEADING + GSM8K + "\n" + HEADING + MMLU
    second = ABOVE.format(model="c/d", limit="10.0") + HEADING + GSM8K.replace("0.5000", "0.7000")
    reading = _good(f"{first}\n{second}")
    assert [one.model for one in reading.results] == ["a/b"] * 5 + ["c/d"] * 2
    assert [one.partial for one in reading.results] == [False] * 5 + [True] * 2
    assert [one.value for one in reading.results][5:] == [0.7, 0.4]


def test_a_newer_line_above_the_table_names_the_model() -> None:
    above = "hf ({'pretrained': 'a/b', 'dtype': 'bfloat16'}), gen_kwargs: ({}), limit: None, num_fewshot: 5\n"
    assert {one.model for one in _good(above + HEADING + GSM8K).results} == {"a/b"}


def test_two_tables_with_other_values_of_one_task_are_refused() -> None:
    told = _told(f"{HEADING}{GSM8K}\n\n{HEADING}{GSM8K.replace('0.5000', '0.7000')}")
    assert told == "gsm8k has two values in these tables. Post the tables of each run by themselves."


def test_what_is_left_out_of_a_table_of_lm_eval_is_told() -> None:
    own = "\n| Model | GSM8K |\n|---|---|\n| a/b | 50 % |\n"
    reading = _good(HEADING + GSM8K.replace("0.4000", "N/A") + own)
    assert [language("en").tell(one) for one in reading.warnings] == [
        "Other tables were left out; only those of lm-evaluation-harness are read together.",
        "Left out, since there is no number: gsm8k exact_match.",
    ]


def test_a_table_of_lm_eval_that_is_cut_off_is_refused_with_the_line() -> None:
    assert _told(HEADING + GSM8K + "|gsm8k|3|\n").startswith("Line 5 has 2 cells where the heading has 9.")
