"""One result from its file to its end, by two members, beside a server that never learns of it."""

from dataclasses import dataclass

import pytest

from sandbox.person import Person, Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, shows
from tests.journeys.test_comparing import confirm, run
from tests.journeys.test_results import TOKEN, _import

ELSEWHERE = "#leaderboard"
QWEN, MINISTRAL = "Qwen/Qwen3-8B", "mistralai/Ministral-8B"


@dataclass(frozen=True)
class Words:
    """What is read in one language."""

    locale: str
    check: str
    ranked: str
    better: str
    nobody: str
    same: str
    stays: str
    corrected: str
    no_such: str
    noted: str
    hide: str
    reason: str
    none_left: str


ENGLISH = Words(
    locale="en-GB",
    check="Please check before it is public",
    ranked=f"**1.** {QWEN}: **80% ± 1.1**",
    better="→ **better**",
    nobody=f"Nobody has posted results of **{MINISTRAL}** here yet.",
    same="Choose two different models or more.",
    stays="This value was read from a file and stays as the file says.",
    corrected="Corrected: GSM8K",
    no_such="There is no such public result here.",
    noted="Noted: GSM8K",
    hide="Hide",
    reason="Reason",
    none_left="Nobody has posted results of **Qwen/Qwen3-8B** here yet.",
)
FRENCH = Words(
    locale="fr",
    check="À vérifier avant que ce soit public",
    ranked=f"**1.** {QWEN}\u00a0: **80\u202f% ± 1,1**",
    better="→ **meilleur**",
    nobody=f"Personne n’a encore publié ici de résultats de **{MINISTRAL}**.",
    same="Choisissez au moins deux modèles différents.",
    stays="Cette valeur a été lue dans un fichier et reste telle que le fichier la donne.",
    corrected="Corrigé\u00a0: GSM8K",
    no_such="Il n’y a pas ici de résultat public de ce genre.",
    noted="C’est noté\u00a0: GSM8K",
    hide="Masquer",
    reason="Raison",
    none_left="Personne n’a encore publié ici de résultats de **Qwen/Qwen3-8B**.",
)


@pytest.mark.parametrize("words", [ENGLISH, FRENCH], ids=lambda one: one.locale)
async def test_a_result_is_imported_ranked_compared_corrected_doubted_and_hidden_in_its_server_alone(
    place: Place, words: Words
) -> None:
    alex, camille, robin = place.alex, place.camille, place.robin
    for person in (alex, camille, robin):
        await person.speak(words.locale)

    shown = await _import(place, "Alex", run(QWEN, 0.80) | {"note": TOKEN})
    assert shown.message is not None
    assert shown.message.ephemeral
    assert words.check in shown.text
    assert TOKEN not in shown.text
    assert await place.posts(camille) == []
    await confirm(alex, shown, RELEASES)
    post = await camille.wait_for(RELEASES, lambda one: f"<@{alex.id}>" in one.text and not one.ephemeral)
    assert "80% ± 1.1" in post.text
    await confirm(camille, await _import(place, "Camille", run(MINISTRAL, 0.72)), RELEASES)
    # The same file is new there.
    theirs = await _import(place, "Robin", run(QWEN, 0.80) | {"note": TOKEN}, channel=ELSEWHERE)
    assert words.check in theirs.text
    await confirm(robin, theirs, ELSEWHERE)

    ranked = await _board(alex, RELEASES)
    assert words.ranked in ranked.text
    assert MINISTRAL in ranked.text
    assert MINISTRAL not in (await _board(robin, ELSEWHERE)).text
    assert words.better in (await _compare(camille, RELEASES, MINISTRAL)).text
    assert words.nobody in (await _compare(robin, ELSEWHERE, MINISTRAL)).text
    assert words.same in (await _compare(alex, RELEASES, QWEN)).text

    mine = await chosen(alex, "result amend", "strict")
    value = await _about(alex, "result amend", mine, value="81 %")
    assert words.stays in value.text
    done = await _about(alex, "result amend", mine, hardware="RTX 3060", note="I forgot the machine")
    assert done.text.startswith(words.corrected)
    changed = await shows(camille, post, f"amended by <@{alex.id}>")
    assert "RTX 3060" in changed.text

    foreign = await _about(robin, "result dispute", mine, channel=ELSEWHERE, reason="?")
    assert words.no_such in foreign.text
    doubted = await _about(camille, "result dispute", mine, reason="Contaminated")
    assert doubted.text.startswith(words.noted)
    await shows(alex, post, "⚖️ disputed")

    card = await _about(camille, "moderate result", mine)
    assert card.message is not None
    form = await camille.press(card.message, words.hide)
    await camille.submit(form, {words.reason: "Contaminated"})
    gone = await shows(alex, post, "1 result was hidden by the moderators.")
    assert "80%" not in gone.text
    assert QWEN not in (await _board(alex, RELEASES)).text
    assert words.none_left in (await _compare(alex, RELEASES, MINISTRAL)).text
    assert words.ranked.removeprefix("**1.** ") in (await _board(robin, ELSEWHERE)).text


async def _board(person: Person, channel: str) -> Reply:
    return await person.command("board", channel=channel, options={"benchmark": "gsm8k"})


async def _compare(person: Person, channel: str, other: str) -> Reply:
    return await person.command("compare", channel=channel, options={"first": QWEN, "second": other})


async def _about(
    person: Person, command: str, result: int, *, channel: str = RELEASES, **options: str
) -> Reply:
    return await person.command(command, channel=channel, options={"result": result, **options})
