"""Somebody who knows no command asks what there is."""

from tests.journeys.conftest import RELEASES, Place


async def test_everyone_is_told_what_there_is_and_only_moderators_their_commands(place: Place) -> None:
    french = await place.camille.command("help", channel=RELEASES)
    assert french.message is not None, french.error
    assert french.message.ephemeral
    assert "### Ce que je peux faire pour vous\n- **Demander** – `/ask` répond" in french.text
    assert "*Applications → Expliquer ce message*" in french.text
    assert "### Pour la modération" in french.text

    english = (await place.alex.command("help", channel=RELEASES)).text
    assert "### What I can do for you\n- **Ask** – `/ask` answers" in english
    assert "**Follow** below a post" in english
    assert "For moderators" not in english
    assert "/watch" not in english

    assert "### For moderators" in (await place.robin.command("help", channel="#leaderboard")).text
