"""What can go wrong with the Hub, as facts; the sentences for people are made elsewhere.

HubError
├── HubUnreachable       no answer: refused, cut off, or too late
├── HubBusy              the quota is used up, or the Hub asks to wait
├── HubFailed            an answer, but with an error status that says nothing of the repository
├── HubRefused           the token is not accepted
├── HubRubbish           an answer that cannot be read
├── RepositoryGone       deleted, private, or never there: the Hub does not tell these apart
└── RepositoryGated      its files are shown only to those whom its authors let in
"""

from bot.errors import EssaiError


class HubError(EssaiError):
    """Base of all trouble with the Hub."""


class HubUnreachable(HubError):
    """The Hub gave no answer in time, or none at all."""


class HubBusy(HubError):
    """The Hub wants fewer requests; `retry_after` is in seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"the Hub asks to wait {retry_after:.0f} s")
        self.retry_after = retry_after


class HubFailed(HubError):
    """The Hub answered with an error `status`."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the Hub answered {status}")
        self.status = status


class HubRefused(HubError):
    """The Hub does not know the token."""


class HubRubbish(HubError):
    """The Hub answered with something that cannot be read."""


class RepositoryGone(HubError):
    """There is no public repository of that `repo_id`."""

    def __init__(self, repo_id: str) -> None:
        super().__init__(f"{repo_id} is not there, or not public")
        self.repo_id = repo_id


class RepositoryGated(HubError):
    """The files of `repo_id` are behind a gate."""

    def __init__(self, repo_id: str) -> None:
        super().__init__(f"{repo_id} is gated")
        self.repo_id = repo_id
