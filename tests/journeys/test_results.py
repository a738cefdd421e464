"""Members post results: from files and by hand, seen in private first, then public once."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Reply, Seen
from tests.journeys.conftest import RELEASES, Place

TOKEN = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9c"
RUN = {
    "results": {
        "gsm8k": {
            "alias": "gsm8k",
            "exact_match,strict-match": 0.757,
            "exact_match_stderr,strict-match": 0.0118,
            "exact_match,flexible-extract": 0.761,
            "exact_match_stderr,flexible-extract": "N/A",
        }
    },
    "versions": {"gsm8k": 3.0},
    "n-shot": {"gsm8k": 5},
    "n-samples": {"gsm8k": {"original": 1319, "effective": 1319}},
    "config": {"model": "hf", "model_args": f"pretrained=Qwen/Qwen3-8B,token={TOKEN}", "model_sha": "a" * 40},
    "date": 1783534401.8,
    "lm_eval_version": "0.4.9",
}
SPEED = [
    {
        "build_commit": "8cf427ff",
        "build_number": 5163,
        "gpu_info": "NVIDIA GeForce RTX 4080",
        "backends": "CUDA",
        "model_filename": "/home/alex/models/Qwen3-8B-Q4_K_M.gguf",
        "model_type": "qwen3 8B Q4_K - Medium",
        "n_prompt": 0,
        "n_gen": 128,
        "avg_ts": 118.88,
        "stddev_ts": 1.04,
        "samples_ts": [118.0, 119.0, 119.6],
    }
]


async def _import(
    place: Place, who: str, content: object, name: str = "results.json", channel: str = RELEASES
) -> Reply:
    person = place.people[who]
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return await person.command("result import", channel=channel, files={"file": (name, raw)})


async def _published(place: Place, who: str, shown: Reply, button: str = "Publish") -> Seen:
    """The public post that comes after the button of a preview is pressed."""
    assert shown.message is not None
    reply = await place.people[who].press(shown.message, button)
    assert reply.state == "updated", reply.text
    return await place.alex.wait_for(RELEASES, lambda one: "Qwen3-8B" in one.text and not one.ephemeral)


def _turned(page: Seen) -> Callable[[Seen], bool]:
    """Whether this is the message, with another page of it."""
    return lambda one: one.id == page.id and one.text != page.text


async def _count(stored: Database, where: str = "true") -> int:
    async with stored.transaction() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM result WHERE {where}")) or 0)


async def test_a_file_is_seen_in_private_before_it_is_public_and_posted_once(
    place: Place, stored: Database
) -> None:
    shown = await _import(place, "Alex", RUN)
    assert shown.message is not None
    assert shown.message.ephemeral
    assert "**results.json** – lm-evaluation-harness, 2 results" in shown.text
    assert "**Qwen/Qwen3-8B** · revision `aaaaaaaa`" in shown.text
    assert (
        "GSM8K (exact\\_match, strict-match): **75.7% ± 1.18** · 5 examples shown · 1,319 samples"
        in shown.text
    )
    assert "a token or key (`config.model_args`)" in shown.text
    assert TOKEN not in shown.text
    assert await _count(stored) == 0
    post = await _published(place, "Alex", shown)
    assert f"Results by <@{place.alex.id}>" in post.text
    assert f"[Qwen/Qwen3-8B]({place.hub.url}/Qwen/Qwen3-8B)" in post.text
    assert "75.7% ± 1.18" in post.text
    assert [button.label for button in post.buttons] == ["Details", "Measure again"]
    assert await _count(stored, "state = 'public'") == 2
    told = await place.camille.press(post, "Details")
    assert told.message is not None
    assert told.message.ephemeral
    assert "erreur type calculée d’après le nombre d’échantillons" in told.text
    async with stored.transaction() as session:
        kept = await session.scalar(text("SELECT record::text FROM result_file"))
    assert kept is not None
    assert TOKEN not in kept
    again = await _import(place, "Camille", RUN)
    assert f"Ce même fichier a été publié ici par <@{place.alex.id}>" in again.text
    changed = await _import(place, "Camille", {**RUN, "note": "another file, the same run"})
    assert changed.text.endswith("Tous ces résultats sont déjà publics ici. Rien n’a été changé.")
    assert await _count(stored) == 2


async def test_a_file_that_does_not_name_its_model_asks_for_it(place: Place, stored: Database) -> None:
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B-GGUF")
    await place.camille.speak("fr")
    shown = await _import(place, "Camille", SPEED, "bench.json")
    assert shown.message is not None
    assert "**Qwen3-8B-Q4\\_K\\_M.gguf** (sans nom de dépôt sur le Hub)" in shown.text
    assert "Vitesse de génération (tg128)\u00a0: **118,9 jetons/s ± 0,6**" in shown.text
    assert "un dossier personnel" in shown.text
    form = await place.camille.press(shown.message, "Nommer le modèle")
    await place.camille.submit(form, {"Modèle": "Qwen/No-Such-Model"})
    refused = "Je ne trouve pas de modèle **Qwen/No-Such-Model** sur le Hub."
    await place.camille.wait_for(RELEASES, lambda one: refused in one.text)
    form = await place.camille.press(shown.message, "Nommer le modèle")
    await place.camille.submit(form, {"Modèle": "\u200b \u2060"})
    unseen = "Dites de quel modèle il s’agit\u00a0: son identifiant sur le Hub"
    await place.camille.wait_for(RELEASES, lambda one: unseen in one.text)
    form = await place.camille.press(shown.message, "Nommer le modèle")
    await place.camille.submit(form, {"Modèle": "Qwen/Qwen3-8B-GGUF"})
    named = await place.camille.wait_for(RELEASES, lambda one: "**Qwen/Qwen3-8B-GGUF**" in one.text)
    assert [button.label for button in named.buttons] == ["Publier", "Annuler"]
    await place.camille.press(named, "Publier")
    post = await place.alex.wait_for(RELEASES, lambda one: "118" in one.text and not one.ephemeral)
    assert "RTX 4080" in post.text
    assert await _count(stored, "model = 'Qwen/Qwen3-8B-GGUF' AND unit = 'tokens/s'") == 1


async def test_one_number_is_typed_with_suggestions(place: Place, stored: Database) -> None:
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B")
    choices = await place.alex.autocomplete(
        "result post",
        channel=RELEASES,
        focused="benchmark",
        options={"benchmark": "gsm", "model": "x", "value": "1"},
    )
    assert choices[0].value == "gsm8k"
    options = {"model": "Qwen/Qwen3-8B", "benchmark": "gsm8k", "value": "75,7 %", "shots": 5, "samples": 1319}
    shown = await place.alex.command("result post", channel=RELEASES, options=options)
    assert "GSM8K (exact\\_match): **75.7% ± 1.18** · 5 examples shown · 1,319 samples" in shown.text
    await _published(place, "Alex", shown)
    assert await _count(stored, "value = 0.757 AND error_origin = 'recomputed'") == 1
    mine = await place.alex.autocomplete(
        "result withdraw", channel=RELEASES, focused="result", options={"result": "gsm"}
    )
    assert [choice.name for choice in mine] == ["Qwen/Qwen3-8B · GSM8K (exact_match) · 75.7% ± 1.18"]
    others = await place.camille.command(
        "result withdraw", channel=RELEASES, options={"result": mine[0].value}
    )
    assert "Vous n’avez pas ici de résultat public de ce genre." in others.text
    taken = await place.alex.command("result withdraw", channel=RELEASES, options={"result": mine[0].value})
    assert taken.text.startswith("Withdrawn: GSM8K (exact\\_match) of Qwen/Qwen3-8B.")
    assert await _count(stored, "state = 'withdrawn'") == 1
    told = await place.camille.wait_for(
        RELEASES, lambda one: "1 result was withdrawn by its author." in one.text
    )
    assert "75.7%" not in told.text


@pytest.mark.parametrize(
    ("model", "value", "told"),
    [
        ("\u200b", "42", "Say which model it is: its id on the Hub, such as Qwen/Qwen3-8B, or any name"),
        ("my own model", "a lot", "“a lot” is no number. Write 75.7 %, 42.5 or 81.2 ± 0.6."),
        ("my own model", "140", "gsm8k exact_match is 140, outside of what is possible (0 to 100)."),
        ("my own model", "50 ± -3", "“50 ± -3” is no number."),
    ],
)
async def test_a_model_or_a_number_that_cannot_be_is_told(
    place: Place, model: str, value: str, told: str
) -> None:
    options = {"model": model, "benchmark": "gsm8k", "value": value}
    assert told in (await place.alex.command("result post", channel=RELEASES, options=options)).text


async def test_files_that_cannot_be_read_are_told_in_the_language_of_the_person(place: Place) -> None:
    english = await _import(place, "Alex", b'{"results": {"gsm8k"', "cut.json")
    assert "The file ends in the middle: it is cut off." in english.text
    french = await _import(place, "Camille", b"\x89PNG\r\n\x00", "photo.png")
    assert "Ce n’est pas un fichier texte." in french.text


async def test_cancelling_posts_nothing_and_a_press_by_others_does_nothing(
    place: Place, stored: Database
) -> None:
    shown = await _import(place, "Alex", RUN)
    assert shown.message is not None
    done = await place.alex.press(shown.message, "Cancel")
    assert done.text == "Nothing was posted."
    assert await _count(stored) == 0


async def test_below_a_release_members_post_what_they_measured_of_it(place: Place, stored: Database) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue="Qwen/Qwen3-8B")
    release = await place.announced(place.alex, "Qwen/Qwen3-8B")
    form = await place.alex.press(release, "Post a result")
    empty = await place.alex.submit(form, {"Benchmark": "generation speed"})
    assert "Say at least what was measured and the number." in empty.text
    form = await place.alex.press(release, "Post a result")
    typed = {"Benchmark": "generation speed", "Value": "42,5 t/s", "Hardware": "RTX 3060", "Samples": "5"}
    shown = await place.alex.submit(form, typed)
    assert "Generation speed: **42.5 tokens/s** · 5 samples" in shown.text
    assert shown.message is not None
    await place.alex.press(shown.message, "Publish")
    post = await place.camille.wait_for(RELEASES, lambda one: one.text.startswith("### Results by"))
    assert "Qwen/Qwen3-8B" in post.text
    assert "RTX 3060" in post.text
    assert await _count(stored, "model = 'Qwen/Qwen3-8B' AND benchmark = 'generation_speed'") == 1


TABLE = """```
| model | benchmark | value |
|---|---|---|
| Qwen/Qwen3-8B | gsm8k | 75.7 |
```"""


async def test_a_table_or_a_file_in_ones_own_message_is_imported_from_its_menu(place: Place) -> None:
    pasted = await place.alex.say(RELEASES, TABLE)
    shown = await place.alex.context("Import results", channel=RELEASES, target=pasted.id)
    assert "GSM8K (exact\\_match): **75.7%**" in shown.text
    attached = await place.alex.say(RELEASES, "my run", files={"run": ("run.json", json.dumps(RUN).encode())})
    shown = await place.alex.context("Import results", channel=RELEASES, target=attached.id)
    assert "**run.json** – lm-evaluation-harness, 2 results" in shown.text
    others = await place.camille.context("Import results", channel=RELEASES, target=attached.id)
    assert "cela marche sur vos propres messages" in others.text
    empty = await place.alex.say(RELEASES, "hello")
    told = await place.alex.context("Import results", channel=RELEASES, target=empty.id)
    assert "This message holds no file and no table. Attach the file of a run" in told.text
    prose = await place.alex.say(RELEASES, "hello\nto all of you")
    told = await place.alex.context("Import results", channel=RELEASES, target=prose.id)
    assert "I do not recognise this file." in told.text


async def test_all_results_of_a_long_file_are_listed_in_private_before_they_are_public(place: Place) -> None:
    tasks = [f"my_task_{number:03}" for number in range(200)]
    long = RUN | {
        "results": {task: {"alias": task, "acc,none": 0.5} for task in tasks},
        "versions": {},
        "n-shot": {},
        "n-samples": {},
    }
    shown = await _import(place, "Camille", long)
    assert shown.message is not None
    assert "… et 188 autres résultats." in shown.text
    assert [button.label for button in shown.message.buttons] == ["Publier", "Tout afficher", "Annuler"]
    first = await place.camille.press(shown.message, "Tout afficher")
    assert first.message is not None
    assert first.message.ephemeral
    assert "un jeton d’accès ou une clé" in shown.text
    assert "Page 1 sur" in first.text
    found, page = first.text, first.message
    while any(button.label == "Suivants" for button in page.buttons):
        await place.camille.press(page, "Suivants")
        page = await place.camille.wait_for(RELEASES, _turned(page))
        found += page.text
    assert [task for task in tasks if task.replace("_", "\\_") not in found] == []
    await _published(place, "Camille", shown, "Publier")
    await place.camille.press(page, "Précédents")
    refused = "Cet aperçu n’est pas le vôtre, est trop ancien ou a déjà servi."
    await place.camille.wait_for(RELEASES, lambda one: refused in one.text)
