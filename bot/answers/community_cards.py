"""Questions to the community as messages."""

from bot.answers import controls
from bot.answers.cards import ANSWER_COLOUR, LONGEST_QUESTION, NOTHING_COLOUR
from bot.answers.model import Asked
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Link, Message, Panel, Text, plain
from bot.texts import Language


def question(
    asked: Asked, question_id: int, language: Language, accepted: tuple[int, str] | None = None
) -> Message:
    """The post in the channel; `accepted` are the author of the answer and where it is."""
    who = f"<@{asked.member_id}>"
    parts: list[Block] = [Text(f"### {literal(asked.question.text, LONGEST_QUESTION)}")]
    if accepted is None:
        parts.append(Text(language.say("{who} asks: who knows? Answer in the thread below.", who=who)))
        button = Button(language.say("How to accept an answer"), controls.of(question_id, "accepting"))
        parts.append(Buttons((button,)))
    else:
        author, link = accepted
        told = language.say("{who} asked, and {author} answered.", who=who, author=f"<@{author}>")
        parts += [Text(told), Buttons((Link(language.say("To the answer"), link),))]
    return Message((Panel(tuple(parts), NOTHING_COLOUR if accepted is None else ANSWER_COLOUR),))


def how_to_accept(language: Language) -> Message:
    """What who asked does once somebody has answered."""
    return plain(
        language.say(
            "Open the menu of the message that answers the question, choose **Apps**, then "
            "**Accept answer**. Who asked may do that, and moderators. From then on I answer from it."
        )
    )


def posted(link: str, language: Language) -> Message:
    """What who asked is told."""
    return plain(language.say("Your question is here: {link}", link=link))
