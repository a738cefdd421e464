"""Moderators add guides, answers are taken from them, and what is removed is gone at once."""

import pytest
from sqlalchemy import text

from sandbox.discord.acts import messages, threads
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_asking import asked, secret_channel
from tests.pdfs import pdf
from tests.waiting import until

GUIDE = """# House rules for fine-tuning

## Learning rate

We begin LoRA runs of small models at 2e-4, because lower rates learned nothing in our tests.

## Okapis

Okapis are photographed at dusk.
"""
PAGE = b"""<html><head><title>Serving okapis</title></head><body><nav>Menu here</nav><main><h1>Serving</h1>
<p>Start the okapi server with two slots.</p><script>var x = 1</script></main></body></html>"""


async def test_a_file_is_answered_from_until_a_moderator_removes_it(place: Place) -> None:
    camille = place.camille
    added = await camille.command(
        "knowledge add", channel=RELEASES, files={"file": ("rules.md", GUIDE.encode())}
    )
    assert "Ajouté\u00a0: je réponds désormais aussi d’après **House rules for fine-tuning**" in added.text
    shown = await asked(place.alex, "When are okapis photographed?")
    assert "Okapis are photographed at dusk." in shown.text
    assert "House rules for fine-tuning · Okapis · guide of the moderators" in shown.text
    await camille.command("knowledge add", channel=RELEASES, files={"file": ("page.html", PAGE)})
    shown = await asked(place.alex, "how many slots for the okapi server?")
    assert "Start the okapi server with two slots." in shown.text
    handbook = pdf(["House rules"], ["The pangolin run starts on Friday at nine in the morning."])
    added = await camille.command("knowledge add", channel=RELEASES, files={"file": ("rules.pdf", handbook)})
    assert "**rules.pdf**" in added.text
    shown = await asked(place.alex, "When does the pangolin run start?")
    assert "starts on Friday at nine" in shown.text
    assert "rules.pdf · p. 2 · guide of the moderators" in shown.text
    listed = await camille.command("knowledge list", channel=RELEASES)
    assert "### 3 guides" in listed.text
    choice = (await camille.autocomplete("knowledge remove", channel=RELEASES, focused="guide"))[-1]
    for one in await camille.autocomplete("knowledge remove", channel=RELEASES, focused="guide"):
        if one.name.startswith("House"):
            choice = one
    removed = await camille.command("knowledge remove", channel=RELEASES, options={"guide": choice.value})
    assert "Retiré" in removed.text
    assert "dusk" not in (await asked(place.alex, "When are okapis photographed?")).text
    told = await camille.command("audit", channel=RELEASES, options={"kind": "guides"})
    assert "a retiré le guide **House rules for fine-tuning**" in told.text


async def test_a_message_is_known_to_those_who_may_read_its_channel(place: Place) -> None:
    secret = await secret_channel(place)
    said = await place.camille.say(secret, "The pangolin run starts on Friday at nine.")
    await place.camille.context("Add to knowledge", channel=secret, target=said.id)
    assert "Friday" in (await asked(place.camille, "when does the pangolin run start?", secret)).text
    assert "Friday" not in (await asked(place.alex, "when does the pangolin run start?")).text
    assert not await place.alex.autocomplete("knowledge remove", channel=RELEASES, focused="guide")
    assert await place.camille.autocomplete("knowledge remove", channel=RELEASES, focused="guide")


async def test_a_thread_is_known_to_those_who_may_read_it_and_follows_what_changes_in_it(
    quiet_place: Place,
) -> None:
    place, noor = quiet_place, quiet_place.people["Noor"]
    place.discord.state.application.flags = 1 << 19
    place.settings = place.settings.model_copy(update={"message_content": True})
    await place.start_bot()
    core, secret = place.discord.core, await secret_channel(place)

    async def add(thread: str) -> Reply:
        return await place.camille.command("knowledge add", channel=RELEASES, options={"thread": thread})

    thread, hidden = await opened_thread(place, RELEASES), await opened_thread(place, secret)
    first = await noor.say(thread, "The okapi run needs exactly nine cards for four days.")
    second = await place.alex.say(thread, "Its learning rate should be 3e-5, or it forgets the stripes.")
    await place.camille.say(hidden, "The secret okapi budget is nine million.")
    added = await add(thread)
    assert "**Okapi night run**" in added.text
    assert "3 passages" in added.text
    await add(hidden)
    shown = await asked(place.alex, "How many cards does the okapi run need?")
    assert "exactly nine cards" in shown.text
    assert f"/{first.id})" in shown.text
    assert "nine million" not in (await asked(place.alex, "What is the okapi budget?")).text
    listed = await place.camille.command("knowledge list", channel=RELEASES)
    assert "### 2 guides" in listed.text
    edited, deleted = (core.state.message(int(thread), int(one.id)) for one in (first, second))
    assert edited is not None
    assert deleted is not None
    messages.edit(core, edited, {"content": "The okapi run needs exactly twelve cards for four days."})
    messages.delete(core, deleted)
    await until_known(place, "exactly twelve cards", times=1)
    await until_known(place, "stripes", times=0)
    assert "exactly twelve cards" in (await asked(place.alex, "How many cards does the okapi run need?")).text
    threads.delete(core, core.state.channels[int(thread)])
    await until_known(place, "exactly twelve cards", times=0)


