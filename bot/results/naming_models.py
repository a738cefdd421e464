"""Which model a person means, with what the Hub knows."""

from bot.errors import BadRequest
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.results import typed
from bot.results.keepable import plain
from bot.results.naming import ModelName, hub_id, is_name
from bot.texts import later


async def model_named(hub: HubReader, written: str, revision: str | None) -> ModelName:
    """The model that a person meant: a repository that is on the Hub, or any name without a slash.

    Without a revision it is the repository's newest, noted as such. Raises BadRequest for one that is not
    there, and for a name that nobody can see.
    """
    written = plain(written).strip()
    if not is_name(written):
        raise BadRequest(
            later(
                "Say which model it is: its id on the Hub, such as Qwen/Qwen3-8B, or any name with a letter "
                "or a digit. Nothing was changed."
            )
        )
    found = hub_id(written)
    if found is None:
        return ModelName(None, written[: typed.LONGEST])
    try:
        repository = await hub.info("model", found)
    except RepositoryGone as error:
        raise BadRequest(
            later(
                "I find no model **{model}** on the Hub. Check the spelling, or give a name without “/” "
                "for a model that is not there.",
                model=found,
            )
        ) from error
    except HubError:
        return ModelName(found, found, revision)
    if revision is None:
        return ModelName(repository.id, repository.id, repository.sha, is_revision_of_posting=True)
    return ModelName(repository.id, repository.id, revision)
