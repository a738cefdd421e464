"""Erasing as messages."""

from bot.message import Button, Buttons, Message, Text, plain
from bot.results import controls
from bot.results.erase_store import Mine
from bot.texts import Language


def really_erase(mine: Mine, language: Language) -> Message:
    """What erasing would do, before anything is done."""
    lines = [
        "### " + language.say("Erase everything that you wrote here?"),
        language.say("This will be deleted for good:"),
        *(f"- {line}" for line in _told(mine, language)),
        language.say(
            "To keep a copy, use `/export mine` first. To take back a single result, `/result withdraw`."
        ),
        "-# "
        + language.say(
            "What you follow and your machine are not part of it: `/follow stop` and `/hardware forget`."
        ),
    ]
    erase = Button(language.say("Erase for good"), controls.ERASE, "danger")
    return Message((Text("\n".join(lines)), Buttons((erase,))), private=True)


def _told(mine: Mine, language: Language) -> list[str]:
    results = language.say_count(
        "{count} result, with its history and the record of its file; its post will say so",
        "{count} results, with their history and the records of their files; their posts will say so",
        mine.results,
    )
    remarks = language.say_count(
        "{count} remark on a result (a dispute, a report, or a wish to see it measured again)",
        "{count} remarks on results (disputes, reports, and wishes to see them measured again)",
        mine.remarks,
    )
    tokens = language.say_count("{count} token", "{count} tokens", mine.tokens)
    notebooks = language.say_count(
        "{count} notebook with all of its versions; its posts will say so",
        "{count} notebooks with all of their versions; their posts will say so",
        mine.notebooks,
    )
    questions = language.say_count(
        "{count} question to me, or answer of yours that I quote",
        "{count} questions to me, and answers of yours that I quote",
        mine.questions,
    )
    counts = (
        (mine.results, results),
        (mine.notebooks, notebooks),
        (mine.remarks, remarks),
        (mine.tokens, tokens),
        (mine.questions, questions),
    )
    return [line for count, line in counts if count]


def erased(mine: Mine, language: Language) -> Message:
    """Said when it is done."""
    told = []
    if mine.results:
        told.append(language.say_count("{count} result", "{count} results", mine.results))
    if mine.notebooks:
        told.append(language.say_count("{count} notebook", "{count} notebooks", mine.notebooks))
    if not told:
        return plain(language.say("Done: nothing of what you wrote is left in this server."))
    return plain(language.say("Done. Erased: {what}.", what=language.enumeration(told)))


def erased_post(nonce: str, language: Language) -> Message:
    """What stays in the channel of a post."""
    told = language.say("The results of this post were erased by who had posted them.")
    details = Button(language.say("Details"), controls.details(nonce))
    return Message((Text(f"-# {told}"), Buttons((details,))))
