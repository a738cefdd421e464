from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.message import Facts, Text
from bot.releases.family_cards import Family, announcement
from bot.releases.folding import Member
from bot.releases.model import Base, Release
from bot.texts import language

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLAIN = Release(
    kind="model",
    key="k",
    repo_id="mistralai/Tiny",
    author="mistralai",
    url="https://huggingface.co/mistralai/Tiny",
    created_at=SEEN,
    seen_at=SEEN,
    parameters=2_200_000_000,
)


def _facts(release: Release, name: str = "en") -> dict[str, str]:
    message = announcement(Family((Member(release),)), language(name), "a" * 24)
    return {
        label: value for block in message.blocks if isinstance(block, Facts) for label, value in block.rows
    }


def _texts(release: Release) -> str:
    message = announcement(Family((Member(release),)), language("en"), "a" * 24)
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


def test_packed_weights_are_never_shown_as_parameters() -> None:
    packed = replace(PLAIN, parameters_are_packed=True)
    assert _facts(PLAIN)["Parameters"] == "2.2 billion"
    assert _facts(packed)["Parameters"] == "2.2 billion stored numbers, each packing several weights"
    assert "nombres stockés" in _facts(packed, "fr")["Paramètres"]


def test_unknown_facts_are_left_out_or_said_to_be_unknown() -> None:
    facts = _facts(replace(PLAIN, parameters=None))
    assert facts["Parameters"] == "not stated"
    assert facts["Licence"] == "not stated"
    assert not {"Languages", "Base model", "Task", "Size of the files"} & facts.keys()


HOSTILE = "[Free gift](https://evil.example)\n# HUGE\n<@&1> @everyone"


@pytest.mark.parametrize(
    "release",
    [
        replace(PLAIN, licence="other", licence_name=HOSTILE),
        replace(PLAIN, licence=HOSTILE),
        replace(PLAIN, languages=(HOSTILE,)),
        replace(PLAIN, task=HOSTILE),
        replace(PLAIN, bases=(Base("finetune", HOSTILE),)),
        replace(PLAIN, bases=(Base("finetune", "a](https://evil.example) [b"),)),
        replace(PLAIN, summary=HOSTILE),
    ],
)
def test_words_from_the_hub_cannot_become_links_headings_or_mentions(release: Release) -> None:
    shown = _texts(release) + "\n" + "\n".join(_facts(release).values())
    assert "](https://evil" not in shown
    assert "\n# " not in shown
    assert "<@" not in shown.replace("\\<@", "")


def test_a_base_with_a_proper_name_gets_a_link() -> None:
    facts = _facts(replace(PLAIN, bases=(Base("quantized", "Qwen/Qwen3-8B"),)))
    assert facts["Base model"] == "[Qwen/Qwen3-8B](https://huggingface.co/Qwen/Qwen3-8B) (quantised)"
