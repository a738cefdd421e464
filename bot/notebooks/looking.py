"""Everything that is told of a notebook, from what it says: none of it is run."""

from typing import Final

from bot.notebooks.code import scripts
from bot.notebooks.facts import Facts
from bot.notebooks.libraries import find_libraries
from bot.notebooks.links import links_of
from bot.notebooks.metrics import find_metrics
from bot.notebooks.model import Notebook
from bot.notebooks.parameters import find_parameters
from bot.notebooks.prose import summary_of, title_of
from bot.notebooks.sources import find_sources
from bot.notebooks.surroundings import environment_of, pictures_of

# Of models, datasets and libraries; a person lists no more.
MOST_NAMES: Final = 200


def look(notebook: Notebook, file_name: str) -> Facts:
    """The facts of a notebook; its file's name is its title where it has no other."""
    code = scripts(notebook)
    models, datasets = find_sources(code)
    libraries = find_libraries(notebook, code)
    metrics, curves = find_metrics(code)
    return Facts(
        title=title_of(notebook, file_name),
        summary=summary_of(notebook),
        models=models[:MOST_NAMES],
        datasets=datasets[:MOST_NAMES],
        libraries=libraries[:MOST_NAMES],
        parameters=find_parameters(code),
        metrics=metrics,
        curves=curves,
        environment=environment_of(notebook, libraries),
        pictures=pictures_of(notebook),
        links=links_of(notebook),
    )
