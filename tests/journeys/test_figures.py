"""Questions about figures: the table comes from the database, each figure with the link to its post."""

import pytest

from bot.llm.model import State
from sandbox.person import Seen
from tests.journeys.conftest import Place
from tests.journeys.test_asking import asked, button, secret_channel
from tests.journeys.test_comparing import post, run
from tests.scripted_model import ScriptedModel
from tests.waiting import until_true

BOREAL, MIRAGE, LARGE = "nordlys/Boreal3-4B", "zephyrine/Mirage-7B", "atlas-ai/Atlas-70B"


def correction(shown: Seen, label: str) -> tuple[str, str]:
    """The custom id of the list below the figures, and the value of one of its options."""
    menu = shown.selects[0]
    return menu["custom_id"], next(one["value"] for one in menu["options"] if label in one["label"])


async def test_the_best_of_a_size_is_told_with_its_link_and_ties_in_both_languages(place: Place) -> None:
    for model, value in ((BOREAL, 0.80), (MIRAGE, 0.72), ("petitpas/Fourmi3-3B", 0.722), (LARGE, 0.91)):
        await post(place, run(model, value))
    english = await asked(place.alex, "Which model under 8B is best on GSM8K here?")
    assert english.ephemeral
    assert "**1.** nordlys/Boreal3-4B: **[80% ± 1.1](https://discord.com/channels/" in english.text
    assert "**2–3.** petitpas/Fourmi3-3B" in english.text
    assert "Atlas" not in english.text
    assert "I read: best of GSM8K, under 8B, measured here" in english.text
    assert "3 of 4 results that you may read fit." in english.text
    form = await place.alex.press(english, button(english, "Ask on"))
    going_on = await place.alex.submit(form, {"question": "and over 50B?"})
    assert going_on.message is not None
    assert "**1.** atlas-ai/Atlas-70B" in going_on.message.text
    assert "I read: best of GSM8K, over 50B, measured here" in going_on.message.text
    french = await asked(place.camille, "Quel est le meilleur modèle de moins de 8B sur GSM8K ?")
    assert "J’ai lu\u00a0: les meilleurs sur GSM8K, moins de 8B, mesures faites ici" in french.text
    assert "**1.** nordlys/Boreal3-4B" in french.text
    control, chosen = correction(english, "under 8B")
    await place.alex.choose(english, control, [chosen])
    corrected = await place.alex.wait_for(
        english.channel, lambda one: one.id == english.id and "Atlas" in one.text
    )
    assert "I read: best of GSM8K, measured here" in corrected.text
    control, chosen = correction(corrected, "The worst first")
    await place.alex.choose(corrected, control, [chosen])
    worst = await place.alex.wait_for(
        english.channel, lambda one: one.id == english.id and "worst of GSM8K" in one.text
    )
    assert "**3–4.** zephyrine/Mirage-7B" in worst.text
    await place.alex.press(worst, button(worst, "Simpler"))
    simpler = await place.alex.wait_for(
        english.channel,
        lambda one: one.id == english.id and "Simpler" not in [each.label for each in one.buttons],
    )
    assert "I read: worst of GSM8K, measured here" in simpler.text
    control, chosen = correction(simpler, "The best first")
    await place.alex.choose(simpler, control, [chosen])
    best = await place.alex.wait_for(
        english.channel, lambda one: one.id == english.id and "I read: best of GSM8K" in one.text
    )
    assert "Simpler" not in [one.label for one in best.buttons]


async def test_two_models_are_compared_by_the_rules_of_compare(place: Place) -> None:
    await post(place, run(BOREAL, 0.80, shots=5))
    await post(place, run(MIRAGE, 0.72, shots=0))
    told = await asked(place.alex, "is boreal3 4b better than mirage 7b on gsm8k?")
    assert "→ **cannot be compared**" in told.text
    assert "worked examples shown: 5 here, 0 there" in told.text
    await post(place, run(MIRAGE, 0.715, shots=5))
    told = await asked(place.camille, "boreal3-4b ou mirage-7b sur GSM8K ?")
    assert "→ **mieux**" in told.text or "→ **meilleur**" in told.text
    assert "](https://discord.com/channels/" in told.text
    assert "plusieurs fois" not in told.text
    await post(place, run(MIRAGE, 0.725, shots=5), who="Camille")
    told = await asked(place.camille, "boreal3-4b ou mirage-7b sur GSM8K ?")
    assert "zephyrine/Mirage-7B\u00a0: 2 mesures par 2 membres, 71,5\u202f% à 72,5\u202f%" in told.text
    assert "Un modèle mesuré plusieurs fois est représenté par sa mesure médiane." in told.text
    told = await asked(place.alex, "boreal3-4b or mirage-7b on GSM8K?")
    assert "zephyrine/Mirage-7B: 2 runs by 2 members, 71.5% to 72.5%" in told.text


