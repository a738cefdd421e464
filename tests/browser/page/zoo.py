"""A small bot with one of everything that the page must show, on unmodified discord.py."""

import asyncio
from typing import Any

import discord
from discord import app_commands

from tests.browser.page.zoo_views import Choices, Form, Interaction, Layout, picture_file, text_file, told

FRUITS = ("Apple", "Apricot", "Banana", "Cherry", "Grape")
FRENCH = {
    "fruit": "fruit",
    "Choose a fruit": "Choisir un fruit",
    "secret": "secret",
    "Only for you": "Pour vous seul",
}


class Zoo(discord.Client):
    """The bot. A deferred answer comes when `gate` is set."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.gate = asyncio.Event()
        _add_commands(self)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(_French())
        await self.tree.sync()


class _French(app_commands.Translator):
    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002  # discord.py's signature
    ) -> str | None:
        return FRENCH.get(string.message) if locale is discord.Locale.french else None


def _add_commands(zoo: Zoo) -> None:
    group = app_commands.Group(name="zoo", description="One of everything")
    commands: list[app_commands.Command[Any, ..., None]] = []
    commands += [layout, form, slow, secret, silent, fruit, embed, choices, thread, post, publish, typing]
    for command in commands:
        group.add_command(command)
    zoo.tree.add_command(group)
    zoo.tree.add_command(app_commands.ContextMenu(name="Count the letters", callback=_count))
    zoo.tree.add_command(app_commands.ContextMenu(name="Say hello", callback=_hello))


@app_commands.command(description="Every component of messages")
async def layout(interaction: Interaction) -> None:
    files = [picture_file("chart.png"), text_file("results.csv", "benchmark,value\ngsm8k,0.84\nmmlu,0.71\n")]
    await interaction.response.send_message(view=Layout(), files=files)


@app_commands.command(description="Every component of forms")
async def form(interaction: Interaction) -> None:
    await interaction.response.send_modal(Form())


@app_commands.command(description="An answer that takes its time")
async def slow(interaction: Interaction) -> None:
    assert isinstance(interaction.client, Zoo)
    await interaction.response.defer(thinking=True)
    await interaction.client.gate.wait()
    await interaction.followup.send("Here it is.")


@app_commands.command(description="Only for you")
async def secret(interaction: Interaction) -> None:
    await interaction.response.send_message("Between **us**.", ephemeral=True)


@app_commands.command(description="No answer at all")
async def silent(interaction: Interaction) -> None:
    pass


@app_commands.command(description="A legacy embed")
async def embed(interaction: Interaction) -> None:
    shown = discord.Embed(title="A board", description="**Three** models", colour=0x3B82F6)
    shown.add_field(name="GSM8K", value="0.84").add_field(name="MMLU", value="0.71").set_footer(text="Essai")
    shown.set_image(url="https://pictures.test/one.png")
    await interaction.response.send_message(embed=shown)


@app_commands.command(description="Choose a fruit")
@app_commands.choices(
    size=[app_commands.Choice(name="Small", value="s"), app_commands.Choice(name="Large", value="l")]
)
async def fruit(
    interaction: Interaction,
    name: str,
    count: app_commands.Range[int, 1, 5],
    weight: float | None = None,
    size: str | None = None,
    ripe: bool | None = None,
    where: discord.TextChannel | None = None,
    who: discord.Member | None = None,
    role: discord.Role | None = None,
    label: discord.Attachment | None = None,
) -> None:
    given = {
        "name": name,
        "count": count,
        "weight": weight,
        "size": size,
        "ripe": ripe,
        "where": where and where.name,
        "who": who and who.display_name,
        "role": role and role.name,
        "label": label and label.filename,
    }
    await interaction.response.send_message(told(given))


@fruit.autocomplete("name")
async def _fruits(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    found = [name for name in FRUITS if typed.lower() in name.lower()]
    return [app_commands.Choice(name=name, value=name.lower()) for name in found]


@app_commands.command(description="Choices in a form")
async def choices(interaction: Interaction) -> None:
    await interaction.response.send_modal(Choices())


@app_commands.command(description="A thread under a message")
async def thread(interaction: Interaction) -> None:
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    await interaction.response.send_message("Opening one", ephemeral=True)
    opened = await (await channel.send("Let us talk")).create_thread(name="Talk")
    await opened.send("In here")


@app_commands.command(description="A post in a forum")
async def post(interaction: Interaction, where: discord.ForumChannel) -> None:
    await interaction.response.send_message("Posting", ephemeral=True)
    forum = await interaction.client.fetch_channel(where.id)
    assert isinstance(forum, discord.ForumChannel)
    await forum.create_thread(
        name="Which quantisation?",
        content="For 8 GB",
        applied_tags=forum.available_tags[:1],
    )


@app_commands.command(description="A message for the followers of a channel")
async def publish(interaction: Interaction) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    await interaction.response.send_message("Publishing", ephemeral=True)
    await (await interaction.channel.send("News for all")).publish()


@app_commands.command(description="The sign of somebody who types")
async def typing(interaction: Interaction) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    await interaction.response.send_message("Wait", ephemeral=True)
    await interaction.channel.typing()


async def _count(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.content)} letters", ephemeral=True)


async def _hello(interaction: Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"Hello {member.mention}!")
