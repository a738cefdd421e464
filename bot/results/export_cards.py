"""Exports and erasing as messages."""

from bot.message import Button, Buttons, File, Message, Text, plain
from bot.results import controls
from bot.results.exports.order import NAMES, Form
from bot.texts import Language


def exported(form: Form, content: bytes, count: int, language: Language) -> Message:
    """The file."""
    told = language.say_count("{count} result.", "{count} results.", count)
    return Message((Text(told), File(NAMES[form], content)), private=True)


def really_erase(count: int, language: Language) -> Message:
    """What erasing would do, before anything is done."""
    lines = [
        "### " + language.say("Erase all of your results here?"),
        language.say_count(
            "You posted {count} result in this server. It will be deleted for good, with its history, the "
            "record of its file, and your tokens, and its post will say so.",
            "You posted {count} results in this server. They will be deleted for good, with their history, "
            "the records of their files, and your tokens, and their posts will say so.",
            count,
        ),
        language.say("To keep a copy, use `/export` first. To take back a single one, `/result withdraw`."),
    ]
    erase = Button(language.say("Erase for good"), controls.ERASE, "danger")
    return Message((Text("\n".join(lines)), Buttons((erase,))), private=True)


def erased(count: int, language: Language) -> Message:
    """Said when it is done."""
    return plain(
        language.say_count("Done: {count} result was erased.", "Done: {count} results were erased.", count)
    )


def erased_post(nonce: str, language: Language) -> Message:
    """What stays in the channel of a post."""
    told = language.say("The results of this post were erased by who had posted them.")
    details = Button(language.say("Details"), controls.details(nonce))
    return Message((Text(f"-# {told}"), Buttons((details,))))
