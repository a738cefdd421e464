"""Releases and watches as messages."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Facts,
    Illustrated,
    Link,
    Message,
    Panel,
    Picture,
    Text,
    plain,
)
from bot.releases import controls
from bot.releases.model import Base, Gate, Kind, Release, Watch, published_at, was_private
from bot.releases.tasks import TASKS
from bot.texts import Language, Sentence, later, mark, moment

COLOURS: dict[Kind, int] = {"model": 0x4F6BED, "dataset": 0x1E8E5A, "space": 0xC2571A}

_KIND_IS_NEW: dict[Kind, str] = {
    "model": mark("A new model by {author}."),
    "dataset": mark("A new dataset by {author}: data to train or to test models."),
    "space": mark("A new Space by {author}: a small application to try in the browser."),
}
_KIND_OPENED: dict[Kind, str] = {
    "model": mark("A model by {author} is now public."),
    "dataset": mark("A dataset by {author} is now public: data to train or to test models."),
    "space": mark("A Space by {author} is now public: a small application to try in the browser."),
}
_KINDS: dict[Kind, str] = {"model": mark("models"), "dataset": mark("datasets"), "space": mark("Spaces")}
_GATES: dict[Gate, str] = {
    "open": mark("open to all"),
    "automatic": mark("after accepting its terms"),
    "manual": mark("on request, its authors decide"),
}
_RELATIONS: dict[str, str] = {
    "finetune": mark("{base} (fine-tuned)"),
    "adapter": mark("{base} (adapter)"),
    "quantized": mark("{base} (quantised)"),
    "merge": mark("{base} (merged)"),
}
_LICENCES = {
    "apache-2.0": "Apache 2.0",
    "mit": "MIT",
    "bsd-3-clause": "BSD 3-Clause",
    "cc-by-4.0": "CC BY 4.0",
    "cc-by-sa-4.0": "CC BY-SA 4.0",
    "cc-by-nc-4.0": "CC BY-NC 4.0",
    "cc-by-nc-sa-4.0": "CC BY-NC-SA 4.0",
    "cc0-1.0": "CC0 1.0",
    "gpl-3.0": "GPL 3.0",
    "agpl-3.0": "AGPL 3.0",
    "odc-by": "ODC-BY",
    "openrail": "OpenRAIL",
    "openrail++": "OpenRAIL++",
    "creativeml-openrail-m": "CreativeML OpenRAIL-M",
    "llama2": "Llama 2 Community",
    "llama3": "Llama 3 Community",
    "llama3.1": "Llama 3.1 Community",
    "llama3.2": "Llama 3.2 Community",
    "llama3.3": "Llama 3.3 Community",
    "llama4": "Llama 4 Community",
    "gemma": "Gemma",
}
_PAUSED: dict[str, str] = {
    "channel_missing": mark("paused: the channel is gone"),
    "channel_forbidden": mark("paused: I may not write there"),
}
# A long list says no more than its beginning.
MOST_SHOWN = 6


def announcement(release: Release, language: Language, nonce: str) -> Message:
    """The post that tells of a release; its last button carries `nonce`."""
    buttons = Buttons(
        (
            Link(language.say("Open on the Hub"), release.url),
            Link(language.say("Files"), f"{release.url}/tree/main"),
            Button(language.say("Why here?"), controls.why(nonce)),
        )
    )
    return Message((_panel(release, language, buttons),))


def preview(
    release: Release | None,
    language: Language,
    *,
    author: str,
    channel_id: int,
    kinds: Sequence[Kind],
    recent: int,
) -> Message:
    """What a watch would do, before it is saved: a sample post, and two buttons."""
    intro = language.say(
        "I would announce new {kinds} by **{author}** in {channel}.",
        kinds=_kinds(kinds, language),
        author=author,
        channel=_channel(channel_id),
    )
    pace = language.say_count(
        "In the last 30 days that would have been {count} post.",
        "In the last 30 days that would have been {count} posts.",
        recent,
    )
    parts: list[Block | Panel] = [Text(f"{intro}\n{pace}")]
    if release is not None:
        parts += [
            Text(language.say("A post looks like this, here with the latest one:")),
            _panel(release, language),
        ]
    parts.append(
        Buttons(
            (
                Button(language.say("Watch"), controls.confirm(kinds, channel_id, author), "success"),
                Button(language.say("Cancel"), controls.CANCEL),
            )
        )
    )
    return Message(tuple(parts), private=True)


def watching(language: Language, *, author: str, channel_id: int, kinds: Sequence[Kind]) -> Message:
    """A watch was saved."""
    return plain(
        language.say(
            "Done. New {kinds} by **{author}** will be announced in {channel}; older ones will not.",
            kinds=_kinds(kinds, language),
            author=author,
            channel=_channel(channel_id),
        )
    )


def cancelled(language: Language) -> Message:
    """A preview was dismissed."""
    return plain(language.say("Nothing was changed."))


def watch_list(watches: Sequence[Watch], language: Language) -> Message:
    """The guild's watches."""
    if not watches:
        return plain(language.say("Nothing is watched yet. Begin with `/watch add`."))
    lines = [f"- {_watch_line(watch, language)}" for watch in watches]
    heading = language.say_count("{count} watch", "{count} watches", len(watches))
    return plain(f"### {heading}\n" + "\n".join(lines))


def watch_name(watch: Watch, language: Language, channel: str) -> str:
    """A watch as one line of plain text, for autocomplete."""
    return f"{watch.author} → #{channel} ({_kinds(watch.kinds, language)})"


