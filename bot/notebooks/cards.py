"""Shared notebooks as messages: the post, everything known of it, and lists."""

from collections.abc import Sequence

from bot.markdown import is_linkable, literal
from bot.message import (
    Block,
    Button,
    Buttons,
    Drawing,
    Facts,
    File,
    Gallery,
    Link,
    Message,
    Option,
    Select,
    Text,
    plain,
)
from bot.notebooks import controls, result_words, words
from bot.notebooks import facts as notebooks
from bot.notebooks.changes import Change
from bot.notebooks.shared import Came, Shared
from bot.texts import Language, moment

MOST_NAMES = 6
MOST_SETTINGS = 8
MOST_CHANGES = 8
# In the answer to Details, which is one message.
MOST_DETAILS = 40
LISTED = 10


def post(
    shared: Shared,
    changed: Sequence[Change],
    drawings: Sequence[Drawing],
    hub: str,
    language: Language,
    came: Sequence[Came] = (),
) -> Message:
    """What everyone in the channel sees, with the results that `came` out of it."""
    parts: list[Block] = [Text("\n".join(_head(shared, language)))]
    rows = _rows(shared.facts, hub, language)
    if rows:
        parts.append(Facts(tuple(rows)))
    if changed:
        parts.append(Text("\n".join(_changed(shared, changed, language))))
    if came:
        parts.append(Text("\n".join(result_words.lines(came, language))))
    # A chart is read; pictures are looked at, and share one space.
    parts += drawings[:1]
    if len(drawings) > 1:
        parts.append(Gallery(tuple(drawings[1:])))
    parts.append(_buttons(shared, language))
    return Message(tuple(parts))


def pictures_in(message: Message) -> tuple[Drawing, ...]:
    """The pictures that a post shows."""
    found: list[Drawing] = []
    for block in message.blocks:
        if isinstance(block, Drawing):
            found.append(block)
        elif isinstance(block, Gallery):
            found += block.drawings
    return tuple(found)


def gone(shared: Shared, language: Language) -> Message:
    """The post of a notebook that is public no more: never what it was."""
    told = (
        language.say("This notebook was hidden by the moderators.")
        if shared.state == "hidden"
        else language.say("This notebook was withdrawn by its author.")
    )
    return Message((Text(f"-# {told}"), Buttons((_details_of(shared.post, language),))))


def older(shared: Shared, language: Language) -> Message:
    """The post of a version that is not the newest any more."""
    told = language.say("version {number}", number=shared.number)
    newer = language.say("there is a newer version of this notebook")
    lines = f"**{literal(shared.facts.title, 150)}**\n-# {told} · {newer}"
    return Message((Text(lines), _buttons(shared, language)))


def details(shared: Shared, versions: Sequence[Shared], language: Language) -> Message:
    """Everything that is known of a notebook, for one person."""
    facts = shared.facts
    lines = [
        f"### {literal(facts.title)}",
        language.say(
            "Shared by {member} {when}.", member=f"<@{shared.author_id}>", when=moment(shared.created_at)
        ),
        *_listed(language.say("Models"), [literal(one) for one in facts.models]),
        *_listed(language.say("Datasets"), [literal(one) for one in facts.datasets]),
        *_listed(language.say("Parameters"), [_parameter(one, language) for one in facts.settings]),
        *_listed(language.say("Metrics"), [_metric(one, language) for one in facts.metrics]),
        *_listed(
            language.say("Libraries"), [literal(f"{one.name} {one.version or ''}") for one in facts.libraries]
        ),
    ]
    if len(versions) > 1:
        told = [language.named(one.number, moment(one.created_at)) for one in versions]
        lines += _listed(language.say("Versions"), told)
    return plain("\n".join(lines))


def seen(post: Message, shared: Shared, content: bytes, largest: int, language: Language) -> Message:
    """A post before it is one, with the file that everyone could download, for its author alone.

    The file has `largest` bytes at most, or is not there.
    """
    shown = [part for part in post.parts if not isinstance(part, Buttons)]
    if len(content) <= largest:
        shown.append(File(file_name(shared), content))
    else:
        told = language.say(
            "This notebook is too large for Discord: I may send {size} MB at most here.",
            size=largest // 1024**2,
        )
        shown.append(Text(told))
    return Message(tuple(shown), private=True)


def downloaded(shared: Shared, content: bytes, language: Language) -> Message:
    """The file as everyone may have it."""
    told = [language.say("This is the notebook as it was shared.")]
    if shared.masked:
        told.append(
            language.say_count(
                "{count} thing was taken out of it.", "{count} things were taken out of it.", shared.masked
            )
        )
    return Message((Text(" ".join(told)), File(file_name(shared), content)), private=True)


def to_download(address: str, size: int, language: Language) -> Message:
    """Where a file can be had that is larger than the `size` in MB that Discord takes."""
    told = language.say(
        "This notebook is too large for Discord: I may send {size} MB at most here. Your browser downloads "
        "it; whoever has its address can.",
        size=size,
    )
    return Message((Text(told), Buttons((Link(language.say("Download"), address),))), private=True)


def listed(
    found: Sequence[Shared], places: Sequence[str | None], language: Language, *, has_more: bool
) -> Message:
    """Notebooks, the latest first, with a list to open one of them; `places` are links to their posts."""
    lines = [_entry(one, place, language) for one, place in zip(found, places, strict=True)]
    if has_more:
        lines.append("-# " + language.say("There are more: name a model, a library or words to find them."))
    options = tuple(Option(one.facts.title, str(one.id)) for one in found if one.state == "public")
    choices = [Select(controls.OPEN, language.say("Open one"), options)] if options else []
    return Message((Text("\n".join(lines)), *choices), private=True)


