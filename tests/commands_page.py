"""`docs/commands.md`: every command in both languages. `python -m tests.commands_page` writes it anew."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from discord import AppCommandType, app_commands

from bot.chat.client import EssaiBot
from bot.extensions import EXTENSIONS
from bot.texts import language

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEADING = """# Every command

Made from the commands themselves: `make commands` writes it anew and a test compares it. In detail they
stand in [user.md](user.md) and [moderator.md](moderator.md).

| command | in English | en français |
|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    return HEADING + "".join(sorted(asyncio.run(_lines())))


async def _lines() -> list[str]:
    bot = EssaiBot(())
    for extension in EXTENSIONS:
        await bot.load_extension(extension)
    return list(_told(bot.tree))


def _told(tree: app_commands.CommandTree[EssaiBot]) -> Iterator[str]:
    french = language("fr")
    for command in tree.walk_commands():
        if isinstance(command, app_commands.Command):
            options = "".join(f" {option.display_name}:" for option in command.parameters)
            told = f"{command.description} | {french.say(command.description)}"
            yield f"| `/{command.qualified_name}{options}` | {told} |\n"
    for menu in tree.walk_commands(type=AppCommandType.message):
        told = f"in the menu of a message | **{french.say(menu.name)}**, dans le menu d’un message"
        yield f"| *Apps* → **{menu.name}** | {told} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
