"""Models that a question leaves out: "not Qwen", "sauf Mistral et Llama", "other than Boreal3-8B"; pure."""

import re
from collections.abc import Mapping
from typing import Final

from bot.answers.figures.model import Known
from bot.answers.figures.naming import families_named, models_named
from bot.answers.figures.sheet import Sheet
from bot.answers.figures.vocabulary import is_word
from bot.answers.figures.windows import Window, windows

# Words behind which a list of names may stand, and those of which the next name may be about something else:
# "no, Boreal3-8B" means it, and so does "not Qwen3, Boreal3".
_LEAD: Final = re.compile(
    r"\b(?P<list>(?:any|every)thing but|all but|exclud(?:e|es|ing)|ignor(?:e|ing)|leav(?:e|ing) out"
    r"|en excluant|except(?:ing)?(?: for)?|other than|apart from"
    r"|but not|besides|without|sans|sauf|hormis|hors|excepte|a part|a l'exception d[eu]"
    r"|autres? (?:chose )?qu[e']|en dehors d[eu'])(?!\w)"
    r"|(?<!why )(?<!pourquoi )\b(?P<one>not|isn't|aren't|no|non|pas)\b"
)
_AND: Final = r"\b(?:and|or|nor|et|ou|ni)\b"
_AROUND: Final = (
    r"[\s-]|\b(?:the|an?|any|from|by|of|for|made|built|published|posted|models?|families|family|ones?|those"
    r"|les?|la|des?|du|chez|par|pour|modeles?|familles?|ceux|celui|celles?)\b|\b[ld]'"
)
_NEXT: Final = {
    "list": re.compile(rf"(?:{_AROUND}|,|{_AND})*"),
    "one": re.compile(rf"(?:{_AROUND}|{_AND})*"),
}


def take(sheet: Sheet, known: Known) -> tuple[str, ...]:
    """Models, and beginnings of names of models or who publishes them, that are left out; taken off."""
    leads = list(_LEAD.finditer(sheet.left))
    if not leads:
        return ()
    names = {**models_named(known), **families_named(known)}
    left_out: list[str] = []
    for lead in leads:
        end = lead.end()
        gap = _NEXT[lead.lastgroup or "one"]
        while (one := _name_at(sheet, names, _after(gap, sheet, end))) is not None:
            left_out.append(names[one.name])
            end = one.end
        if end > lead.end():
            sheet.blank(lead.start(), end)
    return tuple(dict.fromkeys(left_out))


def _after(gap: re.Pattern[str], sheet: Sheet, at: int) -> int:
    found = gap.match(sheet.left, at)
    return at if found is None else found.end()


def _name_at(sheet: Sheet, names: Mapping[str, str], at: int) -> Window | None:
    """The longest name that begins there; a word of every day is none."""
    return next(
        (one for one in windows(sheet) if one.start == at and one.name in names and not is_word(one.name)),
        None,
    )
