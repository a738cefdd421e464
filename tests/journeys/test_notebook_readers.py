"""What was shared in a channel is told to nobody who may not read that channel."""

from sandbox.person import Person
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen
from tests.journeys.sharing import notebook_of, share

VIEW = 1 << 10
SOURCE = f"model = AutoModel.from_pretrained('{MODEL}')"


async def _secret(place: Place, *kept_out: Person) -> str:
    """A channel of Atelier IA that these people may not see."""
    state = await place.control.get("state", user=place.alex.id)
    guild = next(one for one in state["guilds"] if one["name"] == "Atelier IA")
    made = await place.control.send("POST", f"guilds/{guild['id']}/channels", {"name": "secret", "type": 0})
    for person in kept_out:
        about = {"type": 1, "allow": "0", "deny": str(VIEW)}
        await place.control.send("PUT", f"channels/{made['id']}/permissions/{person.id}", about)
    return str(made["id"])


async def test_lists_suggestions_and_models_name_only_what_a_person_may_read(place: Place) -> None:
    alex, noor = place.alex, place.people["Noor"]
    secret = await _secret(place, noor)
    place.hub.publish(kind="model", id=MODEL)
    await share(place, alex, notebook_of("On lions", "x", source=SOURCE))
    await share(place, alex, notebook_of("On snakes", "x", source=SOURCE), secret)
    for person, is_reader in ((alex, True), (noor, False)):
        listed = await person.command("notebook list", channel=RELEASES, options={"model": MODEL})
        assert "On lions" in listed.text
        assert ("On snakes" in listed.text) is is_reader
        known = await person.command("model show", channel=RELEASES, options={"model": MODEL})
        assert "[On lions](https://discord.com/channels/" in known.text
        assert ("On snakes" in known.text) is is_reader
        for command in ("notebook show", "notebook compare"):
            name = "notebook" if command == "notebook show" else "a"
            choices = await person.autocomplete(
                command, channel=RELEASES, focused=name, options={name: "on "}
            )
            assert len(choices) == (2 if is_reader else 1), command
    assert (
        "**Notebooks qui l’utilisent**"
        in (await place.camille.command("model show", channel=RELEASES, options={"model": MODEL})).text
    )
    snakes = await chosen(alex, "notebook show", "snakes", name="notebook")
    shown = await alex.command("notebook show", channel=RELEASES, options={"notebook": snakes})
    assert "### On snakes" in shown.text
    refused = await noor.command("notebook show", channel=RELEASES, options={"notebook": snakes})
    assert "On snakes" not in refused.text
    assert refused.text.startswith("⚠️")
    # A file stays out of reach too, for who could read it a moment ago.
    assert shown.message is not None
    about = {"type": 1, "allow": "0", "deny": str(VIEW)}
    await place.control.send("PUT", f"channels/{secret}/permissions/{alex.id}", about)
    for button in ("Details", "Download", "Open the page"):
        assert (
            "You may not read the channel of this notebook" in (await alex.press(shown.message, button)).text
        )
    # Another server has nothing of it.
    away = await place.robin.command("model show", channel="#leaderboard", options={"model": MODEL})
    assert "On lions" not in away.text
