from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.render import MOST_CHARACTERS, MOST_COMPONENTS, render
from bot.message import Buttons, Facts, Text
from bot.releases import cards, sentences
from bot.releases.family_cards import Family, announcement
from bot.releases.folding import Member
from bot.releases.model import Release
from bot.releases.parts import Base, Claim, Collected, Commit, Paper, Quantisation, Revision
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
        replace(PLAIN, licence="other", licence_link=HOSTILE),
        replace(PLAIN, datasets=(HOSTILE,), spaces=(HOSTILE,), papers=(HOSTILE,), formats=(HOSTILE,)),
        replace(PLAIN, claims=(Claim(HOSTILE, HOSTILE, HOSTILE, "others", HOSTILE),)),
        replace(PLAIN, kind="dataset", tasks=(HOSTILE,), modalities=(HOSTILE,)),
        replace(PLAIN, kind="space", models=(HOSTILE,), sdk=HOSTILE, hardware=HOSTILE),
        replace(PLAIN, collected=Collected("x", HOSTILE, HOSTILE)),
        replace(PLAIN, revision=Revision("a", "b", (), (Commit("a", HOSTILE),))),
        replace(
            PLAIN,
            kind="paper",
            paper=Paper(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                (HOSTILE,),
                HOSTILE,
                keywords=(HOSTILE,),
                models=(HOSTILE,),
            ),
        ),
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


def test_everything_that_is_stated_of_a_model_is_told_in_groups() -> None:
    release = replace(
        PLAIN,
        task="text-generation",
        parameters=30_532_122_624,
        active_parameters=3_000_000_000,
        active_stated_in="name",
        context_length=40_960,
        formats=("safetensors", "GGUF"),
        quantisations=(Quantisation("Q4_K_M", 18_600_000_000), Quantisation("Q8_0")),
        licence="apache-2.0",
        datasets=("openai/gsm8k",),
        papers=("2505.09388", "no paper"),
        spaces=("Qwen/Demo", "b/c", "d/e", "f/g"),
    )
    facts = _facts(release)
    assert facts["Parameters"] == "30.5 billion, of which 3 billion active at a time (says its name)"
    assert facts["Memory (estimate)"] == "about 20 GB (q4) · 34 GB (q8) · 64 GB (bf16)"
    assert facts["Context"] == "40,960 tokens (about 70 pages of text)"
    assert facts["Formats"] == "safetensors · GGUF (Q4\\_K\\_M 18.6 GB, Q8\\_0)"
    assert facts["Training data"] == "[openai/gsm8k](https://huggingface.co/datasets/openai/gsm8k)"
    assert facts["Licence"] == "Apache 2.0 (commercial use: yes)"
    assert facts["Paper"] == "[arXiv 2505.09388](https://huggingface.co/papers/2505.09388)"
    assert facts["Try it"].startswith("[Qwen/Demo](https://huggingface.co/spaces/Qwen/Demo), ")
    assert facts["Try it"].endswith(", and 1 more")
    french = _facts(release, "fr")
    assert french["Mémoire (estimation)"] == "environ 20\u202fGo (q4) · 34\u202fGo (q8) · 64\u202fGo (bf16)"
    assert french["Licence"] == "Apache 2.0 (usage commercial\u00a0: oui)"
    assert "By my estimate it needs a workstation" in _texts(release)


def test_no_memory_is_estimated_where_the_weights_are_packed_unknown_or_an_adapters() -> None:
    for unclear in (
        replace(PLAIN, parameters_are_packed=True),
        replace(PLAIN, parameters=None),
        replace(PLAIN, bases=(Base("adapter", "Qwen/Qwen3-8B"),)),
        replace(PLAIN, library="peft"),
    ):
        assert "Memory (estimate)" not in _facts(unclear)
    assert _facts(replace(PLAIN, task="text-to-image"))["Memory (estimate)"] == "about 5 GB (bf16)"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://mistral.ai/mrl", "mrl ([read its text](https://mistral.ai/mrl))"),
        ("LICENSE.md", "mrl ([read its text](https://huggingface.co/mistralai/Tiny/blob/main/LICENSE.md))"),
        ("javascript:alert(1)", "mrl (read its text)"),
        (None, "mrl (read its text)"),
    ],
)
def test_a_licence_that_nobody_knows_sends_to_its_text(link: str | None, shown: str) -> None:
    assert _facts(replace(PLAIN, licence="other", licence_name="mrl", licence_link=link))["Licence"] == shown


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ((8_792, 8_792), "8,792"),
        ((10_000, 100_000), "from 10 thousand to 100 thousand"),
        ((0, 1_000), "fewer than 1 thousand"),
        ((10**12, None), "more than 1 trillion"),
    ],
)
def test_a_dataset_tells_its_rows_and_a_space_what_is_inside(
    rows: tuple[int, int | None], shown: str
) -> None:
    data = replace(PLAIN, kind="dataset", rows=rows, formats=("parquet",), tasks=("text-generation",))
    facts = _facts(data)
    assert facts["Rows"] == shown
    assert facts["Made for"] == "text generation"
    assert "Parameters" not in facts
    space = _facts(
        replace(PLAIN, kind="space", models=("Qwen/Qwen3-8B",), sdk="gradio", hardware="zero-a10g")
    )
    assert space["Models inside"] == "[Qwen/Qwen3-8B](https://huggingface.co/Qwen/Qwen3-8B)"
    assert space["Made with"] == "Gradio"
    assert space["Runs on"] == "a shared graphics card (ZeroGPU)"
    assert "Licence" not in space


