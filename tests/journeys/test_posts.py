"""What members do with a post: open its discussion, and see every claim."""

from collections.abc import Mapping
from typing import Any

from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until

QWEN = "Qwen/Qwen3-Next-80B-A3B"
CLAIMS: Mapping[str, Any] = {
    "eval_results": [
        {"dataset": {"id": "Idavidrein/gpqa", "task_id": "gpqa_diamond"}, "value": 0.412},
        {
            "dataset": {"id": "cais/hle", "task_id": "default"},
            "value": 20.90,
            "source": {"url": "https://example.org/runs", "user": "SaylorTwift"},
            "notes": "no-tools",
        },
        {"dataset": {"id": "openai/gsm8k"}, "value": 91.4, "verifyToken": "abc"},
        {"filename": "broken.yaml", "error": "not a list"},
    ],
    "model_index": [
        {
            "name": "x",
            "results": [
                {
                    "dataset": {"name": "MMLU", "type": "cais/mmlu"},
                    "metrics": [{"type": "acc", "value": "75.59%"}, {"type": "f1", "value": "NA"}],
                },
                {"dataset": {"name": "ARC"}, "metrics": [{"type": "acc", "value": None}]},
                {"dataset": {"name": "IFEval"}, "metrics": [{"type": "acc", "value": 81}]},
            ],
        }
    ],
}


async def _announce(place: Place, repo_id: str = QWEN, channel: str = RELEASES, **facts: Any) -> Seen:
    place.hub.publish(kind="model", id=repo_id, pipeline_tag="text-generation", **facts)
    return await place.announced(place.alex, repo_id, channel)


async def test_a_discussion_is_opened_once_and_found_again_in_the_language_of_the_server(
    place: Place,
) -> None:
    channel = await place.new_server("Le Labo", place.camille, "fr", "parutions")
    await place.watch("Qwen", place.camille, channel)
    post = await _announce(place, channel=channel)
    opened = await place.alex.press(post, "Discuter")
    assert opened.text == f"The discussion is open: <#{post.id}>."
    assert opened.message is not None
    assert opened.message.ephemeral
    first = await place.alex.wait_for(post.id, lambda one: "C’est ici" in one.text)
    assert "l’on parle de **[Qwen3-Next-80B-A3B](" in first.text
    await place.camille.speak("fr")
    again = await place.camille.press(post, "Discuter")
    assert again.text == f"On en parle ici\u00a0: <#{post.id}>."
    threads = [guild["threads"] for guild in (await place.control.get("state"))["guilds"]]
    assert [thread["name"] for of_guild in threads for thread in of_guild] == [
        "À propos de Qwen3-Next-80B-A3B"
    ]
    words = [one for one in await place.alex.read(post.id) if "C’est ici" in one.text]
    assert len(words) == 1


async def test_a_thread_that_stayed_empty_gets_its_first_words_at_the_next_press_and_once(
    place: Place,
) -> None:
    await place.watch("Qwen", place.camille)
    post = await _announce(place)
    place.discord.faults.add("POST", f"/channels/{post.id}/messages$", "status", status=400)
    await place.alex.press(post, "Discuss")
    for person in (place.alex, place.camille, place.alex):
        await person.press(post, "Discuss")
    words = [one for one in await place.alex.read(post.id) if "This is the place to talk" in one.text]
    assert len(words) == 1


