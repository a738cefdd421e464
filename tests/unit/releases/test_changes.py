from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.hub.models import Commit
from bot.releases.changes import Facts, changed, part_of, prints
from bot.releases.parts import Part
from bot.releases.revising import grouped

FACTS = Facts(
    files={
        "model-00001-of-00002.safetensors": "1",
        "config.json": "2",
        "tokenizer_config.json": "3",
        "README.md": "4",
        "assets/picture.png": "5",
    },
    chat_template="{{ messages }}",
    licence="mit",
    gate="False",
)


def _with(name: str, digest: str) -> Facts:
    return replace(FACTS, files={**FACTS.files, name: digest})


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        (FACTS, ()),
        (_with("model-00001-of-00002.safetensors", "new"), ("weights",)),
        (_with("model-00002-of-00002.safetensors", "new"), ("weights",)),
        (_with("config.json", "new"), ("config",)),
        (_with("README.md", "new"), ("card",)),
        (_with("other.txt", "new"), ("other",)),
        (_with("tokenizer_config.json", "new"), ("tokenizer",)),
        (replace(_with("tokenizer_config.json", "new"), chat_template="x"), ("chat_template",)),
        (replace(_with("README.md", "new"), licence="apache-2.0"), ("licence",)),
        (replace(_with("README.md", "new"), gate="auto"), ("access", "card")),
        (replace(FACTS, files={}), ("weights", "config", "tokenizer", "card", "other")),
    ],
)
def test_only_what_differs_is_told(after: Facts, parts: tuple[Part, ...]) -> None:
    assert changed(prints(FACTS), prints(after)) == parts


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("model.safetensors.index.json", "weights"),
        ("gguf/Q4_K_M.gguf", "weights"),
        ("generation_config.json", "config"),
        ("chat_template.jinja", "chat_template"),
        ("LICENSE.md", "licence"),
        ("vocab.json", "tokenizer"),
    ],
)
def test_a_file_belongs_to_a_part(name: str, part: Part) -> None:
    assert part_of(name) == part


def test_commits_that_lie_close_together_are_one_change() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    commits = [Commit(str(minutes), "", now - timedelta(minutes=minutes)) for minutes in (0, 9, 18, 60, 61)]
    groups = grouped(commits, timedelta(minutes=10))
    assert [[one.sha for one in group] for group in groups] == [["0", "9", "18"], ["60", "61"]]
