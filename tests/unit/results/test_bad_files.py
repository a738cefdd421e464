"""What goes wrong with files is told in one clear sentence each, in both languages."""

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pytest
import zstandard

from bot.results import limits
from bot.results.model import Reading
from bot.results.worker import read_file
from bot.texts import language


def _lm_eval(scores: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"results": {"gsm8k": scores}, "versions": {"gsm8k": 3}, **more}).encode()


def _read(content: bytes, name: str = "results.json", columns: dict[str, str] | None = None) -> Reading:
    (found,) = read_file(name, content, [], columns)
    return found


def _told(content: bytes, name: str = "results.json") -> str:
    reading = _read(content, name)
    assert reading.error is not None
    assert reading.results == ()
    french = language("fr").tell(reading.error)
    english = language("en").tell(reading.error)
    assert french != english
    return english


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_score_that_is_no_number_is_told(value: str) -> None:
    told = _told(_lm_eval({"exact_match,none": 7}).replace(b"7}", value.encode() + b"}"))
    assert told.startswith("gsm8k exact_match: there is no number")


def test_scores_without_a_number_are_left_out_beside_good_ones() -> None:
    reading = _read(_lm_eval({"exact_match,none": 0.5, "acc,none": float("nan")}))
    assert [result.metric for result in reading.results] == ["exact_match"]
    assert [language("en").tell(one) for one in reading.warnings] == [
        "Left out, since there is no number: gsm8k acc."
    ]


def test_a_score_out_of_range_is_told() -> None:
    assert "exact_match is 1.7, outside of what is possible (0 to 1)" in _told(
        _lm_eval({"exact_match,none": 1.7})
    )


def test_a_percentage_out_of_range_is_told_in_percent() -> None:
    content = b"dataset,version,metric,mode,some-model\nmmlu,-,accuracy,gen,140\n"
    assert "mmlu accuracy is 140, outside of what is possible (0 to 100)" in _told(content)


def test_a_comma_that_may_mean_two_things_is_told_with_its_line() -> None:
    table = 'model,task,value\nA/b,generation speed,"1,234"\n'
    assert "Line 2: the comma in 1,234 may be one of thousands" in _told(table.encode(), "t.csv")


@pytest.mark.parametrize("name", ["x" * 6_000, "é" * 301])
def test_names_without_end_are_told_before_anything_is_public(name: str) -> None:
    task = json.dumps({"results": {name: {"acc,none": 0.5}}, "versions": {name: 1}}).encode()
    model = _lm_eval({"acc,none": 0.5}, model_name=name)
    for content in (task, model):
        assert f"begins with “{name[:40]}” and goes on for {len(name)} characters" in _told(content)


def test_numbers_that_no_column_holds_are_told_or_not_known() -> None:
    table = "model;task;metric;value\nA/b;our test;points;1e308\n"
    assert "is 1e+308, outside of what is possible (… to 1e+18)" in _told(table.encode(), "t.csv")
    many = {"n-samples": {"gsm8k": {"original": 10**30, "effective": 10**30}}}
    (result,) = _read(_lm_eval({"acc,none": 0.5}, **many)).results
    assert result.samples is None


@pytest.mark.parametrize("odd", ["\0", "\ud800"])
def test_what_is_no_character_is_left_out_of_names_and_of_the_record(odd: str) -> None:
    (reading,) = read_file("a.json", _lm_eval({"acc,none": 0.5}, model_name=f"some{odd} model 😀"), [])
    assert reading.results[0].model_name == "some model 😀"
    assert odd not in str(reading)
    card = '---\nmodel-index:\n- name: "a\\0b/c"\n  results:\n  - dataset: {type: openai/gsm8k}\n'
    (claimed,) = _read((card + "    metrics:\n    - {type: acc, value: 50}\n---\n").encode()).results
    assert claimed.model == "ab/c"


def test_a_negative_standard_error_is_told() -> None:
    told = _told(_lm_eval({"exact_match,none": 0.5, "exact_match_stderr,none": -0.01}))
    assert told.startswith("The standard error of gsm8k exact_match is negative (-0.01).")


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_told_from_a_broken_one(cut: float) -> None:
    content = _lm_eval({"exact_match,none": 0.5}, config={"model_args": "pretrained=a/b", "note": "x" * 500})
    assert _told(content[: int(len(content) * cut)]).startswith("The file ends in the middle: it is cut off.")


def test_a_mistake_in_json_is_told_with_its_line() -> None:
    assert "a mistake in line 3" in _told(b'{\n"results": {},\n"versions" {}\n}')


def test_a_run_that_was_cut_off_between_lines_is_told() -> None:
    lines = b'{"build_commit": "a", "avg_ts": 1.0, "n_prompt": 512}\n{"build_commit": "a", "avg'
    assert _told(lines).startswith("Line 2 is no complete JSON.")


def test_a_list_that_an_aborted_llama_bench_leaves_open_is_told() -> None:
    assert _told(b'[\n  {"build_commit": "a", "avg_ts": 1.0},\n').startswith("The file ends in the middle")


def test_a_table_of_42_cells_with_41_is_told_with_its_line() -> None:
    heading = "| model | size | params | backend | ngl | test | t/s |\n|---|---|---|---|---|---|---|\n"
    line = "| qwen2 7B Q8_0 | 7.54 GiB | 7.62 B | CUDA | 99 | tg128 | 29.43 ± 0.02 |\n"
    short = "| qwen2 7B Q8_0 | 7.54 GiB | 7.62 B | CUDA | 99 | tg128 |\n"
    assert _read((heading + line * 6).encode(), "table.md").error is None
    told = _told((heading + line * 5 + short).encode(), "table.md")
    assert told.startswith("Line 8 has 6 cells where the heading has 7.")


