import asyncio
import re
from functools import cache

import pytest
from babel.messages.pofile import read_po

from bot.chat.client import EssaiBot
from bot.extensions import EXTENSIONS
from bot.message import Text
from bot.overview import overview
from bot.texts import CATALOGUES, LANGUAGES, language

NAMED = re.compile(r"`/([a-z]+(?: [a-z]+)?)[^`]*`")


@cache
def _commands() -> frozenset[str]:
    """Every command and every group of them."""

    async def loaded() -> frozenset[str]:
        bot = EssaiBot(())
        for extension in EXTENSIONS:
            await bot.load_extension(extension)
        return frozenset(command.qualified_name for command in bot.tree.walk_commands())

    return asyncio.run(loaded())


def _named(name: str, *, for_moderator: bool) -> set[str]:
    told = overview(language(name), for_moderator=for_moderator)
    return {found for part in told.parts if isinstance(part, Text) for found in NAMED.findall(part.markdown)}


def _in(forms: object) -> set[str]:
    """The commands that a sentence of the catalogue names, in any of its forms."""
    texts = forms if isinstance(forms, tuple | list) else [forms]
    return {found for text in texts for found in NAMED.findall(str(text))}


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_group_of_commands_is_in_the_overview_of_a_moderator(name: str) -> None:
    groups = {command.partition(" ")[0] for command in _commands()}
    told = {command.partition(" ")[0] for command in _named(name, for_moderator=True)}
    assert told == groups - {"help"}


@pytest.mark.parametrize("name", LANGUAGES)
def test_members_are_not_told_the_commands_of_moderators(name: str) -> None:
    told = {command.partition(" ")[0] for command in _named(name, for_moderator=False)}
    assert told & {"watch", "settings", "status", "audit", "moderate", "knowledge"} == set()
    assert {"ask", "board", "result", "notebook", "follow", "export"} <= told


def test_every_command_that_a_sentence_names_exists_and_french_names_the_same() -> None:
    with (CATALOGUES / "fr.po").open("rb") as file:
        catalogue = [message for message in read_po(file, locale="fr") if message.id]
    for message in catalogue:
        english, french = (_in(one) for one in (message.id, message.string))
        assert english <= _commands(), message.id
        assert french == english, message.string