def told_of(shared: Shared, hub: str, place: str | None, came: Sequence[Came], language: Language) -> Message:
    """One notebook for one person."""
    lines = _head(shared, language)
    if place is not None:
        lines.append(f"-# {place}")
    parts: list[Block] = [Text("\n".join(lines))]
    rows = _rows(shared.facts, hub, language)
    if rows:
        parts.append(Facts(tuple(rows)))
    if came:
        parts.append(Text("\n".join(result_words.lines(came, language))))
    parts.append(_buttons(shared, language))
    return Message(tuple(parts), private=True)


def label(shared: Shared) -> str:
    """A notebook as a suggestion, at most 100 characters."""
    return f"{shared.facts.title} ({shared.newest})"[:100]


def label_of_version(shared: Shared) -> str:
    """One version as a suggestion, at most 100 characters."""
    return f"{shared.facts.title[:90]} ({shared.number})"


def _head(shared: Shared, language: Language) -> list[str]:
    facts = shared.facts
    lines = [f"### {literal(facts.title, 150)}"]
    if facts.summary:
        lines.append(literal(facts.summary, 600))
    if facts.summarised_by:
        by = literal(facts.summarised_by, 80)
        lines.append(language.say("-# Summary by the language model {model}, seen by the author", model=by))
    told = [language.say("notebook by {member}", member=f"<@{shared.author_id}>")]
    if shared.number > 1:
        told.append(language.say("version {number}", number=shared.number))
    if shared.masked:
        told.append(
            language.say_count("{count} thing was taken out", "{count} things were taken out", shared.masked)
        )
    return [*lines, "-# " + " · ".join(told)]


def _rows(facts: notebooks.Facts, hub: str, language: Language) -> list[tuple[str, str]]:
    rows = [
        (language.say("Models"), words.names(facts.models, hub, MOST_NAMES, language)),
        (language.say("Datasets"), words.names(facts.datasets, hub, MOST_NAMES, language, datasets=True)),
        (language.say("Libraries"), words.libraries(facts, MOST_NAMES, language)),
        (language.say("Parameters"), words.parameters(facts.settings, MOST_SETTINGS, language)),
        (language.say("Metrics"), words.metrics(facts.metrics, MOST_SETTINGS, language)),
        (language.say("Ran on"), words.ran_on(facts, language) or ""),
    ]
    return [(name, told) for name, told in rows if told]


def _changed(shared: Shared, changed: Sequence[Change], language: Language) -> list[str]:
    lines = ["**" + language.say("Since version {number}", number=shared.number - 1) + "**"]
    # What came out of it counts most.
    ordered = sorted(changed, key=lambda one: one.what != "metric")
    lines += [f"- {words.change(one, language)}" for one in ordered[:MOST_CHANGES]]
    left = len(changed) - MOST_CHANGES
    if left > 0:
        lines.append("- " + language.say_count("and {count} more", "and {count} more", left))
    return lines


def _buttons(shared: Shared, language: Language) -> Buttons:
    links = [
        Link(language.say("Open in {place}", place=one.name), one.address)
        for one in shared.facts.links
        if is_linkable(one.address)
    ]
    own: tuple[Button, ...] = (
        Button(language.say("Compare"), controls.of_post("compare", shared.post)),
        Button(language.say("Open the page"), controls.of_post("whole", shared.post)),
        Button(language.say("Download"), controls.of_post("download", shared.post)),
    )
    if shared.number == shared.newest:
        own += (
            Button(language.say("Link a result"), controls.of_post("link", shared.post)),
            Button(language.say("Follow the author"), controls.of_post("follow", shared.post)),
        )
    return Buttons((_details_of(shared.post, language), *own, *links))


def _details_of(nonce: str, language: Language) -> Button:
    return Button(language.say("Details"), controls.of_post("details", nonce))


def _parameter(one: notebooks.Parameter, language: Language) -> str:
    name = literal(f"{one.group}.{one.name}".lstrip("."))
    where = language.say("in cell {cell}", cell=one.cell)
    return f"{name} `{words.value(one.value, language)}` · {where}"


def _metric(one: notebooks.Metric, language: Language) -> str:
    where = language.say("in cell {cell}", cell=one.cell)
    return f"{literal(one.name)} **{words.metric(one, language)}** · {where}"


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = ["- …"] if len(lines) > MOST_DETAILS else []
    return [f"**{title}**", *(f"- {line}" for line in lines[:MOST_DETAILS]), *more]


def _entry(one: Shared, place: str | None, language: Language) -> str:
    title = literal(one.facts.title, 100)
    told = [f"**[{title}]({place})**" if place else f"**{title}**", f"<@{one.author_id}>"]
    if one.newest > 1:
        told.append(language.say("version {number}", number=one.newest))
    told.append(moment(one.created_at))
    if one.state == "hidden":
        told.append("🚫 " + _hidden(one, language))
    return "- " + " · ".join(told)


def _hidden(one: Shared, language: Language) -> str:
    if not one.reason:
        return language.say("hidden by the moderators")
    return language.say("hidden by the moderators: {reason}", reason=literal(one.reason, 200))


def file_name(shared: Shared) -> str:
    """The name under which its file is given out: letters, digits and `-_.`, with the ending."""
    plain_name = "".join(
        one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in shared.file_name
    )
    return plain_name if plain_name.endswith(".ipynb") else f"{plain_name or 'notebook'}.ipynb"
