"""What came out of a notebook, for its author or a moderator, with what they can do about it."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Block, Button, Buttons, Message, Option, Select, Text
from bot.notebooks import controls, result_words
from bot.notebooks.shared import Came, Shared
from bot.results.cards import label
from bot.results.linked.model import MOST
from bot.results.model import Posted
from bot.texts import Language


def offer(
    shared: Shared, came: Sequence[Came], others: Sequence[Posted], language: Language, *, has_new: bool
) -> Message:
    """The results of a notebook, `others` of its author, and whether it shows some that are not posted."""
    lines = [f"### {literal(shared.facts.title, 150)}"]
    lines += result_words.lines(came, language, MOST) or [
        language.say("No results are tied to this notebook yet.")
    ]
    parts: list[Block] = [Text("\n".join(lines))]
    if has_new:
        parts.append(Text(language.say("I found results in it that you can post: you see them first.")))
        button = Button(language.say("Post what is in it"), controls.of_post("found", shared.post), "primary")
        parts.append(Buttons((button,)))
    if others:
        parts.append(Text(language.say("Which of your results came out of it?")))
        parts.append(
            _choice(controls.of_post("tie", shared.post), language.say("Tie them to it"), others, language)
        )
    elif not came and not has_new:
        parts.append(Text(language.say("Post a result of yours first: `/result post` or `/result import`.")))
    if came:
        posted = [one.posted for one in came]
        parts.append(
            _choice(controls.of_post("untie", shared.post), language.say("Take away"), posted, language)
        )
    return Message(tuple(parts), private=True)


def _choice(control: str, placeholder: str, posted: Sequence[Posted], language: Language) -> Select:
    options = tuple(Option(label(one, language), str(one.id)) for one in posted[:MOST])
    return Select(control, placeholder, options, most=len(options))
