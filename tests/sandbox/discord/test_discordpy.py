"""Unmodified discord.py against the local Discord."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord
import pytest
from discord import app_commands

from sandbox.discord.cdn import plain_png
from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person
from sandbox.redirect import point_discord_at
from tests.waiting import PATIENCE


class Pressed(discord.ui.View):
    @discord.ui.button(label="Press", custom_id="press")
    async def press(self, interaction: discord.Interaction, _button: discord.ui.Button["Pressed"]) -> None:
        await interaction.response.edit_message(content="pressed", view=None)


class Form(discord.ui.Modal, title="A form"):
    words: discord.ui.Label["Form"] = discord.ui.Label(
        text="Words", component=discord.ui.TextInput(required=True)
    )
    file: discord.ui.Label["Form"] = discord.ui.Label(
        text="File", component=discord.ui.FileUpload(required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.words.component, discord.ui.TextInput)
        assert isinstance(self.file.component, discord.ui.FileUpload)
        sizes = [len(await file.read()) for file in self.file.component.values]
        await interaction.response.send_message(f"{self.words.component.value} {sizes}", ephemeral=True)


class Client(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.ready = asyncio.Event()
        self.resumed = asyncio.Event()

    async def setup_hook(self) -> None:
        self.tree.add_command(ping)
        self.tree.add_command(slow)
        self.tree.add_command(form)
        self.tree.add_command(panel)
        self.tree.add_command(fruit)
        self.tree.add_command(quote)
        self.add_view(Pressed(timeout=None))
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.ready.set()

    async def on_resumed(self) -> None:
        self.resumed.set()


@app_commands.command(description="Answers at once")
async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong", view=Pressed(timeout=None))


@app_commands.command(description="Thinks first")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("done")
    await interaction.followup.send("and more", ephemeral=True)


@app_commands.command(description="Opens a form")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


@app_commands.command(description="Shows a layout")
async def panel(interaction: discord.Interaction) -> None:
    view = discord.ui.LayoutView()
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        discord.ui.TextDisplay("# Title"), accent_colour=0x123456
    )
    container.add_item(discord.ui.Separator())
    container.add_item(
        discord.ui.Section("text", accessory=discord.ui.Button(label="Docs", url="https://example.org"))
    )
    container.add_item(
        discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://a.png", description="plot"))
    )
    container.add_item(discord.ui.File("attachment://b.txt"))
    view.add_item(container)
    files = [
        discord.File(io.BytesIO(plain_png((9, 9, 9))), "a.png"),
        discord.File(io.BytesIO(b"text"), "b.txt"),
    ]
    await interaction.response.send_message(view=view, files=files)


@app_commands.command(description="Suggests")
async def fruit(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.send_message(name)


@fruit.autocomplete("name")
async def suggest(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=each, value=each) for each in ("apple", "apricot", "pear") if current in each
    ]


@app_commands.context_menu(name="Quote this")
async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"> {message.content}")


@asynccontextmanager
async def running(sandbox: DiscordSandbox) -> AsyncIterator[Client]:
    with point_discord_at(sandbox.api_url, sandbox.gateway_url, sandbox.cdn_url):
        client = Client()
        task = asyncio.create_task(client.start(sandbox.token))
        try:
            waiting = asyncio.create_task(client.ready.wait())
            await asyncio.wait({task, waiting}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            assert client.ready.is_set()
            yield client
        finally:
            waiting.cancel()
            await client.close()
            await asyncio.wait({task}, timeout=PATIENCE)


async def test_discordpy_logs_in_and_sees_its_servers(discord_sandbox: DiscordSandbox) -> None:
    async with running(discord_sandbox) as client:
        assert sorted(guild.name for guild in client.guilds) == ["Atelier IA", "Open Bench"]
        assert client.guilds[0].me.guild_permissions.send_messages
    assert discord_sandbox.journal.problems == []


async def test_a_sharded_client_asks_for_the_gateways_address(discord_sandbox: DiscordSandbox) -> None:
    intents = discord.Intents(guilds=True)
    client = discord.AutoShardedClient(intents=intents, guild_ready_timeout=0.05)
    with point_discord_at(discord_sandbox.api_url, discord_sandbox.gateway_url, discord_sandbox.cdn_url):
        running = asyncio.create_task(client.start(discord_sandbox.token))
        async with asyncio.timeout(PATIENCE):
            await discord_sandbox.until_connected()
            await client.wait_until_ready()
        assert len(client.guilds) == 2
        await client.close()
        await running
    assert list(discord_sandbox.journal.matching("GET", "/gateway/bot"))
    assert discord_sandbox.journal.problems == []


async def test_an_undone_redirection_leaves_no_trace(discord_sandbox: DiscordSandbox) -> None:
    before = discord.http.Route.BASE
    with point_discord_at(discord_sandbox.api_url, discord_sandbox.gateway_url, discord_sandbox.cdn_url):
        changed = discord.http.Route.BASE
    assert changed == discord_sandbox.api_url
    assert before == discord.http.Route.BASE


async def test_discordpy_answers_a_slash_command(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        reply = await camille.command("ping", channel="#general")
        assert reply.message is not None
        assert reply.message.text == "pong\n[Press]"
        pressed = await camille.press(reply.message, "Press")
        assert pressed.message is not None
        assert pressed.message.text == "pressed"
    assert discord_sandbox.journal.problems == []


async def test_discordpy_defers_and_follows_up(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        reply = await camille.command("slow", channel="#general")
        assert reply.message is not None
        assert reply.message.text == "done"
        assert reply.message.ephemeral
        more = await camille.wait_for("#general", lambda seen: seen.text == "and more")
        assert more.ephemeral
    assert discord_sandbox.journal.problems == []


async def test_discordpy_reads_a_form(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        opened = await camille.command("form", channel="#general")
        reply = await camille.submit(opened, {"Words": "hello", "File": ("a.txt", b"12345")})
        assert reply.text == "hello [5]"
    assert discord_sandbox.journal.problems == []


async def test_discordpy_shows_a_layout(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        reply = await camille.command("panel", channel="#general")
        assert reply.text == "# Title\ntext\n[Docs]\nplot\nb.txt"
        assert reply.message is not None
        assert reply.message.links == {"Docs": "https://example.org"}
    assert discord_sandbox.journal.problems == []


async def test_discordpy_suggests_while_typing(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        choices = await camille.autocomplete(
            "fruit", channel="#general", focused="name", options={"name": "ap"}
        )
        assert [choice.value for choice in choices] == ["apple", "apricot"]
    assert discord_sandbox.journal.problems == []


async def test_discordpy_answers_a_message_menu(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox):
        said = await camille.say("#general", "to be quoted")
        reply = await camille.context("Quote this", channel="#general", target=said.id)
        assert reply.text == "> to be quoted"
    assert discord_sandbox.journal.problems == []


Disturb = Callable[[DiscordSandbox], None]


@pytest.mark.parametrize(
    "disturb",
    [
        lambda sandbox: sandbox.gateway.close_all(4000),
        lambda sandbox: sandbox.gateway.reconnect_all(),
        lambda sandbox: sandbox.gateway.invalidate_all(resumable=True),
    ],
    ids=["close 4000", "reconnect", "invalid session"],
)
async def test_discordpy_resumes(discord_sandbox: DiscordSandbox, camille: Person, disturb: Disturb) -> None:
    async with running(discord_sandbox) as client:
        disturb(discord_sandbox)
        await asyncio.wait_for(client.resumed.wait(), 15)
        reply = await camille.command("ping", channel="#general")
        assert reply.text.startswith("pong")
    assert discord_sandbox.journal.problems == []


async def test_discordpy_sends_messages_with_files(discord_sandbox: DiscordSandbox, camille: Person) -> None:
    async with running(discord_sandbox) as client:
        channel = discord.utils.get(client.get_all_channels(), name="releases")
        assert isinstance(channel, discord.TextChannel)
        embed = discord.Embed(title="T", description="D")
        sent = await channel.send(
            "with a file", file=discord.File(io.BytesIO(b"content"), "x.txt"), embed=embed
        )
        await sent.edit(content="edited")
        seen = await camille.wait_for("#releases", lambda each: "edited" in each.text)
        assert seen.text == "edited\nT\nD\nx.txt"
        assert await sent.attachments[0].read() == b"content"
    assert discord_sandbox.journal.problems == []
