"""Tables with a server's own benchmarks, and with its own names of known ones."""

import pytest

from bot.results.benchmarks.own import NO_WORDS, OwnBenchmark, Vocabulary, read_as
from bot.results.jobs import Job, pack, unpack
from bot.results.model import Reading
from bot.results.worker import read_file
from bot.texts import language

WORDS = Vocabulary(
    {
        "law": OwnBenchmark("law", "Law", "share", "percent", higher_is_better=True),
        "art": OwnBenchmark("art", "Art", "share", "fraction", higher_is_better=True),
        "duels": OwnBenchmark("duels", "Duels", "points", "plain", higher_is_better=True),
    },
    {"connaissances": "mmlu", "vitesse": "generation_speed", "droit": "law"},
)


def _read(table: str, words: Vocabulary = WORDS) -> Reading:
    (found,) = read_as(read_file("t.csv", table.encode(), [], None, words), words)
    return found


def _values(table: str) -> list[tuple[str, str, float]]:
    found = _read(table)
    assert found.error is None, language("en").tell(found.error)
    return [(one.benchmark, one.metric, one.value) for one in found.results]


@pytest.mark.parametrize(
    ("name", "alias", "values"),
    [
        ("mmlu", "connaissances", ("score", "0.62")),
        ("mmlu", "connaissances", ("score", "62")),
        ("mmlu", "connaissances", ("score (share)", "0.62")),
        ("mmlu", "connaissances", ("score (%)", "0.62")),
        ("mmlu", "connaissances", ("score", "0.62 %")),
        ("mmlu", "connaissances", ("score", "62 ± 0.4")),
        ("generation_speed", "vitesse", ("value", "42.5 t/s")),
        ("generation_speed", "vitesse", ("value", "42.5 GB")),
    ],
)
def test_a_servers_name_is_read_as_the_built_in_one(name: str, alias: str, values: tuple[str, str]) -> None:
    column, value = values
    for table in (
        "model,benchmark,{column}\na/b,{name},{value}\n",
        "model,{name}\na/b,{value}\n",
    ):
        wanted = _read(table.format(name=name, column=column, value=value), NO_WORDS)
        found = _read(table.format(name=alias, column=column, value=value))
        assert (found.results, found.warnings) == (wanted.results, wanted.warnings)
        assert (found.error is None) == (wanted.error is None)
        if wanted.error is not None and found.error is not None:
            told = language("en").tell(found.error).replace(alias, name)
            assert told == language("en").tell(wanted.error)


def test_the_scale_that_a_table_states_holds_for_a_servers_own_benchmarks() -> None:
    heading = "model,benchmark,score{}\na/b,droit,{}\na/b,art,{}\n"
    assert _values(heading.format(" (share)", "0.43", "0.44")) == [
        ("law", "score", 0.43),
        ("art", "score", 0.44),
    ]
    assert _values(heading.format(" (%)", "0.43", "0.44")) == [
        ("law", "score", 0.0043),
        ("art", "score", 0.0044),
    ]
    assert _values(heading.format("", "43.1", "44")) == [("law", "score", 0.431), ("art", "score", 0.44)]
    (of_art,) = _values("model,benchmark,score\na/b,art,0.44\n")
    assert of_art == ("art", "score", 0.44)


def test_an_unclear_scale_of_a_servers_own_benchmark_is_asked_for() -> None:
    found = _read("model,benchmark,score\na/b,droit,0.43\n")
    assert found.error is not None
    assert found.columns
    assert "0.43 of Law may be a share of 1 or a percentage" in language("en").tell(found.error)


def test_a_column_for_each_of_a_servers_benchmarks_is_read() -> None:
    found = _read("model,Law,duels (%),connaissances\na/b,43.1,-12.5 ± 2,62\n")
    assert [(one.benchmark, one.task, one.value, one.unit) for one in found.results] == [
        ("law", "Law", 0.431, "share"),
        ("duels", "Duels", -12.5, "points"),
        ("mmlu", "mmlu", 0.62, "share"),
    ]
    assert found.results[1].spread is not None
    assert found.results[1].spread.standard_error == 2
    assert found.warnings == ()


def test_the_table_of_a_harness_may_hold_points_of_a_servers_own_benchmark() -> None:
    table = "model,task,version,metric,value,stderr\na/b,duels,1,elo,1200,15\na/b,droit,1,acc,0.43,0.01\n"
    assert _values(table) == [("duels", "elo", 1200), ("law", "acc", 0.43)]


def test_a_number_in_no_unit_of_a_servers_own_benchmark_is_refused() -> None:
    for benchmark, value in (("duels", "42 t/s"), ("law", "140"), ("art", "42 ms")):
        found = _read(f"model,benchmark,value\na/b,{benchmark},{value}\n")
        assert found.error is not None


def test_the_words_travel_with_the_file_that_is_to_be_read() -> None:
    job = Job("t.csv", b"model,benchmark,value", [], {}, WORDS)
    assert unpack(pack(job)) == job
