"""Releases and watches as messages."""

import re
from collections.abc import Sequence

from bot.markdown import literal
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
)
from bot.releases import controls
from bot.releases.model import Base, Gate, Kind, Release, published_at, was_private
from bot.releases.tasks import TASKS
from bot.texts import Language, mark, moment

COLOURS: dict[Kind, int] = {"model": 0x4F6BED, "dataset": 0x1E8E5A, "space": 0xC2571A, "paper": 0x8250A8}

_KIND_IS_NEW: dict[Kind, str] = {
    "model": mark("A new model by {author}."),
    "dataset": mark("A new dataset by {author}: data to train or to test models."),
    "space": mark("A new Space by {author}: a small application to try in the browser."),
    "paper": mark("A new paper by {author}."),
}
_KIND_OPENED: dict[Kind, str] = {
    "model": mark("A model by {author} is now public."),
    "dataset": mark("A dataset by {author} is now public: data to train or to test models."),
    "space": mark("A Space by {author} is now public: a small application to try in the browser."),
    "paper": mark("A new paper by {author}."),
}
GATES: dict[Gate, str] = {
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
# What the Hub allows as the id of a repository; anything else in a card gets no link.
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
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
    return Message((panel(release, language, buttons),))


def panel(release: Release, language: Language, buttons: Buttons | None = None) -> Panel:
    """A release as a panel, with buttons below if there are any."""
    blocks: list[Block] = [_heading(release, language)]
    if release.summary:
        source = language.say("In its authors’ words")
        blocks.append(Text(f"> {literal(release.summary)}\n-# {source}"))
    blocks.append(Divider())
    blocks.append(Facts(tuple(_facts(release, language))))
    if buttons is not None:
        blocks.append(buttons)
    return Panel(tuple(blocks), COLOURS[release.kind])


def _heading(release: Release, language: Language) -> Block:
    text = f"### [{literal(release.name)}]({release.url})\n{_plain_sentence(release, language)}"
    if release.thumbnail is None:
        return Text(text)
    return Illustrated(
        text, Picture(release.thumbnail, language.say("Picture from the card of {name}", name=release.name))
    )


def _plain_sentence(release: Release, language: Language) -> str:
    opening = (_KIND_OPENED if was_private(release) else _KIND_IS_NEW)[release.kind]
    sentence = language.say(opening, author=f"**{literal(release.author)}**")
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
    rows = [(language.say("Parameters"), _parameters(release, language))]
    if release.task is not None:
        name = language.say(TASKS[release.task][0]) if release.task in TASKS else literal(release.task)
        rows.append((language.say("Task"), name))
    if release.bases:
        bases = [_base(base, release.hub, language) for base in release.bases]
        rows.append((language.say("Base model"), _some(bases, language)))
    return rows


def _common_facts(release: Release, language: Language) -> list[tuple[str, str]]:
    rows = [(language.say("Licence"), _licence(release, language))]
    if release.languages:
        names = [literal(name_of_language(code, language), 60) for code in release.languages]
        rows.append((language.say("Languages"), _some(names, language)))
    rows.append((language.say("Access"), language.say(GATES[release.gate])))
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
    name = literal(base.repo_id)
    shown = f"[{name}]({hub}/{base.repo_id})" if _REPOSITORY.fullmatch(base.repo_id) else name
    return language.say(_RELATIONS[base.relation], base=shown) if base.relation in _RELATIONS else shown


def _licence(release: Release, language: Language) -> str:
    if release.licence in (None, "other", "unknown"):
        return literal(release.licence_name, 60) if release.licence_name else language.say("not stated")
    return literal(licence_name(str(release.licence)), 60)


def licence_name(licence: str) -> str:
    """A licence's usual name; the Hub's word for it where it is not known."""
    return _LICENCES.get(licence, licence)


def name_of_language(code: str, language: Language) -> str:
    """A natural language by its code, in words."""
    return language.say("several languages") if code == "multilingual" else language.name_of_language(code)


def _some(items: Sequence[str], language: Language) -> str:
    shown = list(items[:MOST_SHOWN])
    if len(items) > MOST_SHOWN:
        shown.append(language.say_count("{count} more", "{count} more", len(items) - MOST_SHOWN))
    return language.enumeration(shown)
