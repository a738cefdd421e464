"""Application commands that Discord refuses, among them those that its schema lets through."""

from typing import Any

import pytest

from sandbox.discord.server import DiscordSandbox
from tests.sandbox.discord.raw import Rest


def command(**more: Any) -> dict[str, Any]:
    return {"name": "watch", "description": "Watches", **more}


def option(**more: Any) -> dict[str, Any]:
    return {"type": 3, "name": "source", "description": "What to watch", **more}


def menu(number: int, kind: int) -> dict[str, Any]:
    return {"name": f"Menu {number}", "type": kind}


OPTION = ("options", 0)
REFUSED: dict[str, tuple[dict[str, Any], tuple[str | int, ...], str]] = {
    "an upper case name": (command(name="Watch"), ("name",), "APPLICATION_COMMAND_INVALID_NAME"),
    "a name with a space": (command(name="watch it"), ("name",), "APPLICATION_COMMAND_INVALID_NAME"),
    "a name over 32": (command(name="w" * 33), ("name",), "BASE_TYPE_BAD_LENGTH"),
    "no description": ({"name": "watch"}, ("description",), "BASE_TYPE_REQUIRED"),
    "a description over 100": (command(description="x" * 101), ("description",), "BASE_TYPE_MAX_LENGTH"),
    "an unknown locale": (
        command(name_localizations={"fr-CA": "surveille"}),
        ("name_localizations", "fr-CA"),
        "BASE_TYPE_CHOICES",
    ),
    "an upper case translation": (
        command(name_localizations={"fr": "Surveille"}),
        ("name_localizations", "fr"),
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "a required option after an optional one": (
        command(options=[option(), option(name="channel", required=True)]),
        ("options", 1),
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "the same option twice": (
        command(options=[option(), option()]),
        ("options", 1, "name"),
        "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
    ),
    "26 options": (
        command(options=[option(name=f"o{number}") for number in range(26)]),
        ("options",),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "26 choices": (
        command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]),
        (*OPTION, "choices"),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "choices beside autocomplete": (
        command(options=[option(choices=[{"name": "a", "value": "a"}], autocomplete=True)]),
        OPTION,
        "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE",
    ),
    "a sub-command beside an option": (
        command(options=[{"type": 1, "name": "add", "description": "Adds"}, option()]),
        ("options",),
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "an unknown type of option": (command(options=[option(type=12)]), OPTION, "UNION_TYPE_CHOICES"),
    "over 8,000 characters": (
        command(
            options=[
                option(
                    name=f"o{number}",
                    choices=[
                        {"name": f"{choice}" * 40, "value": f"{choice}" * 40} for choice in range(10, 15)
                    ],
                )
                for number in range(20)
            ]
        ),
        (),
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
    "a menu with a description": (
        {"name": "Quote", "type": 3, "description": "Quotes"},
        ("description",),
        "APPLICATION_COMMAND_CONTEXT_MENU_FIELD",
    ),
    "an unknown field": (command(colour=1), ("colour",), "UNKNOWN_FIELD"),
}


@pytest.mark.parametrize(("body", "path", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_command_is_refused_with_50035(
    rest: Rest, body: dict[str, Any], path: tuple[str | int, ...], code: str
) -> None:
    url = f"/applications/{await rest.application()}/commands"
    single = await rest.call("POST", url, body)
    assert (single.status, single.code) == (400, 50035)
    assert code in single.errors(*path), single.body
    bulk = await rest.call("PUT", url, [body])
    assert code in bulk.errors(0, *path), bulk.body
    assert (await rest.call("GET", url)).body == []


@pytest.mark.parametrize(("kind", "most"), [(2, 15), (3, 15)])
async def test_there_are_at_most_15_menus_of_a_kind(rest: Rest, kind: int, most: int) -> None:
    url = f"/applications/{await rest.application()}/commands"
    enough = [menu(number, kind) for number in range(most)]
    assert (await rest.call("PUT", url, enough)).status == 200
    assert (await rest.call("PUT", url, [*enough, menu(99, kind)])).status == 400
    assert (await rest.call("POST", url, menu(99, kind))).status == 400
    assert len((await rest.call("GET", url)).body) == most


async def test_there_are_at_most_100_slash_commands(rest: Rest) -> None:
    url = f"/applications/{await rest.application()}/commands"
    enough = [command(name=f"c{number}") for number in range(100)]
    assert (await rest.call("PUT", url, enough)).status == 200
    answer = await rest.call("PUT", url, [*enough, command(name="c100")])
    assert (answer.status, answer.code) == (400, 30032)


async def test_the_201st_new_command_of_a_day_is_refused_with_30034(
    rest: Rest, discord_sandbox: DiscordSandbox
) -> None:
    url = f"/applications/{await rest.application()}/guilds/{await rest.guild()}/commands"
    for batch in range(2):
        commands = [command(name=f"c{batch}-{number}") for number in range(100)]
        assert (await rest.call("PUT", url, commands)).status == 200
    answer = await rest.call("PUT", url, [command(name="one-more")])
    assert answer.code == 30034
    discord_sandbox.clock.advance(24 * 3600)
    assert (await rest.call("PUT", url, [command(name="one-more")])).status == 200


async def test_an_overwrite_keeps_the_ids_of_commands_that_stay(rest: Rest) -> None:
    url = f"/applications/{await rest.application()}/commands"
    first = (await rest.call("PUT", url, [command(), command(name="other")])).body
    second = (await rest.call("PUT", url, [command(description="Changed")])).body
    assert [each["id"] for each in second] == [first[0]["id"]]
    assert second[0]["description"] == "Changed"
    assert second[0]["version"] != first[0]["version"]


async def test_translations_are_listed_only_when_asked_for(rest: Rest) -> None:
    url = f"/applications/{await rest.application()}/commands"
    await rest.call("PUT", url, [command(name_localizations={"fr": "surveille"})])
    assert "name_localizations" not in (await rest.call("GET", url)).body[0]
    full = (await rest.call("GET", f"{url}?with_localizations=true")).body[0]
    assert full["name_localizations"] == {"fr": "surveille"}


async def test_a_command_is_edited_and_deleted_by_its_id(rest: Rest) -> None:
    url = f"/applications/{await rest.application()}/commands"
    made = await rest.call("POST", url, command())
    assert made.status == 201
    one = f"{url}/{made.body['id']}"
    assert (await rest.call("PATCH", one, {"description": "New"})).body["description"] == "New"
    assert (await rest.call("POST", url, command(description="Again"))).status == 200
    assert (await rest.call("DELETE", one)).status == 204
    assert (await rest.call("GET", one)).code == 10063


async def test_commands_of_another_application_are_out_of_reach(rest: Rest) -> None:
    assert (await rest.call("GET", "/applications/1/commands")).code == 10002
