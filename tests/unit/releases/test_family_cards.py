from dataclasses import replace

import pytest
from discord.ui import TextDisplay

from bot.chat.render import MOST_CHARACTERS, render
from bot.hub.models import Repository
from bot.measured.model import Measured
from bot.message import Link, Message, Text
from bot.releases.derived import Derivative, derivatives_in, format_of
from bot.releases.family_cards import Family, announcement
from bot.releases.folding import Member
from bot.releases.parts import Base, Claim
from bot.texts import language
from tests.unit.releases.test_folding import release

NONCE = "a" * 24
HEAD = release("acme/Alpha-7B", 7_000_000_000)


def texts(message: Message) -> str:
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


def shown(*members: Member, community: tuple[tuple[str, int], ...] = ()) -> str:
    return texts(announcement(Family((Member(HEAD), *members), community, HEAD), language("en"), NONCE))


def test_each_member_is_a_line_with_its_size_and_what_it_is() -> None:
    text = shown(
        Member(release("acme/Alpha-7B-Base", 7_000_000_000)),
        Member(release("acme/Alpha-1B-Instruct", 1_000_000_000)),
        Member(release("acme/Alpha-1B-Thinking")),
        Member(release("acme/Pocket", quantized="acme/Alpha-7B")),
    )
    assert "Alpha-7B-Base) · 7 billion · base, to be trained further\n" in text
    assert "Alpha-1B-Instruct) · 1 billion · follows instructions\n" in text
    assert "Alpha-1B-Thinking) · thinks before it answers\n" in text
    assert text.endswith("Pocket) · made smaller")


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "GGUF"), (2, "GGUF (2)"), (10, "GGUF (10)"), (19, "GGUF (10+)"), (4_000, "(1000+)")],
)
def test_large_counts_are_rounded_down(count: int, said: str) -> None:
    assert f"{said}](" in shown(community=(("GGUF", count),))


def test_what_nobody_names_is_another_format_and_the_line_leads_to_all() -> None:
    text = shown(community=(("AWQ", 1), ("other", 3)))
    where = "https://huggingface.co/models?other=base_model:quantized:acme/Alpha-7B"
    assert text.endswith(f"Made smaller by the community: [AWQ and other formats (3)]({where})")


def test_a_new_name_and_a_new_author_are_told() -> None:
    moved = replace(HEAD, repo_id="other/Alpha-7B", author="other")
    text = texts(announcement(Family((Member(moved, "acme/Alpha-7B"),)), language("fr"), NONCE))
    assert "-# auparavant acme/Alpha-7B" in text


def test_what_is_gone_has_no_links() -> None:
    message = announcement(Family((Member(HEAD, is_hidden=True),)), language("fr"), NONCE)
    assert "### ~~Alpha-7B~~\nPublié par **acme**, il n’est plus sur le Hub" in texts(message)
    assert not any(isinstance(item, Link) for item in message.blocks[-1].items)  # type: ignore[union-attr]


def test_no_link_of_forty_long_names_is_cut() -> None:
    head = replace(
        HEAD,
        summary="A model of many words. " * 12,
        bases=tuple(Base("merge", f"acme/{'Base-' * 12}{number}") for number in range(6)),
        languages=("en", "fr", "de", "it", "es", "pt", "zh", "ja"),
    )
    others = tuple(Member(release(f"acme/{'Alpha-with-a-long-name-' * 4}{size}B")) for size in range(40))
    message = announcement(Family((Member(head), *others), (("GGUF", 5),), head), language("fr"), NONCE)
    view = render(message)
    assert view.content_length() <= MOST_CHARACTERS
    rendered = [getattr(item, "content", "") for item in view.walk_children()]
    assert all(block.markdown in rendered for block in message.blocks if isinstance(block, Text))


def repository(name: str, **about: object) -> Repository:
    return Repository("model", name, f"key of {name}", name.partition("/")[0], **about)  # type: ignore[arg-type]


def test_only_public_quantisations_of_somebody_elses_model_count() -> None:
    base = (("quantized", "acme/Alpha-7B"),)
    found = derivatives_in(
        [
            repository("some/Alpha-7B-AWQ", base_models=base),
            repository("Acme/Alpha-7B-AWQ", base_models=base),
            repository("some/Alpha-7B-GGUF", base_models=base, private=True),
            repository("some/Alpha-7B-Poet", base_models=(("finetune", "acme/Alpha-7B"),)),
        ]
    )
    assert found == [Derivative("acme/Alpha-7B", "key of some/Alpha-7B-AWQ", "some/Alpha-7B-AWQ", "AWQ")]


