"""Refusals, as the Hub words them."""

from typing import Final

REPOSITORY_NOT_FOUND: Final = "RepoNotFound"
REVISION_NOT_FOUND: Final = "RevisionNotFound"
ENTRY_NOT_FOUND: Final = "EntryNotFound"
GATED: Final = "GatedRepo"


class Refusal(Exception):
    """A request that is refused; `code` goes into `X-Error-Code`, by which clients tell refusals apart."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say why."""
        return {"X-Error-Message": self.message} | ({"X-Error-Code": self.code} if self.code else {})
