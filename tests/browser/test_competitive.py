"""What `/competitive` looks like, on a screen in English and on a phone in French."""

import json
from pathlib import Path

import pytest

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

MINE, OLD = "alex/Chatelain-7B", "Qwen/Qwen2.5-7B-Instruct"
METRICS = {"gsm8k": "exact_match,strict-match", "mmlu": "acc,none", "arc_challenge": "acc_norm,none"}
SAMPLES = {"gsm8k": 1319, "mmlu": 14042, "arc_challenge": 1172}
MEASURED = {
    MINE: (0.853, 0.712, 0.581),
    OLD: (0.805, 0.716, 0.548),
    "Qwen/Qwen3-8B": (0.892, 0.747, 0.552),
    "meta-llama/Llama-3.1-8B-Instruct": (0.845, 0.683, 0.551),
    "mistralai/Mistral-7B-Instruct-v0.3": (0.521, 0.594, 0.588),
    "microsoft/phi-4": (0.921, 0.801, 0.590),
}


def _run(model: str, values: tuple[float, float, float]) -> bytes:
    """A run of three benchmarks."""
    scores = dict(zip(METRICS, values, strict=True))
    run = {
        "results": {task: {METRICS[task]: value} for task, value in scores.items()},
        "versions": dict.fromkeys(scores, 3),
        "n-shot": {"gsm8k": 5, "mmlu": 5, "arc_challenge": 25},
        "n-samples": {task: {"original": count, "effective": count} for task, count in SAMPLES.items()},
        "config": {"model": "hf", "model_args": f"pretrained={model},dtype=bfloat16", "model_sha": "9" * 40},
        "pretty_env_info": "GPU models and configuration: GPU 0: NVIDIA GeForce RTX 4090\n",
        "lm_eval_version": "0.4.9",
        "date": 1783534401.8,
    }
    return json.dumps(run).encode()


async def _publish(person: Person, model: str, values: tuple[float, float, float]) -> None:
    files = {"file": ("results.json", _run(model, values))}
    shown = (await person.command("result import", channel="#results", files=files)).message
    assert shown is not None
    await person.press(shown, shown.buttons[0])
    await person.wait_for("#results", lambda one: one.id == shown.id and not one.buttons)


async def test_where_a_fine_tune_stands_reads_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    demo.hub.publish(
        kind="model",
        id=MINE,
        pipeline_tag="text-generation",
        parameters=7_615_616_512,
        base_model={"finetune": OLD},
        licence="apache-2.0",
        created_days_ago=300,
    )
    demo.hub.publish(catalogue="Qwen/Qwen3-8B")
    for model, values in MEASURED.items():
        await _publish(alex, model, values)
    machine = {"gpu": "RTX 4090", "gpu_memory": 24}
    for person in (alex, camille):
        await person.command("hardware set", channel="#results", options=machine)
        await person.command("competitive", channel="#results", options={"model": MINE})
    await screen.picture_of("still competitive?", images / "competitive.png")
    await phone.picture_of("tient-il encore", images / "competitive-phone.png")