def test_a_paper_tells_its_authors_its_words_and_where_to_read_it() -> None:
    paper = Paper(
        id="2505.09388",
        title="Qwen3 Technical Report",
        abstract="We present Qwen3.",
        short="Models that think.",
        authors=("A", "B", "C", "D", "E"),
        organisation="Qwen",
        upvotes=300,
        github="https://github.com/QwenLM/Qwen3",
        project_page="javascript:x",
        models=("Qwen/Qwen3-8B",),
    )
    release = replace(PLAIN, kind="paper", paper=paper, url="https://huggingface.co/papers/2505.09388")
    told = _texts(release)
    assert "A research paper by **A**, **B**, **C**, and 2 others (Qwen)." in told
    assert "> We present Qwen3.\n-# In its authors’ words" in told
    assert "Models that think.\n-# In short, as a language model of the Hub puts it" in told
    assert _facts(release)["Upvotes"] == "300 on the Hub"
    message = announcement(Family((Member(release),)), language("en"), "a" * 24)
    labels = [item.label for block in message.blocks if isinstance(block, Buttons) for item in block.items]
    assert labels == ["Read", "PDF", "Code", "Discuss", "Ask", "Why here?"]


def test_a_change_says_what_changed_and_what_it_means() -> None:
    commits = tuple(Commit(str(number), f"Commit {number}") for number in range(5))
    revision = Revision("new", "old", ("weights", "licence"), commits)
    release = replace(PLAIN, revision=revision, licence="cc-by-nc-4.0")
    told = _texts(release)
    assert "**mistralai** has changed its weights and its licence. It may answer differently" in told
    assert "- [Commit 0](https://huggingface.co/mistralai/Tiny/commit/0)" in told
    assert "- and 2 more" in told
    assert _facts(release)["Licence"] == "CC BY-NC 4.0 (commercial use: no)"
    assert "a modifié ses poids et sa licence" in sentences.plain_sentence(release, language("fr"))


def test_what_was_added_to_a_collection_names_it() -> None:
    release = replace(PLAIN, collected=Collected("Qwen/small", "Small ones", "Qwen"))
    assert sentences.plain_sentence(release, language("en")).startswith(
        "Added to the collection *Small ones* by **Qwen**. A model by **mistralai**."
    )


def test_the_longest_post_fits_into_a_message_with_all_its_buttons() -> None:
    long = "x" * 90
    release = replace(
        PLAIN,
        repo_id=f"{long}/{long}",
        summary="word " * 200,
        task="text-generation",
        bases=tuple(Base("finetune", f"{long}/{n}") for n in range(20)),
        datasets=tuple(f"{long}/{n}" for n in range(20)),
        languages=tuple(f"{long}{n}" for n in range(20)),
        formats=tuple(f"{long}{n}" for n in range(20)),
        spaces=tuple(f"{long}/{n}" for n in range(20)),
        papers=("2505.09388",) * 20,
        claims=tuple(Claim(f"{long}{n}", long, float(n), "others", long) for n in range(60)),
        collected=Collected("a", long, long),
    )
    for members in ((Member(release),), tuple(Member(replace(release, key=str(n))) for n in range(30))):
        view = render(announcement(Family(members), language("fr"), "a" * 24))
        assert view.content_length() <= MOST_CHARACTERS
        assert view.total_children_count <= MOST_COMPONENTS
        controls = [getattr(item, "custom_id", None) or "" for item in view.walk_children()]
        offered = {control.partition(":")[0] for control in controls if "a" * 24 in control}
        assert offered >= {"discuss", "follow", "claims", "why"}


def test_all_claims_of_a_family_fit_into_one_answer_which_counts_the_rest() -> None:
    claims = tuple(Claim("y" * 80, "z" * 80, "1" * 20, "others", "n" * 80) for _ in range(60))
    message = cards.all_claims([replace(PLAIN, claims=claims)] * 5, language("en"))
    assert render(message).content_length() <= MOST_CHARACTERS
    texts = [block.markdown for block in message.blocks if isinstance(block, Text)]
    told = sum(text.count("claimed by") for text in texts)
    assert texts[-1] == f"- and {300 - told} more"
    assert told > 10
    few = cards.all_claims([replace(PLAIN, claims=claims[:3])], language("en"))
    assert "more" not in [block.markdown for block in few.blocks if isinstance(block, Text)][-1]
