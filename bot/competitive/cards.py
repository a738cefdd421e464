"""The answer as a message: first the answer in a sentence, then each test, then the newer bases."""

from bot.boards.cards import SIZE_NAMES
from bot.competitive import base_cards, controls, standing_cards
from bot.competitive.model import Answer
from bot.markdown import literal
from bot.message import Block, Button, Buttons, Drawing, Message, Text
from bot.releases import phrases
from bot.releases.newer import came_out
from bot.results import controls as result_controls
from bot.texts import Language, mark

# Discord takes 4,000 characters: where all does not fit, fewer tests and bases are told.
MOST_CHARACTERS = 3_900
FEWER = ((5, 3), (4, 3), (3, 3), (3, 2), (3, 1), (2, 1), (1, 1))
MOST_COMPARED = 2
LONGEST_LABEL = 40
# By whether the model holds in all tests, in none, and whether there is only one.
_OVERALL = {
    (True, False, True): mark(
        "**Yes, as far as it was measured here.** On the one test nothing {among} is clearly better."
    ),
    (True, False, False): mark(
        "**Yes, as far as it was measured here.** On none of {count} tests is anything {among} clearly "
        "better."
    ),
    (False, False, False): mark(
        "**In part.** On {held} of {count} tests nothing {among} is clearly better; on the others something "
        "is."
    ),
    (False, True, False): mark(
        "**Not at the top, as far as it was measured here.** On each of {count} tests something {among} is "
        "clearly better."
    ),
    (False, True, True): mark(
        "**Not at the top, as far as it was measured here.** On the one test something {among} is clearly "
        "better."
    ),
}


def answer(told: Answer, chart: Drawing | None, language: Language) -> Message:
    """Everything, as far as there is room for it."""
    head, rest = _head(told, language), _Rest(told, language)
    room = MOST_CHARACTERS - len(head)
    shown = next((text for most in FEWER if len(text := rest.text(*most)) <= room), rest.text(*FEWER[-1]))
    parts: list[Block] = [Text(head), *([] if chart is None else [chart]), Text(shown)]
    buttons = _buttons(told, language)
    return Message((*parts, *([Buttons(tuple(buttons))] if buttons else [])), private=True)


def posts(told: Answer) -> set[str]:
    """The posts to which figures of an answer lead, by their nonces."""
    found = set()
    for one in (*told.scores, *told.speeds):
        found |= {one.ours.standing.posted.post}
        found |= {claim.post for claim in one.claims if claim.post}
        found |= {among.best.line.post for among in (one.every, one.of_size) if among and among.best}
    for candidate in told.candidates:
        found |= {each.first.post for each in (*candidate.beside_base, *candidate.beside_model)}
        found |= {each.standing.posted.post for each in candidate.speeds}
    return found


def _head(told: Answer, language: Language) -> str:
    model = told.model
    name = literal(told.name, 120) if model is None else f"[{literal(told.name, 120)}]({model.url})"
    facts = []
    if model is not None:
        if model.parameters:
            facts.append(language.named(language.say("Parameters"), phrases.parameters(model, language)))
        facts.append(language.say("came out {day}", day=language.day(came_out(model))))
        facts += [] if told.stated is None else [_origin(told, language)]
    lines = [
        "### " + language.say("Is {model} still competitive?", model=name),
        *([f"-# {' · '.join(facts)}"] if facts else []),
        _overall(told, language),
        *_bases_in_short(told, language),
    ]
    return "\n".join(lines)


def _origin(told: Answer, language: Language) -> str:
    assert told.stated is not None
    hub = "" if told.model is None else told.model.hub
    return language.say("made from {base}", base=phrases.base(told.stated, hub, language))


def _overall(told: Answer, language: Language) -> str:
    """The answer to the question, as far as there is one."""
    judged = [one for one in told.scores if one.field.stand in ("held", "behind")]
    if not judged:
        return _nothing_known(told, language)
    held, count = sum(one.field.stand == "held" for one in judged), len(judged)
    among = language.say("else")
    of_size = [one for one in judged if one.of_size is not None]
    if told.size is not None and of_size:
        size = language.tell(SIZE_NAMES[told.size])
        among = language.say("of its size ({size})", size=size)
        if len(of_size) < len(judged):
            among = language.say(
                "of its size ({size}; of any size where no other of its own was measured)", size=size
            )
    values = {"held": language.number(held), "count": language.number(count), "among": among}
    return language.say(_OVERALL[held == count, held == 0, count == 1], **values)


