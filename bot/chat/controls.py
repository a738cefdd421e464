"""Base classes of what a person presses and chooses; what they fill in is in `forms.py`."""

from abc import abstractmethod
from re import Match
from typing import Any, Self, TypeAlias

import discord
from discord import ui

from bot.chat import boundary
from bot.chat.client import EssaiBot
from bot.errors import BadRequest
from bot.texts import later

NEVER = r"(?!)"
AnySelect: TypeAlias = "ui.Select[Any] | ui.ChannelSelect[Any] | ui.RoleSelect[Any]"


def _require_own(interaction: discord.Interaction[Any]) -> None:
    """Raise BadRequest below a copy that came here because this server follows a channel of another."""
    if interaction.message is not None and interaction.message.flags.is_crossposted:
        raise BadRequest(
            later(
                "This post comes from another server whose channel is followed here, so its buttons work "
                "there only. The links below it work here too."
            )
        )


class Acting:
    """What a press or a choice does, with every error brought to the person."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act, or tell the person why not."""
        try:
            _require_own(interaction)
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001 - the boundary: discord.py would only log it
            await boundary.tell(interaction, error)

    @abstractmethod
    async def act(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Do it; raise a PersonError when it cannot be."""


class Control(Acting, ui.DynamicItem[ui.Button[Any]], template=NEVER):
    """A button found by its custom id, which holds all of its state; it works after any restart.

    A subclass names its `template` and implements `act`, with the template's groups in `self.match`.
    """

    def __init__(self, button: ui.Button[Any], match: Match[str]) -> None:
        super().__init__(button)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: Match[str]
    ) -> Self:
        """Called by discord.py when a custom id fits the template."""
        assert isinstance(item, ui.Button)
        return cls(item, match)


class Choice(Acting, ui.DynamicItem[AnySelect], template=NEVER):
    """A select found by its custom id, as `Control` is for buttons; what was chosen is in `values`."""

    def __init__(self, select: AnySelect, match: Match[str]) -> None:
        super().__init__(select)
        self.match = match

    @property
    def values(self) -> tuple[str, ...]:
        """The chosen options of the select, or the ids of the chosen channels or roles."""
        return tuple(one if isinstance(one, str) else str(one.id) for one in self.item.values)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: Match[str]
    ) -> Self:
        """Called by discord.py when a custom id fits the template."""
        assert isinstance(item, ui.Select | ui.ChannelSelect | ui.RoleSelect)
        return cls(item, match)
