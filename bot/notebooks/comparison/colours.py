"""The colours of a comparison that is drawn: those of charts, and of what is new, gone, better or worse."""

from dataclasses import dataclass
from typing import Final

from bot.charts.model import Theme
from bot.charts.theme import PALETTES
from bot.notebooks.comparison.model import Mark
from bot.notebooks.directions import Verdict


@dataclass(frozen=True)
class Colours:
    """The colours of one theme; of what is added and removed, the whole line and what in it is new."""

    background: str
    text: str
    muted: str
    same: str
    added: tuple[str, str]
    removed: tuple[str, str]
    better: str
    worse: str

    def of_mark(self, mark: Mark) -> tuple[str, str]:
        """What lies behind a line, and behind what differs in it."""
        return {"+": self.added, "-": self.removed}.get(mark, (self.same, self.same))

    def of_verdict(self, verdict: Verdict | None) -> str:
        """What a word about a metric is written in."""
        return self.text if verdict is None else self.better if verdict == "better" else self.worse


def _colours(theme: Theme, **others: tuple[str, str] | str) -> Colours:
    palette = PALETTES[theme]
    return Colours(palette.background, palette.text, palette.muted, palette.highlight, **others)  # type: ignore[arg-type]


COLOURS: Final[dict[Theme, Colours]] = {
    "dark": _colours(
        "dark",
        added=("#17432F", "#1F6B47"),
        removed=("#552629", "#8A353A"),
        better="#5FD08F",
        worse="#FF8A80",
    ),
    "light": _colours(
        "light",
        added=("#DDF6E6", "#A5E5BE"),
        removed=("#FFE5E2", "#FFBDB7"),
        better="#1A7F4B",
        worse="#B3261E",
    ),
}
