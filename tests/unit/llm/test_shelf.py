"""What the shelf of models holds, also where two commands change it at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.llm.shelf import Kept, Shelf


def kept(path: Path) -> Kept:
    return Kept(path, "a/b", "main", path.name, "0" * 64, 10, "mit")


def test_of_many_models_that_are_put_there_at_once_none_is_lost(tmp_path: Path) -> None:
    names = [f"model-{number}" for number in range(24)]

    def put(name: str) -> None:
        Shelf(tmp_path).put(name, kept(tmp_path / name))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, names))
    assert sorted(Shelf(tmp_path).read().models) == sorted(names)


def test_a_model_that_is_forgotten_names_the_others_that_need_its_file(tmp_path: Path) -> None:
    shelf, file = Shelf(tmp_path), tmp_path / "one.gguf"
    for name in ("short", "long"):
        shelf.put(name, kept(file))
    assert shelf.forget("short") == ["long"]
    assert shelf.read().used is None
    assert shelf.forget("long") == []
    assert shelf.forget("long") == []


def test_a_model_that_gets_another_file_names_the_one_that_nobody_needs_any_more(tmp_path: Path) -> None:
    shelf, old, new = Shelf(tmp_path), tmp_path / "old.gguf", tmp_path / "new.gguf"
    assert shelf.put("one", kept(old)) is None
    assert shelf.put("one", kept(old)) is None
    shelf.put("two", kept(old))
    assert shelf.put("one", kept(new)) is None
    assert shelf.put("two", kept(new)) == old