async def test_nobody_is_told_figures_of_a_channel_that_they_cannot_read_nor_of_another_server(
    place: Place,
) -> None:
    await post(place, run(BOREAL, 0.71))
    secret = await secret_channel(place)
    await post(place, run("noor/secret-9b", 0.95), secret, who="Camille")
    await post(place, run("noor/elsewhere-9b", 0.96), "#leaderboard", who="Robin")
    mine = await asked(place.alex, "best GSM8K?")
    assert BOREAL in mine.text
    assert "secret" not in mine.text
    assert "elsewhere" not in mine.text
    assert "1 of 1 result that you may read fits." in mine.text
    named = await asked(place.alex, "secret-9b on GSM8K?")
    assert "95%" not in named.text
    # What stands in a channel that is closed is in no list, whoever asks.
    moderators = await asked(place.camille, "best GSM8K?", secret)
    assert BOREAL in moderators.text
    assert "secret-9b" not in moderators.text
    for_all = await asked(place.camille, "best GSM8K?", for_all=True)
    assert BOREAL in for_all.text
    assert "secret" not in for_all.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("GSM8K of Boreal3-4B?", "nordlys/Boreal3-4B: **[80%"),
        ("GSM8K de Mirage-7B ?", "2 mesures par 1 membre, 72\u202f% à 74\u202f%"),
        ("best GSM8K?", "2 runs by 1 member, 72% to 74%"),
        ("How good is Boreal3-4B?", "I read: all results of nordlys/Boreal3-4B, measured here"),
        ("What are the results of Boreal3-4B?", "nordlys/Boreal3-4B: **[80%"),
        ("latest results", "I read: the newest results, measured here"),
        ("how many results do we have on GSM8K?", "**3 results** of **2 models**, measured in 1 way."),
        ("How has GSM8K progressed?", "The best when they were measured"),
        ("top 3 on MMLU", "I know no result of **MMLU** that you may read here"),
        ("best GSM8K since 2027-01-01", "None: no result of **GSM8K** fits"),
        ("What does Boreal3-4B claim on GSM8K?", "I know of nothing that is claimed here of GSM8K."),
        ("best open-source model on GSM8K", "Left out, since nobody knows their licence: 2 models."),
        (
            "Le meilleur modèle libre sur GSM8K ?",
            "les meilleurs sur GSM8K, sous licence libre, mesures faites ici",
        ),
        ("best GSM8K of zzyzx", "I did not understand **zzyzx**"),
    ],
)
async def test_values_counts_trends_and_none_are_answers(place: Place, question: str, told: str) -> None:
    for model, value in ((BOREAL, 0.80), (MIRAGE, 0.72), (MIRAGE, 0.74)):
        await post(place, run(model, value))
    assert told in (await asked(place.alex, question)).text


async def test_a_model_reads_what_the_rules_cannot_and_its_reading_is_said_to_be_a_guess(
    quiet_place: Place,
) -> None:
    question = "Which contender under 8B shines brightest among everybody’s submissions of GSM8K?"
    async with ScriptedModel() as model:
        place = quiet_place
        place.settings = place.settings.model_copy(update={"llm_url": model.url})
        app = await place.start_bot()
        await until_true(lambda: app.voice.status.state is State.READY, what="the model")
        await post(place, run(BOREAL, 0.80))
        await post(place, run(LARGE, 0.91))
        model.will('{"wants":"best","benchmark":"gsm8k","models":[]}')
        told = await asked(place.alex, question)
        assert "**1.** nordlys/Boreal3-4B: **[80%" in told.text
        assert "I had to guess a part of this" in told.text
        assert model.asked[0]["response_format"]["type"] == "json_schema"
        model.will('{"wants":"best","benchmark":"gsm8k 99.9","models":[]}')
        told = await asked(place.alex, question)
        assert "99.9" not in told.text
        assert "I read" not in told.text
