"""Commands whose code is loaded when they are called: one command needs little of what all need together."""

from importlib.metadata import EntryPoint, entry_points
from typing import Final

from typer import Typer

# Other packages add theirs as entry points of this group.
GROUP: Final = "essai.commands"
_OURS: Final = {
    "status": "bot.cli_hub:status",
    "hub": "bot.cli_hub:hub",
    "deliveries": "bot.cli_deliveries:deliveries",
    "results": "bot.cli_results:results",
    "notebooks": "bot.cli_notebooks:notebooks",
    "model": "bot.cli_model:model",
    "answers": "bot.cli_answers:answers",
}


def add_called(app: Typer, called: str | None) -> Typer:
    """`app` with the command of that name; with all where nobody has it, so that `--help` lists them."""
    if called in {one.callback.__name__ for one in app.registered_commands if one.callback}:
        return app
    ours = [EntryPoint(name, value, GROUP) for name, value in _OURS.items()]
    wanted = [one for one in ours if one.name == called]
    if not wanted:  # only now: it looks into every package that is installed
        known = [*ours, *entry_points(group=GROUP)]
        wanted = [one for one in known if one.name == called] or known
    for one in wanted:
        found = one.load()
        if isinstance(found, Typer):
            app.add_typer(found)
        else:
            app.command(one.name)(found)
    return app
