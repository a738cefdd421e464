"""A question that nothing answers is put to the community, and the accepted answer becomes knowledge."""

import asyncio

from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_asking import asked, button, glossary
from tests.journeys.test_mentioning import thread_of


async def test_the_accepted_answer_to_a_question_is_known_from_then_on(place: Place) -> None:
    await glossary(place)
    alex, noor = place.alex, place.people["Noor"]
    shown = await asked(alex, "Which zoo has okapis?")
    reply = await alex.press(shown, button(shown, "Ask the community"))
    assert "Your question is here: https://discord.com/channels/" in reply.text
    post = await noor.wait_for(RELEASES, lambda one: "who knows?" in one.text and not one.ephemeral)
    thread = await thread_of(place, post)
    how = await noor.press(post, button(post, "How to accept an answer"))
    assert "**Applications**" in how.text or "**Apps**" in how.text
    said = await noor.say(thread, "Okapis are in the zoo of Vincennes, near the lake.")
    refused = await noor.context("Accept answer", channel=thread, target=said.id)
    assert "⚠️" in refused.text
    accepted = await alex.context("Accept answer", channel=thread, target=said.id)
    assert "Accepted." in accepted.text
    await alex.wait_for(RELEASES, lambda one: one.id == post.id and f"<@{noor.id}> answered" in one.text)
    known = await asked(place.camille, "Quel zoo a des okapis ?")
    assert "the zoo of Vincennes" in known.text
    assert "réponse d’un membre" in known.text
    again = await alex.context("Accept answer", channel=thread, target=said.id)
    assert "once for each" in again.text


async def test_a_question_is_put_once_however_often_it_is_pressed(place: Place) -> None:
    await glossary(place)
    alex = place.alex
    shown = await asked(alex, "Where do quaggas live?")
    ask = button(shown, "Ask the community")
    together = await asyncio.gather(alex.press(shown, ask), alex.press(shown, ask))
    await place.pass_time(minutes=20)
    replies = [*together, await alex.press(shown, ask)]
    assert len({one.text for one in replies}) == 1
    assert "Your question is here: https://discord.com/channels/" in replies[0].text
    posts = [one for one in await alex.read(RELEASES) if "quaggas" in one.text and "who knows?" in one.text]
    assert len(posts) == 1
    await thread_of(place, posts[0])


async def test_a_question_from_a_thread_is_put_in_its_channel(place: Place) -> None:
    await glossary(place)
    me = place.app.bot.user
    assert me is not None
    said = await place.alex.say(RELEASES, f"<@{me.id}> Which zoo has okapis?")
    thread = await thread_of(place, said)
    shown = await place.alex.wait_for(thread, lambda one: "found nothing" in one.text)
    reply = await place.alex.press(shown, button(shown, "Ask the community"))
    assert "Your question is here" in reply.text
    post = await place.alex.wait_for(RELEASES, lambda one: "who knows?" in one.text)
    await thread_of(place, post)
