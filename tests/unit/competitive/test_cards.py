"""The answer in words: what is said first, what gives way where there is no room, where figures lead."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.boards.machines import Machine
from bot.chat.render import MOST_CHARACTERS
from bot.competitive import cards, controls, standing_cards
from bot.competitive.evidence import weigh
from bot.competitive.model import Answer, Position
from bot.competitive.standing import judge
from bot.message import Button, Message, Text
from bot.releases.model import Release
from bot.releases.parts import Base, Claim
from bot.results.model import Result
from bot.texts import language
from tests.unit.competitive.making import GSM8K, SPEED, crowd, line, of, own
from tests.unit.releases.test_folding import release

ENGLISH, FRENCH = language("en"), language("fr")
MINE, OLD, NEW = "me/mine", "Qwen/Qwen2.5-7B", "Qwen/Qwen3-8B"
MODEL = replace(
    release(MINE, 7_600_000_000, finetune=OLD),
    created_at=datetime(2026, 1, 3, tzinfo=UTC),
    task="text-generation",
)
BASE = replace(
    release(OLD, 7_600_000_000), licence="apache-2.0", context_length=32_768, task="text-generation"
)


def text(message: Message) -> str:
    return "\n".join(one.markdown for one in message.blocks if isinstance(one, Text))


def labels(message: Message) -> list[str]:
    return [
        item.label
        for block in message.blocks
        for item in getattr(block, "items", ())
        if isinstance(item, Button)
    ]


def position(ours: float, *others: float, like: Result = GSM8K) -> Position:
    lines = [line(f"a/{number}", value, like=like) for number, value in enumerate(others)]
    return judge([(own(of(MINE, ours, like)), crowd(*lines, ours=ours))], ())[0]


def answer(*scores: Position, newer: Release | None = None, values: dict[str, float] | None = None) -> Answer:
    lines = {name.lower(): [own(of(name, value))] for name, value in (values or {}).items()}
    candidates = weigh([newer], OLD, MINE, lines) if newer else ()
    wanted = scores[0].ours.result if scores else None
    return Answer(
        MINE, MODEL, Base("finetune", OLD), BASE, "to10", scores, candidates=candidates, wanted=wanted
    )


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((position(0.8, 0.6),), "**Yes, as far as it was measured here.** On the one test nothing else is"),
        ((position(0.8, 0.6), position(0.8)), "**Yes, as far as it was measured here.** On the one test"),
        ((position(0.8, 0.6), position(0.8, 0.5)), "On none of 2 tests is anything else clearly better."),
        ((position(0.8, 0.9), position(0.8, 0.5)), "**In part.** On 1 of 2 tests nothing else is clearly"),
        ((position(0.8, 0.9),), "**Not at the top, as far as it was measured here.** On the one test"),
        ((position(0.8, 0.9), position(0.7, 0.9)), "On each of 2 tests something else is clearly better."),
        ((position(0.8),), "**That cannot be said yet.** Nobody has measured another model here"),
        ((), "**That cannot be said yet.** Nobody has measured it here"),
    ],
)
def test_the_first_sentence_answers_the_question(scores: tuple[Position, ...], said: str) -> None:
    assert said in text(cards.answer(answer(*scores), None, ENGLISH))


def test_the_first_sentence_says_where_models_of_other_sizes_count_too() -> None:
    of_size = [line("small/level", 0.79, is_of_size=True), line("large/better", 0.95)]
    first = judge([(own(of(MINE, 0.8)), crowd(*of_size))], ())[0]
    alike = text(cards.answer(answer(first), None, ENGLISH))
    assert "nothing of its size (3 to 10 billion parameters) is clearly better" in alike
    mixed = answer(first, position(0.8, 0.6))
    said = "de toute taille là où aucun autre modèle de la sienne n’a été mesuré"
    assert said in text(cards.answer(mixed, None, FRENCH))
    assert "of any size where no other of its own was measured" in text(cards.answer(mixed, None, ENGLISH))


def test_speeds_that_are_left_out_are_counted_below_the_speeds() -> None:
    [speed] = judge([(own(of(MINE, 40.0, SPEED)), crowd())], ())
    told = replace(answer(), speeds=(speed,), speeds_left_out=4)
    shown = text(cards.answer(told, None, ENGLISH))
    assert "Test by test" not in shown
    assert "… and 4 more" in shown.partition("**Speed**")[2]


def test_what_speaks_for_a_base_and_against_it_is_told_with_its_conditions() -> None:
    newer = replace(
        release(NEW, 12_000_000_000),
        licence="cc-by-nc-4.0",
        context_length=131_072,
        task="text-generation",
        claims=(Claim("MMLU", None, 80.1),),
    )
    told = answer(position(0.8, 0.6), newer=newer, values={NEW: 0.9, OLD: 0.8, MINE: 0.95})
    told = replace(told, machine=Machine("RTX 4090", 24 * 10**9))
    shown = text(cards.answer(told, None, ENGLISH))
    assert "**Worth a new base?** By what was measured here, **Qwen3-8B**: worth a try." in shown
    assert "➕ beside Qwen2.5-7B better on 1 of 1: GSM8K **90%" in shown
    assert "➖ beside mine worse on 1 of 1: GSM8K −5 points" in shown
    assert "➖ its licence: commercial use: no" in shown
    assert "➕ context of 131,072 tokens in place of 32,768" in shown
    assert "➖ about 8 GB of memory (q4) in place of 5 GB" in shown
    assert "on your machine: q4 (8 GB): fits into the graphics card" in shown
    assert "claimed, without a measurement: MMLU **80.1**" in shown
    french = text(cards.answer(told, None, FRENCH))
    assert "**Faut-il une nouvelle base\u202f?**" in french
    assert "➖ sa licence\u00a0: usage commercial" in french


def test_what_cannot_be_said_names_the_test_that_would_tell() -> None:
    told = answer(position(0.8, 0.6), newer=release(NEW, 8_000_000_000), values={OLD: 0.8})
    shown = text(cards.answer(told, None, ENGLISH))
    assert "**Qwen3-8B**: that cannot be said yet" in shown
    assert "❔ what would settle it: GSM8K (exact\\_match), lm-evaluation-harness · 5 examples shown" in shown


def test_within_noise_asks_for_more_samples() -> None:
    told = answer(position(0.8, 0.6), newer=release(NEW, 8_000_000_000), values={NEW: 0.81, OLD: 0.8})
    shown = text(cards.answer(told, None, ENGLISH))
    assert "→ **no clear gain so far**" in shown
    assert "⚪ beside Qwen2.5-7B within noise on the 1 test of both" in shown
    assert "what would settle it: more samples" in shown


def test_figures_stand_apart_as_each_language_writes_it() -> None:
    mmlu = replace(GSM8K, benchmark="mmlu", task="mmlu", metric="acc")
    values = {NEW: 0.9, OLD: 0.8, MINE: 0.7}
    lines = {
        name.lower(): [own(of(name, value)), own(of(name, value, mmlu))] for name, value in values.items()
    }
    found = weigh([release(NEW, 8_000_000_000)], OLD, MINE, lines)
    told = replace(answer(position(0.8, 0.9)), candidates=found)
    assert "); MMLU" in text(cards.answer(told, None, ENGLISH))
    assert ")\u202f; MMLU" in text(cards.answer(told, None, FRENCH))


def test_a_very_long_answer_leaves_out_tests_and_bases_and_stays_whole() -> None:
    long = [line("o" * 40 + "/" + "m" * 50 + str(number), 0.9) for number in range(3)]
    scores = [judge([(own(of(MINE, 0.8)), replace(crowd(*long), otherwise=12))], ())[0] for _ in range(5)]
    told = answer(*scores, newer=release(NEW, 8_000_000_000), values={NEW: 0.9, OLD: 0.8, MINE: 0.7})
    posts = dict.fromkeys(cards.posts(told), "https://discord.com/channels/" + "1" * 160)
    told = replace(told, candidates=told.candidates * 3, addresses=posts)
    shown = text(cards.answer(told, None, ENGLISH))
    assert len(shown) <= MOST_CHARACTERS
    assert "more." in shown
    assert "Intervals are of 95%" in shown


def test_figures_lead_to_their_posts() -> None:
    told = answer(position(0.8, 0.9))
    best = told.scores[0].every.best
    assert best is not None
    told = replace(told, addresses={best.line.post: "https://discord.com/channels/1/2/3"})
    assert "[**90% ± " not in text(cards.answer(answer(position(0.8, 0.9)), None, ENGLISH))
    assert "[**90%**](https://discord.com/channels/1/2/3)" in text(cards.answer(told, None, ENGLISH))
    assert best.line.post in cards.posts(told)


def test_without_an_answer_of_the_hub_that_is_told() -> None:
    away = replace(answer(), is_whole=False)
    assert "The Hub does not answer at present, so something may be missing." in text(
        cards.answer(away, None, ENGLISH)
    )
    unknown = Answer(MINE)
    assert "The Hub says nothing of this model at present" in text(cards.answer(unknown, None, ENGLISH))
    gone = replace(answer(), base=None)
    assert f"The Hub says nothing of its base {OLD} at present, so the model itself" in text(
        cards.answer(gone, None, ENGLISH)
    )
    alone = replace(answer(), base=MODEL, stated=None)
    assert "I know no newer model of about the size of" in text(cards.answer(alone, None, ENGLISH))


def test_a_speed_is_told_with_its_machine_and_decides_nothing() -> None:
    told = replace(answer(), speeds=(position(40.0, 80.0, like=SPEED),))
    shown = text(cards.answer(told, None, ENGLISH))
    assert "**That cannot be said yet.** Only its speed was measured here." in shown
    assert "on NVIDIA GeForce RTX 4090: **40 tokens/s**" in shown


def test_the_picture_shows_ours_among_the_best_and_the_nearest() -> None:
    chart = standing_cards.chart_of(answer(position(0.5, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.4, 0.3)), ENGLISH)
    assert chart is not None
    assert [(row.label, row.is_marked) for row in chart.rows] == [
        ("a/0", False), ("a/1", False), ("a/2", False), ("a/4", False), ("a/5", False),
        (MINE, True), ("a/6", False), ("a/7", False),
    ]  # fmt: skip
    assert standing_cards.chart_of(answer(position(0.5)), ENGLISH) is None


def test_buttons_compare_with_what_is_better_and_follow_the_base() -> None:
    told = answer(position(0.8, 0.9), newer=release(NEW, 8_000_000_000), values={NEW: 0.9, MINE: 0.8})
    shown = cards.answer(told, None, ENGLISH)
    assert labels(shown) == [
        "Compare with 0",
        "Compare with Qwen3-8B",
        "Measure mine again",
        "Follow newer bases",
        "Ask",
    ]
    assert controls.follow("a" * 60 + "/" + "b" * 60) is None
    assert controls.follow("no-hub-name") is None
