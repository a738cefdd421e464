"""`essai model`: the local language model, fetched, chosen and measured."""

import json
import urllib.error
import urllib.request

from bot.llm.opening import plan_of
from bot.llm.route import PATH
from bot.llm.shelf import size_of
from bot.settings import Settings
from bot.texts import Language


def model_lines(settings: Settings) -> list[str]:
    """Which model is chosen, and how it fares in the bot that runs on this machine."""
    if settings.llm_url:
        lines = [f"model: at {settings.llm_url}"]
    elif (plan := plan_of(settings)) is None:
        return ["model: none, so answers are extracts; `essai model pull` fetches one"]
    else:
        lines = [f"model: {plan.name} ({Language('en').size(size_of(plan.path))}, {plan.path})"]
    return [*lines, f"model's state: {_state(settings)}"]


def _state(settings: Settings) -> str:
    address = f"http://{settings.web_host}:{settings.web_port}{PATH}"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            told = json.loads(answer.read())
    except (OSError, ValueError):
        return "no bot runs here"
    return ": ".join(str(told[name]) for name in ("state", "reason") if told.get(name))
