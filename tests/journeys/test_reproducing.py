"""A member wants a result measured again, another does it, and both posts say what came out."""

import json

from sandbox.person import Person, Reply, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen, post_result, shows
from tests.journeys.scenery import guild_of
from tests.journeys.test_comparing import confirm, run
from tests.journeys.test_following import private
from tests.steps import settled


async def _answer(person: Person, command: str, channel: str = RELEASES, **options: object) -> Reply:
    return await person.command(command, channel=channel, options=options)


async def _pressed(person: Person, shown: Seen, button: str, words: str) -> Seen:
    """What a private card says after a press."""
    await person.press(shown, button)
    return await person.wait_for(shown.channel, lambda one: one.id == shown.id and words in one.text)


async def test_a_result_is_asked_for_claimed_measured_again_and_told(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    camille, noor = place.camille, place.people["Noor"]
    post = await post_result(place, place.alex, "75.7 %", shots=5, hardware="RTX 4090")
    assert [button.label for button in post.buttons] == ["Details", "Measure again"]
    offered = (await camille.press(post, "Measure again")).message
    assert offered is not None
    assert offered.ephemeral
    assert "Personne n’en attend de seconde mesure." in offered.text
    asked = await _pressed(camille, offered, "Je voudrais une seconde mesure", "C’est noté.")
    assert f"souhaité par <@{camille.id}>" in asked.text
    await shows(place.alex, post, "A second measurement is wanted: press **Measure again**.")
    own = await place.alex.autocomplete(
        "reproduce claim", channel=RELEASES, focused="result", options={"result": ""}
    )
    assert own == []
    result = await chosen(noor, "reproduce claim", "gsm")
    claimed = await _answer(noor, "reproduce claim", result=result)
    assert "It is yours for 3 days." in claimed.text or "Elle est à vous pour 3 jours." in claimed.text
    taken = await _answer(camille, "reproduce claim", result=result)
    assert f"<@{noor.id}> s’en charge déjà" in taken.text
    listed = await _answer(camille, "reproduce list")
    assert "1 mesure à refaire" in listed.text
    assert f"<@{noor.id}> s’en charge depuis" in listed.text
    second = await post_result(place, noor, "76.5 %", shots=5, hardware="RTX 3090")
    there = f"{await guild_of(place, post.channel)}/{post.channel}/{post.id}"
    first = f"<@{place.alex.id}>: [75.7% ± 1.18](https://discord.com/channels/{there})"
    assert f"measured before by {first} – agrees within noise" in second.text
    beside = f"{await guild_of(place, second.channel)}/{second.channel}/{second.id}"
    linked = f"<@{noor.id}>: [76.5% ± 1.17](https://discord.com/channels/{beside}) – agrees within noise"
    original = await shows(place.alex, post, f"measured again by {linked}")
    assert "🔁 reproduced" in original.text
    assert "second measurement is wanted" not in original.text
    [told] = await private(camille, 1)
    assert "76,5\u202f% ± 1,17" in told.text
    assert f"par <@{noor.id}> – concorde, au bruit près" in told.text
    mine = await camille.press(told, "Ce que j’attends")
    assert "Vous n’attendez aucune seconde mesure." in mine.text
    empty = await _answer(place.alex, "reproduce list")
    assert "Nobody waits for a second measurement here." in empty.text


async def test_the_command_of_a_run_is_given_and_a_claim_given_back(place: Place) -> None:
    content = {**run(MODEL, 0.80), "total_evaluation_time_seconds": "2460"}
    files = {"file": ("run.json", json.dumps(content).encode())}
    shown = await place.alex.command("result import", channel=RELEASES, files=files)
    await confirm(place.alex, shown, RELEASES)
    result = await chosen(place.camille, "reproduce request", "qwen")
    asked = await _answer(place.camille, "reproduce request", result=result)
    assert (
        f"lm_eval --model hf --model_args pretrained={MODEL},revision={'a' * 40} --tasks gsm8k" in asked.text
    )
    assert "l’ensemble a pris environ 41 minutes" in asked.text
    assert asked.message is not None
    claimed = await _pressed(place.camille, asked.message, "Je m’en charge", "Elle est à vous pour 3 jours.")
    back = await _pressed(place.camille, claimed, "Le laisser à d’autres", "Merci de l’avoir dit.")
    await _pressed(place.camille, back, "Je n’en ai plus besoin", "Vous ne l’attendez plus.")
    nothing = await _answer(place.camille, "reproduce claim", result=result)
    assert "Personne n’en attend de seconde mesure, vous n’avez donc pas à vous en charger." in nothing.text


async def test_what_a_file_does_not_say_of_its_run_stands_beside_the_command(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    speeds = {"requests_per_second": 0.97, "tokens_per_second": 2115.9, "elapsed_time": 131.6}
    content = json.dumps({**speeds, "num_requests": 128, "total_num_tokens": 278528})
    table = f"dataset,version,metric,mode,{MODEL}\nceval,1f3,accuracy,gen,52.1\n"
    for name, written in (("throughput.json", content), ("summary.csv", table)):
        files = {"file": (name, written.encode())}
        shown = (await place.alex.command("result import", channel=RELEASES, files=files)).message
        assert shown is not None
        if "Publish" not in [button.label for button in shown.buttons]:
            form = await place.alex.press(shown, "Name the model")
            await place.alex.submit(form, {"Model": MODEL})
        shown = await settled(place.alex, shown, "result:publish")
        await place.alex.press(shown, "Publish")
        await place.alex.wait_for(RELEASES, lambda one, id_=shown.id: one.id == id_ and not one.buttons)  # type: ignore[misc]
    speed = await chosen(place.camille, "reproduce request", "throughput")
    told = await _answer(place.camille, "reproduce request", result=speed)
    assert (
        f"vllm bench throughput --model {MODEL} --num-prompts 128 --output-json throughput.json\n"
        "# Le fichier ne dit pas quelle était la longueur des prompts et des réponses\u00a0: 2176 jetons"
    ) in told.text
    score = await chosen(place.camille, "reproduce request", "ceval")
    told = await _answer(place.camille, "reproduce request", result=score)
    assert "Le fichier ne dit pas avec quelles configurations du modèle" in told.text
    assert "```" not in told.text


async def test_another_server_sees_no_request_and_confirms_nothing(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    post = await post_result(place, place.alex, "75.7 %")
    result = await chosen(place.alex, "reproduce request", "qwen")
    await _answer(place.alex, "reproduce request", result=result)
    for command in ("reproduce request", "reproduce claim"):
        refused = await _answer(place.robin, command, "#leaderboard", result=result)
        assert "There is no such public result here." in refused.text
    elsewhere = await _answer(place.robin, "reproduce list", "#leaderboard")
    assert "Nobody waits for a second measurement here." in elsewhere.text
    theirs = await post_result(place, place.robin, "75.7 %", channel="#leaderboard")
    assert "measured before" not in theirs.text
    still = await shows(place.alex, post, "A second measurement is wanted")
    assert "reproduced" not in still.text
