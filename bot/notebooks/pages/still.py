"""What the outputs of a notebook show when nothing runs: words for widgets and interactive charts."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.texts import Language

WIDGET: Final = "application/vnd.jupyter.widget-view+json"
_STATE: Final = "application/vnd.jupyter.widget-state+json"
_PLOTLY: Final = "application/vnd.plotly.v1+json"
_CHARTS: Final = ("plotly", "bokeh", "vega", "holoviews", "javascript")
_MOST_PARTS: Final = 200


def widget_words(view: Any, metadata: Mapping[str, Any]) -> str:
    """The words on a widget, from the state that was saved with the notebook; empty where none was."""
    states = metadata.get("widgets")
    states = states.get(_STATE) if isinstance(states, dict) else None
    states = states.get("state") if isinstance(states, dict) else None
    if not isinstance(states, dict) or not isinstance(view, dict):
        return ""
    words = list(_words(view.get("model_id"), states, [_MOST_PARTS]))
    return " ".join(" ".join(words).split())


def _words(model_id: Any, states: dict[str, Any], left: list[int]) -> Iterator[str]:
    held = states.get(model_id) if isinstance(model_id, str) else None
    state = held.get("state") if isinstance(held, dict) else None
    if not isinstance(state, dict) or left[0] <= 0:
        return
    left[0] -= 1
    for key in ("description", "value"):
        if isinstance(state.get(key), str):
            yield state[key]
    children = state.get("children")
    for child in children if isinstance(children, list) else ():
        if isinstance(child, str):
            yield from _words(child.removeprefix("IPY_MODEL_"), states, left)


def chart_words(data: Mapping[str, Any], language: Language) -> str | None:
    """What stands for an interactive chart; None where there is none."""
    kind = next((name for name in _CHARTS if any(name in media_type for media_type in data)), None)
    if kind is None:
        return None
    title = _title(data.get(_PLOTLY))
    if title:
        return language.say("An interactive chart stood here: {title}", title=title)
    return language.say("An interactive chart stood here. It shows in Jupyter only.")


def _title(figure: Any) -> str:
    layout = figure.get("layout") if isinstance(figure, dict) else None
    title = layout.get("title") if isinstance(layout, dict) else None
    words = title.get("text") if isinstance(title, dict) else title
    return words[:200] if isinstance(words, str) else ""
