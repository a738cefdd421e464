"""What people set side by side: a model, a model in one quantisation, or a single result."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.db.engine import Session
from bot.errors import BadRequest
from bot.markdown import literal
from bot.results import store
from bot.results.model import Posted
from bot.texts import later

# As it is typed: "#12" is a result, "model @ Q4_K_M" a model in a quantisation.
RESULT_MARK, QUANTISED = "#", "@"
_RESULT = re.compile(r"#\s*([0-9]{1,18})")
_LONGEST = 90


@dataclass(frozen=True)
class Side:
    """What stands under one name in a comparison; one that is `narrower` takes its results from others."""

    written: str
    name: str
    posted: tuple[Posted, ...]
    narrower: int = 0


async def read(session: Session, guild_id: int, written: Sequence[str]) -> list[Side]:
    """Two sides or more, as they are `written`; models also in other letters. Raises BadRequest."""
    texts = list(dict.fromkeys(one.strip() for one in written if one.strip()))
    ids = {int(found[1]) for one in texts if (found := _RESULT.fullmatch(one))}
    names = {name for one in texts if not _RESULT.fullmatch(one) for name in (one, _parted(one)[0])}
    by_id = await store.by_ids(session, guild_id, ids)
    by_name = await store.of_models_like(session, guild_id, names)
    sides = [_side(one, by_id, by_name) for one in texts]
    different = list({frozenset(each.id for each in one.posted): one for one in reversed(sides)}.values())
    if len(different) < 2:
        raise BadRequest(later("Choose two different models or more."))
    return [_apart(one, sides) for one in sides if one in different]


async def quantised(session: Session, guild_id: int, typed: str) -> list[str]:
    """A model in each of its quantisations, as it may be typed."""
    name, _ = _parted(typed)
    found = (await store.of_models_like(session, guild_id, [name])).get(name.lower(), [])
    stated = {one.result.setup.quantisation: _name(one) for one in found if one.result.setup.quantisation}
    return [f"{model} {QUANTISED} {quantisation}" for quantisation, model in stated.items()]


def _side(written: str, by_id: Mapping[int, Posted], by_name: Mapping[str, Sequence[Posted]]) -> Side:
    found = _RESULT.fullmatch(written)
    if found is not None:
        return _of_result(written, int(found[1]), by_id)
    if named := by_name.get(written.lower()):
        return Side(written, _name(named[0]), tuple(named))
    name, quantisation = _parted(written)
    of_model = by_name.get(name.lower())
    if quantisation is None or not of_model:
        raise BadRequest(
            later(
                "Nobody has posted results of **{model}** here yet. Choose one of the suggestions, "
                "or post some with `/result import`.",
                model=literal(name, _LONGEST),
            )
        )
    quantised = [
        one for one in of_model if (one.result.setup.quantisation or "").lower() == quantisation.lower()
    ]
    if not quantised:
        raise BadRequest(
            later(
                "Nobody has posted results of **{model}** in the quantisation **{quantisation}** here.",
                model=literal(name, _LONGEST),
                quantisation=literal(quantisation, _LONGEST),
            )
        )
    name = f"{_name(quantised[0])} ({quantised[0].result.setup.quantisation})"
    return Side(written, name, tuple(quantised), 1)


def _of_result(written: str, number: int, by_id: Mapping[int, Posted]) -> Side:
    if number not in by_id:
        raise BadRequest(
            later(
                "I know no public result **#{number}** here. Choose one of the suggestions.",
                number=number,
            )
        )
    one = by_id[number]
    quantisation = one.result.setup.quantisation
    how = f" ({quantisation})" if quantisation else ""
    return Side(written, f"{_name(one)}{how} #{number}", (one,), 2)


def _apart(side: Side, sides: Collection[Side]) -> Side:
    """A side without the results that stand on a narrower one; no result is compared with itself."""
    taken = {each.id for one in sides if one.narrower > side.narrower for each in one.posted}
    left = tuple(one for one in side.posted if one.id not in taken)
    if not left:
        raise BadRequest(
            later("**{model}** has no other results here than those beside it.", model=literal(side.name))
        )
    return replace(side, posted=left)


def _parted(written: str) -> tuple[str, str | None]:
    """A model and the quantisation behind the last `@`."""
    name, mark, quantisation = written.rpartition(QUANTISED)
    return (name.strip(), quantisation.strip()) if mark and name.strip() else (written, None)


def _name(posted: Posted) -> str:
    return posted.result.model_name or ""
