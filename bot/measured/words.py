"""Numbers in their units, in words."""

from bot.texts import Language


def amount(number: float, unit: str, language: Language) -> str:
    """A number with its unit; a share as a percentage."""
    if unit == "bytes":
        return language.size(int(number))
    shown = figure(number, unit, language)
    match unit:
        case "share":
            return language.say("{value}%", value=shown)
        case "tokens/s":
            return language.say("{value} tokens/s", value=shown)
        case "requests/s":
            return language.say("{value} requests/s", value=shown)
        case "ms" | "s":
            return f"{shown} {unit}"
        case _:
            return shown


def figure(number: float, unit: str, language: Language, *, finer: bool = False) -> str:
    """A number without its unit, with as many digits as say something."""
    shown = number * 100 if unit == "share" else number
    size = abs(shown)
    digits = (
        0 if size >= 1000 else 1 if size >= 10 or (unit == "share" and not finer) else 2 if size >= 0.1 else 4
    )
    return language.number(round(shown, digits))
