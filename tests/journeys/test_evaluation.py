"""`essai answers eval` as an operator runs it: over a small part of the community, on their own server."""

import json
from pathlib import Path

from sqlalchemy.engine import URL

from bot.answers.evaluation.running import GOALS
from bot.db.engine import dsn
from tests.forked import essai


async def test_it_reaches_every_goal_and_shows_each_half(server_url: URL, tmp_path: Path) -> None:
    code, told = await essai(
        *("answers", "eval", "--quick"), cwd=tmp_path, ESSAI_DATABASE_URL=dsn(server_url)
    )
    *table, last = told.strip().splitlines()
    found = json.loads(last)
    missed = {name: one for name, one in found["scores"].items() if one["goal"] and one["both"] < one["goal"]}
    assert missed == {}
    assert (code, found["ok"]) == (0, True)
    assert {name: found["scores"][name]["goal"] for name in GOALS} == GOALS
    for name, one in found["scores"].items():
        assert any(
            line.startswith(f" {name} ") and f"{one['held_out']:.3f}"[:-1] in line for line in table
        ), name
