"""An operator fetches, chooses, measures and deletes a language model, from the local Hub."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.hub.server import HubSandbox
from tests.forked import essai
from tests.gguf.tiny import write_scripted

REPO = "atelier/Tiny-GGUF"
CATALOGUE = f"""
models:
  - name: tiny
    repo: {REPO}
    size: 2000000
    memory: 1
    licence: mit
    languages: [fr]
    about: a model for trials
  - {{name: twin, repo: {REPO}}}
  - {{name: junk, repo: {REPO}, file: Junk-Q8_0.gguf}}
  - {{name: other, repo: {REPO}, sha256: "{"0" * 64}"}}
"""


class Operator:
    """Types commands in a folder of their own."""

    def __init__(self, folder: Path, hub: HubSandbox) -> None:
        self.folder = folder
        own = folder / "own.yaml"
        own.write_text(CATALOGUE)
        self._told = {"ESSAI_HUB_ENDPOINT": hub.url, "ESSAI_MODEL_CATALOGUE": str(own)}

    async def types(self, *words: str, code: int = 0) -> str:
        """What `essai model …` says."""
        ended, said = await essai("model", *words, cwd=self.folder, **self._told)
        assert ended == code, said
        return said

    @property
    def files(self) -> list[Path]:
        """What is in the folder of models."""
        return sorted((self.folder / "models" / "files").glob("*"))


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[HubSandbox]:
    async with HubSandbox(catalogue=False) as hub:
        hub.publish(kind="model", id=REPO, card_data={"license": "apache-2.0"}, files={})
        content = write_scripted(tmp_path / "Tiny-Q4_K_M.gguf", "Bonjour.").read_bytes()
        hub.put_file("model", REPO, "Tiny-Q4_K_M.gguf", content)
        hub.put_file("model", REPO, "Junk-Q8_0.gguf", b"no model at all" * 100)
        yield hub
        assert hub.journal.problems == []


@pytest.fixture
def operator(tmp_path: Path, hub: HubSandbox) -> Operator:
    folder = tmp_path / "operator"
    folder.mkdir()
    return Operator(folder, hub)


async def test_a_model_is_fetched_chosen_measured_and_deleted(operator: Operator, hub: HubSandbox) -> None:
    assert "essai model pull" in await operator.types("list")
    assert "No model is here" in await operator.types("bench", code=1)
    said = await operator.types("pull", "tiny", "--yes")
    assert "tiny: Tiny-Q4_K_M.gguf of atelier/Tiny-GGUF, " in said
    assert "licence: apache-2.0" in said
    assert "It is used from now on" in said
    assert "used" in next(line for line in (await operator.types("list")).splitlines() if " tiny " in line)
    assert "tokens a second" in await operator.types("bench")
    await operator.types("pull", "twin", "--yes")
    assert "its file stays, since it is the one of tiny too" in await operator.types("remove", "twin")
    await operator.types("use", "none")
    assert "No model is here" in await operator.types("bench", code=1)
    assert "tiny is used" in await operator.types("use", "tiny")
    assert "are free again" in await operator.types("remove", "tiny")
    assert operator.files == []
    assert "is not here" in await operator.types("remove", "tiny", code=1)


async def test_a_download_that_was_stopped_goes_on_and_a_wrong_one_is_thrown_away(
    operator: Operator, hub: HubSandbox
) -> None:
    (whole,) = (content for content in hub.hub.blobs.kept.values() if content.startswith(b"GGUF"))
    (oid,) = (oid for oid, content in hub.hub.blobs.kept.items() if content is whole)
    part = operator.folder / "models" / "files" / f"{oid}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"wrong" + whole[5:1000])
    said = await operator.types("pull", "tiny", "--yes", code=1)
    assert "is not what the Hub said it is, so it was deleted" in said
    part.write_bytes(whole[: len(whole) // 2])
    await operator.types("pull", "tiny", "--yes")
    fetched = [
        call.status for call in hub.journal.calls if call.path == f"/cdn/{oid}" and call.method == "GET"
    ]
    assert fetched == [206, 206]
    assert [file.read_bytes() == whole for file in operator.files] == [True]


async def test_what_is_no_model_or_not_the_one_that_was_meant_is_refused(operator: Operator) -> None:
    assert "cannot be loaded: the file cannot be read" in await operator.types(
        "pull", "junk", "--yes", code=1
    )
    assert "is another file than was asked for" in await operator.types("pull", "other", "--yes", code=1)
    assert "it has: Junk-Q8_0.gguf, Tiny-Q4_K_M.gguf" in await operator.types(
        "pull", f"{REPO}:Q5_K_M", "--yes", code=1
    )
    assert "is not in the catalogue, which has: luth-0.6b" in await operator.types("pull", "tny", code=1)
    said = await operator.types("pull", "atelier/nothing", "--yes", code=1)
    assert "has no public repository atelier/nothing" in said
    assert "tiny" in await operator.types("pull", "tiny", code=1)  # nobody says yes
    assert "`essai model pull tiny` fetches it" in await operator.types("use", "tiny", code=1)
    junk = operator.folder / "junk.gguf"
    assert "There is no file" in await operator.types("use", str(junk), code=1)
    junk.write_bytes(b"hello")
    assert "is no GGUF file" in await operator.types("use", str(junk), code=1)
    junk.write_bytes(b"GGUF and nothing else")
    assert "cannot be loaded" in await operator.types("use", str(junk), code=1)
    assert "is a folder without an embedding model" in await operator.types(
        "use", str(operator.folder), code=1
    )
    assert "No model is here" in await operator.types("bench", code=1)


async def test_a_file_of_ones_own_is_used_and_measured(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "Tiny-Q4_K_M.gguf"
    await operator.types("use", str(file))
    assert "Tiny-Q4_K_M: loaded in" in await operator.types("bench")
    assert '"model": "Tiny-Q4_K_M"' in await operator.types("bench", "--json")
