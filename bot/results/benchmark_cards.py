"""A server's own benchmarks as messages."""

from bot.markdown import literal
from bot.message import Message, plain
from bot.results.benchmarks import registry
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.own import OwnBenchmark, Vocabulary
from bot.texts import Language

MOST_SHOWN = 40


def about(one: OwnBenchmark | Benchmark, language: Language) -> str:
    """What a benchmark measures and how its numbers are read."""
    if isinstance(one, Benchmark):
        told = language.say(one.about)
    else:
        told = literal(one.about.get(language.name) or next(iter(one.about.values()), ""), 400)
    better = language.say("higher is better") if one.higher_is_better else language.say("lower is better")
    facts = [f"`{one.id}`", better]
    if one.unit == "share":
        facts.append(language.say("in percent") if one.scale == "percent" else language.say("from 0 to 1"))
    if one.chance is not None:
        facts.append(language.say("blind guessing reaches {share}", share=language.percent(one.chance)))
    lines = [f"**{literal(one.name)}**", told, "-# " + " · ".join(facts)]
    return "\n".join(line for line in [*lines, f"<{one.source}>" if one.source else ""] if line)


def shown(words: Vocabulary, benchmark_id: str, language: Language) -> Message:
    """One benchmark with its other names in this server."""
    one = words.own.get(benchmark_id) or registry.by_id(benchmark_id)
    assert one is not None
    names = sorted(key for key, meant in words.aliases.items() if meant == benchmark_id)
    parts = [about(one, language)]
    if names:
        given = language.enumeration([literal(name) for name in names])
        parts.append(language.say("Here also called: {names}", names=given))
    return plain("\n".join(parts))


def listed(words: Vocabulary, language: Language) -> Message:
    """The server's own benchmarks and other names, then how many are known everywhere."""
    known = language.say_count(
        "{count} benchmark is known everywhere: `/benchmark show` tells what it measures.",
        "{count} benchmarks are known everywhere: `/benchmark show` tells what each measures.",
        len(registry.BENCHMARKS),
    )
    lines = [f"- **{literal(one.name)}** (`{one.id}`)" for one in list(words.own.values())[:MOST_SHOWN]]
    lines += [
        "- "
        + language.say("{name} is also called {names}", name=f"**{literal(title(words, one))}**", names=names)
        for one, names in list(_other_names(words, language).items())[:MOST_SHOWN]
    ]
    if not words.own:
        none = language.say(
            "This server has no benchmark of its own. Moderators add one with `/benchmark add`."
        )
        return plain("\n".join([none, *lines, known]))
    heading = "### " + language.say("Benchmarks of this server")
    return plain("\n".join([heading, *lines, known]))


def _other_names(words: Vocabulary, language: Language) -> dict[str, str]:
    """By benchmark the names that the server has given to it."""
    found: dict[str, list[str]] = {}
    for name, meant in sorted(words.aliases.items()):
        found.setdefault(meant, []).append(f"`{name}`")
    return {meant: language.enumeration(names) for meant, names in found.items()}


def title(words: Vocabulary, benchmark_id: str) -> str:
    """A benchmark's name."""
    one = words.own.get(benchmark_id) or registry.by_id(benchmark_id)
    return benchmark_id if one is None else one.name


def named(name: str, alias: str, language: Language) -> str:
    """Said after another name was given."""
    return language.say(
        "From now on {alias} means {name} here.", alias=f"**{literal(alias)}**", name=f"**{literal(name)}**"
    )


def removed(one: OwnBenchmark, language: Language) -> str:
    """Said after a benchmark was forgotten."""
    return language.say("{name} is forgotten.", name=f"**{literal(one.name)}**")