async def test_what_was_deleted_while_nobody_listened_is_forgotten_at_the_start(place: Place) -> None:
    core, words = place.discord.core, ("Okapis sleep at noon.", "Okapis wake at dusk.")
    gone, left = [await place.camille.say(RELEASES, one) for one in words]
    for one in (gone, left):
        await place.camille.context("Add to knowledge", channel=RELEASES, target=one.id)
    await until_known(place, words[0], times=1)
    await place.stop_bot()
    message = core.state.message(int(gone.channel), int(gone.id))
    assert message is not None
    messages.delete(core, message)
    await place.start_bot()
    await until_known(place, words[0], times=0)
    await until_known(place, words[1], times=1)


@pytest.mark.parametrize("may_read", [True, False])
async def test_what_was_edited_while_nobody_listened_is_taken_anew_where_it_may_be_read(
    quiet_place: Place, *, may_read: bool
) -> None:
    place = quiet_place
    place.discord.state.application.flags = (1 << 19) * may_read
    await place.start_bot()
    core, words = place.discord.core, "Okapis sleep at noon."
    # What is deleted meanwhile is looked at after what was edited: once it is gone, both were looked at.
    early = await place.camille.say(RELEASES, "Okapis graze in the rain.")
    guide = await place.camille.say(RELEASES, words)
    for one in (early, guide):
        await place.camille.context("Add to knowledge", channel=RELEASES, target=one.id)
    await until_known(place, words, times=1)
    await place.stop_bot()
    edited, gone = (core.state.message(int(one.channel), int(one.id)) for one in (guide, early))
    assert edited is not None
    assert gone is not None
    messages.edit(core, edited, {"content": "Okapis sleep at midnight."})
    messages.delete(core, gone)
    await place.start_bot()
    await until_known(place, "in the rain", times=0)
    await until_known(place, "at midnight", times=int(may_read))
    await until_known(place, words, times=int(not may_read))


async def opened_thread(place: Place, channel: str) -> str:
    """A thread below a message of Camille."""
    core, begun = place.discord.core, await place.camille.say(channel, "How do we run okapis at night?")
    message = core.state.message(int(begun.channel), int(begun.id))
    assert message is not None
    parent = core.state.channels[int(begun.channel)]
    body = {"name": "Okapi night run"}
    return str(threads.start_from_message(core, parent, message, message.author_id, body).id)


async def until_known(place: Place, words: str, *, times: int) -> None:
    """Wait until passages have these words so many times."""

    async def are_there() -> bool:
        async with place.app.database.transaction() as session:
            query = text("SELECT count(*) FROM passage WHERE strpos(text, :words) > 0")
            return bool(await session.scalar(query, {"words": words}) == times)

    await until(are_there, what=f"“{words}” in {times} passages")


async def test_what_is_no_guide_and_who_is_no_moderator_gets_a_sentence(place: Place) -> None:
    alex, camille = place.alex, place.camille
    refused = await alex.command("knowledge add", channel=RELEASES, files={"file": ("rules.md", b"# x")})
    assert "That is for moderators" in refused.text
    nothing = await camille.command("knowledge add", channel=RELEASES)
    assert "soit un lien" in nothing.text
    picture = await camille.command("knowledge add", channel=RELEASES, files={"file": ("a.png", b"\x89PNG")})
    assert "Je lis les guides en Markdown" in picture.text
    thread = await opened_thread(place, RELEASES)
    unread = await camille.command("knowledge add", channel=RELEASES, options={"thread": thread})
    assert "ESSAI_MESSAGE_CONTENT" in unread.text
    far = await camille.command("knowledge add", channel=RELEASES, options={"link": "https://example.org/a"})
    assert "example.org" in far.text
    scan = await camille.command("knowledge add", channel=RELEASES, files={"file": ("a.pdf", pdf([]))})
    assert "Ce PDF ne contient pas de mots" in scan.text
    empty = await camille.command("knowledge add", channel=RELEASES, files={"file": ("a.md", b"\n")})
    assert "Rien n’a été ajouté" in empty.text
    gone = await camille.command("knowledge remove", channel=RELEASES, options={"guide": "nothing"})
    assert "Ce guide n’existe pas ici" in gone.text
