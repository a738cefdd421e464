"""What a release is and for whom, in plain sentences for those who do not speak the field's language."""

from bot.markdown import literal
from bot.releases import facts
from bot.releases.model import Release, RepositoryKind, was_private
from bot.releases.parts import Base, Paper, Part, Revision
from bot.releases.tasks import TASKS
from bot.texts import Language, mark

_KIND_IS_NEW: dict[RepositoryKind, str] = {
    "model": mark("A new model by {author}."),
    "dataset": mark("A new dataset by {author}: data to train or to test models."),
    "space": mark("A new Space by {author}: a small application to try in the browser."),
}
_KIND_OPENED: dict[RepositoryKind, str] = {
    "model": mark("A model by {author} is now public."),
    "dataset": mark("A dataset by {author} is now public: data to train or to test models."),
    "space": mark("A Space by {author} is now public: a small application to try in the browser."),
}
_KIND_IS_THERE: dict[RepositoryKind, str] = {
    "model": mark("A model by {author}."),
    "dataset": mark("A dataset by {author}: data to train or to test models."),
    "space": mark("A Space by {author}: a small application to try in the browser."),
}
_MADE_FROM: dict[str, str] = {
    "quantized": mark("It is {base}, stored smaller to fit on smaller machines."),
    "adapter": mark("It is an add-on to {base} and needs it to work."),
    "merge": mark("It was mixed from other models, without new training."),
}
# Bytes of memory that a machine has to spare, smallest first.
_MACHINES: tuple[tuple[int, str], ...] = (
    (6 * 10**9, mark("By my estimate it runs on an ordinary laptop.")),
    (16 * 10**9, mark("By my estimate it runs on a powerful laptop or a good graphics card.")),
    (48 * 10**9, mark("By my estimate it needs a workstation with a large graphics card.")),
)
_PARTS: dict[Part, str] = {
    "weights": mark("its weights"),
    "config": mark("its configuration"),
    "chat_template": mark("its chat template"),
    "tokenizer": mark("its tokenizer"),
    "licence": mark("its licence"),
    "access": mark("who has access"),
    "card": mark("its card"),
    "other": mark("other files"),
}
_MEANING: dict[Part, str] = {
    "weights": mark("It may answer differently from now on."),
    "chat_template": mark("Programs that talk to it may have to be brought up to date."),
    "licence": mark("Read what it allows now before you go on using it."),
}
MOST_AUTHORS = 3


def plain_sentence(release: Release, language: Language) -> str:
    """What is new, what it is, and where that is worth a word, on what machine it runs."""
    sentences = []
    if release.collected is not None:
        title, owner = f"*{literal(release.collected.title)}*", f"**{literal(release.collected.owner)}**"
        sentences.append(
            language.say("Added to the collection {title} by {owner}.", title=title, owner=owner)
        )
    if release.paper is not None:
        sentences += _paper(release.paper, language)
    elif release.revision is not None:
        sentences += _revision(release, release.revision, language)
    else:
        sentences += _repository(release, language)
    return " ".join(sentences)


def _repository(release: Release, language: Language) -> list[str]:
    if release.kind == "paper":
        return []
    openings = _KIND_OPENED if was_private(release) else _KIND_IS_NEW
    if release.collected is not None or release.by_search:
        openings = _KIND_IS_THERE
    sentences = [language.say(openings[release.kind], author=f"**{literal(release.author)}**")]
    if release.kind == "model":
        sentences += _made_from(release.bases[:1], language)
        if release.task in TASKS:
            sentences.append(language.say(TASKS[release.task][1]))
        sentences += _machine(release, language)
    return sentences


def _paper(paper: Paper, language: Language) -> list[str]:
    names = [f"**{literal(name)}**" for name in paper.authors[:MOST_AUTHORS]]
    if len(paper.authors) > MOST_AUTHORS:
        rest = len(paper.authors) - MOST_AUTHORS
        names.append(language.say_count("{count} other", "{count} others", rest))
    authors = language.enumeration(names)
    if not names:
        return [language.say("A research paper.")]
    if paper.organisation is None:
        return [language.say("A research paper by {authors}.", authors=authors)]
    organisation = literal(paper.organisation)
    return [
        language.say(
            "A research paper by {authors} ({organisation}).", authors=authors, organisation=organisation
        )
    ]


def _revision(release: Release, revision: Revision, language: Language) -> list[str]:
    author = f"**{literal(release.author)}**"
    if not revision.changed:
        return [language.say("{author} has changed it.", author=author)]
    parts = language.enumeration([language.say(_PARTS[part]) for part in revision.changed])
    told = language.say("{author} has changed {parts}.", author=author, parts=parts)
    meaning = [language.say(_MEANING[part]) for part in revision.changed if part in _MEANING]
    if release.kind == "model" and "weights" not in revision.changed:
        meaning.append(language.say("The weights are the same."))
    return [told, *meaning]


def _made_from(bases: tuple[Base, ...], language: Language) -> list[str]:
    return [
        language.say(_MADE_FROM[base.relation], base=f"*{literal(base.repo_id.rpartition('/')[2])}*")
        for base in bases
        if base.relation in _MADE_FROM
    ]


def _machine(release: Release, language: Language) -> list[str]:
    """On what a model that people talk to runs, when it is stored as small as is usual."""
    needs = facts.memory_needs(release) if facts.writes(release) else ()
    if not needs:
        return []
    for most, sentence in _MACHINES:
        if needs[0].size <= most:
            return [language.say(sentence)]
    return [language.say("By my estimate it needs a server.")]
