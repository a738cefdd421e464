"""Moderators add benchmarks of their server's own; members post results of them, in that server only."""

from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen

SUMS = {
    "name": "Our Sums",
    "unit": "percent",
    "english": "Adding two numbers of three digits.",
    "french": "Additionner deux nombres de trois chiffres.",
    "chance": 25,
}
TABLE = b"model,benchmark,value\nQwen/Qwen3-8B,our-sums,81.5\nQwen/Qwen3-8B,grade school,75.7\n"


async def _listed(place: Place, who: str, channel: str) -> list[str]:
    options = {"benchmark": "our sums", "model": "x", "value": "1"}
    choices = await place.people[who].autocomplete(
        "result post", channel=channel, focused="benchmark", options=options
    )
    return [str(choice.value) for choice in choices]


async def test_a_server_has_benchmarks_of_its_own_and_no_other_server_knows_them(
    place: Place, stored: Database
) -> None:
    refused = await place.alex.command("benchmark add", channel=RELEASES, options=SUMS)
    assert "That is for moderators" in refused.text
    added = await place.camille.command("benchmark add", channel=RELEASES, options=SUMS)
    assert "Additionner deux nombres de trois chiffres." in added.text
    assert "répondre au hasard donne 25,0" in added.text
    again = await place.camille.command("benchmark add", channel=RELEASES, options=SUMS)
    assert "Ce nom désigne déjà un benchmark ici." in again.text
    known = await place.camille.command("benchmark add", channel=RELEASES, options={**SUMS, "name": "GSM8K"})
    assert "Je connais déjà GSM8K, partout." in known.text
    shown = await place.alex.command("benchmark show", channel=RELEASES, options={"benchmark": "our sums"})
    assert "Adding two numbers of three digits." in shown.text
    assert "our_sums" in await _listed(place, "Alex", RELEASES)
    assert "our_sums" not in await _listed(place, "Robin", "#leaderboard")
    options = {"benchmark": "gsm8k", "alias": "grade school"}
    named = await place.camille.command("benchmark alias", channel=RELEASES, options=options)
    assert "Désormais, **grade school** désigne ici **GSM8K**." in named.text
    files = {"file": ("table.csv", TABLE)}
    here = await place.alex.command("result import", channel=RELEASES, files=files)
    assert "Our Sums (score): **81.5%**" in here.text
    assert "GSM8K (exact\\_match): **75.7%**" in here.text
    elsewhere = await place.robin.command("result import", channel="#leaderboard", files=files)
    assert "our-sums (score): **81.5**" in elsewhere.text
    assert here.message is not None
    await place.alex.press(here.message, "Publish")
    await place.camille.wait_for(RELEASES, lambda one: "Our Sums" in one.text and not one.ephemeral)
    async with stored.transaction() as session:
        kept = await session.execute(text("SELECT benchmark, value FROM result ORDER BY id"))
        assert [tuple(row) for row in kept] == [("our_sums", 0.815), ("gsm8k", 0.757)]
    for name, title in (("Our Sums", "Our Sums (score)"), ("grade school", "GSM8K (exact\\_match)")):
        ranked = await place.alex.command("board", channel=RELEASES, options={"benchmark": name})
        assert f"Ranking: {title}" in ranked.text
    refused = await place.robin.command(
        "board", channel="#leaderboard", options={"benchmark": "grade school"}
    )
    assert "Nobody has posted results of **grade school** here yet." in refused.text
    french = await place.camille.command("board", channel=RELEASES, options={"benchmark": "generation_speed"})
    assert "résultats de **Vitesse de génération**" in french.text


async def test_a_benchmark_is_removed_only_while_no_result_uses_it(place: Place) -> None:
    await place.camille.command("benchmark add", channel=RELEASES, options=SUMS)
    typed = {"model": "my own model", "benchmark": "our_sums", "value": "81,5"}
    shown = await place.alex.command("result post", channel=RELEASES, options=typed)
    assert "Our Sums (score): **81.5%**" in shown.text
    impossible = await place.alex.command("result post", channel=RELEASES, options={**typed, "value": "140"})
    assert "Our Sums is 140, outside of what is possible" in impossible.text
    gone = await place.camille.command(
        "benchmark remove", channel=RELEASES, options={"benchmark": "Our Sums"}
    )
    assert "**Our Sums** est oublié." in gone.text
    listed = await place.alex.command("benchmark list", channel=RELEASES)
    assert "This server has no benchmark of its own." in listed.text
    await place.camille.command("benchmark add", channel=RELEASES, options=SUMS)
    assert shown.message is not None
    await place.alex.press(shown.message, "Publish")
    await place.camille.wait_for(RELEASES, lambda one: "Our Sums" in one.text and not one.ephemeral)
    mine = await chosen(place.alex, "result amend", "Sums")
    options = {"result": mine, "value": "82"}
    await place.alex.command("result amend", channel=RELEASES, options=options)
    await place.camille.wait_for(RELEASES, lambda one: "**82%**" in one.text and not one.ephemeral)
    kept = await place.camille.command(
        "benchmark remove", channel=RELEASES, options={"benchmark": "our_sums"}
    )
    assert "Our Sums reste" in kept.text
    audit = await place.camille.command("audit", channel=RELEASES)
    assert "a ajouté le benchmark **Our Sums**" in audit.text
