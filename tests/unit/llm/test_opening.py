"""What an operator sets for the local model reaches its process."""

from pathlib import Path

import pytest

from bot.llm.opening import plan_of
from bot.settings import Settings


def test_the_process_of_the_model_is_planned_as_the_operator_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    for name, value in (("MODEL", model), ("MODEL_CONTEXT", 2048), ("MODEL_SLOTS", 3), ("MODEL_THREADS", 1)):
        monkeypatch.setenv(f"ESSAI_{name}", str(value))
    monkeypatch.setenv("ESSAI_DATA_DIR", str(tmp_path))

    plan = plan_of(Settings())

    assert plan is not None
    assert (plan.path, plan.context, plan.slots, plan.threads) == (model, 2048, 3, 1)
