"""The pictures of a post: how its numbers went, and what the notebook itself shows."""

from collections.abc import Sequence
from typing import Final

from bot.charts.artist import Artist
from bot.charts.model import MOST_SERIES, Curve, Curves, Look, Scale
from bot.message import Drawing
from bot.notebooks import facts
from bot.notebooks.facts import Facts
from bot.texts import Language

# All pictures of a post together, in bytes: they are kept with the message.
LARGEST: Final = 4 * 1024 * 1024
MOST_CHARTS: Final = 2


def charts(found: Facts, language: Language) -> list[Curves]:
    """The losses of the last training in one chart, and its other numbers in another."""
    if not found.curves:
        return []
    last = found.curves[-1].cell
    of_last = [one for one in found.curves if one.cell == last]
    losses = [one for one in of_last if "loss" in one.name.lower()]
    others = [one for one in of_last if one not in losses]
    return [_chart(group, language) for group in (losses, others) if group][:MOST_CHARTS]


def _chart(curves: Sequence[facts.Curve], language: Language) -> Curves:
    shown = tuple(Curve(one.name, one.points) for one in curves[:MOST_SERIES])
    title = language.enumeration([one.name for one in shown[:3]])
    return Curves(title, Scale("number"), language.say("step"), shown)


async def drawings(
    found: Facts, pictures: Sequence[bytes], artist: Artist, language: Language
) -> list[Drawing]:
    """The charts, then the pictures, as far as they are not too large together."""
    drawn: list[Drawing] = []
    for number, chart in enumerate(charts(found, language), 1):
        picture = await artist.draw(chart, Look(language=language.name), f"curves{number}.png")
        drawn += [] if picture is None else [picture]
    for where, content in zip(found.pictures, pictures, strict=False):
        if sum(len(one.content) for one in drawn) + len(content) > LARGEST:
            break
        ending = "png" if where.media_type == "image/png" else "jpg"
        described = language.say("Picture from cell {cell}", cell=where.cell)
        drawn.append(Drawing(f"picture{len(drawn) + 1}.{ending}", content, described))
    return drawn
