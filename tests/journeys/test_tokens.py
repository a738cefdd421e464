"""Members post results from their programs, with a token of their own."""

import io
import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.results.tokens import MOST_TOKENS
from tests.forked import essai
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_results import RUN, SPEED, TOKEN

FILE = ("run.json", json.dumps(RUN).encode())


async def _token(place: Place, who: str = "Alex", channel: str = RELEASES, name: str = "my machine") -> str:
    made = await place.people[who].command("token make", channel=channel, options={"name": name})
    assert made.message is not None
    assert made.message.ephemeral
    found = re.search(r"essai_\d+_[\w-]+", made.text)
    assert found is not None, made.text
    return found[0]


async def _send(
    place: Place,
    token: str | None,
    *files: tuple[str, bytes],
    locale: str = "en",
    **fields: str,
) -> tuple[int, dict[str, Any]]:
    form = aiohttp.FormData(fields)
    for name, content in files:
        form.add_field("file", io.BytesIO(content), filename=name)
    headers = {"Accept-Language": locale} | ({"Authorization": f"Bearer {token}"} if token else {})
    url = f"{place.app.web_url}/api/v1/results"
    async with place.session.post(url, data=form if files else None, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_program_posts_with_its_members_token(place: Place, stored: Database) -> None:
    token = await _token(place)
    status, told = await _send(place, token, FILE)
    assert status == 201
    assert (told["added"], told["already_public"]) == (2, 0)
    assert told["files"][0]["scrubbed"] == [{"kind": "token", "place": "config.model_args"}]
    post = await place.camille.wait_for(RELEASES, lambda one: "75.7% ± 1.18" in one.text)
    assert f"Results by <@{place.alex.id}>" in post.text
    async with stored.transaction() as session:
        kept = await session.scalar(text("SELECT string_agg(t::text, ' ') FROM result_token t"))
        files = await session.scalar(text("SELECT record::text FROM result_file"))
    assert token.rpartition("_")[2] not in kept
    assert TOKEN not in files
    status, told = await _send(place, token, FILE, locale="fr")
    assert (status, told) == (
        422,
        {"error": "Tous ces résultats sont déjà publics ici. Rien n’a été changé."},
    )


async def test_tokens_are_listed_without_themselves_and_can_be_ended(place: Place) -> None:
    nothing = await place.camille.command("token list", channel=RELEASES)
    assert nothing.text == "Vous n’avez pas de jeton ici. `/token make` vous en donne un."
    token = await _token(place)
    listed = await place.alex.command("token list", channel=RELEASES)
    assert "**my machine** → " in listed.text
    assert "never used" in listed.text
    assert token.rpartition("_")[2] not in listed.text
    mine = await place.alex.autocomplete(
        "token revoke", channel=RELEASES, focused="token", options={"token": "mach"}
    )
    assert [choice.name for choice in mine] == ["my machine"]
    ended = {"token": mine[0].value}
    others = await place.camille.command("token revoke", channel=RELEASES, options=ended)
    assert "Vous n’avez pas ici de jeton de ce genre." in others.text
    done = await place.alex.command("token revoke", channel=RELEASES, options=ended)
    assert done.text == "The token **my machine** works no more. What was posted with it stays."
    status, told = await _send(place, token, FILE)
    assert (status, told["error"]) == (
        401,
        "The token is not known, or was revoked. In Discord, /token make gives one.",
    )
    for number in range(MOST_TOKENS):
        await _token(place, name=f"machine {number}")
    many = await place.alex.command("token make", channel=RELEASES, options={"name": "one more"})
    assert many.text.endswith(
        "You have 5 tokens here, which is the most. End one with `/token revoke` first."
    )


async def test_what_cannot_be_posted_is_answered_with_one_reason(place: Place) -> None:
    token = await _token(place)
    wrong = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert await _send(place, None, FILE, locale="fr") == (
        401,
        {"error": "Envoyez votre jeton dans l’en-tête Authorization: Bearer essai_…"},
    )
    assert (await _send(place, wrong, FILE))[0] == 401
    assert await _send(place, token) == (
        400,
        {"error": "Send a form (multipart/form-data) with the files as `file`."},
    )
    status, told = await _send(place, token, FILE, colour="blue")
    assert (status, told["error"]) == (400, "The form takes the fields file, model, revision and column.")
    status, told = await _send(place, token, ("big.json", b" " * (16 * 1024 * 1024 + 1)))
    assert (status, told["error"]) == (413, "That is more than 16 MB at once. Send the files one by one.")
    status, told = await _send(place, token, ("cut.json", b'{"results": {"gsm8k"'), locale="fr")
    assert status == 422
    assert told["error"].startswith("Le fichier s’arrête au milieu")
    nameless = ("scores.csv", b"benchmark,value\ngsm8k,75.7\n")
    status, told = await _send(place, token, nameless)
    assert status == 422
    assert told["error"].startswith("The file does not say which model it is of.")
    several = ("scores.csv", b"model,benchmark,value\nours-a,gsm8k,75.7\nours-b,gsm8k,70.1\n")
    place.hub.publish(kind="model", id="Qwen/Qwen3-8B-GGUF")
    status, told = await _send(place, token, several, model="Qwen/Qwen3-8B-GGUF")
    assert status == 422
    assert told["error"].startswith("The files name several models that are no repositories on the Hub.")
    bench = ("bench.json", json.dumps(SPEED).encode())
    status, told = await _send(place, token, bench, model="Qwen/Qwen3-8B-GGUF")
    assert (status, told["added"]) == (201, 1)


async def test_a_token_is_worth_what_its_holder_may_do_in_its_server(place: Place, stored: Database) -> None:
    here = await _token(place)
    there = await _token(place, "Robin", "#leaderboard")
    assert (await _send(place, here, FILE))[0] == 201
    assert (await _send(place, there, FILE))[0] == 201
    async with stored.transaction() as session:
        found = await session.execute(text("SELECT author_id, guild_id FROM result_token"))
    guilds = {str(author): guild for author, guild in found}
    assert len(set(guilds.values())) == 2
    await place.control.send("DELETE", f"guilds/{guilds[place.alex.id]}/members/{place.alex.id}", {})
    changed = ("run.json", json.dumps({**RUN, "date": 1.0}).encode())
    status, told = await _send(place, here, changed)
    assert status == 403
    assert told["error"].startswith("You may no longer write in the channel of this token.")


async def test_a_token_that_sends_too_often_has_to_wait(place: Place) -> None:
    token = await _token(place)
    broken = ("cut.json", b"{")
    answers = [(await _send(place, token, broken))[0] for _ in range(31)]
    assert answers == [422] * 30 + [429]
    place.clock.advance(3600)
    assert (await _send(place, token, broken))[0] == 422


@pytest.mark.parametrize("wanted", ["y\n", "n\n"])
async def test_the_command_line_shows_first_and_sends_then(
    place: Place, tmp_path: Path, stored: Database, wanted: str
) -> None:
    token = await _token(place)
    file = tmp_path / "run.json"
    file.write_bytes(FILE[1])
    command = ("results", "import", file)
    code, said = await essai(*command, cwd=tmp_path)
    assert code == 1
    assert said.startswith("essai: Say where to send the results:")
    known = {"ESSAI_RESULTS_URL": place.app.web_url, "ESSAI_RESULTS_TOKEN": token}
    code, said = await essai(*command, cwd=tmp_path, typed=wanted, **known)
    assert "taken out: token" in said
    assert code == (0 if wanted == "y\n" else 1)
    async with stored.transaction() as session:
        count = await session.scalar(text("SELECT count(*) FROM result"))
    assert count == (2 if wanted == "y\n" else 0)
    if wanted == "y\n":
        assert said.endswith("2 posted, 0 were public already.\n")
        code, said = await essai(*command, "--yes", cwd=tmp_path, **known)
        assert code == 1
        assert said.endswith(
            "essai: Nothing was posted: All of these results are public here already. Nothing was changed.\n"
        )


async def test_the_command_line_says_what_columns_mean(place: Place, tmp_path: Path) -> None:
    token = await _token(place)
    file = tmp_path / "punkte.csv"
    file.write_text("Modell;Prüfung;Punkte\nQwen/Qwen3-8B;gsm8k;75,7\n", encoding="utf-8")
    known = {"ESSAI_RESULTS_URL": place.app.web_url, "ESSAI_RESULTS_TOKEN": token}
    command = ("results", "import", file, "--yes")
    columns = ("--column", "model=Modell", "--column", "benchmark=Prüfung", "--column", "value=Punkte")
    assert (await essai(*command, cwd=tmp_path, **known))[0] == 2
    code, said = await essai(*command, *columns, cwd=tmp_path, **known)
    assert (code, said.splitlines()[-1]) == (0, "1 posted, 0 were public already.")
    wrong = aiohttp.FormData({"column": "colour=Modell"})
    wrong.add_field("file", file.read_bytes(), filename=file.name)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "fr"}
    url = f"{place.app.web_url}/api/v1/results"
    async with place.session.post(url, data=wrong, headers=headers) as answer:
        assert answer.status == 422
        assert (await answer.json())["error"].startswith("`column` attend sens=nom d’une colonne")
