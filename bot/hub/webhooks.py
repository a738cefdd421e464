"""Webhooks of the account that a token belongs to; for the command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.hub.account import client

if TYPE_CHECKING:
    from huggingface_hub import HfApi, WebhookInfo


def create(endpoint: str, token: str, url: str, authors: Sequence[str], secret: str) -> "WebhookInfo":
    """Watch all repositories of these authors. Raises OperatorError."""
    with client(endpoint, token) as api:
        watched: list[Any] = [{"type": _kind_of(api, name), "name": name} for name in authors]
        return api.create_webhook(url=url, watched=watched, domains=["repo"], secret=secret)


def every(endpoint: str, token: str) -> "Sequence[WebhookInfo]":
    """The webhooks there are. Raises OperatorError."""
    with client(endpoint, token) as api:
        return api.list_webhooks()


def delete(endpoint: str, token: str, webhook_id: str) -> None:
    """Remove one. Raises OperatorError."""
    with client(endpoint, token) as api:
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
