"""What speaks for newer bases and against them, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.boards.machines import fitting
from bot.competitive import evidence
from bot.competitive.model import Advice, Answer, Candidate, Compared
from bot.competitive.words import apart, figure, link, paired, short_subject, test
from bot.markdown import literal
from bot.releases import licences, phrases
from bot.releases.facts import memory_needs, shown_claims
from bot.releases.model import Release
from bot.releases.newer import came_out
from bot.results import words
from bot.texts import Language, mark

# Only so different a context or memory is told.
FACTOR = 1.25
MOST_FIGURES = 2
MOST_CLAIMS = 2
WORDS: dict[Advice, str] = {
    "try": mark("worth a try"),
    "mixed": mark("better in part"),
    "same": mark("no clear gain so far"),
    "worse": mark("worse so far"),
    "unknown": mark("cannot be said yet"),
}
IN_SHORT: dict[Advice, str] = {
    "try": mark("By what was measured here, {models}: worth a try."),
    "mixed": mark("{models}: better in part."),
    "same": mark("{models}: no clear gain so far."),
    "worse": mark("{models}: worse so far."),
    "unknown": mark("{models}: that cannot be said yet, since nobody has measured it in the same way."),
}
_SIGNS = {"better": "➕", "worse": "➖", "noise": "⚪"}
_SHUT = frozenset({"non_commercial", "research"})
_OPEN = frozenset({"free", "credit"})


def advised(told: Answer) -> Iterator[tuple[Advice, list[str]]]:
    """The advice that is given, each with the names of the bases that it is given for."""
    by_word: dict[Advice, list[str]] = {}
    for one in told.candidates:
        by_word.setdefault(evidence.advice(one), []).append(f"**{literal(one.release.name, 60)}**")
    for word in WORDS:
        if word in by_word:
            yield word, by_word[word]


def intro(told: Answer, language: Language) -> str:
    """What the newer bases are measured by; or why none is told."""
    heading = language.say("Newer bases")
    lines = []
    if told.model is None:
        lines.append(language.say("The Hub says nothing of this model at present, so I know no base of it."))
    elif told.base is None and told.stated is not None:
        base = literal(told.stated.repo_id, 80)
        lines.append(
            language.say(
                "The Hub says nothing of its base {base} at present, so the model itself is looked at "
                "instead.",
                base=base,
            )
        )
    elif told.stated is None and told.candidates:
        lines.append(language.say("Its card states no base; these came out after it and are about as large."))
    if told.model is not None and not told.candidates:
        old = link(told.base or told.model)
        lines.append(
            language.say(
                "I know no newer model of about the size of {base} that one would start from instead.",
                base=old,
            )
        )
    if not told.is_whole and told.model is not None:
        lines.append(language.say("The Hub does not answer at present, so something may be missing."))
    return "\n".join([f"**{heading}**", *(f"-# {one}" for one in lines)])


def candidate(one: Candidate, told: Answer, language: Language) -> str:
    """One newer base: the advice, then the evidence."""
    release = one.release
    facts = [language.day(came_out(release))]
    facts += [phrases.parameters(release, language)] if release.parameters else []
    word = language.say(WORDS[evidence.advice(one)])
    head = f"{link(release)} ({' · '.join(facts)}) → **{word}**"
    return "\n".join([head, *(f"-# {line}" for line in _evidence(one, told, language))])


def _evidence(one: Candidate, told: Answer, language: Language) -> list[str]:
    base = told.base or told.model
    old = literal(base.name if base is not None else told.name, 60)
    mine = literal(told.name.rpartition("/")[2], 60)
    lines = _compared(one.beside_base, old, told, language)
    lines += _compared(one.beside_model, mine, told, language, is_brief=bool(lines))
    lines += [*_conditions(one.release, base, language), *_machine(one, told, language)]
    claims = [phrases.claim_in_words(claim, language) for claim in shown_claims(one.release)[:MOST_CLAIMS]]
    if claims:
        lines.append(language.say("claimed, without a measurement: {claims}", claims=", ".join(claims)))
    return lines + _settling(one, told, language)


def _compared(
    found: Sequence[Compared], old: str, told: Answer, language: Language, *, is_brief: bool = False
) -> list[str]:
    """On how many tests the newer one is better or worse, with figures; in brief only the differences."""
    counts = evidence.counted(found)
    if not found:
        return []
    if not counts:
        reason = language.tell(found[0].pair.verdict.reason)
        unsaid = language.say("measured, but no verdict beside {old}: {reason}", old=old, reason=reason)
        return [f"❔ {unsaid}"]
    sign = next(sign for word, sign in _SIGNS.items() if counts[word])
    clear = [one for one in found if one.pair.verdict.word in ("better", "worse")]
    shown = (clear or [one for one in found if one.pair.verdict.word == "noise"])[:MOST_FIGURES]
    figures = language.say("; ").join(
        _apart(one, language) if is_brief else _figures(one, told, language) for one in shown
    )
    summary = language.say("beside {old} {summary}", old=old, summary=_summary(counts, language))
    return [f"{sign} " + language.named(summary, figures)]


def _summary(counts: Counter[str], language: Language) -> str:
    """On how many of all tests it is better, worse, and within noise."""
    total = counts.total()
    parts = []
    if counts["better"]:
        parts.append(
            language.say_count(
                "better on {count} of {total}", "better on {count} of {total}", counts["better"], total=total
            )
        )
    if counts["worse"]:
        parts.append(
            language.say_count(
                "worse on {count} of {total}", "worse on {count} of {total}", counts["worse"], total=total
            )
        )
    if not parts:
        return language.say_count(
            "within noise on the {count} test of both", "within noise on all {count} tests of both", total
        )
    return language.enumeration(parts)


def _figures(one: Compared, told: Answer, language: Language) -> str:
    first, second = one.pair.first, one.pair.second
    return language.say(
        "{subject} {first} against {second} ({apart})",
        subject=short_subject(first, language),
        first=figure(first, one.first.post, told, language),
        second=words.amount(second.value, second, language),
        apart=_gain_of(one, language),
    )


def _apart(one: Compared, language: Language) -> str:
    return f"{short_subject(one.pair.first, language)} {_gain_of(one, language)}"


def _gain_of(one: Compared, language: Language) -> str:
    """What the newer one has more or less."""
    difference = one.pair.verdict.difference
    assert difference is not None
    told = apart(difference, one.pair.first, language)
    return told if one.pair.common is None else f"{told}, {paired(one.pair.common, language)}"


def _conditions(release: Release, base: Release | None, language: Language) -> list[str]:
    """What else changes with the base: licence, context, memory."""
    if base is None:
        return []
    lines = []
    ours, theirs = licences.permission(base.licence), licences.permission(release.licence)
    if ours != theirs and "unknown" not in (ours, theirs):
        sign = "➖" if theirs in _SHUT else "➕" if theirs in _OPEN else "⚪"
        allowed = language.say(licences.PERMISSIONS[theirs])
        lines.append(f"{sign} " + language.say("its licence: {allowed}", allowed=allowed))
    context, before = release.context_length, base.context_length
    if context and before and max(context, before) >= FACTOR * min(context, before):
        sign = "➕" if context > before else "➖"
        told = language.say(
            "context of {tokens} tokens in place of {before}",
            tokens=language.number(context),
            before=language.number(before),
        )
        lines.append(f"{sign} {told}")
    return lines + _memory(release, base, language)


def _memory(release: Release, base: Release, language: Language) -> list[str]:
    sizes = [{need.form: need.size for need in memory_needs(one)}.get("q4") for one in (release, base)]
    now, before = sizes
    if not now or not before or max(now, before) < FACTOR * min(now, before):
        return []
    sign = "➖" if now > before else "➕"
    told = language.say(
        "about {size} of memory (q4) in place of {before}",
        size=language.size(now),
        before=language.size(before),
    )
    return [f"{sign} {told}"]


def _machine(one: Candidate, told: Answer, language: Language) -> list[str]:
    """Whether it fits into the member's own machine, and how fast it is there."""
    needs = memory_needs(one.release)
    if told.machine is None or not needs:
        return []
    need = needs[0]
    fit = language.tell(fitting(told.machine, need))
    line = language.named(f"{need.form} ({language.size(need.size)})", fit)
    speeds = [
        " ".join(
            (
                words.subject(each.result, language=language),
                figure(each.result, each.standing.posted.post, told, language),
            )
        )
        for each in one.speeds[:MOST_FIGURES]
    ]
    return [language.say("on your machine: {facts}", facts=language.say("; ").join([line, *speeds]))]


def _settling(one: Candidate, told: Answer, language: Language) -> list[str]:
    """What measurement would settle what cannot be said."""
    word = evidence.advice(one)
    if word == "unknown" and told.wanted is not None:
        return [
            "❔ "
            + language.say(
                "what would settle it: {test}, run on it and posted with `/result import`",
                test=test(told.wanted, language),
            )
        ]
    if word == "same" and any(each.pair.common for each in (*one.beside_base, *one.beside_model)):
        return ["❔ " + language.say("what would settle it: more samples")]
    if word == "same":
        return [
            "❔ "
            + language.say(
                "what would settle it: more samples, or files with the scores of single samples of both"
            )
        ]
    return []
