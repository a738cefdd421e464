"""What there is to do, as a message: for who does not know the commands yet."""

from bot.message import Message, Text
from bot.texts import Language, Sentence, later

_MEMBERS = (
    later(
        "**Ask** – `/ask` answers from what this community knows, and says where each sentence stands. "
        "*Apps → {explain}*, in the menu of a message, explains its technical words.",
        explain=later("Explain this"),
    ),
    later(
        "**See results** – `/board` ranks models, `/compare` sets them side by side, `/competitive` tells "
        "whether one still holds its own, `/model show` all that is known of it, `/trend` how things "
        "developed, `/benchmark show` what a benchmark measures."
    ),
    later(
        "**Post results** – `/result post` takes one number, `/result import` files; you see everything "
        "before anybody else does. `/reproduce list` shows what somebody wants measured again, and "
        "`/token make` is for programs."
    ),
    later(
        "**Notebooks** – `/notebook share` shares one, after you have seen what would be public; "
        "`/notebook list` finds those of others, `/notebook compare` tells what differs."
    ),
    later(
        "**News in private** – **{follow}** below a post tells you what its author publishes next; "
        "`/follow list` shows what you follow, with a button to stop.",
        follow=later("Follow"),
    ),
    later(
        "**What is yours** – `/hardware set` tells me your machine, so that I can say what fits into it. "
        "`/export mine` gives you all that you posted here, `/result withdraw` and `/notebook withdraw` take "
        "one thing back, `/export erase` deletes everything."
    ),
)
_MODERATORS = (
    later(
        "**News for the server** – `/watch add` announces what is new on the Hub, `/watch list` shows what "
        "is watched, `/watch why` why something was posted or not."
    ),
    later(
        "**Settings** – `/settings` has language, quiet hours and channels, `/knowledge add` gives me a "
        "guide to answer from, `/benchmark add` a benchmark of your own."
    ),
    later(
        "**Looking after it** – `/moderate results` shows results to look at, `/status` how I fare, `/audit` "
        "who changed what."
    ),
)


def overview(language: Language, *, for_moderator: bool) -> Message:
    """The commands by what they are good for; those of moderators for them alone."""
    parts = [_section(later("What I can do for you"), _MEMBERS, language)]
    if for_moderator:
        parts.append(_section(later("For moderators"), _MODERATORS, language))
    every = language.say("Type `/` where you write messages: Discord then shows every command.")
    return Message((*(Text(part) for part in parts), Text(f"-# {every}")), private=True)


def _section(heading: Sentence, told: tuple[Sentence, ...], language: Language) -> str:
    return "\n".join([f"### {language.tell(heading)}", *(f"- {language.tell(one)}" for one in told)])
