"""The list below figures that corrects how a question was read."""

from bot.answers import controls
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice
from cogs.ask import Interaction, level_of, show_again


class Corrected(Choice, template=controls.READ):
    """Answers anew with one more correction."""

    async def act(self, interaction: Interaction) -> None:
        """In place of the answer to who asked, to anybody else privately."""
        changes = (*controls.held(self.match["changes"]), *self.values[:1])
        await show_again(interaction, int(self.match["question"]), level_of(self.match), changes)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Corrected)
