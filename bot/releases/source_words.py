"""What a watch listens to, in words."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.releases.licences import licence_name
from bot.releases.model import Kind, Source
from bot.releases.phrases import name_of_language
from bot.releases.searching import Search, read_search
from bot.releases.sources import collection_title, kinds_of
from bot.releases.tasks import TASKS
from bot.releases.wording import kinds_in_words
from bot.texts import Language, mark

_NEWS: dict[str, str] = {
    "author": mark("new {kinds} by {name}"),
    "search": mark("new {kinds} that a search finds: {name}"),
    "collection": mark("what is added to {name}: {kinds}"),
    "papers": mark("the daily papers"),
    "revisions": mark("changes of {name}"),
    "repository": mark("{name}, as soon as it is on the Hub"),
}


def source_name(source: Source, language: Language) -> str:
    """A source as plain text, such as an author's name or "text generation, French"."""
    match source.kind:
        case "papers":
            return language.say("daily papers")
        case "revisions":
            return language.say("changes of {name}", name=source.value)
        case "collection":
            owner = source.value.partition("/")[0]
            title = collection_title(source.value)
            return language.say("the collection “{title}” of {owner}", title=title, owner=owner)
        case "search":
            return _in_words(read_search(source.value), language)
    return source.value


def bold(source: Source, language: Language) -> str:
    """A source in Discord's markdown."""
    return f"**{literal(source_name(source, language))}**"


def with_kinds(source: Source, kinds: Sequence[Kind], language: Language, where: str = "") -> str:
    """A source in markdown, with the channel if one is named, and the kinds where one can choose."""
    named = bold(source, language) + (f" → {where}" if where else "")
    return f"{named} · {kinds_in_words(kinds, language)}" if len(kinds_of(source)) > 1 else named


def news_of(source: Source, kinds: Sequence[Kind], language: Language) -> str:
    """What a watch announces, as a part of a sentence."""
    name = source.value if source.kind == "revisions" else source_name(source, language)
    return language.say(
        _NEWS[source.kind], kinds=kinds_in_words(kinds, language), name=f"**{literal(name)}**"
    )


def _in_words(search: Search, language: Language) -> str:
    parts = [
        *(language.say(TASKS[tag][0]) if tag in TASKS else tag for tag in search.tags),
        *(name_of_language(code, language) for code in search.languages),
        *search.libraries,
        *(licence_name(name) for name in search.licences),
        *([language.say("by {name}", name=search.author)] if search.author else []),
        *(language.say("“{word}” in the name", word=word) for word in search.words),
    ]
    return ", ".join(parts)
