"""Unmodified hikari against the local Discord: a second client, which insists on more than discord.py."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import hikari

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person

COMMAND = hikari.CommandInteraction
COMPONENT = hikari.ComponentInteraction
MODAL = hikari.ModalInteraction
SOON = 10.0


async def answer(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, COMMAND):
        await answer_command(interaction)
    elif isinstance(interaction, COMPONENT):
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_UPDATE, f"{interaction.custom_id} was pressed", components=[]
        )
    elif isinstance(interaction, MODAL):
        row = interaction.components[0]
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, f"you wrote {row.components[0].value}"
        )
    elif isinstance(interaction, hikari.AutocompleteInteraction):
        choices = [hikari.impl.AutocompleteChoiceBuilder(name="one", value="1")]
        await interaction.create_response(choices)


async def answer_command(interaction: hikari.CommandInteraction) -> None:
    builder = interaction.app.rest
    if interaction.command_name == "ping":
        row = builder.build_message_action_row()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "button", label="Press")
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, "pong", component=row, flags=hikari.MessageFlag.EPHEMERAL
        )
    elif interaction.command_name == "slow":
        await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
        await interaction.edit_initial_response("done")
    else:
        modal = builder.build_modal_action_row().add_text_input("words", "Words")
        await interaction.create_modal_response("A form", "form", component=modal)


@asynccontextmanager
async def running(sandbox: DiscordSandbox) -> AsyncIterator[hikari.GatewayBot]:
    bot = hikari.GatewayBot(sandbox.token, rest_url=sandbox.api_url, banner=None, logs=None)
    bot.subscribe(hikari.InteractionCreateEvent, answer)
    commands = [
        bot.rest.slash_command_builder("ping", "Answers at once"),
        bot.rest.slash_command_builder("slow", "Thinks first"),
        bot.rest.slash_command_builder("form", "Opens a form"),
        bot.rest.slash_command_builder("fruit", "Suggests").add_option(
            hikari.CommandOption(
                type=hikari.OptionType.STRING,
                name="name",
                description="Which",
                autocomplete=True,
                is_required=True,
            )
        ),
    ]
    await bot.start(check_for_updates=False)
    try:
        await bot.rest.set_application_commands(int(sandbox.state.application.id), commands)
        yield bot
    finally:
        await bot.close()


async def test_hikari_logs_in_and_receives_its_servers(discord_sandbox: DiscordSandbox) -> None:
    async with running(discord_sandbox) as bot:
        async with asyncio.timeout(SOON):
            while len(bot.cache.get_guilds_view()) < 2:
                await bot.wait_for(hikari.GuildAvailableEvent, timeout=SOON)
        names = sorted(guild.name for guild in bot.cache.get_guilds_view().values())
        assert names == ["Atelier IA", "Open Bench"]
    assert discord_sandbox.journal.problems == []


async def test_hikari_answers_commands_and_buttons(discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(discord_sandbox):
        reply = await alex.command("ping", channel="#general")
        assert reply.message is not None
        assert reply.message.ephemeral
        pressed = await alex.press(reply.message, "Press")
        assert pressed.text == "button was pressed"
        assert (await alex.command("slow", channel="#general")).text == "done"
    assert discord_sandbox.journal.problems == []


async def test_hikari_opens_a_form_and_reads_it(discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(discord_sandbox):
        opened = await alex.command("form", channel="#general")
        reply = await alex.submit(opened, {"Words": "hello"})
        assert reply.text == "you wrote hello"
    assert discord_sandbox.journal.problems == []


async def test_hikari_suggests_while_typing(discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(discord_sandbox):
        choices = await alex.autocomplete("fruit", channel="#general", focused="name")
        assert [choice.name for choice in choices] == ["one"]
    assert discord_sandbox.journal.problems == []


async def test_hikari_sends_reads_edits_and_deletes(discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(discord_sandbox) as bot:
        channel = int(await alex.find_channel("#general"))
        embed = hikari.Embed(title="T", description="D").set_image(hikari.Bytes(b"GIF89a", "i.gif"))
        message = await bot.rest.create_message(channel, "hello", embed=embed)
        assert (await bot.rest.fetch_message(channel, message.id)).content == "hello"
        await bot.rest.edit_message(channel, message.id, "changed")
        seen = await alex.wait_for("#general", lambda each: each.text.startswith("changed"))
        assert seen.text == "changed\nT\nD"
        await bot.rest.delete_message(channel, message.id)
        assert await alex.read("#general") == []
    assert discord_sandbox.journal.problems == []


async def test_hikari_resumes_when_asked_to_reconnect(discord_sandbox: DiscordSandbox, alex: Person) -> None:
    async with running(discord_sandbox) as bot:
        resumed = asyncio.create_task(bot.wait_for(hikari.ShardResumedEvent, timeout=SOON))
        await asyncio.sleep(0)  # lets the task begin to listen
        discord_sandbox.gateway.reconnect_all()
        await resumed
        assert (await alex.command("slow", channel="#general")).text == "done"
    assert discord_sandbox.journal.problems == []
