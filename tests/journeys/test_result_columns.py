"""A table whose columns nobody knows is explained by who posts it."""

from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_results import TOKEN, _import

TABLE = f"""Modell;Prüfung;Punkte;Anzahl;Notiz
Qwen/Qwen3-8B;gsm8k;75,7;1319;{TOKEN}
""".encode()


async def test_columns_are_explained_in_a_form(place: Place, stored: Database) -> None:
    asked = await _import(place, "Alex", TABLE, "punkte.csv")
    assert asked.message is not None
    assert asked.message.ephemeral
    assert "**punkte.csv**" in asked.text
    assert "*Modell*, *Prüfung*, *Punkte*, *Anzahl*, *Notiz*" in asked.text
    async with stored.transaction() as session:
        draft = await session.scalar(text("SELECT readings::text FROM result_draft"))
    assert TOKEN not in draft
    form = await place.alex.press(asked.message, "Explain the columns")
    await place.alex.submit(form, {"Column with the benchmark": "Prüfung"})
    wanted = "Say at least which column names the benchmark, and which holds its value."
    await place.alex.wait_for(RELEASES, lambda one: wanted in one.text)
    form = await place.alex.press(asked.message, "Explain the columns")
    wrong = {"Column with the benchmark": "Test", "Column with the value": "Punkte"}
    await place.alex.submit(form, wrong)
    await place.alex.wait_for(RELEASES, lambda one: "The table has no column *Test*." in one.text)
    form = await place.alex.press(asked.message, "Explain the columns")
    assert "'value': 'Test'" in str(form.modal)
    assert "With its scale where that may be unclear: Score (%)" in str(form.modal)
    right = {
        "Column with the benchmark": "prüfung",
        "Column with the value": "Punkte (%)",
        "Column with the model": "Modell",
        "Column with the number of samples": "Anzahl",
    }
    await place.alex.submit(form, right)
    line = "GSM8K (exact\\_match): **75.7% ± 1.18**"
    shown = await place.alex.wait_for(RELEASES, lambda one: line in one.text)
    assert "a token or key (`line 2`)" in shown.text
    await place.alex.press(shown, "Publish")
    post = await place.camille.wait_for(RELEASES, lambda one: "75.7% ± 1.18" in one.text)
    assert "Qwen/Qwen3-8B" in post.text
    again = await _import(place, "Camille", TABLE, "punkte.csv")
    assert again.message is not None
    assert "Que signifient ces colonnes\u202f?" in again.text
    form = await place.camille.press(again.message, "Expliquer les colonnes")
    meant = {"Colonne du benchmark": "Prüfung", "Colonne de la valeur": "Punkte"}
    await place.camille.submit(form, meant)
    await place.camille.wait_for(RELEASES, lambda one: "Ce même fichier a été publié ici par" in one.text)


async def test_an_unclear_scale_is_said_in_the_form_which_knows_the_columns(place: Place) -> None:
    table = b"model,benchmark,score\nQwen/Qwen3-8B,mmlu,0.4332\n"
    asked = await _import(place, "Camille", table, "scores.csv")
    assert asked.message is not None
    assert "peut être une fraction de 1 ou un pourcentage" in asked.text
    form = await place.camille.press(asked.message, "Expliquer les colonnes")
    assert "'value': 'benchmark'" in str(form.modal)
    meant = {"Colonne du benchmark": "benchmark", "Colonne de la valeur": "score (fraction)"}
    await place.camille.submit(form, meant | {"Colonne du modèle": "model"})
    await place.camille.wait_for(RELEASES, lambda one: "MMLU" in one.text and "43,3" in one.text)
