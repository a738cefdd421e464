"""A benchmark over time, and the speed of a model by hardware."""

from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_comparing import confirm, post, run

QWEN, MINISTRAL = "Qwen/Qwen3-8B", "mistralai/Ministral-8B"
DAY = 24 * 3600


async def _trend(place: Place, who: str, channel: str = RELEASES, **options: str) -> Reply:
    return await place.people[who].command("trend", channel=channel, options=options)


async def test_a_benchmark_is_drawn_over_time_and_what_was_the_best_is_told(place: Place) -> None:
    await post(place, {**run(QWEN, 0.80), "date": 1783534401.8})
    await post(place, {**run("org/weaker", 0.50), "date": 1783534401.8 + 10 * DAY})
    await post(place, {**run(MINISTRAL, 0.85), "date": 1783534401.8 + 20 * DAY})
    shown = await _trend(place, "Alex", benchmark="gsm8k")
    assert shown.message is not None, shown.text
    assert shown.message.ephemeral
    assert shown.text.index(MINISTRAL) < shown.text.index(QWEN)
    assert ": org/weaker **" not in shown.text
    assert [one["filename"] for one in shown.message.raw["attachments"]] == ["chart.png"]
    french = await _trend(place, "Camille", benchmark="gsm8k")
    assert "au fil du temps" in french.text
    theirs = await _trend(place, "Robin", "#leaderboard", benchmark="gsm8k")
    assert QWEN not in theirs.text


async def test_the_speed_of_a_model_is_shown_by_hardware(place: Place) -> None:
    place.hub.publish(kind="model", id=QWEN)
    for hardware, value in (("RTX 4090", "118 t/s"), ("RTX 3060", "41,5 t/s")):
        options = {"model": QWEN, "benchmark": "generation_speed", "value": value, "hardware": hardware}
        shown = await place.alex.command("result post", channel=RELEASES, options=options)
        await confirm(place.alex, shown, RELEASES)
    told = await _trend(place, "Alex", benchmark="generation_speed", model=QWEN)
    assert told.message is not None, told.text
    assert "- RTX 3060: Generation speed **41.5 tokens/s**" in told.text
    assert "- RTX 4090: Generation speed **118 tokens/s**" in told.text
    assert len(told.message.raw["attachments"]) == 1
    none = await _trend(place, "Camille", benchmark="gsm8k", model=QWEN)
    assert "Personne n’a publié ici, sous ce nom, de vitesse de **Qwen/Qwen3-8B**." in none.text


async def test_of_many_that_were_the_best_the_newest_are_told_and_how_many_more(place: Place) -> None:
    rows = "".join(f"org/m{day},gsm8k,{50 + day} %,2026-10-{day:02}\n" for day in range(1, 13))
    table = ("model,benchmark,value,date\n" + rows).encode()
    files = {"file": ("table.csv", table)}
    shown = await place.alex.command("result import", channel=RELEASES, files=files)
    await confirm(place.alex, shown, RELEASES)
    told = await _trend(place, "Alex", benchmark="gsm8k")
    assert ": org/m12 **62%**" in told.text
    assert ": org/m2 **" not in told.text
    assert "… and 2 more." in told.text
    french = await _trend(place, "Camille", benchmark="gsm8k")
    assert "org/m3 **53" in french.text
    assert "… et 2 autres." in french.text
