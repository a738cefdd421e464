"""What the buttons of a preview of results do, and the button below their post."""

from collections.abc import Mapping
from re import Match

import discord

from bot.chat.access import require_writer
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.readers import is_open_to_all
from bot.chat.replies import answer, hold, replace, think
from bot.message import plain
from bot.results import controls

Interaction = discord.Interaction[EssaiBot]


class Publish(Control, template=controls.PUBLISH):
    """Makes public what the preview shows."""

    async def act(self, interaction: Interaction) -> None:
        """The draft is the person's own; their rights and the bot's are looked up again."""
        guild, language, user = guild_of(interaction), language_of(interaction), interaction.user.id
        service, draft_id = interaction.client.services.results, int(self.match["draft"])
        channel_id = await service.channel_of(guild.id, draft_id, user)
        channel = guild.get_channel_or_thread(channel_id)
        require_writer(interaction.user, channel, language)
        await hold(interaction)
        settings = await interaction.client.services.guilds.settings(guild.id)
        is_open = channel is not None and is_open_to_all(channel, settings.members_role_id)
        await replace(interaction, await service.publish(guild.id, draft_id, user, language, is_open=is_open))


class Keep(Control, template=controls.KEEP):
    """Keeps the scores of samples that the preview shows."""

    async def act(self, interaction: Interaction) -> None:
        """The draft is the person's own; its results' posts change, so their rights are looked up again."""
        guild, language, user = guild_of(interaction), language_of(interaction), interaction.user.id
        service, draft_id = interaction.client.services.results, int(self.match["draft"])
        channel_id = await service.channel_of(guild.id, draft_id, user)
        require_writer(interaction.user, guild.get_channel_or_thread(channel_id), language)
        await hold(interaction)
        await replace(interaction, await service.keep_scores(guild.id, draft_id, user, language))


class Cancel(Control, template=controls.CANCEL):
    """Dismisses the preview."""

    async def act(self, interaction: Interaction) -> None:
        """Forget the draft."""
        service, draft_id = interaction.client.services.results, int(self.match["draft"])
        await service.cancel(guild_of(interaction).id, draft_id, interaction.user.id)
        await replace(interaction, plain(language_of(interaction).say("Nothing was posted.")))


class All(Control, template=controls.ALL):
    """Lists all that the preview is of."""

    async def act(self, interaction: Interaction) -> None:
        """The preview stays, to go on from; another page stands in place of the one before."""
        guild_id, page = guild_of(interaction).id, self.match["page"]
        service, language = interaction.client.services.results, language_of(interaction)
        draft_id, user = int(self.match["draft"]), interaction.user.id
        await (think if page is None else hold)(interaction)
        told = await service.everything(guild_id, draft_id, user, language, int(page or 0))
        await (answer if page is None else replace)(interaction, told)


class Name(Control, template=controls.NAME):
    """Asks which model the results are of."""

    async def act(self, interaction: Interaction) -> None:
        """The form holds what the file calls the model."""
        service, draft_id = interaction.client.services.results, int(self.match["draft"])
        proposed = await service.proposal(guild_of(interaction).id, draft_id, interaction.user.id)
        await interaction.response.send_modal(NameForm(draft_id, proposed, interaction))


class Likely(Choice, template=controls.LIKELY):
    """Takes one of the repositories that are proposed."""

    async def act(self, interaction: Interaction) -> None:
        """Show the preview again."""
        await hold(interaction)
        service, language = interaction.client.services.results, language_of(interaction)
        named = service.name_model(
            guild_of(interaction).id,
            int(self.match["draft"]),
            interaction.user.id,
            self.values[0],
            None,
            language,
            is_proposed=True,
        )
        await replace(interaction, await named)


class NameForm(Form, template=controls.NAMED):
    """The model and its revision."""

    def __init__(self, draft_id: int, proposed: str, interaction: Interaction) -> None:
        language = language_of(interaction)
        super().__init__(language.say("Which model is this?"), controls.of_draft("named", draft_id))
        hint = language.say("Its id on the Hub, such as Qwen/Qwen3-8B, or any name")
        self.ask("model", language.say("Model"), hint, proposed)
        self.ask(
            "revision",
            language.say("Revision"),
            language.say("Its commit on the Hub; empty if you do not know it"),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Show the preview again."""
        await hold(interaction)
        service, language = interaction.client.services.results, language_of(interaction)
        named = service.name_model(
            guild_of(interaction).id,
            int(match["draft"]),
            interaction.user.id,
            values.get("model", ""),
            values.get("revision"),
            language,
        )
        await replace(interaction, await named)


class Details(Control, template=controls.DETAILS):
    """Tells everything that is known of a post's results."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer; another page stands in place of the one before."""
        guild_id, page = guild_of(interaction).id, self.match["page"]
        service, language = interaction.client.services.results, language_of(interaction)
        told = await service.details(guild_id, self.match["nonce"], language, int(page or 0))
        await (answer if page is None else replace)(interaction, told)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Publish, Keep, Cancel, All, Name, Likely, Details)
    add_forms(bot, NameForm)
