import re
from pathlib import Path

import pytest

from bot.answers.writing import FIGURES as ANSWER_FIGURES
from bot.db.figures import FIGURES
from bot.llm.voice import FIGURES as MODEL_FIGURES
from bot.settings import Settings
from cogs.export import Export
from cogs.follow import Follow
from cogs.knowledge import Knowledge
from cogs.moderate import Moderate
from cogs.notebook import Notebook
from cogs.reproduce import Reproduce
from cogs.result import Result
from cogs.token import Token
from cogs.watch import Watch
from tests import commands_page

ROOT = Path(__file__).parent.parent.parent
OPERATOR = (ROOT / "docs" / "operator.md").read_text()
MODERATOR = (ROOT / "docs" / "moderator.md").read_text()
README = (ROOT / "README.md").read_text()
USER = (ROOT / "docs" / "user.md").read_text()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_operators_guide(name: str) -> None:
    assert f"`ESSAI_{name.upper()}`" in OPERATOR


@pytest.mark.parametrize("name", [*FIGURES, *MODEL_FIGURES, *ANSWER_FIGURES])
def test_every_metric_is_in_the_operators_guide(name: str) -> None:
    assert f"`essai_{name}`" in OPERATOR


def test_the_readme_names_what_shares_and_reads_notebooks() -> None:
    for name in ("`/notebook share`", "`/notebook compare`", "`essai notebooks`"):
        assert name in README


def test_every_command_of_moderators_is_in_their_guide() -> None:
    for command in Watch.__cog_app_commands__:
        assert f"`/watch {command.name}" in MODERATOR
    for command in Moderate.__cog_app_commands__:
        assert f"`/moderate {command.name}" in MODERATOR
    for command in Knowledge.__cog_app_commands__:
        assert f"`/knowledge {command.name}" in MODERATOR
    for name in ("/status", "/settings", "/audit"):
        assert f"`{name}" in MODERATOR


def test_every_command_of_members_is_in_their_guide() -> None:
    for command in Follow.__cog_app_commands__:
        assert f"`/follow {command.name}" in USER
    for command in Result.__cog_app_commands__:
        assert f"`/result {command.name}" in USER
    for command in Reproduce.__cog_app_commands__:
        assert f"`/reproduce {command.name}" in USER
    for command in Export.__cog_app_commands__:
        assert f"`/export {command.name}" in USER
    for command in Notebook.__cog_app_commands__:
        assert f"`/notebook {command.name}" in USER
    for command in Token.__cog_app_commands__:
        assert f"`/token {command.name}" in USER
    for name in ("/compare", "/ask"):
        assert f"`{name}" in USER


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert commands_page.PAGE.read_text() == commands_page.page(), "make commands"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_that_the_pages_name_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`make (?:PYTHON=\S+ )?([a-z]+)", page.read_text()))
    assert named <= targets
