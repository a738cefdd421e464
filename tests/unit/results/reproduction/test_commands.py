"""The command that measures the same again."""

from dataclasses import replace
from typing import Any

import pytest

from bot.results.model import Result, Setup
from bot.results.reproduction.commands import command
from bot.texts import language
from tests.unit.results.reproduction.test_model import RESULT
from tests.unit.results.test_real_files import needs_data, reading_of

SHA = "9c925d64d72725edaf899c6cb9c377fd0709d9c5"
RUN: dict[str, Any] = {
    "config": {"model": "hf", "model_args": "pretrained=/data/qwen,dtype=bfloat16,token=[token],device=mps"}
}


ENGLISH = language("en")
# A real file, which of its results, the command and what the file does not say: written by hand from them.
OF_FILES: list[tuple[str, int, str | None, list[str]]] = [
    (
        "bigcode/codeqwen15_humaneval.json",
        0,
        "accelerate launch main.py --model Qwen/CodeQwen1.5-7B-Chat --tasks humaneval "
        "--max_length_generation 2048 --precision fp32 --prompt prompt --batch_size 1 --allow_code_execution "
        "--save_generations",
        [
            "with which temperature, and how many answers to each problem, code was written",
            "how the server was started that wrote the code",
        ],
    ),
    (
        "evalplus/codellama7b_t001_eval_results.json",
        1,
        "evalplus.evaluate --dataset humaneval --samples samples.jsonl",
        ["with which back-end and settings the answers were written"],
    ),
    (
        "evalplus/leaderboard_results.json",
        0,
        None,
        ["with which back-end and settings the answers were written"],
    ),
    (
        "helm/hellaswag_pythia1b/stats.json",
        0,
        "helm-run --run-entries commonsense:dataset=hellaswag,method=multiple_choice_joint,"
        "model=eleutherai/pythia-1b-v0 --suite again -m 10",
        [],
    ),
    (
        "inspect/arc_qwen05b.json",
        0,
        "inspect eval inspect_evals/arc_easy --model ollama/qwen2.5:0.5b --limit 3",
        [],
    ),
    (
        "inspect/log_formats.eval",
        0,
        "inspect eval examples/popularity.py@popularity --model ollama/llama3.1 --limit 1 --temperature 1",
        ["what the task’s own file holds (commit 02526f4c of its repository)"],
    ),
    (
        "lighteval/gpt-5_gpqa_2025-09.json",
        0,
        "lighteval endpoint litellm 'model_name=openrouter/openai/gpt-5,provider=openrouter,"
        "generation_parameters={temperature:0}' 'community|gpqa-diamond-idk|0' --save-details",
        ["where the task is defined: add its file with --custom-tasks"],
    ),
    (
        "lm_eval/noversion_2024-08_llama31_asdiv.json",
        0,
        "lm_eval --model hf --model_args pretrained=meta-llama/Meta-Llama-3.1-8B-Instruct,"
        "revision=5206a32e0bd3067aef1ce90f5528ade7d866253f --tasks asdiv_cot_llama --num_fewshot 8 --limit "
        "512 --gen_kwargs max_gen_toks=512 --seed 42,42,42,42 --apply_chat_template --fewshot_as_multiturn "
        "--log_samples --output_path results",
        [],
    ),
    (
        "lm_eval/noversion_2024-04_gpt35.json",
        0,
        "lm_eval --model openai-chat-completions --model_args model=gpt-3.5-turbo-0125 --tasks wmdp "
        "--num_fewshot 0 --limit 100 --gen_kwargs until=.,max_gen_toks=10 --log_samples "
        "--output_path results",
        [],
    ),
    (
        "lm_eval/v0.3.0_testdata_lambada_openai-v0-res.json",
        0,
        None,
        ["with which back-end and settings the model was run"],
    ),
    (
        "llama_bench/b5163_rtx4080.json",
        1,
        "llama-bench -m Qwen2.5-7B-Instruct-Q4_K_M.gguf -p 0 -n 128 -b 2048 -ub 512 -t 8 -ctk f16 -ctv f16 "
        "-ngl -1 -sm layer -fa auto -r 5 -o json",
        [],
    ),
    (
        "mteb/jinaai__jina-embeddings-v5-omni-nano__RavdessZeroshot.json",
        0,
        "mteb run -m some/model -t RavdessZeroshot --eval_splits train --output_folder results",
        [],
    ),
    (
        "mteb/sentence-transformers__sentence-t5-base__STS22.json",
        0,
        "mteb -m some/model -t STS22 --eval_splits test --output_folder results",
        [],
    ),
    (
        "opencompass/internlm-chat-7b_ceval.csv",
        0,
        None,
        ["with which configurations of the model and of the datasets it ran"],
    ),
    (
        "vllm_bench_serve/detailed_h100_16qps.cut.json",
        0,
        "python benchmarks/benchmark_serving.py --backend vllm --model meta-llama/Llama-3.1-405B-FP8 "
        "--num-prompts 1000 --request-rate 16 --save-result",
        ["which prompts were sent: on average 215 tokens, with answers of 121"],
    ),
    (
        "vllm_bench_serve/gptoss120b_conc32_in2048_out128.json",
        0,
        "vllm bench serve --endpoint-type openai --model openai/gpt-oss-120b --num-prompts 500 "
        "--request-rate inf --burstiness 1 --max-concurrency 32 --save-result",
        ["which prompts were sent: on average 2046 tokens, with answers of 63"],
    ),
    (
        "vllm_bench_serve/stdout_vllm_mi300x.txt",
        0,
        None,
        ["with which program, back-end and prompts the server was measured"],
    ),
    (
        "vllm_bench_serve/throughput_mi300x.json",
        0,
        "vllm bench throughput --model some/model --num-prompts 128 --output-json throughput.json",
        ["how long the prompts and answers were: 2176 tokens together on average"],
    ),
]