def test_a_csv_with_a_missing_cell_is_told_with_its_line() -> None:
    assert _told(b"model,benchmark,value\na/b,gsm8k,50\na/b,mmlu\n").startswith("Line 3 has 2 cells")


def test_fifty_levels_of_nesting_are_refused() -> None:
    deep: Any = 0.5
    for _ in range(50):
        deep = {"exact_match,none": deep}
    assert f"nested more than {limits.DEEPEST} deep" in _told(_lm_eval(deep))


def test_nesting_without_end_is_refused() -> None:
    assert "nested more than" in _told(b"[" * 100_000 + b"]" * 100_000)


def test_a_file_that_is_too_large_is_refused() -> None:
    assert _told(b" " * (limits.LARGEST_BYTES + 1)).startswith("The file is too large: at most 16 MB")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00\x01"])
def test_a_picture_is_refused(content: bytes) -> None:
    assert _told(content, "photo.png").startswith("This is no text file.")


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file_is_told(content: bytes) -> None:
    assert _told(content) == "The file is empty. Post it again when the run has finished writing it."


@pytest.mark.parametrize(
    "content", [b'{"hello": 1}', b"[1, 2, 3]", b"Some prose, and nothing else.", b'"text"', b"{}", b"[]"]
)
def test_another_file_is_refused_with_what_is_read(content: bytes) -> None:
    assert _told(content).startswith("I do not recognise this file.")


def test_a_known_format_without_results_is_told() -> None:
    assert _told(b'{"results": {}, "versions": {}}') == "The file is of a known format, but holds no result."


def test_yaml_that_refers_to_itself_is_refused() -> None:
    bomb = "---\nmodel-index: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"
    assert _told(bomb.encode(), "README.md").startswith("The YAML refers to itself")


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = _zip({"results.json": b"0" * (limits.LARGEST_BYTES * 4)})
    assert len(bomb) < 100_000
    assert _told(bomb, "bomb.zip").startswith("The archive unpacks to more than 16 MB.")


def test_an_archive_that_lies_of_its_size_is_refused() -> None:
    bomb = bytearray(_zip({"results.json": b"0" * (limits.LARGEST_BYTES * 2)}))
    central = bomb.index(b"PK\x01\x02")
    bomb[central + 24 : central + 28] = struct.pack("<I", 10)
    assert _told(bytes(bomb), "bomb.zip").startswith("The archive unpacks to more than")


def test_an_archive_of_too_many_files_is_refused() -> None:
    files = {f"{number}.json": b"{}" for number in range(limits.MOST_FILES + 1)}
    assert _told(_zip(files), "many.zip") == "The archive holds 101 files; at most 100 are read at once."


@pytest.mark.parametrize("cut", [0.2, 0.8])
def test_a_damaged_archive_is_told(cut: float) -> None:
    whole = _zip({"results.json": _lm_eval({"exact_match,none": 0.5}) * 20})
    assert (
        _told(whole[: int(len(whole) * cut)], "cut.zip")
        == "The archive is damaged or cut off. Pack it again."
    )


def test_every_file_of_an_archive_is_read_or_refused_for_itself() -> None:
    good, bad = _lm_eval({"exact_match,none": 0.5}), b'{"hello": 1}'
    readings = read_file("run.zip", _zip({"a/results.json": good, "b.json": bad, "__MACOSX/._x": b"x"}), [])
    assert [(one.file, one.error is None) for one in readings] == [
        ("run.zip/a/results.json", True),
        ("run.zip/b.json", False),
    ]


def test_a_log_of_inspect_that_is_packed_with_zstd_is_read() -> None:
    header = json.dumps(
        {
            "version": 2,
            "status": "success",
            "eval": {"task": "gsm8k", "model": "hf/Qwen/Qwen3-8B", "dataset": {"samples": 4}},
            "results": {
                "completed_samples": 4,
                "scores": [{"name": "match", "metrics": {"accuracy": {"value": 0.5}}}],
            },
        }
    ).encode()
    log = _with_method_93("header.json", header)
    (reading,) = read_file("log.eval", log, [])
    assert reading.error is None
    assert [(one.model, one.value, one.samples) for one in reading.results] == [("Qwen/Qwen3-8B", 0.5, 4)]


def _with_method_93(name: str, content: bytes) -> bytes:
    """A zip archive with one entry packed with zstd, which `zipfile` cannot write before Python 3.14."""
    packed, crc, named = zstandard.compress(content), zlib.crc32(content), name.encode()
    common = struct.pack("<5H3I2H", 63, 0, 93, 0, 0, crc, len(packed), len(content), len(named), 0)
    local = b"PK\x03\x04" + common + named + packed
    central = b"PK\x01\x02" + struct.pack("<H", 63) + common + struct.pack("<3H2I", 0, 0, 0, 0, 0) + named
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_a_detail_file_of_three_megabytes_is_read_without_its_texts() -> None:
    run = {
        "request_throughput": 1.5,
        "mean_ttft_ms": 20.0,
        "std_ttft_ms": 4.0,
        "completed": 400,
        "num_prompts": 400,
        "model_id": "Qwen/Qwen3-8B",
        "itls": [[0.01] * 100 for _ in range(4_000)],
        "generated_texts": ["a long answer " * 50] * 1_000,
    }
    content = json.dumps(run).encode()
    assert len(content) > 3_000_000
    reading = _read(content)
    assert {result.benchmark: result.value for result in reading.results} == {
        "request_throughput": 1.5,
        "ttft": 20.0,
    }
    assert (reading.results[1].spread, reading.results[1].deviation) == (None, 4.0)
    assert len(repr(reading.raw)) < limits.RAW_BYTES
    assert "a long answer" not in repr(reading)
