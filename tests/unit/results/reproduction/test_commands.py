"""The command that measures the same again."""

from dataclasses import replace
from typing import Any

import pytest

from bot.results.model import Setup
from bot.results.reproduction.commands import command
from tests.unit.results.reproduction.test_model import RESULT

SHA = "9c925d64d72725edaf899c6cb9c377fd0709d9c5"
RUN: dict[str, Any] = {
    "config": {"model": "hf", "model_args": "pretrained=/data/qwen,dtype=bfloat16,token=[token],device=mps"}
}


def test_a_run_of_the_harness_is_written_with_the_repository_and_its_revision() -> None:
    result = replace(RESULT, revision=SHA, setup=replace(RESULT.setup, seed=42, chat_template_sha="ab"))
    assert command(result, RUN) == (
        f"lm_eval --model hf --model_args pretrained=Qwen/Qwen3-8B,dtype=bfloat16,revision={SHA} "
        "--tasks gsm8k --num_fewshot 5 --seed 42 --apply_chat_template --log_samples --output_path results"
    )


def test_a_part_of_the_samples_and_settings_of_generation_are_kept() -> None:
    setup = replace(RESULT.setup, limit=100.0, generation={"temperature": 0.6})
    written = command(
        replace(RESULT, setup=setup), {"config": {"model": "vllm", "gen_kwargs": "temperature=0.6"}}
    )
    assert written is not None
    assert "--limit 100 --gen_kwargs temperature=0.6" in written


def test_a_speed_of_llama_bench_is_written_with_its_conditions() -> None:
    conditions = {"prompt_tokens": 0, "generated_tokens": 128, "n_gpu_layers": 99, "flash_attn": True}
    speed = replace(
        RESULT,
        model_name="Qwen3-8B-Q4_K_M.gguf",
        samples=5,
        setup=Setup(harness="llama-bench", conditions=conditions),
    )
    assert command(speed, []) == "llama-bench -m Qwen3-8B-Q4_K_M.gguf -p 0 -n 128 -ngl 99 -fa 1 -r 5 -o json"


@pytest.mark.parametrize("task", ["gsm8k; rm -rf ~", "gsm8k`id`", "gsm8k\n```", "$(id)"])
def test_what_a_shell_would_act_on_is_never_written(task: str) -> None:
    assert command(replace(RESULT, task=task), RUN) is None


def test_what_was_typed_by_hand_has_no_command() -> None:
    assert command(replace(RESULT, setup=Setup()), None) is None
    assert command(RESULT, None) is None
