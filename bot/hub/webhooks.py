"""Webhooks of the account that a token belongs to, through huggingface_hub.

Its calls wait without a time limit and must never run on the bot's event loop: only the command line does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.errors import OperatorError

if TYPE_CHECKING:
    from huggingface_hub import HfApi, WebhookInfo


def create(endpoint: str, token: str, url: str, authors: Sequence[str], secret: str) -> "WebhookInfo":
    """Watch all repositories of these authors. Raises OperatorError."""
    with _client(endpoint, token) as api:
        watched: list[Any] = [{"type": _kind_of(api, name), "name": name} for name in authors]
        return api.create_webhook(url=url, watched=watched, domains=["repo"], secret=secret)


def every(endpoint: str, token: str) -> "Sequence[WebhookInfo]":
    """The webhooks there are. Raises OperatorError."""
    with _client(endpoint, token) as api:
        return api.list_webhooks()


def delete(endpoint: str, token: str, webhook_id: str) -> None:
    """Remove one. Raises OperatorError."""
    with _client(endpoint, token) as api:
        api.delete_webhook(webhook_id)


def _kind_of(api: "HfApi", name: str) -> str:
    from huggingface_hub.errors import HfHubHTTPError

    try:
        api.get_organization_overview(name)
    except HfHubHTTPError as error:
        if error.response.status_code != 404:
            raise
        api.get_user_overview(name)
        return "user"
    return "org"


@contextmanager
def _client(endpoint: str, token: str) -> "Iterator[HfApi]":
    from httpx2 import HTTPError
    from huggingface_hub import HfApi, close_session, constants
    from huggingface_hub.errors import HfHubHTTPError

    # It would ask the real Hub a question of its own first, whatever the endpoint is.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    try:
        yield HfApi(endpoint=endpoint, token=token)
    except HfHubHTTPError as error:
        status = error.response.status_code
        hint = "check ESSAI_HUB_TOKEN and the names" if status in (401, 403, 404) else "try again later"
        raise OperatorError(f"The Hub answered {status} to {error.request.url.path}; {hint}.") from error
    except (HTTPError, OSError) as error:
        raise OperatorError(f"The Hub at {endpoint} cannot be reached ({error}).") from error
    finally:
        close_session()
