"""What results look like, on a screen in English and on a phone in French.

Their pictures in the guides are made here: `make pictures` keeps them in docs/images.
"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

QWEN, MINISTRAL = "Qwen/Qwen3-8B", "mistralai/Ministral-8B-Instruct-2410"
SCORES = {
    QWEN: {"gsm8k": (0.882, 1319), "mmlu": (0.747, 14042), "arc_challenge": (0.552, 1172)},
    MINISTRAL: {"gsm8k": (0.771, 1319), "mmlu": (0.641, 14042), "arc_challenge": (0.561, 1172)},
}
# The share of GSM8K that each solves.
MEASURED = {
    QWEN: 0.882,
    MINISTRAL: 0.771,
    "meta-llama/Llama-3.1-8B-Instruct": 0.845,
    "google/gemma-3-12b-it": 0.878,
    "microsoft/phi-4": 0.921,
    "HuggingFaceTB/SmolLM3-3B": 0.742,
    "ibm-granite/granite-3.3-8b-instruct": 0.779,
}


def _run(model: str, value: float | None = None) -> bytes:
    """A run of three benchmarks, with a key and a folder that nobody wants to publish; or of GSM8K alone."""
    metrics = {"gsm8k": "exact_match,strict-match", "mmlu": "acc,none", "arc_challenge": "acc_norm,none"}
    scores = SCORES[model] if value is None else {"gsm8k": (value, 1319)}
    arguments = f"pretrained={model},dtype=bfloat16,token=hf_{'aB3dE5gH7jK9' * 3}"
    run: dict[str, Any] = {
        "results": {task: {metrics[task]: value} for task, (value, _) in scores.items()},
        "versions": dict.fromkeys(scores, 3),
        "n-shot": {"gsm8k": 5, "mmlu": 5, "arc_challenge": 25},
        "n-samples": {task: {"original": count, "effective": count} for task, (_, count) in scores.items()},
        "config": {
            "model": "hf",
            "model_args": arguments,
            "model_sha": "9c925d64d72725edaf899c6cb9c377fd0709d9c5",
        },
        "configs": {"gsm8k": {"task": "gsm8k", "metadata": {"config_source": "/home/alex/tasks/gsm8k.yaml"}}},
        "pretty_env_info": "GPU models and configuration: GPU 0: NVIDIA GeForce RTX 4090\n",
        "lm_eval_version": "0.4.9",
        # Better ones came later, so that there is something to see over time.
        "date": 1783534401.8 + (model != QWEN) - (0 if value is None else (1 - value) * 4e7),
    }
    return json.dumps(run).encode()


async def _import(person: Person, model: str, value: float | None = None) -> None:
    await _publish(person, {"file": ("results_2026-07-08.json", _run(model, value))})


async def _publish(person: Person, files: dict[str, tuple[str, bytes]]) -> None:
    shown = (await person.command("result import", channel="#results", files=files)).message
    assert shown is not None
    await person.press(shown, shown.buttons[0])
    await person.wait_for("#results", lambda one: one.id == shown.id and not one.buttons)


async def test_a_preview_a_post_and_a_comparison_read_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex = await demo.person("Alex")
    files = {"file": ("results_2026-07-08.json", _run(QWEN))}
    await alex.command("result import", channel="#results", files=files)
    await screen.picture_of("Please check before it is public", images / "results-preview.png")
    await screen.last.get_by_role("button", name="Publish").click()
    await screen.picture_of("Results by", images / "results-post.png")
    await phone.picture_of(QWEN, images / "results-post-phone.png")
    await _import(alex, MINISTRAL)
    options = {"first": QWEN, "second": MINISTRAL}
    await alex.command("compare", channel="#results", options=options)
    await screen.picture_of("beside", images / "results-compared.png")


def _table() -> bytes:
    """Eight models in five benchmarks: one of them was not measured in the last."""
    lines, models = ["model,benchmark,value,samples,shots"], [*MEASURED, "Qwen/Qwen3-8B-AWQ"]
    counts = {"gsm8k": 1319, "mmlu": 14042, "arc_challenge": 1172, "hellaswag": 10042, "winogrande": 1267}
    for row, model in enumerate(models):
        for column, (benchmark, samples) in enumerate(counts.items()):
            value = MEASURED.get(model, 0.87) - 0.03 * column + 0.01 * ((row * 3 + column) % 5)
            if (row, column) != (3, 4):
                lines.append(f"{model},{benchmark},{value:.1%},{samples},5")
    return "\n".join(lines).encode()


async def test_a_comparison_of_eight_models_can_be_read_on_a_phone(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    await _publish(alex, {"file": ("measured.csv", _table())})
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    options = dict(zip(names, [*MEASURED, "Qwen/Qwen3-8B-AWQ"], strict=True))
    for person in (alex, camille):
        await person.command("compare", channel="#results", options=options)
    await screen.picture_of("beside", images / "compared-many.png")
    await phone.picture_of("à côté de", images / "compared-many-phone.png")


def _zip_with_samples(model: str, wrong: int) -> bytes:
    """A run of GSM8K with what it scored on each sample: the first ones wrong."""
    scores = [0.0] * wrong + [1.0] * (1319 - wrong)
    common = {"target": "", "resps": [], "filter": "strict-match", "metrics": ["exact_match"]}
    lines = [
        json.dumps(common | {"doc_id": number, "doc_hash": f"{number:064x}", "exact_match": score})
        for number, score in enumerate(scores)
    ]
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("results.json", _run(model, sum(scores) / len(scores)))
        archive.writestr("samples_gsm8k_2026-07-08T18-15-33.115417.jsonl", "\n".join(lines))
    return packed.getvalue()


async def test_a_paired_comparison_reads_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    for model, wrong in ((QWEN, 290), (MINISTRAL, 320)):
        files = {"file": ("run.zip", _zip_with_samples(model, wrong))}
        await _publish(alex, files)
    options = {"first": QWEN, "second": MINISTRAL}
    await alex.command("compare", channel="#results", options=options)
    await camille.command("compare", channel="#results", options=options)
    await screen.picture_of("Paired test on", images / "results-paired.png")
    await phone.picture_of("Test apparié", images / "results-paired-phone.png")


async def test_a_ranking_reads_well(demo: Demo, open_screen: OpenScreen, images: Path) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    for model, value in MEASURED.items():
        for person, off in ((alex, 0.0), (camille, -0.004)):
            await _import(person, model, value + off)
    for person in (alex, camille):
        await person.command("board", channel="#results", options={"benchmark": "gsm8k"})
    await screen.picture_of("Ranking", images / "board.png")
    await phone.picture_of("Classement", images / "board-phone.png")
    await camille.command("board", channel="#results", options={"benchmark": "gsm8k", "members": True})
    await phone.picture_of("meilleure mesure", images / "board-members-phone.png")
    for person in (alex, camille):
        await person.command("model show", channel="#results", options={"model": QWEN})
    await screen.picture_of("Measured here", images / "model.png")
    await phone.picture_of("Mesuré ici", images / "model-phone.png")
    await alex.command("trend", channel="#results", options={"benchmark": "gsm8k"})
    await screen.picture_of("over time", images / "trend.png")
