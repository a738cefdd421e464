"""What sharing a notebook looks like, on a screen in English and on a phone in French."""

import json
from pathlib import Path

import pytest

from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.unit.notebooks.making import code, printed, prose, shown, values

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _notebook() -> bytes:
    """A fine-tuning with a key, a folder and an address that nobody wants to publish."""
    steps = "".join(
        f"<tr><td>{step}</td><td>{0.35 + 1.4 * 0.93 ** (step / 10):.4f}</td>"
        f"<td>{0.42 + 1.3 * 0.94 ** (step / 10):.4f}</td></tr>"
        for step in range(50, 1050, 50)
    )
    names = "<tr><th>Step</th><th>Training Loss</th><th>Validation Loss</th></tr>"
    table = f"<table>{names}{steps}</table>"
    cells = [
        prose(
            "# A French legal assistant with LoRA\n\nIn this notebook we fine-tune a small model on "
            "questions that people ask at a legal clinic. It runs in half an hour on one consumer card."
        ),
        code("!pip install -q transformers==4.57.1 trl==0.22.2 peft datasets"),
        code(
            "from datasets import load_dataset\nfrom trl import SFTConfig, SFTTrainer\n"
            "from peft import LoraConfig\nfrom huggingface_hub import login\n\n"
            f"login(token='hf_{'aB3dE5gH7jK9' * 3}')"
        ),
        code(
            "data = load_dataset('louisbrulenaudet/code-civil')",
            printed("Cached in /home/alex.martin/.cache/huggingface/datasets\n"),
        ),
        code(
            "args = SFTConfig(model_init_kwargs=None, learning_rate=2e-4, num_train_epochs=3,\n"
            "    per_device_train_batch_size=4, max_length=2048, seed=42)\n"
            "lora = LoraConfig(r=16, lora_alpha=32)\n"
            "trainer = SFTTrainer('mistralai/Ministral-8B-Instruct-2410', args, peft_config=lora)\n"
            "from transformers import AutoModelForCausalLM\n"
            "model = AutoModelForCausalLM.from_pretrained('mistralai/Ministral-8B-Instruct-2410')"
        ),
        code("trainer.train()", shown(text__html=table)),
        code(
            "print(evaluate(model))",
            printed("Exact match: 71.4 %\nF1 score: 0.813\nGPU: NVIDIA GeForce RTX 4090\n"),
        ),
        prose("Questions to alex.martin@clinique-droit.org"),
    ]
    return json.dumps(values(*cells, language_info={"name": "python", "version": "3.12.4"})).encode()


async def test_a_preview_and_a_post_of_a_notebook_read_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    files = {"file": ("legal_lora.ipynb", _notebook())}
    await camille.command("notebook share", channel="#results", files=files)
    await phone.picture_of(
        "ne devraient peut-être pas devenir publics", images / "notebook-preview-phone.png"
    )
    await alex.command("notebook share", channel="#results", files=files)
    await screen.picture_of("should perhaps not become public", images / "notebook-preview.png")
    await screen.last.get_by_role("button", name="Share", exact=True).click()
    await alex.wait_for("#results", lambda one: not one.ephemeral and "notebook by" in one.text)
    await screen.picture_of("Details", images / "notebook-post.png")
    await phone.picture_of("Details", images / "notebook-post-phone.png")


async def test_a_comparison_reads_well_with_its_picture(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    later = (
        _notebook()
        .replace(b"learning_rate=2e-4", b"learning_rate=1e-4")
        .replace(b"Exact match: 71.4", b"Exact match: 74.9")
        .replace(b"F1 score: 0.813", b"F1 score: 0.801")
        .replace(b"trl==0.22.2", b"trl==0.23.0")
    )
    files = {"a_file": ("legal_lora.ipynb", _notebook()), "b_file": ("legal_lora_2.ipynb", later)}
    for person, seen, told, name in (
        (alex, screen, "cells differ", "notebook-compared"),
        (camille, phone, "cellules diffèrent", "notebook-compared-phone"),
    ):
        await person.command("notebook compare", channel="#results", files=files)
        await seen.picture_of(told, images / f"{name}.png")
