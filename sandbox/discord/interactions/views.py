"""An interaction as the control API shows it."""

from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.interactions.model import Interaction


def seen(core: Core, interaction: Interaction) -> dict[str, Any]:
    """The interaction as its person sees it: the object of the control API."""
    wire = core.wire
    told: dict[str, Any] = {
        "interaction": str(interaction.id),
        "state": interaction.state,
        "name": interaction.name,
        "user": str(interaction.user_id),
        "channel": str(interaction.channel_id),
    }
    message = core.state.message(interaction.channel_id, interaction.original_id or 0)
    if message is not None:
        told["message"] = wire.message(message)
    found = (core.state.message(interaction.channel_id, each) for each in interaction.followup_ids)
    told["followups"] = [wire.message(each) for each in found if each is not None]
    for key in ("modal", "choices", "error"):
        value = getattr(interaction, key)
        if value is not None:
            told[key] = value
    return told
