"""Every real result file goes through `/result import`, a few at a time, as members post them."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from bot.db.engine import Database
from bot.markdown import literal
from sandbox.person import Reply, Seen
from tests.conftest import SHARED
from tests.journeys.conftest import RELEASES, Place

DATA = SHARED / "data" / "results"
EXPECTED = Path(__file__).parents[1] / "unit" / "results" / "expected"
OPTIONS = ("file", "file2", "file3", "file4", "file5")
MODEL = "acme/tested"
# Results that two files of the same run say: an Inspect log as `.eval` and as `.json`.
ALIKE = 1
Case = tuple[str, dict[str, Any]]


def _batches() -> list[list[Case]]:
    """The files with what stands in them, by hand: those of one folder together, as they were written."""
    folders: dict[str, list[Case]] = defaultdict(list)
    for path in sorted(EXPECTED.glob("*.yaml")):
        for name, wanted in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            whole = f"{path.stem}/{name}"
            folders[str(Path(whole).parent)].append((whole, wanted))
    most = len(OPTIONS)
    return [cases[start : start + most] for cases in folders.values() for start in range(0, len(cases), most)]


async def _import(place: Place, batch: list[Case]) -> Reply:
    files = {
        option: (Path(name).name, (DATA / name).read_bytes())
        for option, (name, _) in zip(OPTIONS, batch, strict=False)
    }
    return await place.alex.command("result import", channel=RELEASES, files=files)


def _shows(shown: Seen, name: str, wanted: dict[str, Any]) -> None:
    """The preview counts what stands in the file, or says why there is nothing in it."""
    written = literal(Path(name).name)
    if "error" not in wanted:
        count = f", {wanted['count']:,} result" if wanted["count"] else ""
        assert f"**{written}** – {wanted['format']}{count}" in shown.text
    elif f"**{written}**" in shown.text:
        assert wanted["error"] in shown.text


async def _published(place: Place, shown: Seen) -> None:
    """Name the model where a file does not, and make it public."""
    labels = [button.label for button in shown.buttons]
    if "Publish" not in labels:
        form = await place.alex.press(shown, "Name the model")
        await place.alex.submit(form, {"Model": MODEL})
        shown = await place.alex.wait_for(
            RELEASES, lambda one: one.id == shown.id and any(each.label == "Publish" for each in one.buttons)
        )
    await place.alex.press(shown, "Publish")
    await place.alex.wait_for(RELEASES, lambda one: one.id == shown.id and not one.buttons)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside this checkout")
async def test_every_real_file_is_imported_with_its_own_count(place: Place, stored: Database) -> None:
    place.hub.publish(kind="model", id=MODEL)
    expected = -ALIKE
    for batch in _batches():
        reply = await _import(place, batch)
        assert reply.message is not None, reply.error
        for name, wanted in batch:
            _shows(reply.message, name, wanted)
        counts = [wanted.get("count", 0) for _, wanted in batch]
        if any(counts):
            await _published(place, reply.message)
        expected += sum(counts)
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM result")) == expected
