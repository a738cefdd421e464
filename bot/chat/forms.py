"""Forms found by their custom ids when they are sent, so that one left open works after any restart."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from re import Match, Pattern
from typing import Any, ClassVar

import discord
from discord import ui

from bot.chat import boundary
from bot.chat.client import EssaiBot
from bot.chat.render import shortened

# https://discord.com/developers/docs/components/reference
LONGEST_TITLE = 45
LONGEST_LABEL = 45
LONGEST_HINT = 100
LONGEST_ANSWER = 400


class Form(ui.Modal):
    """A form whose state is in its custom id.

    A subclass names its `template`, asks in its constructor, and implements `submitted`.
    """

    template: ClassVar[Pattern[str]]

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__()
        cls.template = re.compile(template)

    def __init__(self, title: str, control: str) -> None:
        super().__init__(title=shortened(title, LONGEST_TITLE), custom_id=control)
        self.stop()  # discord.py keeps every form that is not stopped, and sends answers to it alone

    def ask(self, name: str, label: str, hint: str, value: str = "", *, most: int = LONGEST_ANSWER) -> None:
        """Add a line to fill in; what is typed is in `values` under its name."""
        field: ui.TextInput[Form] = ui.TextInput(
            custom_id=name, default=value or None, required=False, max_length=most
        )
        described = shortened(hint, LONGEST_HINT) or None
        self.add_item(ui.Label(text=shortened(label, LONGEST_LABEL), description=described, component=field))

    @classmethod
    @abstractmethod
    async def submitted(
        cls, interaction: discord.Interaction[EssaiBot], match: Match[str], values: Mapping[str, str]
    ) -> None:
        """Act on what was typed; raise a PersonError when it cannot be. `match` has the template's groups."""


def add_forms(bot: EssaiBot, *forms: type[Form]) -> None:
    """Let these forms answer for what is sent to them."""

    async def on_interaction(interaction: discord.Interaction[EssaiBot]) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        for form in forms:
            match = form.template.fullmatch(data["custom_id"])
            if match is not None:
                await _receive(form, interaction, match, dict(_values(data["components"])))

    bot.add_listener(on_interaction, "on_interaction")


async def _receive(
    form: type[Form],
    interaction: discord.Interaction[EssaiBot],
    match: Match[str],
    values: Mapping[str, str],
) -> None:
    try:
        await form.submitted(interaction, match, values)
    except Exception as error:  # noqa: BLE001 - the boundary: discord.py would only log it
        await boundary.tell(interaction, error)


def _values(components: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    """What was typed, by the custom ids of the fields."""
    for component in components:
        if "value" in component:
            yield component["custom_id"], component["value"]
        yield from _values(component.get("components", ()))
        if "component" in component:
            yield from _values([component["component"]])
