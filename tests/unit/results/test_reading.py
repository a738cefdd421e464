"""The process that reads files, and the command that shows them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.results.reading import FileReader, Upload
from bot.texts import language

GOOD = json.dumps(
    {
        "results": {"gsm8k": {"exact_match,strict-match": 0.5, "exact_match_stderr,strict-match": 0.01}},
        "versions": {"gsm8k": 3},
        "config": {"model": "hf", "model_args": "pretrained=Qwen/Qwen3-8B,token=hf_aB3dE5gH7jK9mN1pQ3sT5vX7"},
    }
).encode()


async def test_files_are_read_in_another_process_one_answer_each() -> None:
    uploads = [Upload("a.json", GOOD), Upload("b.json", b"nothing"), Upload("c.json", GOOD)]
    async with FileReader() as reader:
        found = await reader.read(uploads)
    assert [(one.file, one.error is None) for one in found] == [
        ("a.json", True),
        ("b.json", False),
        ("c.json", True),
    ]
    assert found[0].results[0].model == "Qwen/Qwen3-8B"
    assert [(one.kind, one.place) for one in found[0].scrubbed] == [("token", "config.model_args")]


async def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read_by_a_new_worker() -> None:
    slow = json.dumps({"results": {"x": {str(key): 1.0 for key in range(200_000)}}, "versions": {}}).encode()
    async with FileReader(seconds=0.001) as hurried:
        (refused,) = await hurried.read([Upload("slow.json", slow)])
    assert refused.error is not None
    assert language("en").tell(refused.error).startswith("The file takes too long")
    async with FileReader() as reader:
        assert [one.error for one in await reader.read([Upload("a.json", GOOD)])] == [None]


def test_the_heavy_parts_stay_out_of_the_process_that_asks() -> None:
    program = (
        "import asyncio, sys\n"
        "from bot import log\n"
        "log.configure('ERROR', 'console')\n"
        "from bot.results.reading import FileReader, Upload\n"
        "async def read():\n"
        "    async with FileReader() as reader:\n"
        "        return await reader.read([Upload('a.json', sys.stdin.buffer.read())])\n"
        "(found,) = asyncio.run(read())\n"
        "assert found.error is None and found.scrubbed\n"
        "print([name for name in sys.modules if name.startswith(('detect_secrets', 'zstandard'))])\n"
    )
    asked = subprocess.run([sys.executable, "-c", program], input=GOOD, capture_output=True, check=True)
    assert asked.stdout.decode().strip() == "[]"


def _essai(*words: str | Path) -> subprocess.CompletedProcess[str]:
    essai = Path(sys.executable).with_name("essai")
    return subprocess.run(
        [essai, "results", "read", *words], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_the_command_prints_one_line_of_json_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "bad.json").write_bytes(b"{")
    named = ("good.json", "bad.json", "missing.json", "good.json")
    answer = _essai("--json", *(tmp_path / name for name in named))
    assert answer.returncode == 2
    good, bad, missing = (json.loads(line) for line in answer.stdout.splitlines())
    assert list(good) == ["file", "format", "rows", "warnings", "scrubbed", "error"]
    assert (good["rows"][0]["value"], good["rows"][0]["standard_error_from"]) == (0.5, "given")
    assert good["scrubbed"] == [{"kind": "token", "place": "config.model_args"}]
    assert bad["error"].startswith("The file ends in the middle")
    assert missing["error"].startswith("The file cannot be opened")


def test_the_command_ends_well_when_all_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    answer = _essai(tmp_path / "good.json")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Qwen/Qwen3-8B  gsm8k exact_match [strict-match]  0.5 ± 0.01 (given) share" in answer.stdout
    assert "taken out: token × 1, first at config.model_args" in answer.stdout


def test_a_column_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    answer = _essai("--column", "colour=x", tmp_path / "good.json")
    assert answer.returncode == 1
    assert "--column takes what=name" in answer.stderr


@pytest.mark.parametrize("name", ["run_spec.json", "model_meta.json"])
async def test_a_description_lies_beside_its_files_only_in_their_folder(name: str) -> None:
    other = Upload(f"elsewhere/{name}", b"{}")
    async with FileReader() as reader:
        found = await reader.read([Upload("here/a.json", GOOD), other])
    assert found[0].error is None


async def test_a_description_that_was_used_is_no_failure() -> None:
    stats = [{"name": {"name": "exact_match", "split": "test"}, "count": 1, "sum_squared": 0.25, "mean": 0.5}]
    spec = {"name": "x", "scenario_spec": {}, "adapter_spec": {"model": "a/b"}, "groups": ["hellaswag"]}
    uploads = [
        Upload("run/run_spec.json", json.dumps(spec).encode()),
        Upload("run/stats.json", json.dumps(stats).encode()),
        Upload("alone/run_spec.json", json.dumps(spec).encode()),
    ]
    async with FileReader() as reader:
        found = await reader.read(uploads)
    assert [(one.error is None, len(one.results)) for one in found] == [(True, 0), (True, 1), (False, 0)]
