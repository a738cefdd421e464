"""Every captured answer of the real Hub is read, and shows the figures that it states."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.hub.cards import read_card
from bot.hub.models import Kind
from bot.hub.reading import read_paper, read_repository

DATA = Path(__file__).parents[3] / "../shared/data/hub"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the captured files are not beside this checkout")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (DATA / folder).glob("*") if path.is_file())


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def stated_parameters(info: dict[str, Any]) -> int | None:
    """The count as it stands in the file, found without the code under test."""
    for place in ("safetensors", "gguf"):
        if info.get(place):
            total: int = info[place]["total"]
            return total
    return None


@needs_data
@pytest.mark.parametrize("path", files("models_info", "models_expand"), ids=lambda path: path.name)
def test_a_model_info_is_read_with_its_own_figures(path: Path) -> None:
    info = read_json(path)
    model = read_repository("model", info)
    assert model.id == info["id"]
    assert model.key == info["_id"]
    assert model.parameters == stated_parameters(info)
    assert model.downloads == info.get("downloads")
    assert len(model.files) == len(info.get("siblings") or [])
    assert model.size_bytes == info.get("usedStorage")
    assert model.oddities == ()
    licences = [tag.removeprefix("license:") for tag in info.get("tags", []) if tag.startswith("license:")]
    assert [model.licence.id if model.licence else None] == (licences or [None])


@needs_data
@pytest.mark.parametrize(
    ("folder", "kind"), [("models_list", "model"), ("spaces_list", "space"), ("datasets_info", "dataset")]
)
def test_lists_and_other_infos_are_read(folder: str, kind: Kind) -> None:
    for path in files(folder):
        data = read_json(path)
        for item in data if isinstance(data, list) else [data]:
            repository = read_repository(kind, item)
            assert repository.id == item["id"]
            assert repository.created_at is not None
            assert repository.likes == item["likes"]
            assert repository.oddities == ()


@needs_data
def test_what_trends_is_read_with_the_number_that_the_hub_counted() -> None:
    for path in files("trending"):
        for repo_id, item in read_json(path).items():
            repository = read_repository(item["repoType"], item)
            assert repository.id == repo_id
            assert repository.parameters == item["repoData"].get("numParameters")
            assert repository.gated == item["repoData"]["gated"]


@needs_data
def test_daily_papers_keep_what_the_official_client_loses() -> None:
    for path in files("daily_papers"):
        items = read_json(path)
        papers = [read_paper(item) for item in items]
        assert all(paper.oddities == () for paper in papers)
        for name in ("ai_summary", "github_repo", "project_page", "upvotes"):
            wire_name = {"github_repo": "githubRepo", "project_page": "projectPage"}.get(name, name)
            stated = [item["paper"].get(wire_name) or None for item in items]
            assert [getattr(paper, name) or None for paper in papers] == stated
        assert all(paper.submitted_at is not None for paper in papers)


@needs_data
@pytest.mark.parametrize("path", files("http"), ids=lambda path: path.name)
def test_captured_answers_are_read_or_are_no_repository(path: Path) -> None:
    capture = read_json(path)
    if capture["status"] != 200:
        assert capture["status"] in (307, 409)
        return
    info = json.loads(capture["body"])
    assert read_repository("model", info).parameters == stated_parameters(info)


@needs_data
@pytest.mark.parametrize("path", files("cards"), ids=lambda path: path.name)
def test_a_card_is_read_and_its_sentence_is_plain(path: Path) -> None:
    card = read_card("model", path.read_bytes().decode("utf-8"))
    assert not card.text.startswith("---")
    if card.summary is not None:
        assert 20 <= len(card.summary) <= 280
        assert not set(card.summary) & set("*`[]<>|\n")


@needs_data
def test_the_sentences_of_real_cards_are_about_the_model() -> None:
    expected = {
        "09panesara": "This model is a fine-tuned version of distilbert-base-uncased on the glue dataset.",
        "Helsinki-NLP": "Neural machine translation model for translating from West Germanic languages",
        "mlx-community": "The Model mlx-community/Qwen2.5-7B-Instruct-Uncensored-4bit was converted to MLX",
        "mteb_existing": "This is a sentence-transformers model: It maps sentences & paragraphs",
    }
    for path in files("cards"):
        for beginning, sentence in expected.items():
            if path.name.startswith(beginning):
                summary = read_card("model", path.read_text(encoding="utf-8")).summary
                assert summary is not None
                assert summary.startswith(sentence)
