"""Every real result file goes through `/result import`, a few at a time, as members post them."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.db.engine import Database
from bot.markdown import literal
from tests.conftest import SHARED
from tests.journeys.conftest import RELEASES, Place

DATA = SHARED / "data" / "results"
EXPECTED = Path(__file__).parents[1] / "unit" / "results" / "expected"
AT_ONCE = 5
Case = tuple[str, dict[str, Any]]


def _batches() -> Iterator[list[Case]]:
    """The files with what stands in them, by hand; no two of one name at once."""
    cases = iter(
        (f"{path.stem}/{name}", wanted)
        for path in sorted(EXPECTED.glob("*.yaml"))
        for name, wanted in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    )
    while batch := list(islice(cases, AT_ONCE)):
        yield batch


def _told(name: str, wanted: dict[str, Any]) -> str:
    """How the preview begins to tell of a file, or why it is not read."""
    bare = Path(name).name
    if "error" in wanted:
        return bare
    return f"**{literal(bare)}** – {wanted['format']}, {wanted['count']:,} result"


@pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside this checkout")
async def test_every_real_file_is_read_in_discord_with_its_own_count(place: Place, stored: Database) -> None:
    for batch in _batches():
        names = ["file", *(f"file{number}" for number in range(2, AT_ONCE + 1))]
        files = {
            option: (Path(name).name, (DATA / name).read_bytes())
            for option, (name, _) in zip(names, batch, strict=False)
        }
        shown = await place.alex.command("result import", channel=RELEASES, files=files)
        assert shown.message is not None, shown.error
        print(len(shown.text), shown.text, [b.label for b in shown.message.buttons])
        for name, wanted in batch:
            assert _told(name, wanted) in shown.text
