"""A dataset of an account's own on the Hub; for the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OperatorError
from bot.hub.account import client

if TYPE_CHECKING:
    from huggingface_hub import HfApi

WHAT_TO_DO = (
    "Make a token with the role write in the settings of your account on the Hub, and give it for this one "
    "command: ESSAI_HUB_TOKEN=hf_… essai results publish …"
)


def require_writer(endpoint: str, token: str) -> None:
    """Raise OperatorError for a token that the Hub does not know, or that may only read."""
    with client(endpoint, token) as api:
        account = api.whoami()
    if account.get("auth", {}).get("accessToken", {}).get("role") == "read":
        raise OperatorError(f"The token of {account['name']} may only read. {WHAT_TO_DO}")


def push(
    endpoint: str, token: str, repo_id: str, folder: Path, title: str, *, mark: str, private: bool
) -> str:
    """Write the files of a folder into the dataset, of `data/` no others, in one commit; its address.

    Earlier commits go, so that what is no longer there cannot be read in them. A dataset that is there and
    whose card has not the tag `mark` is not touched. Raises OperatorError.
    """
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete
    from huggingface_hub.errors import HFValidationError

    with client(endpoint, token) as api:
        try:
            _account, _name = repo_id.split("/")
            url = api.create_repo(repo_id, repo_type="dataset", private=private or None, exist_ok=True)
        except (HFValidationError, ValueError) as error:
            raise OperatorError(f"{repo_id} is no name of a dataset: write account/name.") from error
        if private and not api.dataset_info(repo_id).private:
            raise OperatorError(
                f"{repo_id} is public already. Make it private on the Hub first, or omit --private."
            )
        there = set(api.list_repo_files(repo_id, repo_type="dataset"))
        _require_ours(api, repo_id, there, mark)
        files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
        gone = sorted(name for name in there - files.keys() if name.startswith("data/"))
        written = [CommitOperationAdd(name, path) for name, path in sorted(files.items())]
        deleted = [CommitOperationDelete(name, is_folder=False) for name in gone]
        try:
            api.create_commit(repo_id, [*written, *deleted], commit_message=title, repo_type="dataset")
        except RuntimeError as error:  # as huggingface_hub tells that a large file did not arrive
            raise OperatorError(f"{error} Nothing was published; try again later.") from error
        api.super_squash_history(repo_id, commit_message=title, repo_type="dataset")
        return str(url)


def _require_ours(api: "HfApi", repo_id: str, there: set[str], mark: str) -> None:
    if there <= {".gitattributes"}:
        return
    if mark not in (api.dataset_info(repo_id).tags or []):
        raise OperatorError(
            f"{repo_id} is there already and was not made by this command. Choose another name, or delete it."
        )
