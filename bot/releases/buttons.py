"""The buttons below a post. Everything that a post offers is put together here, and nowhere else."""

from collections.abc import Callable

from bot.message import Button, Buttons, Link
from bot.releases import controls
from bot.releases.facts import shown_claims
from bot.releases.model import Release
from bot.texts import Language

Control = Callable[[str], str]
"""The custom id of what a post offers: "discuss", "follow", "claims" or "why"."""


def of_post(release: Release, language: Language, nonce: str) -> Buttons:
    """The buttons of a post whose nonce they carry: at most five a row, in two rows."""
    return _buttons(release, language, lambda what: controls.post(what, nonce))


def of_test(release: Release, language: Language, nonce: str) -> Buttons:
    """The same buttons, which only say what they would do."""
    return _buttons(release, language, lambda what: controls.test(what, nonce))


def _buttons(release: Release, language: Language, control: Control) -> Buttons:
    acts = [Button(language.say("Discuss"), control("discuss"))]
    if release.kind != "paper":
        acts.append(Button(language.say("Follow"), control("follow")))
    if len(release.claims) > len(shown_claims(release)):
        acts.append(Button(language.say("All scores"), control("claims")))
    return Buttons((*_links(release, language), *acts, Button(language.say("Why here?"), control("why"))))


def _links(release: Release, language: Language) -> list[Link]:
    files = Link(language.say("Files"), f"{release.url}/tree/main")
    match release.kind:
        case "space":
            return [Link(language.say("Open the Space"), release.url), files]
        case "dataset":
            return [
                Link(language.say("Open on the Hub"), release.url),
                Link(language.say("See the data"), f"{release.url}/viewer"),
            ]
    return [Link(language.say("Open on the Hub"), release.url), files]