def removed(watch: Watch, language: Language) -> Message:
    """A watch was removed."""
    return plain(
        language.say(
            "Removed. **{author}** is no longer announced in {channel}; earlier posts stay.",
            author=watch.author,
            channel=_channel(watch.channel_id),
        )
    )


def why(release: Release, watch: Watch | None, language: Language) -> Message:
    """Why a release was announced in a channel."""
    if watch is None:
        return plain(
            language.say(
                "A watch of this channel asked for {author}. It has been removed since.",
                author=f"**{release.author}**",
            )
        )
    return plain(
        language.say(
            "{channel} watches {kinds} by {author}, and **{name}** became public {when}. "
            "Moderators see all watches with `/watch list`.",
            channel=_channel(watch.channel_id),
            kinds=_kinds(watch.kinds, language),
            author=f"**{watch.author}**",
            name=release.name,
            when=moment(published_at(release)),
        )
    )


def unknown_author(author: str, suggestions: Sequence[str], language: Language) -> Sentence:
    """Nobody on the Hub has this name; say who may have been meant."""
    if not suggestions:
        return later(
            "I find nobody called **{author}** on the Hub. Check the spelling on huggingface.co.",
            author=author,
        )
    return later(
        "I find nobody called **{author}** on the Hub. Did you mean {suggestions}?",
        author=author,
        suggestions=language.alternatives([f"`{name}`" for name in suggestions]),
    )


def _panel(release: Release, language: Language, buttons: Buttons | None = None) -> Panel:
    blocks: list[Block] = [_heading(release, language)]
    if release.summary:
        source = language.say("In its authors’ words")
        blocks.append(Text(f"> {release.summary}\n-# {source}"))
    blocks.append(Divider())
    blocks.append(Facts(tuple(_facts(release, language))))
    if buttons is not None:
        blocks.append(buttons)
    return Panel(tuple(blocks), COLOURS[release.kind])


def _heading(release: Release, language: Language) -> Block:
    text = f"### [{release.name}]({release.url})\n{_plain_sentence(release, language)}"
    if release.thumbnail is None:
        return Text(text)
    return Illustrated(
        text, Picture(release.thumbnail, language.say("Picture from the card of {name}", name=release.name))
    )


def _plain_sentence(release: Release, language: Language) -> str:
    opening = (_KIND_OPENED if was_private(release) else _KIND_IS_NEW)[release.kind]
    sentence = language.say(opening, author=f"**{release.author}**")
    if release.kind == "model" and release.task in TASKS:
        sentence += " " + language.say(TASKS[release.task][1])
    return sentence


def _facts(release: Release, language: Language) -> list[tuple[str, str]]:
    rows = [*_model_facts(release, language), *_common_facts(release, language)]
    published = published_at(release)
    rows.append((language.say("Published"), f"{moment(published)} ({moment(published, 'f')})"))
    if was_private(release) and release.created_at is not None:
        rows.append((language.say("Created"), moment(release.created_at, "D")))
    return rows


def _model_facts(release: Release, language: Language) -> list[tuple[str, str]]:
    if release.kind != "model":
        return []
    rows = [
        (
            language.say("Parameters"),
            language.say("not stated")
            if release.parameters is None
            else language.roughly(release.parameters),
        )
    ]
    if release.task is not None:
        name = language.say(TASKS[release.task][0]) if release.task in TASKS else release.task
        rows.append((language.say("Task"), name))
    if release.bases:
        bases = [_base(base, release.hub, language) for base in release.bases]
        rows.append((language.say("Base model"), _some(bases, language)))
    return rows


def _common_facts(release: Release, language: Language) -> list[tuple[str, str]]:
    rows = [(language.say("Licence"), _licence(release, language))]
    if release.languages:
        names = [_language(code, language) for code in release.languages]
        rows.append((language.say("Languages"), _some(names, language)))
    rows.append((language.say("Access"), language.say(_GATES[release.gate])))
    if release.size_bytes is not None:
        rows.append((language.say("Size of the files"), language.size(release.size_bytes)))
    return rows


def _parameters(release: Release, language: Language) -> str:
    if release.parameters is None:
        return language.say("not stated")
    count = language.roughly(release.parameters)
    if release.parameters_are_packed:
        return language.say("{count} stored numbers, each packing several weights", count=count)
    return count


def _base(base: Base, hub: str, language: Language) -> str:
    relation, link = base.relation, f"[{base.repo_id}]({hub}/{base.repo_id})"
    return language.say(_RELATIONS[relation], base=link) if relation in _RELATIONS else link


def _licence(release: Release, language: Language) -> str:
    if release.licence in (None, "other", "unknown"):
        return release.licence_name or language.say("not stated")
    return _LICENCES.get(str(release.licence), str(release.licence))


def _language(code: str, language: Language) -> str:
    return language.say("several languages") if code == "multilingual" else language.name_of_language(code)


def _some(items: Sequence[str], language: Language) -> str:
    shown = list(items[:MOST_SHOWN])
    if len(items) > MOST_SHOWN:
        shown.append(language.say_count("{count} more", "{count} more", len(items) - MOST_SHOWN))
    return language.enumeration(shown)


def _kinds(kinds: Sequence[Kind], language: Language) -> str:
    return language.enumeration([language.say(_KINDS[kind]) for kind in kinds])


def _channel(channel_id: int) -> str:
    return f"<#{channel_id}>"


def _watch_line(watch: Watch, language: Language) -> str:
    line = f"**{watch.author}** → {_channel(watch.channel_id)} · {_kinds(watch.kinds, language)}"
    if watch.state == "paused" and watch.pause_reason in _PAUSED:
        line += f" · ⏸ {language.say(_PAUSED[watch.pause_reason])}"
    return line