async def test_inside_a_thread_the_discussion_is_right_there(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    post = await _announce(place)
    await place.alex.press(post, "Discuss")
    await place.watch("Qwen", place.camille, post.id)
    inside = await _announce(place, "Qwen/Another", post.id)
    reply = await place.alex.press(inside, "Discuss")
    assert "This is a thread already: write your answer right here" in reply.text


async def test_in_a_forum_the_post_is_the_discussion(place: Place) -> None:
    forum = await place.camille.find_channel("#ideas")
    before = {thread["id"] for thread in await _threads(place, forum)}
    await place.watch("Qwen", place.camille, forum)
    place.hub.publish(kind="model", id=QWEN, pipeline_tag="text-generation")

    async def posted() -> bool:
        return len(await _threads(place, forum)) > len(before)

    await until(posted, what="the post in the forum")
    [thread] = [each for each in await _threads(place, forum) if each["id"] not in before]
    post = await place.announced(place.alex, QWEN, thread["id"])
    reply = await place.alex.press(post, "Discuss")
    assert "This is a thread already: write your answer right here, below the post." in reply.text


async def _threads(place: Place, forum: str) -> list[dict[str, Any]]:
    guilds = (await place.control.get("state"))["guilds"]
    return [thread for guild in guilds for thread in guild["threads"] if thread["parent_id"] == forum]


async def test_missing_rights_are_named(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    post = await _announce(place)
    state = await place.control.get("state")
    guild = next(
        one for one in state["guilds"] if any(each["id"] == post.channel for each in one["channels"])
    )
    create, send = 1 << 35, 1 << 38
    path = f"channels/{post.channel}/permissions/{guild['id']}"
    bot = f"channels/{post.channel}/permissions/{state['application']['id']}"
    await place.control.send("PUT", bot, {"type": 1, "allow": str(send), "deny": "0"})
    await place.control.send("PUT", path, {"type": 0, "allow": "0", "deny": str(send)})
    assert "You may not write in threads here" in (await place.alex.press(post, "Discuss")).text
    await place.control.send("PUT", path, {"type": 0, "allow": "0", "deny": "0"})
    await place.control.send("PUT", bot, {"type": 1, "allow": "0", "deny": str(create)})
    told = await place.alex.press(post, "Discuss")
    assert f"I cannot open a thread in <#{post.channel}>: I need *Create Public Threads* there." in told.text


async def test_a_post_shows_some_claims_and_tells_them_all_to_whom_asks(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    post = await _announce(place, **CLAIMS)
    assert "**Scores** gpqa\\_diamond **0.412** (claimed by its authors)" in post.text
    assert "hle **20.9** (claimed by SaylorTwift)" in post.text
    assert "gsm8k **91.4** (marked as verified)" in post.text
    assert "MMLU (acc) **75\\.59%** (claimed by its authors)" in post.text
    assert "IFEval" not in post.text
    told = await place.alex.press(post, "All scores")
    assert told.message is not None
    assert told.message.ephemeral
    assert "- IFEval (acc) **81** – claimed by its authors" in told.text
    assert "[claimed by SaylorTwift](https://example.org/runs) · no-tools" in told.text
    assert "ARC" not in told.text
    assert "I have neither measured them" in told.text
    await place.alex.speak("fr")
    assert "selon ses auteurs" in (await place.alex.press(post, "All scores")).text


async def test_a_test_post_has_the_same_buttons_which_only_tell_what_they_do(place: Place) -> None:
    place.hub.publish(kind="model", id=QWEN, pipeline_tag="text-generation", **CLAIMS)
    await place.watch("Qwen", place.camille)
    real = await _announce(place, "Qwen/Later", **CLAIMS)
    choices = await place.camille.autocomplete(
        "watch test", channel=RELEASES, focused="watch", options={"watch": ""}
    )
    await place.camille.command("watch test", channel=RELEASES, options={"watch": choices[0].value})
    test = await place.alex.wait_for(RELEASES, lambda one: "🧪" in one.text)
    assert [each.label for each in test.buttons] == [each.label for each in real.buttons]
    assert "[Qwen3-Next-80B-A3B](" in test.text
    for label, told in (
        ("Discuss", "this button opens a thread"),
        ("Follow", "in private"),
        ("Post a result", "what you measured of its model"),
        ("Compare", "sets its model beside others"),
        ("Ask", "answers a question"),
        ("All scores", "every score that is claimed"),
        ("Why here?", "A moderator asked for this test"),
    ):
        assert told in (await place.alex.press(test, label)).text
    await place.alex.speak("fr")
    assert "Sous un vrai message" in (await place.alex.press(test, "Follow")).text