def _written(result: Result, record: object) -> str:
    found = command(result, record)
    assert found is not None
    assert found.text is not None
    return found.text


def test_a_run_of_the_harness_is_written_with_the_repository_and_its_revision() -> None:
    result = replace(RESULT, revision=SHA, setup=replace(RESULT.setup, seed=42, chat_template_sha="ab"))
    assert _written(result, RUN) == (
        f"lm_eval --model hf --model_args pretrained=Qwen/Qwen3-8B,dtype=bfloat16,revision={SHA} "
        "--tasks gsm8k --num_fewshot 5 --seed 42 --apply_chat_template --log_samples --output_path results"
    )


def test_a_part_of_the_samples_and_settings_of_generation_are_kept() -> None:
    setup = replace(RESULT.setup, limit=100.0, generation={"temperature": 0.6})
    written = _written(
        replace(RESULT, setup=setup), {"config": {"model": "vllm", "gen_kwargs": "temperature=0.6"}}
    )
    assert "--limit 100 --gen_kwargs temperature=0.6" in written


def test_a_speed_of_llama_bench_is_written_with_its_conditions() -> None:
    conditions = {"prompt_tokens": 0, "generated_tokens": 128, "n_gpu_layers": 99, "flash_attn": True}
    speed = replace(
        RESULT,
        model_name="Qwen3-8B-Q4_K_M.gguf",
        samples=5,
        setup=Setup(harness="llama-bench", conditions=conditions),
    )
    assert _written(speed, []) == "llama-bench -m Qwen3-8B-Q4_K_M.gguf -p 0 -n 128 -ngl 99 -fa 1 -r 5 -o json"


@pytest.mark.parametrize("task", ["gsm8k; rm -rf ~", "gsm8k`id`", "gsm8k\n```", "$(id)"])
def test_what_a_shell_would_act_on_is_never_written(task: str) -> None:
    assert command(replace(RESULT, task=task), RUN) is None


def test_seeds_that_differ_are_written_one_by_one() -> None:
    seeds = {"random_seed": 0, "numpy_seed": 1234, "torch_seed": 1234, "fewshot_seed": 7}
    result = replace(RESULT, setup=replace(RESULT.setup, seed=0))
    assert "--seed 0,1234,1234,7 " in _written(result, {"config": {**RUN["config"], **seeds}})


def test_a_text_that_was_taken_out_is_named_and_does_not_come_back() -> None:
    run = {**RUN, "system_instruction": "[text]", "system_instruction_sha": "ab"}
    found = command(RESULT, run)
    assert found is not None
    assert "[" not in str(found.text)
    assert [ENGLISH.tell(one) for one in found.missing] == ["the instruction to the system"]


@needs_data
@pytest.mark.parametrize(
    ("file", "number", "expected", "missing"), OF_FILES, ids=[one[0] for one in OF_FILES]
)
def test_a_real_file_gives_the_command_of_its_own_tool(
    file: str, number: int, expected: str | None, missing: list[str]
) -> None:
    reading = reading_of(file)
    result = reading.results[number]
    if result.model_name is None:
        result = replace(result, model="some/model", model_name="some/model")
    found = command(result, reading.raw)
    assert found is not None
    assert found.text == expected
    assert [ENGLISH.tell(one) for one in found.missing] == missing


@needs_data
def test_a_model_that_is_no_repository_is_what_is_missing() -> None:
    reading = reading_of("vllm_bench_serve/throughput_mi300x.json")
    found = command(replace(reading.results[0], model_name="our-model"), reading.raw)
    assert found is not None
    assert found.text is None
    assert [ENGLISH.tell(one) for one in found.missing] == ["which repository on the Hub the model is"]


def test_what_was_typed_by_hand_has_no_command() -> None:
    assert command(replace(RESULT, setup=Setup()), None) is None
    assert command(RESULT, None) is None
