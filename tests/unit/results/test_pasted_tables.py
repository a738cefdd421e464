"""Tables as people paste them: those that harnesses print, and their own with units and gaps."""

import pytest

from bot.results.cards import failures
from bot.results.mapping import Columns, checked, columns_of, question, with_said
from bot.results.model import Reading
from bot.results.showing import as_text
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


def _values(reading: Reading) -> list[tuple[str, float]]:
    return [(one.benchmark, one.value) for one in reading.results]


def test_numbers_keep_the_units_that_stand_behind_them() -> None:
    rows = "A/b,tg128,42.1 t/s\nA/b,memory,16 GB\nA/b,ttft,1.2 s\nA/b,itl,25 ms\n"
    reading = _good(f"model,benchmark,value\n{rows}A/b,vram,512 MiB\nA/b,gsm8k,75.7 %\n")
    assert _values(reading) == [
        ("generation_speed", 42.1),
        ("memory", 16e9),
        ("ttft", 1200),
        ("itl", 25),
        ("memory", 512 * 2**20),
        ("gsm8k", 0.757),
    ]
    assert reading.results[0].setup.conditions == {"prompt_tokens": 0, "generated_tokens": 128}


def test_columns_with_numbers_of_no_known_benchmark_are_named() -> None:
    wide = "| Model | GSM8K | Our exam | Average | Licence | **Odd** |\n|-|-|-|-|-|-|\n"
    reading = _good(wide + "| a/b | 75.7 | 12 % | 44 | MIT | – |\n| c/d | 60 | – | 60 | MIT | 3 |\n")
    assert _values(reading) == [("gsm8k", 0.757), ("gsm8k", 0.6)]
    told = [language("en").tell(one) for one in reading.warnings]
    assert [one.partition(". Where")[0] for one in told] == [
        "Left out, since I know no benchmark of these names: Our exam, Average, Odd"
    ]


def test_a_unit_may_stand_in_the_heading_or_in_a_column_of_its_own() -> None:
    wide = "| Model | VRAM (GB) | TTFT [s] | pp512 (t/s) | MMLU (%) | GSM8K (share) |\n|-|-|-|-|-|-|\n"
    found = _values(_good(wide + "| A/b | 16 | 0.5 | 900 ± 10 | 0.8 | 0.8 |\n"))
    assert found == [("memory", 16e9), ("ttft", 500), ("prompt_speed", 900), ("mmlu", 0.008), ("gsm8k", 0.8)]
    long = "model,benchmark,value,unit\nA/b,memory,16,GB\nA/b,ttft,2,s\nA/b,mmlu,0.5,percent\nA/b,tg64,40,-\n"
    assert [value for _, value in _values(_good(long))] == [16e9, 2000, 0.005, 40]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "memory,16",
            "Line 2: 16 is not in a unit of Memory. Write the number with its unit, such as GB,",
        ),
        (
            "tg128,16 GB",
            "Line 2: 16 GB is not in a unit of tg128.",
        ),
        (
            "gsm8k,16 GB",
            "Line 2: 16 GB is not in a unit of GSM8K.",
        ),
        ("ours,42 t/s", "Line 2: 42 t/s is not in a unit of ours."),
        ("gsm8k,much", "Line 2: much is no number."),
        (",42", "Line 2 names no benchmark."),
    ],
)
def test_what_is_in_no_unit_of_its_benchmark_is_refused(row: str, told: str) -> None:
    assert _told(f"model,benchmark,value\nA/b,{row}\n").startswith(told.replace("A/b,", ""))


@pytest.mark.parametrize("gap", ["N/A", "n/a", "–", "—", "-", "nan", "", "**–**"])
def test_a_gap_in_a_table_is_no_number_and_refuses_nothing(gap: str) -> None:
    wide = f"| Model | GSM8K | MMLU |\n|--|--|--|\n| a/b | 50 | {gap} |\n| c/d | 60 | 70 |\n"
    assert _values(_good(wide)) == [("gsm8k", 0.5), ("gsm8k", 0.6), ("mmlu", 0.7)]
    long = _good(f"| Model | Task | Value |\n|--|--|--|\n| a/b | gsm8k | {gap} |\n| c/d | gsm8k | 60 |\n")
    assert _values(long) == [("gsm8k", 0.6)]
    assert language("en").tell(long.warnings[0]).startswith("Left out, since there is no number: gsm8k")


