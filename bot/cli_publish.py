"""`essai results publish`: a server's public results as a dataset on the Hub."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import OperatorError
from bot.settings import Settings, discord_token_of, load

if TYPE_CHECKING:
    from bot.results.gathering import Dataset


def publish(
    guild: Annotated[int, typer.Option(help="The server's id in Discord.")],
    to: Annotated[str, typer.Option(help="The dataset, such as our-account/our-results.")],
    title: Annotated[
        str | None, typer.Option(help="What its page is called; else by the name of the server.")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="The licence, as the Hub calls it: cc-by-4.0.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Only your account sees a new dataset.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show its page, and send nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Publish without asking.")] = False,
) -> None:
    """Publish the results that all of a server can read as a dataset on the Hub, without names.

    The next time it takes the place of what was published before. The token is read from ESSAI_HUB_TOKEN.
    """
    from bot import log

    log.configure("ERROR", "console")
    settings = load()
    token = "" if dry_run else _token(settings)
    with TemporaryDirectory() as folder:
        made, told = asyncio.run(gathered(settings, guild, Path(folder), title, licence))
        typer.echo(told)
        if dry_run:
            typer.echo(f"\n{made.readme}")
            return
        if not yes:
            typer.confirm(f"Publish this as {to} on {settings.hub_endpoint}?", abort=True)
        typer.echo(f"Published: {sent(settings, token, to, Path(folder), made, private=private)}")


async def gathered(
    settings: Settings, guild: int, folder: Path, title: str | None, licence: str | None
) -> "tuple[Dataset, str]":
    """Write the dataset into a folder; it, and what is in it and what not in a line. Raises OperatorError."""
    from bot.chat.openness import open_channels
    from bot.db.opening import opened
    from bot.results import gathering
    from bot.results.dataset_card import counted

    url = settings.database_url.get_secret_value() if settings.database_url else None
    discord_token = discord_token_of(settings)
    async with opened(url, settings.data_dir) as database:
        posted = await gathering.channels(database, guild)
        names = await open_channels(discord_token, guild, posted)
        left = await gathering.unlisted(database, guild)
        made = await gathering.gather(database, guild, names, folder, title=title, licence=licence)
    left += sum(count for channel, count in posted.items() if channel not in names)
    told = ", ".join(f"#{name} ({posted[channel]})" for channel, name in names.items())
    results, members = made.contents.results, len(made.contents.members)
    lines = [f"{counted(results, 'result')} by {counted(members, 'member')}, from {told}."]
    if left:
        lines.append(f"Left out: {counted(left, 'result')} in channels that not all of the server can read.")
    return made, " ".join(lines)


def sent(settings: Settings, token: str, to: str, folder: Path, made: "Dataset", *, private: bool) -> str:
    """Push the folder; the address of the dataset. Raises OperatorError."""
    from bot.hub import datasets
    from bot.results.dataset_card import MARK, counted

    title = counted(made.contents.results, "result")
    return datasets.push(settings.hub_endpoint, token, to, folder, title, mark=MARK, private=private)


def _token(settings: Settings) -> str:
    """The token, which may write. Raises OperatorError."""
    from bot.hub import datasets

    if settings.hub_token is None:
        raise OperatorError(f"ESSAI_HUB_TOKEN is not set. {datasets.WHAT_TO_DO}")
    token = settings.hub_token.get_secret_value()
    datasets.require_writer(settings.hub_endpoint, token)
    return token
