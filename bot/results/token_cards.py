"""Personal tokens as messages, for the eyes of their holder."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import Message, plain
from bot.results.tokens import Token
from bot.texts import Language, moment


def made(token: Token, written: str, address: str | None, language: Language) -> Message:
    """The new token: the only time that it is shown."""
    lines = [
        "### " + language.say("Your token"),
        f"```\n{written}\n```",
        language.say(
            "I show it only this once: keep it where you keep passwords. Whoever has it can post results in "
            "{channel} in your name.",
            channel=f"<#{token.channel_id}>",
        ),
        language.say(
            "On your machine, put it into the variable `ESSAI_RESULTS_TOKEN`, then post files with:"
        ),
        f"```\nessai results import results.json --url {address or 'https://…'}\n```",
    ]
    if address is None:
        lines.append("-# " + language.say("Ask those who run me for my address."))
    lines.append("-# " + language.say("`/token revoke` ends it."))
    return plain("\n".join(lines))


def listed(tokens: Sequence[Token], language: Language) -> Message:
    """A member's tokens, without the tokens themselves."""
    lines = [
        f"- **{literal(one.name)}** → <#{one.channel_id}> · "
        + language.say("made {when}", when=moment(one.created_at))
        + " · "
        + (
            language.say("used last {when}", when=moment(one.used_at))
            if one.used_at
            else language.say("never used")
        )
        for one in tokens
    ]
    return plain("\n".join(["### " + language.say("Your tokens"), *lines]))


def revoked(token: Token, language: Language) -> Message:
    """Said when a token works no more."""
    return plain(
        language.say(
            "The token **{name}** works no more. What was posted with it stays.", name=literal(token.name)
        )
    )
