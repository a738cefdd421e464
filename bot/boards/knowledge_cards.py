"""What is known of a model as a message, and what is said of machines."""

from bot.boards import runs
from bot.boards.knowledge import Known
from bot.boards.machines import Machine, fitting
from bot.boards.model import Standing
from bot.markdown import literal
from bot.message import Message, Text, plain
from bot.outdated.words import sentence
from bot.releases import phrases
from bot.releases.facts import memory_needs, shown_claims
from bot.releases.model import Release
from bot.results import words
from bot.results.linked.model import OfNotebook
from bot.texts import Language

MOST_LINES = 8


def about(known: Known, language: Language) -> Message:
    """Everything that is known of one model."""
    release = known.release
    name = literal(known.name, 120)
    parts = [f"### {name if release is None else f'[{name}]({release.url})'}"]
    parts += [] if release is None else [_facts(release, language)]
    parts += _section(
        language.say("Measured here"),
        [_score(one, language) for one in known.scores],
        language,
        known.scores_in_all,
    )
    parts += _section(
        language.say("Speed by hardware"),
        [speed_line(one, language) for one in known.speeds],
        language,
        known.speeds_in_all,
    )
    if not known.scores and not known.speeds:
        parts.append(
            language.say("Nobody has measured it here yet: `/result import` posts what you measured.")
        )
    if release is not None:
        parts += _section(language.say("Claimed, not measured here"), _claims(release, language), language)
        parts += _section(language.say("On your machine"), _fit(release, known.machine, language), language)
    posts = [_post(address, thread, language) for address, thread in known.posts]
    parts += _section(language.say("Posts about it"), posts, language)
    notebooks = [_notebook(one) for one in known.notebooks]
    parts += _section(language.say("Notebooks that use it"), notebooks, language)
    newer = [f"[{literal(one.repo_id)}]({one.url})" for one in known.newer]
    parts += _section(language.say("Newer bases"), newer, language)
    if newer:
        parts.append("-# " + language.say("`/competitive` tells whether one of them is worth it."))
    return Message(tuple(Text(part) for part in parts), private=True)


def machine(stated: Machine | None, language: Language) -> Message:
    """What is known of a member's machine."""
    if stated is None:
        return plain(language.say("I know nothing of your machine. Tell me with `/hardware set`."))
    return plain(
        language.say("Your machine: {machine}. Only you see this.", machine=_machine(stated, language))
    )


def forgotten(was_known: bool, language: Language) -> Message:
    """Said when a member's machine was to be forgotten."""
    if was_known:
        return plain(language.say("Done. I have forgotten your machine."))
    return plain(language.say("I know nothing of your machine. Tell me with `/hardware set`."))


def _facts(release: Release, language: Language) -> str:
    facts = {
        language.say("Parameters"): phrases.parameters(release, language) if release.parameters else None,
        language.say("Licence"): literal(release.licence) if release.licence else None,
        language.say("Created"): language.day(release.created_at) if release.created_at else None,
    }
    told = [language.named(name, value) for name, value in facts.items() if value]
    return "-# " + (" · ".join(told) or language.say("nothing more is stated"))


def _section(heading: str, lines: list[str], language: Language, in_all: int = 0) -> list[str]:
    """The first of the lines; where only those are given, there are more `in_all`."""
    if not lines:
        return []
    shown = [f"- {line}" for line in lines[:MOST_LINES]]
    more = max(len(lines), in_all) - len(shown)
    if more:
        shown.append(language.more(more))
    return ["\n".join([f"**{heading}**", *shown])]


def _score(one: Standing, language: Language) -> str:
    setup = one.result.setup
    how = [
        None if setup.shots is None else words.shots(setup.shots, language),
        literal(setup.quantisation, 30) if setup.quantisation else None,
        language.say("partial run") if one.result.partial else None,
        *known_of(one, language),
    ]
    rest = "".join(f" · {part}" for part in how if part)
    what = words.subject(one.result, language=language)
    return language.named(what, f"**{words.value(one.result, language)}**") + rest


def speed_line(one: Standing, language: Language) -> str:
    """One speed, beginning with the machine."""
    setup = one.result.setup
    machine = literal(setup.hardware, 60) if setup.hardware else language.say("hardware not stated")
    how = [literal(setup.quantisation, 30) if setup.quantisation else None, *known_of(one, language)]
    rest = "".join(f" · {part}" for part in how if part)
    what = words.subject(one.result, language=language)
    return language.named(machine, f"{what} **{words.value(one.result, language)}**") + rest


def known_of(one: Standing, language: Language) -> list[str | None]:
    """How far its runs lie apart, what others found, and whether the model has changed since."""
    older = None if one.outdated is None else f"⏳ {sentence(one.outdated, language)}"
    return [runs.told(one, language), *words.marks(one.posted, language), older]


def _post(address: str, thread: int | None, language: Language) -> str:
    if thread is None:
        return address
    return f"{address} · " + language.say("It is being talked about here: {thread}.", thread=f"<#{thread}>")


def _notebook(one: OfNotebook) -> str:
    title = literal(one.title, 100)
    return f"{f'[{title}]({one.url})' if one.url else f'**{title}**'} · <@{one.author_id}>"


def _claims(release: Release, language: Language) -> list[str]:
    return [language.named(literal(one.benchmark), literal(str(one.value))) for one in shown_claims(release)]


def _fit(release: Release, stated: Machine | None, language: Language) -> list[str]:
    needs = memory_needs(release)
    if not needs:
        return []
    if stated is None:
        return [language.say("Tell me your machine with `/hardware set`, and I say whether it fits.")]
    return [
        language.named(f"{need.form} ({language.size(need.size)})", language.tell(fitting(stated, need)))
        for need in needs
    ]


def _machine(stated: Machine, language: Language) -> str:
    parts = [
        literal(stated.gpu) if stated.gpu else None,
        language.say("{size} on the graphics card", size=language.size(stated.gpu_memory))
        if stated.gpu_memory
        else None,
        language.say("{size} of main memory", size=language.size(stated.memory)) if stated.memory else None,
    ]
    return language.enumeration([part for part in parts if part])
