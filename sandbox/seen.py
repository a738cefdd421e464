"""A message as a person sees it: its text in reading order, its buttons, its links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

EPHEMERAL = 1 << 6
LOADING = 1 << 7
LAYOUT = 1 << 15
BUTTON, TEXT_INPUT = 2, 4
SELECTS = frozenset({3, 5, 6, 7, 8})


@dataclass(frozen=True)
class Button:
    """A button or a select. `custom_id` is empty for a link."""

    label: str
    custom_id: str
    url: str | None
    disabled: bool


@dataclass(frozen=True)
class Seen:
    """A message. `raw` is what Discord's REST API gives."""

    id: str
    channel: str
    author: str
    text: str
    buttons: tuple[Button, ...]
    selects: tuple[Mapping[str, Any], ...]
    files: Mapping[str, str]
    ephemeral: bool
    thinking: bool
    raw: Mapping[str, Any]

    @property
    def links(self) -> dict[str, str]:
        """The addresses of link buttons by label."""
        return {button.label: button.url for button in self.buttons if button.url is not None}


def see(raw: Mapping[str, Any]) -> Seen:
    """Read a message in wire form."""
    parts = [raw["content"]]
    for embed in raw["embeds"]:
        parts += _embed(embed)
    components = list(inside(raw["components"]))
    parts += [line for component in components for line in _lines(component)]
    files = {each["filename"]: each["url"] for each in raw["attachments"]}
    if not raw["flags"] & LAYOUT:
        parts += list(files)
    return Seen(
        id=raw["id"],
        channel=raw["channel_id"],
        author=raw["author"]["username"],
        text="\n".join(part for part in parts if part),
        buttons=tuple(_button(each) for each in components if each["type"] == BUTTON),
        selects=tuple(each for each in components if each["type"] in SELECTS),
        files=files,
        ephemeral=bool(raw["flags"] & EPHEMERAL),
        thinking=bool(raw["flags"] & LOADING),
        raw=raw,
    )


def inside(components: list[Any]) -> Iterator[dict[str, Any]]:
    """Every component in reading order."""
    for component in components:
        yield component
        yield from inside(component.get("components", []))
        for key in ("accessory", "component"):
            if key in component:
                yield from inside([component[key]])


def _button(component: Mapping[str, Any]) -> Button:
    return Button(
        label=_label(component),
        custom_id=component.get("custom_id", ""),
        url=component.get("url"),
        disabled=bool(component.get("disabled")),
    )


def _label(component: Mapping[str, Any]) -> str:
    emoji = component.get("emoji") or {}
    return component.get("label") or emoji.get("name") or ""


def _embed(embed: Mapping[str, Any]) -> list[str]:
    lines = [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
    for field in embed.get("fields") or []:
        lines += [field["name"], field["value"]]
    lines.append((embed.get("footer") or {}).get("text"))
    return [line for line in lines if line]


def _lines(component: Mapping[str, Any]) -> list[str]:
    """What a person reads of one component, without what is inside it."""
    if "content" in component:
        return [component["content"]]
    if component["type"] == BUTTON:
        return [f"[{_label(component)}]"]
    if component["type"] in SELECTS:
        return [f"[{component.get('placeholder') or component['custom_id']}]"]
    if "file" in component:
        return [component.get("name") or component["file"]["url"]]
    pictures = [component] if "media" in component else component.get("items", [])
    return [picture["description"] for picture in pictures if picture.get("description")]
