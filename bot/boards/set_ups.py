"""How a benchmark was measured, in words: what all results of a ranking have in common."""

from bot.markdown import literal
from bot.results import conditions, words
from bot.results.comparability import differences, identity, is_speed
from bot.results.model import Result
from bot.texts import Language

_LONGEST = 100


def told(example: Result, language: Language) -> str:
    """What must agree in the ranking, as far as it is stated."""
    setup = example.setup
    parts = [
        literal(setup.harness) if setup.harness else None,
        None if setup.shots is None else words.shots(setup.shots, language),
        language.say("task version {version}", version=literal(example.task_version))
        if example.task_version
        else None,
        language.say("partial run") if example.partial else None,
        literal(setup.hardware) if is_speed(example) and setup.hardware else None,
        *(
            conditions.told(name, value, language)
            for name, value in sorted(setup.conditions.items())
            if f"condition {name}" in identity(example)
        ),
    ]
    stated = [part for part in parts if part]
    return " · ".join(stated) or language.say("nothing more is stated")


def otherwise(here: Result, there: Result, language: Language) -> str:
    """Why results of another set-up do not stand in a ranking."""
    ours, theirs = identity(here), identity(there)
    names = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    bare = {name.removeprefix("condition ") for name in names}
    said = [language.tell(one.sentence) for one in differences(here, there) if one.name in bare]
    return said[0] if said else language.say("another variant of the test")


def label(example: Result, count: int, language: Language) -> str:
    """A set-up as a choice in a list."""
    results = language.say_count("{count} result", "{count} results", count)
    how = f"{words.subject(example, str, language)} · {_plain(told(example, language))}"
    room = _LONGEST - len(results) - 3
    return f"{how[:room]} · {results}"


def _plain(markdown: str) -> str:
    return markdown.replace("\\", "")
