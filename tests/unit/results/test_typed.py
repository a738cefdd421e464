import pytest

from bot.errors import BadRequest
from bot.results.benchmarks.own import OwnBenchmark, Vocabulary, read_as
from bot.results.naming import ModelName
from bot.results.typed import Typed, from_form, read, revision_of
from bot.texts import language

MODEL = ModelName("Qwen/Qwen3-8B", "Qwen/Qwen3-8B")


@pytest.mark.parametrize(
    ("benchmark", "written", "value", "error"),
    [
        ("gsm8k", "75.7 %", 0.757, None),
        ("GSM8K", "75,7", 0.757, None),
        ("gsm8k", "75.7 ± 1.2", 0.757, 0.012),
        ("gsm8k", "75,7 ± 1,2", 0.757, 0.012),
        ("gsm8k", "4,2 ± 0,3 %", 0.042, 0.003),
        ("gsm8k", "75.7% ± 1.2%", 0.757, 0.012),
        ("generation speed", "42,5 ± 0,3 t/s", 42.5, None),
        ("generation speed", "12 345,6 t/s", 12345.6, None),
        ("gpqa_diamond", "0.412", 0.412, None),
        ("gpqa_diamond", "41.2 %", 0.412, None),
        ("generation speed", "42,5 t/s", 42.5, None),
        ("ttft", "350 ms", 350.0, None),
        ("ttft", "1,5 s", 1500.0, None),
        ("memory", "24 GB", 24e9, None),
        ("generation speed", "42.5 ± 0.6", 42.5, None),
        ("tg128", "42.5 t/s", 42.5, None),
    ],
)
def test_a_number_is_read_on_the_scale_of_its_benchmark(
    benchmark: str, written: str, value: float, error: float | None
) -> None:
    (result,) = read(Typed(benchmark, written), MODEL).results
    assert result.value == pytest.approx(value)
    assert (result.spread.standard_error if result.spread else None) == (error and pytest.approx(error))


def test_a_benchmark_is_the_same_test_by_any_of_its_names() -> None:
    tasks = {read(Typed(name, "50"), MODEL).results[0].task for name in ("GSM8K", "gsm8k", "openai/gsm8k")}
    assert tasks == {"gsm8k"}


def test_what_is_not_in_the_registry_keeps_its_name() -> None:
    (result,) = read(Typed("our own test", "12.5"), MODEL).results
    assert (result.benchmark, result.value, result.unit) == ("our own test", 12.5, "number")


@pytest.mark.parametrize(
    ("benchmark", "written"),
    [("generation speed", "75 %"), ("gsm8k", "42 t/s"), ("memory", "24"), ("ttft", "2 GB")],
)
def test_a_number_in_another_unit_is_refused(benchmark: str, written: str) -> None:
    with pytest.raises(BadRequest) as told:
        read(Typed(benchmark, written), MODEL)
    assert "is not given in that unit" in language("en").tell(told.value.sentence)