def test_who_posts_a_table_on_an_unclear_scale_is_asked_for_it() -> None:
    unclear = _read("model,benchmark,Score\nA/b,mmlu,0.4332\n")
    assert columns_of([unclear]) == Columns(
        ("model", "benchmark", "Score"), {"model": "model", "benchmark": "benchmark", "value": "Score"}
    )
    asked = str(question(1, [unclear], language("fr")))
    assert "peut être une fraction de 1 ou un pourcentage" in asked
    assert "Expliquer les colonnes" in asked
    said = checked(dict(columns_of([unclear]).known) | {"value": "Score (share)"}, unclear.columns)
    assert _values(_good(str(unclear.raw), **said)) == [("mmlu", 0.4332)]
    wide = _read("| Model | MMLU |\n|-|-|\n| a/b | 0.4 |\n")
    assert wide.error is not None
    assert not wide.columns


def test_a_column_is_read_on_one_scale() -> None:
    percent = _good("model,benchmark,value\nA/b,mmlu,43.3\nA/b,hle,0.8\nA/b,ours,0.9\n")
    assert _values(percent)[:2] == [("mmlu", 0.433), ("hle", 0.008)]
    marked = _good("model,benchmark,value\nA/b,hle,0.7 %\nA/b,mmlu,0.8\n")
    assert [value for _, value in _values(marked)] == [0.007, 0.008]
    own = _good("model,benchmark,metric,value\nA/b,ours,acc,43\nA/b,theirs,acc,0.8\n")
    assert [value for _, value in _values(own)] == [0.43, 0.008]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("A/b,mmlu,0.4332\n", "Line 2: 0.4332 of MMLU may be a share of 1 or a percentage."),
        ("A/b,mmlu,43.3\nA/b,gpqa,0.65\n", "Line 3: 0.65 of GPQA may be a share of 1 or a percentage."),
    ],
)
def test_what_may_be_a_share_or_a_percentage_is_asked_for(table: str, told: str) -> None:
    assert _told("model,benchmark,value\n" + table).startswith(told)
    assert all(value < 1 for _, value in _values(_good("model,benchmark,value (%)\n" + table)))


def test_the_printed_table_of_another_harness_is_of_shares_and_its_empty_tasks_are_as_above() -> None:
    table = (
        "| Task |Version|Metric|Value | |Stderr|\n|---|---|---|---|---|---|\n"
        "|gsm8k|0|acc|0.4|±|0.01|\n| |  |acc_norm|0.5|±|0.02|\n"
    )
    found = [(one.task, one.metric, one.value) for one in _good(table).results]
    assert found == [("gsm8k", "acc", 0.4), ("gsm8k", "acc_norm", 0.5)]


def test_a_filter_and_the_error_of_a_speed_are_kept() -> None:
    (score,) = _good("model,task,filter,value\nA/b,gsm8k,strict-match,50\n").results
    assert score.filter == "strict-match"
    (speed,) = _good("model,task,value,stderr\nA/b,ttft,1.5 s,0.1\n").results
    assert speed.spread is not None
    assert (speed.spread.standard_error, speed.spread.origin) == (100, "given")


def test_who_explains_the_columns_may_say_the_scale_too() -> None:
    table = "Prüfung;Punkte\nmmlu;0.4332\n"
    for unit, value in (("share", 0.4332), ("%", 0.004332)):
        said = checked({"benchmark": "prüfung", "value": f"punkte ({unit})"}, ("Prüfung", "Punkte"))
        assert said["value"] == f"Punkte ({unit})"
        assert _values(_good(table, **said)) == [("mmlu", value)]
    unsaid = _read(table, benchmark="Prüfung", value="Punkte")
    assert unsaid.error is not None
    assert language("en").tell(unsaid.error).endswith("behind the heading of its column: Punkte (%).")


def test_what_was_typed_of_the_columns_stands_in_the_next_form() -> None:
    unread = _read("Modell,Score\na/b,0.5\n")
    typed = with_said(
        [_good("model,benchmark,score\na/b,gsm8k,75\n"), unread], {"value": "Sc\0ore", "model": ""}
    )
    assert columns_of(typed) == Columns(("Modell", "Score"), {"value": "Score", "model": ""})


def test_the_command_line_tells_how_to_say_an_unclear_scale() -> None:
    told = as_text(_read("model,benchmark,score\na/b,mmlu,0.62\n"))
    assert told.endswith("Or say it with --column 'value=score (share)' or --column 'value=score (%)'.")
    assert "--column" not in as_text(_read("Modell,Note\na/b,0.5\n"))


def test_an_unclear_table_among_others_is_to_be_posted_by_itself() -> None:
    unclear = _read("model,benchmark,score\na/b,mmlu,0.62\n")
    (told,) = failures([_good("model,benchmark,score\na/b,gsm8k,75\n"), unclear], language("fr"))
    assert told.endswith(
        "Envoyez ce tableau seul\u00a0: je vous demanderai alors ce que signifient ses colonnes."
    )
