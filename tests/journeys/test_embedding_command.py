"""An operator fetches, chooses, measures and deletes an embedding model, from the local Hub."""

from pathlib import Path

from sandbox.hub.server import HubSandbox
from tests.encoders import tiny
from tests.journeys.test_model_command import Operator

REPO = "atelier/tiny-encoder"
CATALOGUE = f"""
embeddings:
  - name: tiny-encoder
    repo: {REPO}
    recipe: {{query: "query: ", passage: "passage: "}}
    licence: mit
    about: a model for trials
  - {{name: not-there, repo: {REPO}, files: ["*fp4.onnx"]}}
"""


async def test_an_embedding_model_is_fetched_chosen_measured_and_deleted(tmp_path: Path) -> None:
    made = tiny.write(tmp_path / "made", ["shrink quantised", "query", "passage"])
    async with HubSandbox(catalogue=False) as hub:
        hub.publish(kind="model", id=REPO, card_data={"license": "mit"}, files={})
        for name, file in {"onnx/model_int8.onnx": "model.onnx", "tokenizer.json": "tokenizer.json"}.items():
            hub.put_file("model", REPO, name, (made / file).read_bytes())
        (tmp_path / "operator").mkdir()
        operator = Operator(tmp_path / "operator", hub)
        (operator.folder / "own.yaml").write_text(CATALOGUE)
        said = await operator.types("pull", "tiny-encoder", "--yes")
        assert "tiny-encoder: onnx/model_int8.onnx of atelier/tiny-encoder" in said
        assert "licence: mit" in said
        assert "passages of 150 words a second" in said
        assert "It is used from now on" in said
        listed = (await operator.types("list")).splitlines()
        assert "used" in next(line for line in listed if " tiny-encoder " in line)
        assert any(" granite-97m " in line and "apache-2.0" in line for line in listed)
        assert "it has: onnx/model_int8.onnx" in await operator.types("pull", "not-there", "--yes", code=1)
        assert f"{made} is used" in await operator.types("use", str(made))
        assert "are free again" in await operator.types("remove", "tiny-encoder")
        assert not (operator.folder / "embeddings" / "tiny-encoder").exists()
        assert "neither an embedding model" in await operator.types(
            "use", "tiny-encoder", "--embeddings", code=1
        )
        (made / "model.onnx").write_bytes(b"nothing")
        assert "model.onnx is no model" in await operator.types("bench", str(made), code=1)
        assert "model.onnx is no model" in await operator.types("use", str(made), code=1)
        assert hub.journal.problems == []
