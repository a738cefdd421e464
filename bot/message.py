"""A message as data: what services return and store, and what every place that shows one renders.

`bot/chat/render.py` turns it into Discord's components and knows Discord's limits; nothing here does.
Texts are Discord markdown, already in the reader's language.
"""

from dataclasses import dataclass
from typing import Literal

from pydantic import Base64Bytes, TypeAdapter

ButtonStyle = Literal["primary", "secondary", "success", "danger"]


@dataclass(frozen=True)
class Text:
    """A paragraph of markdown."""

    markdown: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class Facts:
    """Short labelled values, one a line."""

    rows: tuple[tuple[str, str], ...]
    type: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Picture:
    """A picture by its public address, with a text for those who cannot see it."""

    url: str
    description: str
    type: Literal["picture"] = "picture"


@dataclass(frozen=True)
class Drawing:
    """A picture that goes along with the message as a file, with a text for those who cannot see it."""

    name: str
    content: Base64Bytes
    description: str
    type: Literal["drawing"] = "drawing"


@dataclass(frozen=True)
class Gallery:
    """Pictures together, in the space of one."""

    drawings: tuple[Drawing, ...]
    type: Literal["gallery"] = "gallery"


@dataclass(frozen=True)
class Illustrated:
    """A paragraph with a small picture beside it."""

    markdown: str
    picture: Picture
    type: Literal["illustrated"] = "illustrated"


@dataclass(frozen=True)
class Divider:
    """A thin line."""

    type: Literal["divider"] = "divider"


@dataclass(frozen=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str
    type: Literal["link"] = "link"


@dataclass(frozen=True)
class Button:
    """A button that acts; `control` is its custom id and holds all of its state."""

    label: str
    control: str
    style: ButtonStyle = "secondary"
    type: Literal["button"] = "button"


@dataclass(frozen=True)
class Buttons:
    """Buttons side by side, in as many rows as they need."""

    items: tuple[Link | Button, ...]
    type: Literal["buttons"] = "buttons"


@dataclass(frozen=True)
class Option:
    """One line of a `Select`."""

    label: str
    value: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Select:
    """A list to choose from, at least `least` and at most `most` options; `control` is its custom id."""

    control: str
    placeholder: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    type: Literal["select"] = "select"


@dataclass(frozen=True)
class Picker:
    """A list of the server's channels or roles to choose from, by id; `control` is its custom id."""

    control: str
    placeholder: str
    of: Literal["channels", "roles"]
    chosen: tuple[int, ...] = ()
    least: int = 0
    most: int = 1
    type: Literal["picker"] = "picker"


@dataclass(frozen=True)
class File:
    """A file to download."""

    name: str
    content: Base64Bytes
    type: Literal["file"] = "file"


Block = Text | Facts | Picture | Drawing | Gallery | Illustrated | Divider | Buttons | Select | Picker | File


@dataclass(frozen=True)
class Panel:
    """Blocks that belong together, set apart by a coloured edge; `colour` is 0xRRGGBB."""

    blocks: tuple[Block, ...]
    colour: int | None = None
    type: Literal["panel"] = "panel"


@dataclass(frozen=True)
class Message:
    """What is posted or answered; `private` is for the eyes of one person."""

    parts: tuple[Block | Panel, ...]
    private: bool = False

    @property
    def blocks(self) -> list[Block]:
        """All blocks in reading order, those in panels too."""
        return [
            block for part in self.parts for block in (part.blocks if isinstance(part, Panel) else (part,))
        ]


def plain(markdown: str, *, private: bool = True) -> Message:
    """A message of one paragraph."""
    return Message((Text(markdown),), private=private)


_JSON: TypeAdapter[Message] = TypeAdapter(Message)


def to_json(message: Message) -> dict[str, object]:
    """The message as JSON values, for storage."""
    stored: dict[str, object] = _JSON.dump_python(message, mode="json")
    return stored


def from_json(stored: object) -> Message:
    """The message back from `to_json`; raises pydantic.ValidationError on anything else."""
    return _JSON.validate_python(stored)
