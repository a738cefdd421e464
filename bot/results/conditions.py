"""Under which conditions a speed was measured, and other settings of a run, in words."""

from collections.abc import Mapping
from typing import Final

from bot.markdown import literal
from bot.results.model import Fact, Setup
from bot.texts import Language, Sentence, later

NAMES: Final[Mapping[str, Sentence]] = {
    "prompt_tokens": later("tokens of the prompt"),
    "generated_tokens": later("tokens written"),
    "depth": later("tokens before them"),
    "max_concurrency": later("requests at once"),
    "request_rate": later("requests a second"),
    "mean_input_tokens": later("tokens of a prompt on average"),
    "mean_output_tokens": later("tokens of an answer on average"),
    "tokens_per_request": later("tokens of a request on average"),
    "num_prompts": later("number of requests"),
    "split": later("split"),
    "epochs": later("times each sample was asked"),
}
# What makes a speed what it is: told wherever the speed is. `inf` says that all requests are sent at once.
_OF_A_SPEED = ("max_concurrency", "request_rate", "mean_input_tokens", "mean_output_tokens")
_NO_RATE = ("inf", float("inf"))


def name_of(name: str) -> Sentence | str:
    """A condition or setting in words; those that only its tool knows by their own names."""
    return NAMES.get(name, f"`{name}`")


def named(name: str, language: Language) -> str:
    """The same in a language."""
    found = NAMES.get(name)
    return literal(name) if found is None else language.tell(found)


def told(name: str, value: Fact, language: Language) -> str:
    """One condition with its value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    shown = language.number(float(value)) if is_number else literal(str(value))
    return language.named(named(name, language), shown)


def of_speed(setup: Setup, language: Language) -> list[str]:
    """What a server was asked at once, and how long it was, where that is stated."""
    stated = setup.conditions
    return [
        told(name, stated[name], language)
        for name in _OF_A_SPEED
        if name in stated and stated[name] not in _NO_RATE
    ]
