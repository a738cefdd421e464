"""Members share notebooks: seen in private first, then public, found again, changed and taken back."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Person, Reply, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, shows
from tests.unit.notebooks.making import code, printed, prose, shown, values
from tests.waiting import until

TOKEN = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1"
LOG = "{'loss': 2.1, 'epoch': 1.0}\n{'loss': 1.4, 'epoch': 2.0}\n"


def _notebook(rate: str = "2e-4", accuracy: float = 0.71, title: str = "Lions with LoRA") -> bytes:
    cells = [
        prose(f"# {title}\n\nIn this notebook we teach a small model about lions. It runs on one card."),
        code("from peft import LoraConfig\nfrom transformers import AutoModelForCausalLM, TrainingArguments"),
        code(
            f"login('{TOKEN}')\nmodel = AutoModelForCausalLM.from_pretrained('Qwen/Qwen3-0.6B')\n"
            f"args = TrainingArguments(learning_rate={rate}, num_train_epochs=2)\nlora = LoraConfig(r=16)"
        ),
        code("data = load_dataset('zoo/lions')", printed("cached in /home/alex/zoo\n")),
        code("train(model)", printed(f"{LOG}eval_accuracy: {accuracy}\n"), shown(text__plain="x")),
    ]
    return json.dumps(values(*cells, note="by nora.k@zoo.org")).encode()


async def _share(person: Person, content: bytes, name: str = "lions.ipynb", channel: str = RELEASES) -> Reply:
    return await person.command("notebook share", channel=channel, files={"file": (name, content)})


async def _published(place: Place, person: Person, preview: Seen, words: str, button: str = "Share") -> Seen:
    before = {one.id for one in await place.alex.read(RELEASES)}
    reply = await person.press(preview, button)
    assert reply.state == "updated", reply.text
    return await place.alex.wait_for(
        RELEASES, lambda one: one.id not in before and words in one.text and not one.ephemeral
    )


async def _stored(stored: Database, query: str) -> Any:
    async with stored.transaction() as session:
        return await session.scalar(text(query))


async def test_a_notebook_is_seen_in_private_scrubbed_as_decided_and_shared(
    place: Place, stored: Database
) -> None:
    reply = await _share(place.alex, _notebook())
    preview = reply.message
    assert preview is not None, reply.error
    assert preview.ephemeral
    assert "### Lions with LoRA\nIn this notebook we teach a small model about lions." in preview.text
    assert "**3 things should perhaps not become public.**" in preview.text
    assert "a token or password** · in cell 3\n```\nlogin('⟦hf_a…D1⟧')\n```" in preview.text
    assert TOKEN not in preview.text
    home, mail = preview.selects[1], preview.selects[2]
    decided = await place.alex.choose(preview, home["custom_id"], ["remove"])
    assert decided.message is not None
    decided = await place.alex.choose(decided.message, mail["custom_id"], ["harmless"])
    assert decided.message is not None
    seen = await place.alex.press(decided.message, "See it as everyone will")
    assert seen.message is not None
    assert set(seen.message.files) == {"curves1.png", "lions.ipynb"}
    assert await _stored(stored, "SELECT count(*) FROM notebook") == 0
    # What is being prepared never holds what was found.
    assert TOKEN not in await _stored(stored, "SELECT string_agg(looked::text, '') FROM notebook_draft")
    post = await _published(place, place.alex, decided.message, "Lions with LoRA")
    assert f"notebook by <@{place.alex.id}> · 2 things were taken out" in post.text
    assert f"**Models** [Qwen/Qwen3-0.6B](<{place.hub.url}/Qwen/Qwen3-0.6B>)" in post.text
    assert f"[zoo/lions](<{place.hub.url}/datasets/zoo/lions>)" in post.text
    assert "learning\\_rate `0.0002`" in post.text
    assert "eval\\_accuracy **0.71**" in post.text
    assert list(post.files) == ["curves1.png"]
    got = await place.people["Noor"].press(post, "Download")
    assert got.message is not None
    async with place.session.get(got.message.files["lions.ipynb"]) as answer:
        public = await answer.text()
    assert TOKEN not in public
    assert "/home/alex" not in public
    assert "This output was removed by its author." in public
    assert "nora.k@zoo.org" in public
    details = await place.camille.press(post, "Details")
    assert "LoraConfig.r `16` · dans la cellule 3" in details.text
    again = await _share(place.alex, _notebook())
    assert f"This very file was shared here by <@{place.alex.id}>" in again.text


async def test_sharing_again_makes_a_version_that_says_what_changed(place: Place) -> None:
    await place.camille.speak("fr")
    first = (await _share(place.camille, _notebook())).message
    assert first is not None
    assert "Personne d’autre que vous ne voit encore ceci." in first.text
    old = await _published(place, place.camille, first, "Lions with LoRA", "Partager")
    second = (await _share(place.camille, _notebook("1e-4", 0.78), "by nora.k@lab.org.ipynb")).message
    assert second is not None
    assert "celui-ci devient sa version 2" in second.text
    post = await _published(place, place.camille, second, "version 2", "Partager")
    assert "**eval\\_accuracy**: 0.71 → 0.78" in post.text
    assert "**TrainingArguments.learning\\_rate**: 0.0002 → 0.0001" in post.text
    assert not any("nora" in name for name in post.files)
    await shows(place.alex, old, "version 1")


async def test_notebooks_are_found_changed_hidden_and_withdrawn(place: Place, stored: Database) -> None:
    preview = (await _share(place.alex, _notebook())).message
    assert preview is not None
    post = await _published(place, place.alex, preview, "Lions with LoRA")
    noor, camille = place.people["Noor"], place.camille
    for options in (
        {"words": "lions eval_acc"},
        {"model": "qwen3"},
        {"library": "PEFT"},
        {"author": place.alex.id},
    ):
        found = await noor.command("notebook list", channel=RELEASES, options=options)
        assert "Lions with LoRA" in found.text, options
    assert (
        "No notebook here is like that"
        in (await place.alex.command("notebook list", channel=RELEASES, options={"model": "gemma"})).text
    )
    # Another server sees nothing of it.
    robin = await place.robin.command("notebook list", channel="#leaderboard", options={})
    assert "Nobody has shared a notebook here yet" in robin.text
    notebook = await chosen(place.alex, "notebook edit", "lions", name="notebook")
    renamed = {"notebook": notebook, "title": "Big cats"}
    refused = await noor.command("notebook edit", channel=RELEASES, options=renamed)
    assert "auteur" in refused.text or "Only its author" in refused.text
    blank = await place.alex.command("notebook edit", channel=RELEASES, options={**renamed, "title": "  "})
    assert "A title needs at least one word." in blank.text
    await place.alex.command("notebook edit", channel=RELEASES, options=renamed)
    await shows(place.alex, post, "### Big cats")
    not_moderator = await noor.command("moderate notebook", channel=RELEASES, options={"notebook": notebook})
    assert "⚠️" in not_moderator.text
    hidden = {"notebook": notebook, "reason": "secret data"}
    await camille.command("moderate notebook", channel=RELEASES, options=hidden)
    gone = await shows(place.alex, post, "hidden by the moderators")
    assert not gone.files
    assert "Big cats" not in (await place.alex.read(RELEASES))[-1].text
    mine = await place.alex.command("notebook mine", channel=RELEASES)
    assert "secret data" in mine.text
    # A hidden one cannot be opened, but taken back.
    assert mine.message is not None
    assert not mine.message.selects
    assert await chosen(place.alex, "notebook withdraw", name="notebook") == notebook
    assert "withdrawn or hidden" in (await place.alex.press(gone, "Details")).text
    await camille.command(
        "moderate notebook", channel=RELEASES, options={"notebook": notebook, "hidden": False}
    )
    back = await shows(place.alex, post, "### Big cats")
    assert list(back.files) == ["curves1.png"]
    await place.alex.command("notebook withdraw", channel=RELEASES, options={"notebook": notebook})
    await shows(place.alex, post, "withdrawn by its author")
    assert await _stored(stored, "SELECT sum(length(content)) FROM notebook_version") == 0


async def test_what_moderators_have_hidden_is_shared_by_nobody_also_when_it_was_withdrawn(
    place: Place,
) -> None:
    preview = (await _share(place.alex, _notebook())).message
    assert preview is not None
    post = await _published(place, place.alex, preview, "Lions with LoRA")
    notebook = await chosen(place.alex, "notebook edit", "lions", name="notebook")
    await place.camille.command("moderate notebook", channel=RELEASES, options={"notebook": notebook})
    await shows(place.alex, post, "hidden by the moderators")
    assert "masqué ce fichier ici" in (await _share(place.camille, _notebook())).text
    await place.alex.command("notebook withdraw", channel=RELEASES, options={"notebook": notebook})
    again = await _share(place.alex, _notebook())
    assert "have hidden this very file here" in again.text
    assert again.message is None or not again.message.buttons


async def test_what_cannot_be_shared_says_why(place: Place) -> None:
    broken = await _share(place.alex, _notebook()[:300])
    assert "The notebook ends in the middle" in broken.text
    empty = await _share(place.camille, json.dumps(values()).encode())
    assert empty.text == "⚠️ Ce notebook n’a encore aucune cellule, il n’y a donc rien à partager."
    said = await place.camille.say(RELEASES, "look", files={"file": ("lions.ipynb", _notebook())})
    others = await place.alex.context("Share notebook", channel=RELEASES, target=said.id)
    assert "this works on your own messages" in others.text
    mine = await place.camille.context("Share notebook", channel=RELEASES, target=said.id)
    assert mine.message is not None
    assert "Lions with LoRA" in mine.text
    for status, why in ((503, "ne me donne pas le fichier pour l’instant"), (404, "n’a plus le fichier")):
        place.discord.faults.add("GET", "/attachments/", "status", status=status)
        assert why in (await place.camille.press(mine.message, mine.message.buttons[1])).text
    # A client asks once more by itself.
    place.discord.faults.add("GET", "/attachments/", "drop_before", times=2)
    cut = await place.camille.press(mine.message, mine.message.buttons[1])
    assert "ne me donne pas le fichier pour l’instant" in cut.text
    place.discord.faults.clear()
    stolen = await place.camille.press(mine.message, mine.message.buttons[2])
    assert "Rien n’a été publié" in stolen.text or "Nothing was posted" in stolen.text


async def test_every_real_notebook_is_shared_or_refused_with_the_reason(place: Place, shared: Path) -> None:
    refused = []
    for number, path in enumerate(sorted((shared / "data/notebooks").glob("*.ipynb"))):
        person = (place.alex, place.camille)[number % 2]
        reply = await _share(person, path.read_bytes(), path.name)
        assert reply.message is not None, reply.error
        if not reply.message.buttons:
            refused.append((path.stem, reply.text))
            continue
        done = await person.press(reply.message, reply.message.buttons[0])
        assert done.state == "updated", done.text
        await shows(person, reply.message, ("Shared. It appears", "C’est partagé.")[number % 2])
    assert [name for name, _ in refused] == ["nbformat_invalid"]
    assert "`source`" in refused[0][1]

    async def posted() -> bool:
        return sum("notebook by" in one.text for one in await place.posts(place.alex)) == 11

    await until(posted, what="the posts of all notebooks")
    every = {one.text.split("\n", 1)[0]: one for one in await place.posts(place.alex)}
    learned = every["### Fine-Tuning the Nucleotide-transformer"]
    assert "MCC score on the test dataset **0.3998**" in learned.text
    assert set(learned.files) == {"curves1.png", "curves2.png", "picture3.png", "picture4.png"}
