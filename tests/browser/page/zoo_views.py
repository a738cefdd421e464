"""What the zoo bot shows: a layout and two forms with every component, and two files."""

import io
import json
import struct
import zlib
from typing import Any

import discord
from discord import ui

Interaction = discord.Interaction[discord.Client]


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
        await interaction.response.send_message(told(given), ephemeral=True)


class Choices(ui.Modal, title="Settle it"):
    """The components that the first form has no room for."""

    def __init__(self) -> None:
        super().__init__()
        self.kind: ui.Select[Any] = ui.Select(
            min_values=1,
            max_values=2,
            options=[discord.SelectOption(label=name) for name in ("Model", "Dataset", "Space")],
        )
        self.role: ui.RoleSelect[Any] = ui.RoleSelect()
        self.channel: ui.ChannelSelect[Any] = ui.ChannelSelect(required=False)
        self.sure = ui.Checkbox[Any]()
        self.add_item(ui.TextDisplay("Choose **well**."))
        for text, field in (
            ("Kinds", self.kind),
            ("Role", self.role),
            ("Channel", self.channel),
            ("I am sure", self.sure),
        ):
            self.add_item(ui.Label(text=text, component=field))

    async def on_submit(self, interaction: Interaction) -> None:
        given = {
            "kinds": self.kind.values,
            "roles": [role.name for role in self.role.values],
            "channels": [channel.name for channel in self.channel.values],
            "sure": self.sure.value,
        }
        await interaction.response.send_message(told(given), ephemeral=True)


def told(given: dict[str, Any]) -> str:
    """Values as a block of JSON that a test reads back."""
    return (
        "```json\n"
        + json.dumps({name: value for name, value in given.items() if value is not None})
        + "\n```"
    )


def text_file(name: str, content: str) -> discord.File:
    """A small text."""
    return discord.File(io.BytesIO(content.encode()), name)


def picture_file(name: str, width: int = 320, height: int = 160) -> discord.File:
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
