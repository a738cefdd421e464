"""The buttons below a post. Everything that a post offers is put together here, and nowhere else."""

from collections.abc import Callable, Sequence

from bot.markdown import is_linkable
from bot.message import Button, Buttons, Link
from bot.releases import controls
from bot.releases.facts import shown_claims
from bot.releases.model import Release
from bot.releases.parts import Paper
from bot.releases.phrases import is_on_arxiv
from bot.texts import Language

Control = Callable[[str], str]
"""The custom id of what a post offers, by its name in `controls.py`: discuss, follow, ask_of and so on."""


def of_post(release: Release, language: Language, nonce: str, others: Sequence[Release] = ()) -> Buttons:
    """The buttons of a post whose nonce they carry; it tells of `others` too, but in a line each."""
    has_more = any(other.claims for other in others)
    return _buttons(release, language, lambda what: controls.post(what, nonce), has_more=has_more)


def of_test(release: Release, language: Language, nonce: str) -> Buttons:
    """The same buttons, which only say what they would do."""
    return _buttons(release, language, lambda what: controls.test(what, nonce), has_more=False)


def _buttons(release: Release, language: Language, control: Control, *, has_more: bool) -> Buttons:
    acts = [Button(language.say("Discuss"), control("discuss"))]
    if release.kind != "paper":
        acts.append(Button(language.say("Follow"), control("follow")))
    if release.kind == "model" and release.revision is None:
        acts.append(Button(language.say("Post a result"), control("result")))
        acts.append(Button(language.say("Compare"), control("compare")))
    if release.revision is None:
        acts.append(Button(language.say("Ask"), control("ask_of")))
    if has_more or len(release.claims) > len(shown_claims(release)):
        acts.append(Button(language.say("All scores"), control("claims")))
    return Buttons((*_links(release, language), *acts, Button(language.say("Why here?"), control("why"))))


def _links(release: Release, language: Language) -> list[Link]:
    if release.paper is not None:
        return _links_of_paper(release.paper, release.url, language)
    opened = Link(language.say("Open on the Hub"), release.url)
    files = Link(language.say("Files"), f"{release.url}/tree/main")
    if release.revision is not None:
        return [opened, Link(language.say("All changes"), f"{release.url}/commits/main")]
    if release.kind == "space":
        return [Link(language.say("Open the Space"), release.url), files]
    if release.kind == "dataset":
        return [opened, Link(language.say("See the data"), f"{release.url}/viewer")]
    return [opened, files]


def _links_of_paper(paper: Paper, url: str, language: Language) -> list[Link]:
    """Where to read a paper, and what belongs to it; only addresses that are safe to open."""
    links = [Link(language.say("Read"), url)]
    if is_on_arxiv(paper.id):
        links.append(Link("PDF", f"https://arxiv.org/pdf/{paper.id}"))
    if is_linkable(paper.github):
        links.append(Link(language.say("Code"), str(paper.github)))
    if is_linkable(paper.project_page):
        links.append(Link(language.say("Project"), str(paper.project_page)))
    return links