@pytest.mark.parametrize(
    ("name", "library", "tags", "found"),
    [
        ("mlx-community/Qwen3-8B-4bit", "mlx", ("mlx", "4-bit"), "MLX"),
        ("bartowski/Qwen_Qwen3-8B-GGUF", None, ("gguf", "text-generation"), "GGUF"),
        ("some/Qwen3-8B-i1-Q4_K_M", None, (), "GGUF"),
        ("some/Qwen3-8B-w4", "transformers", ("safetensors", "awq"), "AWQ"),
        ("unsloth/Qwen3-8B-unsloth-bnb-4bit", "transformers", (), "bitsandbytes"),
        ("some/Qwen3-8B-small", "transformers", ("safetensors",), "other"),
    ],
)
def test_the_format_is_what_library_tags_or_name_tell(
    name: str, library: str | None, tags: tuple[str, ...], found: str
) -> None:
    assert format_of(repository(name, library=library, tags=tags)) == found


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_however_much_is_said_of_the_head_the_family_and_the_community_have_their_room(spoken: str) -> None:
    long = "x_" * 48
    names = tuple(f"acme/{long}{number}" for number in range(12))
    head = replace(
        HEAD,
        summary="word " * 400,
        bases=tuple(Base("merge", name) for name in names),
        datasets=names,
        spaces=names,
        claims=tuple(Claim(name, long, 0.5, url=f"https://huggingface.co/{name}") for name in names),
    )
    others = [Member(release(f"acme/Alpha-{number}B-{long}")) for number in range(12)]
    family = Family((Member(head), *others), (("GGUF", 3),), head)
    message = announcement(family, language(spoken), NONCE)
    drawn = render(message).content_length()
    shown = "\n".join(
        item.content for item in render(message).walk_children() if isinstance(item, TextDisplay)
    )
    assert drawn <= MOST_CHARACTERS
    assert "other=base_model:quantized:acme/Alpha-7B)" in shown
    assert language(spoken).say("Also in this family") in shown
    assert all(block.markdown in shown for block in message.blocks if isinstance(block, Text))


GSM8K = Measured("GSM8K · 5-shot", ("gsm8k",), "share", 0.75, 0.75, 0.75, 1)


def _measured(*told: tuple[str, tuple[Measured, ...]], name: str = "en") -> Message:
    members = (Member(HEAD), Member(release("acme/Alpha-1B")), Member(release("acme/Gone"), is_hidden=True))
    return announcement(Family(members, measured=told), language(name), NONCE)


def test_what_was_measured_of_any_member_is_told_with_its_name() -> None:
    text = texts(_measured(("acme/Alpha-1B", (GSM8K,))))
    assert "**Measured by members here**\n- **Alpha-1B** · GSM8K · 5-shot: **75%** · 1 member" in text
    both = texts(_measured(("acme/Alpha-7B", (GSM8K,)), ("acme/Alpha-1B", (GSM8K,)), name="fr"))
    assert "- **Alpha-7B** · GSM8K · 5-shot: **75\u202f%** · 1 membre\n- **Alpha-1B** · GSM8K" in both


def test_of_the_head_alone_the_name_is_not_repeated_and_what_is_gone_is_left_out() -> None:
    text = texts(_measured(("acme/Alpha-7B", (GSM8K,)), ("acme/Gone", (GSM8K,))))
    assert "\n- GSM8K · 5-shot: **75%** · 1 member" in text
    assert "**Gone** ·" not in text


def test_many_measurements_with_long_names_are_counted_and_never_cut() -> None:
    many = tuple(replace(GSM8K, title=f"{'a long title ' * 11}{number}") for number in range(6))
    message = _measured(("acme/Alpha-7B", many), ("acme/Alpha-1B", many))
    rendered = [getattr(item, "content", "") for item in render(message).walk_children()]
    told = next(block for block in message.blocks if isinstance(block, Text) and "Measured" in block.markdown)
    assert told.markdown in rendered
    assert told.markdown.endswith("- and 3 more")
