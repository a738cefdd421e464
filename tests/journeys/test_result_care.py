"""Results are corrected, taken back and doubted, and everyone sees by whom and what."""

from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import MODEL, chosen, post_result, shows


async def test_a_correction_stays_visible_with_what_was_said_before(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    post = await post_result(place, place.alex, "75.7 %")
    assert "75.7% ± 1.18" in post.text
    mine = await chosen(place.alex, "result amend", "gsm")
    refused = await place.alex.command("result amend", channel=RELEASES, options={"result": mine})
    assert "Say what to correct: the value, the number of samples" in refused.text
    same = {"result": mine, "value": "75.7 %"}
    refused = await place.alex.command("result amend", channel=RELEASES, options=same)
    assert refused.text.endswith("That is what it says already. Nothing was changed.")
    options = {"result": mine, "value": "71.2 %", "hardware": "RTX 3060", "note": "I had read the wrong line"}
    done = await place.alex.command("result amend", channel=RELEASES, options=options)
    assert done.text.startswith("Corrected: GSM8K (exact\\_match) of Qwen/Qwen3-8B.")
    changed = await shows(place.camille, post, "**71.2% ± 1.25**")
    assert f"amended by <@{place.alex.id}>" in changed.text
    assert "Value 75.7% → 71.2% · Hardware not stated → RTX 3060" in changed.text
    assert "“I had read the wrong line”" in changed.text
    assert "RTX 3060" in changed.text
    told = await place.camille.press(changed, "Details")
    assert f"corrigé par <@{place.alex.id}>" in told.text
    assert "Valeur 75,7\u202f% → 71,2\u202f%" in told.text


async def test_a_doubt_stands_beside_the_number_and_withdrawing_takes_the_number_away(place: Place) -> None:
    place.hub.publish(kind="model", id=MODEL)
    post = await post_result(place, place.alex, "99.1 %")
    theirs = await chosen(place.camille, "result dispute", "qwen")
    options = {"result": theirs, "reason": "Les réponses étaient dans les exemples @everyone"}
    own = await place.alex.command("result dispute", channel=RELEASES, options=options)
    assert "It is your own result:" in own.text
    done = await place.camille.command("result dispute", channel=RELEASES, options=options)
    assert done.text.startswith("C’est noté")
    doubted = await shows(place.alex, post, "⚖️ disputed")
    assert f"disputed by <@{place.camille.id}>" in doubted.text
    assert "Les réponses étaient dans les exemples" in doubted.text
    again = await place.camille.command("result dispute", channel=RELEASES, options=options)
    assert "Ce résultat est déjà contesté." in again.text
    taken = await place.alex.command("result withdraw", channel=RELEASES, options={"result": theirs})
    assert taken.text.startswith("Withdrawn: GSM8K")
    gone = await shows(place.alex, post, "1 result was withdrawn by its author.")
    assert "99.1" not in gone.text
    told = await place.camille.press(gone, "Details")
    assert "99" not in told.text.replace(str(place.alex.id), "")
    assert "1 résultat a été retiré par son auteur." in told.text
