"""A small bot with one of everything that the page must show, on unmodified discord.py."""

import asyncio
import io
import json
import struct
import zlib
from typing import Any

import discord
from discord import app_commands, ui

Interaction = discord.Interaction[discord.Client]
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
    commands += [layout, form, slow, secret, silent, fruit, embed]
    for command in commands:
        group.add_command(command)
    zoo.tree.add_command(group)
    zoo.tree.add_command(app_commands.ContextMenu(name="Count the letters", callback=_count))
    zoo.tree.add_command(app_commands.ContextMenu(name="Say hello", callback=_hello))


@app_commands.command(description="Every component of messages")
async def layout(interaction: Interaction) -> None:
    files = [_picture("chart.png"), _text("results.csv", "benchmark,value\ngsm8k,0.84\nmmlu,0.71\n")]
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
    await interaction.response.send_message(_told(given))


@fruit.autocomplete("name")
async def _fruits(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    found = [name for name in FRUITS if typed.lower() in name.lower()]
    return [app_commands.Choice(name=name, value=name.lower()) for name in found]


async def _count(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.content)} letters", ephemeral=True)


async def _hello(interaction: Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"Hello {member.mention}!")


class Layout(ui.LayoutView):
    """A container with every kind of content and control."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Layout] = ui.Container(accent_colour=0xE8590C)
        box.add_item(
            ui.Section(
                "## Mistral Small 3.2",
                "Reads **pictures** and calls `functions`.\n-# Published <t:1750000000:R>",
                accessory=ui.Thumbnail("attachment://chart.png", description="A chart"),
            )
        )
        box.add_item(ui.Separator())
        box.add_item(
            ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png", description="The curve"))
        )
        box.add_item(ui.File("attachment://results.csv"))
        box.add_item(
            ui.Section("Add your number", accessory=Press("Add", "add", discord.ButtonStyle.success))
        )
        box.add_item(_buttons())
        for select in (
            _strings(),
            ui.UserSelect[Layout](placeholder="Somebody"),
            ui.ChannelSelect[Layout](placeholder="Somewhere"),
        ):
            select.callback = _chosen(select)  # type: ignore[method-assign]  # discord.py's way without a subclass
            box.add_item(ui.ActionRow(select))
        self.add_item(box)


class Press(ui.Button[Any]):
    """A button that tells that it was pressed."""

    def __init__(self, label: str, custom_id: str, style: discord.ButtonStyle) -> None:
        super().__init__(label=label, custom_id=custom_id, style=style)

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"Pressed {self.label}", ephemeral=True)


def _buttons() -> ui.ActionRow[Any]:
    off: ui.Button[Any] = ui.Button(label="Off", disabled=True, custom_id="off")
    link: ui.Button[Any] = ui.Button(label="On the Hub", url="https://huggingface.co")
    return ui.ActionRow(
        Press("Follow", "follow", discord.ButtonStyle.primary),
        Press("Later", "later", discord.ButtonStyle.secondary),
        Press("Remove", "remove", discord.ButtonStyle.danger),
        link,
        off,
    )


def _strings() -> ui.Select[Any]:
    return ui.Select(
        placeholder="Which benchmarks?",
        custom_id="benchmarks",
        min_values=1,
        max_values=2,
        options=[
            discord.SelectOption(label="GSM8K", description="Sums in words", emoji="🧮"),
            discord.SelectOption(label="MMLU", description="General knowledge"),
            discord.SelectOption(label="IFEval"),
        ],
    )


def _chosen(select: Any) -> Any:
    async def callback(interaction: Interaction) -> None:
        names = [str(value) for value in select.values]
        await interaction.response.send_message(f"Chosen: {', '.join(names)}", ephemeral=True)

    return callback


class Form(ui.Modal, title="Add a result"):
    """Two forms would be needed for every component; five labels fit into one."""

    def __init__(self) -> None:
        super().__init__()
        self.model: ui.TextInput[Any] = ui.TextInput(min_length=3, max_length=40, placeholder="author/name")
        self.notes: ui.TextInput[Any] = ui.TextInput(style=discord.TextStyle.paragraph, required=False)
        self.engine = ui.RadioGroup[Any](
            options=[
                discord.RadioGroupOption(label="llama.cpp", value="llama"),
                discord.RadioGroupOption(label="vLLM", value="vllm"),
            ]
        )
        self.extras = ui.CheckboxGroup[Any](
            required=False,
            options=[
                discord.CheckboxGroupOption(label="Chat template", value="chat"),
                discord.CheckboxGroupOption(label="Few shots", value="shots"),
            ],
        )
        self.raw = ui.FileUpload[Any](required=False)
        for text, field in (
            ("Model", self.model),
            ("Notes", self.notes),
            ("Engine", self.engine),
            ("Extras", self.extras),
            ("Raw file", self.raw),
        ):
            self.add_item(ui.Label(text=text, component=field))

    async def on_submit(self, interaction: Interaction) -> None:
        given = {
            "model": self.model.value,
            "notes": self.notes.value,
            "engine": self.engine.value,
            "extras": self.extras.values,
            "raw": [file.filename for file in self.raw.values],
        }
        await interaction.response.send_message(_told(given), ephemeral=True)


def _told(given: dict[str, Any]) -> str:
    return (
        "```json\n"
        + json.dumps({name: value for name, value in given.items() if value is not None})
        + "\n```"
    )


def _text(name: str, content: str) -> discord.File:
    return discord.File(io.BytesIO(content.encode()), name)


def _picture(name: str, width: int = 320, height: int = 160) -> discord.File:
    """A rising curve, drawn without a picture library."""
    rows = b"".join(
        b"\0" + b"".join(_pixel(x, y, width, height) for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return discord.File(io.BytesIO(png), name)


def _pixel(x: int, y: int, width: int, height: int) -> bytes:
    curve = height - height * (x / width) ** 2
    return b"\x0b\x6b\x62" if y > curve else b"\xf4\xf1\xea"
