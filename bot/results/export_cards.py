"""Exports as messages."""

from dataclasses import dataclass

from bot.message import Block, Button, Buttons, File, Message, Text
from bot.results import controls
from bot.results.export_store import Wanted
from bot.results.exports.order import NAMES, numbered
from bot.texts import Language


@dataclass(frozen=True)
class Share:
    """So many results in one file, the `oldest` of them, and which part of all it is.

    So many older ones are `left`, and `unfit` are those of all for which the form has no place.
    """

    count: int
    oldest: int
    number: int
    left: int
    unfit: int


def exported(wanted: Wanted, content: bytes, share: Share, language: Language) -> Message:
    """The file, what is not in it, and a button that gives the rest."""
    lines = [_heading(wanted, share.count, language)]
    if share.left:
        lines.append(
            language.say_count(
                "{count} older result did not fit into this file: **Next part** gives it.",
                "{count} older results did not fit into this file: **Next part** gives more of them.",
                share.left,
            )
        )
    if share.unfit:
        lines.append(
            language.say_count(
                "{count} result has no place in this form; a table takes all of them.",
                "{count} results have no place in this form; a table takes all of them.",
                share.unfit,
            )
        )
    blocks: list[Block] = [Text(" ".join(lines)), File(numbered(NAMES[wanted.form], share.number), content)]
    if share.left:
        whose = "server" if wanted.author_id is None else "mine"
        part = controls.export_part(whose, wanted.form, share.number + 1, share.oldest)
        blocks.append(Buttons((Button(language.say("Next part"), part),)))
    return Message(tuple(blocks), private=True)


def _heading(wanted: Wanted, count: int, language: Language) -> str:
    if not count:
        return language.say(
            "You have posted no results in this server. The file holds what else I keep of you."
        )
    if wanted.author_id is None:
        return language.say_count(
            "{count} public result of this server.", "{count} public results of this server.", count
        )
    if wanted.form == "everything":
        return language.say_count(
            "{count} result of yours, with its history and what is kept of its file.",
            "{count} results of yours, with their history and what is kept of their files.",
            count,
        )
    return language.say_count("{count} result of yours.", "{count} results of yours.", count)