@pytest.mark.parametrize("written", ["", "many", "1.2.3", "NaN", "12 34"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(BadRequest):
        read(Typed("gsm8k", written), MODEL)


def test_a_comma_that_may_mean_two_things_is_asked_about() -> None:
    with pytest.raises(BadRequest) as told:
        read(Typed("generation speed", "1,234 t/s"), MODEL)
    assert "thousands or of decimals" in language("en").tell(told.value.sentence)
    assert "milliers ou des décimales" in language("fr").tell(told.value.sentence)


def test_a_revision_is_a_whole_commit() -> None:
    assert revision_of("a" * 40) == "a" * 40
    assert revision_of(None) is None
    with pytest.raises(BadRequest):
        revision_of("main")


def test_a_form_without_a_number_says_what_is_missing() -> None:
    assert from_form({"benchmark": "gsm8k", "value": "50", "samples": "1 319"}).samples == 1319
    for values in ({"benchmark": "gsm8k"}, {"benchmark": "gsm8k", "value": "5", "samples": "many"}):
        with pytest.raises(BadRequest) as told:
            from_form(values)
        assert language("fr").tell(told.value.sentence) != told.value.sentence.msgid


def test_a_servers_name_of_a_benchmark_is_that_benchmark() -> None:
    words = Vocabulary(aliases={"toto": "gsm8k", "debit": "generation_speed"})
    (score,) = read_as([read(Typed("toto", "50"), MODEL, words)], words)[0].results
    (typed,) = read(Typed("gsm8k", "50"), MODEL).results
    assert score == typed
    (speed,) = read_as([read(Typed("debit", "42,5 t/s"), MODEL, words)], words)[0].results
    assert (speed.benchmark, speed.value, speed.unit) == ("generation_speed", 42.5, "tokens/s")


def test_a_benchmark_of_the_server_takes_numbers_in_its_unit() -> None:
    words = Vocabulary(
        own={
            "law": OwnBenchmark("law", "Law", "share", "percent", higher_is_better=True),
            "art": OwnBenchmark("art", "Art", "share", "fraction", higher_is_better=True),
            "wait": OwnBenchmark("wait", "Wait", "ms", "plain", higher_is_better=False),
        }
    )

    def reading(benchmark: str, value: str) -> tuple[float, int]:
        found = read_as([read(Typed(benchmark, value), MODEL, words)], words)[0]
        return found.results[0].value, len(found.warnings)

    assert reading("law", "85 ± 0,5") == (0.85, 0)
    assert reading("law", "0.85") == (0.0085, 1)
    assert reading("art", "0,85") == (0.85, 0)
    assert reading("art", "85 %") == (0.85, 0)
    assert reading("wait", "1,5 s") == (1500, 0)
    with pytest.raises(BadRequest):
        reading("law", "42 t/s")


def test_a_test_of_llama_bench_is_the_same_as_in_its_files() -> None:
    (result,) = read(Typed("pp512 @ d4096", "1234.5 t/s", hardware="RTX 4090"), MODEL).results
    assert (result.benchmark, result.task, result.unit) == ("prompt_speed", "pp512 @ d4096", "tokens/s")
    assert result.setup.conditions == {"prompt_tokens": 512, "generated_tokens": 0, "depth": 4096}
    assert result.setup.hardware == "RTX 4090"


def test_a_speed_of_an_unknown_benchmark_is_not_asked_for_in_percent() -> None:
    with pytest.raises(BadRequest) as refused:
        read(Typed("our own speed", "42.5 t/s"), MODEL)
    told = language("fr").tell(refused.value.sentence)
    assert told.startswith("Je ne connais pas de benchmark our own speed qui se donne dans cette unité.")


@pytest.mark.parametrize(
    ("written", "count"),
    [("1319", 1319), ("1,319", 1319), ("1.319", 1319), ("12'319", 12_319), ("1319 questions", 1319)],
)
def test_a_number_of_samples_is_read_as_people_write_it(written: str, count: int) -> None:
    assert from_form({"benchmark": "gsm8k", "value": "50", "samples": written}).samples == count


@pytest.mark.parametrize("written", ["1.3k", "1319.0", "-5", "1e3", "200/1319", "12,5"])
def test_what_is_no_whole_number_of_samples_is_not_taken_for_one(written: str) -> None:
    with pytest.raises(BadRequest, match="is no number of samples"):
        from_form({"benchmark": "gsm8k", "value": "50", "samples": written})


def test_no_samples_are_no_number_of_samples() -> None:
    with pytest.raises(BadRequest, match="is no number of samples"):
        from_form({"benchmark": "gsm8k", "value": "75.7 %", "samples": "0"})


def test_a_number_that_cannot_be_is_told_as_the_reader_writes_it() -> None:
    with pytest.raises(BadRequest) as refused:
        read(Typed("gsm8k", "175.7 %"), MODEL)
    told = language("fr").tell(refused.value.sentence)
    assert told == (
        "gsm8k exact_match vaut 175,7, hors de ce qui est possible (de 0 à 100). Vérifiez le nombre."
    )