def _nothing_known(told: Answer, language: Language) -> str:
    """Why there is no answer, and what would give one."""
    unknown = language.say("**That cannot be said yet.**")
    if not told.scores and not told.speeds:
        why = language.say("Nobody has measured it here: post what you measured with `/result import`.")
    elif not told.scores:
        why = language.say("Only its speed was measured here.")
    elif reasons := [one.field.best.verdict.reason for one in told.scores if one.field.best]:
        why = language.tell(reasons[0])
    else:
        why = language.say(
            "Nobody has measured another model here in the same way. One run of a model that you would "
            "compare it with, measured as below, would tell."
        )
    return f"{unknown} {why}"


def _bases_in_short(told: Answer, language: Language) -> list[str]:
    advised = [
        language.say(base_cards.IN_SHORT[one], models=language.enumeration(names))
        for one, names in base_cards.advised(told)
    ]
    return [language.say("**Worth a new base?** {answer}", answer=" ".join(advised))] if advised else []


class _Rest:
    """What stands below the answer in a sentence."""

    def __init__(self, told: Answer, language: Language) -> None:
        self._language = language
        self._left_out = told.scores_left_out, told.speeds_left_out
        self._tests = [standing_cards.test(one, told, language) for one in told.scores]
        self._speeds = [standing_cards.speed(one, told, language) for one in told.speeds]
        self._intro = base_cards.intro(told, language)
        self._candidates = [base_cards.candidate(one, told, language) for one in told.candidates]
        self._note = _note(told, language)

    def text(self, most_tests: int, most_bases: int) -> str:
        """At most so many tests of each kind and so many bases."""
        tests, speeds = (
            self._cut(lines, most_tests, left_out)
            for lines, left_out in zip((self._tests, self._speeds), self._left_out, strict=True)
        )
        parts = [
            _section(self._language.say("Test by test"), tests),
            _section(self._language.say("Speed"), speeds),
            "\n".join([self._intro, *self._candidates[:most_bases]]),
            self._note,
        ]
        return "\n\n".join(part for part in parts if part)

    def _cut(self, lines: list[str], most: int, left_out: int) -> list[str]:
        """The first of these lines, and how many of their kind are not told."""
        more = left_out + max(0, len(lines) - most)
        return [*lines[:most], *([self._language.more(more)] if more else [])]


def _section(heading: str, lines: list[str]) -> str:
    return "\n".join([f"**{heading}**", *lines]) if lines else ""


def _note(told: Answer, language: Language) -> str:
    if not any((told.scores, told.speeds, told.candidates)):
        return ""
    said = language.say(
        "± is the standard error. Intervals are of 95%; verdicts are corrected for their number (Holm)."
    )
    if told.candidates:
        said += " " + language.say(
            "A better base is no promise: what your own training gains on it, only a run can tell."
        )
    return f"-# {said}"


def _buttons(told: Answer, language: Language) -> list[Button]:
    buttons = []
    for first, second, name in _comparisons(told)[:MOST_COMPARED]:
        short = name.rpartition("/")[2]
        short = short if len(short) <= LONGEST_LABEL else f"{short[: LONGEST_LABEL - 1]}…"
        label = language.say("Compare with {model}", model=short)
        buttons.append(Button(label, controls.compare(first, second)))
    if told.scores:
        result_id = told.scores[0].ours.standing.posted.id
        buttons.append(Button(language.say("Measure mine again"), controls.again(result_id)))
    base = told.base or told.stated or told.model
    control = None if base is None else controls.follow(base.repo_id)
    if control is not None:
        buttons.append(Button(language.say("Follow newer bases"), control))
    if told.scores:
        others = (second for _, second, _ in _comparisons(told))
        about = result_controls.ask([told.scores[0].ours.standing.posted.id, *others])
        buttons.append(Button(language.say("Ask"), about))
    return buttons


def _comparisons(told: Answer) -> list[tuple[int, int, str]]:
    """The best rival, and the first newer base that was measured: ids of results, and the other's name."""
    found: dict[str, tuple[int, int, str]] = {}
    for one in sorted(told.scores, key=lambda one: one.field.stand != "behind")[:1]:
        if one.field.best is not None:
            name = one.field.best.line.result.model_name or ""
            found[name] = (one.ours.standing.posted.id, one.field.best.line.id, name)
    for candidate in told.candidates:
        for each in candidate.beside_model:
            name = candidate.release.repo_id
            found.setdefault(name, (each.second.id, each.first.id, name))
    return list(found.values())
