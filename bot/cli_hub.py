"""`essai hub`: webhooks and the budget of requests."""

import asyncio
import json
import urllib.error
import urllib.request
from typing import Annotated

import typer

from bot.cli_model import model_lines
from bot.errors import OperatorError
from bot.settings import Settings, hub_token_of, load

hub = typer.Typer(name="hub", help="What Essai asks of the Hub.", no_args_is_help=True)
hooks = typer.Typer(help="Webhooks that shorten the wait for releases.", no_args_is_help=True)
hub.add_typer(hooks, name="hooks")


@hub.command()
def budget() -> None:
    """Show the requests of the last minutes and how long each kind of list waits."""
    for line in asyncio.run(_lines(only_budget=True)):
        typer.echo(line)


def status() -> None:
    """Show how Essai fares: the Hub, its lanes, the budget, deliveries; also while it is stopped."""
    for line in asyncio.run(_lines(only_budget=False)):
        typer.echo(line)


@hooks.command()
def create(
    url: Annotated[str, typer.Argument(help="Public address that leads to /hooks/hub of Essai.")],
    authors: Annotated[list[str], typer.Argument(help="Organisations or users to hear of.")],
) -> None:
    """Let the Hub tell Essai what these authors publish."""
    from bot.hub import webhooks

    settings = load()
    made = webhooks.create(settings.hub_endpoint, _token(settings), url, authors, _secret(settings))
    typer.echo(f"{made.id}  {made.url}  {', '.join(authors)}")


@hooks.command(name="list")
def every() -> None:
    """Show the webhooks of the account that the token belongs to."""
    from bot.hub import webhooks

    settings = load()
    for one in webhooks.every(settings.hub_endpoint, _token(settings)):
        names = ", ".join(each.name for each in one.watched)
        typer.echo(f"{one.id}  {one.url}  {'disabled' if one.disabled else 'enabled'}  {names}")


@hooks.command()
def check() -> None:
    """Ask the address of each webhook with the secret, and say what is wrong; exit code 1 if something is."""
    from bot.hub import webhooks

    settings = load()
    found = webhooks.every(settings.hub_endpoint, _token(settings))
    wrong = False
    for one in found:
        trouble = _trouble(one.url or "", one.disabled, one.secret, _secret(settings))
        wrong = wrong or trouble is not None
        typer.echo(f"{one.id}  {one.url}  {trouble or 'is well'}")
    if not found:
        typer.echo("There is no webhook; make one with `essai hub hooks create`.")
    if wrong or not found:
        raise typer.Exit(1)


@hooks.command()
def delete(
    webhook: Annotated[str, typer.Argument(help="Its id, as `essai hub hooks list` shows it.")],
) -> None:
    """Remove a webhook."""
    from bot.hub import webhooks

    settings = load()
    webhooks.delete(settings.hub_endpoint, _token(settings), webhook)
    typer.echo(f"{webhook} is removed.")


async def _lines(*, only_budget: bool) -> list[str]:
    from datetime import UTC, datetime

    from bot.db.opening import opened
    from bot.hub.turns import fingerprint
    from bot.status.service import StatusService, budget_lines, pace_of

    settings = load()
    url = settings.database_url.get_secret_value() if settings.database_url else None
    token = hub_token_of(settings)
    name = fingerprint(settings.hub_endpoint, token)
    async with opened(url, settings.data_dir) as database:
        service = StatusService(database, name, pace_of(settings), lambda: datetime.now(UTC))
        if not only_budget:
            return [*await service.lines(), *model_lines(settings)]
        _, use, wait = await service.of_hub()
        return budget_lines(use, wait)


def _trouble(url: str, disabled: bool, secret: str | None, ours: str) -> str | None:
    """What is wrong with a webhook, asked with an event that is none of Essai's and so changes nothing."""
    if disabled:
        return "is disabled; the Hub does that after many failures: enable it in the Hub's settings"
    if secret is not None and secret != ours:
        return "has another secret than ESSAI_HOOK_SECRET; delete it and create it anew"
    ping = {
        "event": {"action": "update", "scope": "discussion"},
        "repo": {"type": "model", "name": "essai/check", "id": "check"},
        "webhook": {"id": "check", "version": 3},
    }
    headers = {"Content-Type": "application/json", "X-Webhook-Secret": ours}
    if not url.startswith(("http://", "https://")):
        return "has no address that could be asked"
    request = urllib.request.Request(url, json.dumps(ping).encode(), headers)  # noqa: S310 - http(s) only
    try:
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - http(s) only
            return None
    except urllib.error.HTTPError as error:
        with error:
            return f"answers {error.code}: does the address lead to Essai, with the same ESSAI_HOOK_SECRET?"
    except OSError as error:
        return f"cannot be reached ({error})"


def _token(settings: Settings) -> str:
    if settings.hub_token is None:
        raise OperatorError("ESSAI_HUB_TOKEN is not set: webhooks belong to the account of a token.")
    return settings.hub_token.get_secret_value()


def _secret(settings: Settings) -> str:
    if settings.hook_secret is None:
        raise OperatorError("ESSAI_HOOK_SECRET is not set: choose a long random text in ASCII.")
    return settings.hook_secret.get_secret_value()
