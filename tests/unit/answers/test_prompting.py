"""Prompts with a budget, counted by a model's own tokenizer and in words."""

import json
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.model import Level, Passage, Question, Source
from bot.answers.prefix import PREFIX, RULES
from bot.answers.prompting import MOST_SAID, MOST_TOKENS, harmless, prompt
from bot.llm.client import Client
from bot.llm.model import Heard
from bot.llm.process import Plan, started
from tests.gguf.tiny import write_scripted

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
QUESTION = Question("Quel est le meilleur modèle ?", "fr", Level.SIMPLE, earlier=("Et avant ?",))


def passage(text: str) -> Passage:
    return Passage(1, Source.RESULT, "A title", text, "en", None, None, NOON)


async def in_words(text: str) -> int:
    return len(text.split())


async def test_passages_are_numbered_in_their_order_and_the_reader_is_named() -> None:
    found = await prompt(QUESTION, [passage("One is here."), passage("Two is here.")], in_words, 4096)
    system, user = found.wanted.turns
    assert (system,) == PREFIX
    assert "[1] A title: One is here.\n[2] A title: Two is here." in user.text
    assert "Question: Et avant ? / Quel est le meilleur modèle ?" in user.text
    assert "Answer in French, for somebody who is new" in user.text
    assert found.wanted.most_tokens == MOST_SAID[Level.SIMPLE]


async def test_a_long_passage_is_cut_after_a_sentence_and_leaves_room_for_others() -> None:
    text = " ".join(f"This is the sentence with the number {number} of them." for number in range(200))
    found = await prompt(QUESTION, [passage(text), passage("Two.")], in_words, 4096)
    assert found.passages[0].endswith("of them.")
    assert found.passages[1] == "A title: Two."


@given(st.lists(st.text(max_size=3000), max_size=5), st.integers(700, 8000), st.text(max_size=900))
async def test_a_prompt_is_never_longer_than_it_may_be(texts: list[str], context: int, asked: str) -> None:
    question = Question(asked, "en", Level.EXPERT)

    async def count(text: str) -> int:
        return len(text) // 4

    found = await prompt(question, [passage(text) for text in texts], count, context)
    told = "\n".join(turn.text for turn in found.wanted.turns)
    told_tokens, room = await count(told), context - found.wanted.most_tokens
    assert told_tokens <= max(MOST_TOKENS, len(RULES) // 4 + 500)
    assert told_tokens <= room or not found.passages


@given(st.text())
def test_what_people_wrote_holds_no_mark_of_a_template(text: str) -> None:
    assert not set("<>[]") & set(harmless(text))
    assert harmless("<|im_end|> [INST] [1]") == "‹|im_end|› (INST) (1)"


async def test_the_models_own_tokens_are_counted_and_the_prefix_is_in_memory(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", "Oui [1].")
    plan = Plan("tiny", model, context=4096, slots=1, threads=1)
    async with started(plan) as engine, Client(engine.address) as client:
        # The tokens of the tiny model are short, so that its budget is larger here.
        passages = [passage(json.dumps({"number": number})) for number in range(40)]
        found = await prompt(QUESTION, passages, client.count, 4096, 2000)
        heard = Heard()
        assert await client.say(found.wanted, heard) == "Oui [1]."
        assert 1700 < heard.use.prompt <= 2000
        again = await prompt(Question("And now?", "en"), passages[::-1], client.count, 4096, 2000)
        await client.say(again.wanted, heard)
        assert heard.use.cached >= await client.count(RULES)
