"""The notebooks that results came out of, in words."""

from collections.abc import Iterable

from bot.markdown import literal
from bot.results.linked.model import OfNotebook
from bot.texts import Language


def came_from(notebooks: Iterable[OfNotebook], channel_id: int | None, language: Language) -> str:
    """A small line that names them; empty for none. Titles are told only in the channel of the notebook."""
    named = [_name(one, channel_id, language) for one in {one.id: one for one in notebooks}.values()]
    if not named:
        return ""
    told = language.say("Came out of {notebooks}", notebooks=language.enumeration(named))
    return f"-# 📓 {told}"


def _name(one: OfNotebook, channel_id: int | None, language: Language) -> str:
    if one.channel_id != channel_id:
        return language.say("a notebook in {channel}", channel=one.url or f"<#{one.channel_id}>")
    title = literal(one.title, 100)
    return f"[{title}]({one.url})" if one.url else f"**{title}**"
