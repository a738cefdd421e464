"""Everything that a server knows of a model, and the machines of its members."""

from typing import Any

from bot.db.engine import Database
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import change_all
from tests.journeys.test_comparing import post, run

QWEN = "Qwen/Qwen3-8B"


async def _show(place: Place, who: str = "Alex", channel: str = RELEASES, model: str = QWEN) -> Reply:
    return await place.people[who].command("model show", channel=channel, options={"model": model})


async def _hardware(place: Place, who: str, what: str, **options: Any) -> str:
    return (await place.people[who].command(f"hardware {what}", channel=RELEASES, options=options)).text


async def test_a_model_is_told_with_the_spread_between_members_and_the_posts_about_it(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue=QWEN)
    release = await place.announced(place.alex, QWEN)
    for who, value in (("Alex", 0.80), ("Camille", 0.82), ("Alex", 0.70)):
        await post(place, run(QWEN, value), who=who)
    shown = await _show(place)
    assert shown.message is not None
    assert shown.message.ephemeral
    assert f"[{QWEN}]({place.hub.url}/{QWEN})" in shown.text
    assert "**80% ± 1.1** · 5 examples shown · 3 runs by 2 members, 70% to 82%" in shown.text
    assert f"/{release.id}" in shown.text
    assert "It is being talked about here" not in shown.text
    await place.alex.press(release, "Discuss")
    assert f"· It is being talked about here: <#{release.id}>." in (await _show(place)).text
    french = await _show(place, "Camille")
    assert "**Mesuré ici**" in french.text
    assert "3 mesures par 2 membres" in french.text


async def test_a_member_learns_whether_a_model_fits_into_their_own_machine(place: Place) -> None:
    place.hub.publish(catalogue=QWEN)
    assert "Tell me your machine with `/hardware set`" in (await _show(place)).text
    told = await _hardware(place, "Alex", "set", gpu="RTX 3060", gpu_memory=12, memory=32)
    assert told.startswith("Your machine: RTX 3060, 12 GB on the graphics card, and 32 GB of main memory.")
    shown = await _show(place)
    assert "q4 (5 GB): fits into the graphics card" in shown.text
    assert "bf16 (17 GB): fits partly, with the rest in main memory: slower" in shown.text
    assert "Décrivez votre machine" in (await _show(place, "Camille")).text
    assert "Je ne sais rien de votre machine." in await _hardware(place, "Camille", "show")
    assert "Indiquez au moins une chose" in await _hardware(place, "Camille", "set")
    assert await _hardware(place, "Alex", "forget") == "Done. I have forgotten your machine."
    assert "I know nothing of your machine." in await _hardware(place, "Alex", "show")


async def test_newer_bases_are_named_as_competitive_does(place: Place) -> None:
    place.hub.publish(catalogue=QWEN)
    old = "Qwen/Qwen2.5-7B-Instruct"
    shown = await _show(place, model=old)
    assert f"**Newer bases**\n- [{QWEN}]({place.hub.url}/{QWEN})" in shown.text
    assert "`/competitive` tells whether one of them is worth it." in shown.text
    assert "**Bases plus récentes**" in (await _show(place, "Camille", model=old)).text
    assert "Newer bases" not in (await _show(place)).text


async def test_a_model_that_nobody_knows_is_told(place: Place) -> None:
    unknown = await _show(place, "Camille", model="nobody/nothing")
    assert "Je ne connais pas de modèle **nobody/nothing**" in unknown.text


async def test_hidden_results_and_those_of_other_servers_do_not_show(place: Place, stored: Database) -> None:
    place.hub.publish(catalogue=QWEN)
    await post(place, run(QWEN, 0.80))
    theirs = await _show(place, "Robin", "#leaderboard")
    assert "Nobody has measured it here yet" in theirs.text or "Personne ne l’a encore mesuré" in theirs.text
    assert "80%" not in theirs.text
    await change_all(stored, "UPDATE result SET state = 'hidden'")
    assert "Nobody has measured it here yet" in (await _show(place)).text
