"""The Hub as the account that a token belongs to, through huggingface_hub.

Its calls wait without a time limit and must never run on the bot's event loop: only the command line does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import OperatorError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_HINTS = {
    401: "the Hub does not know the token of ESSAI_HUB_TOKEN",
    403: "the token of ESSAI_HUB_TOKEN may not do that",
    404: "check ESSAI_HUB_TOKEN and the names",
}


@contextmanager
def client(endpoint: str, token: str | None) -> "Iterator[HfApi]":
    """The Hub's client; what goes wrong in the block is raised as an OperatorError."""
    from httpx2 import HTTPError
    from huggingface_hub import HfApi, close_session, constants
    from huggingface_hub.errors import HfHubHTTPError

    # It would ask the real Hub a question of its own first, whatever the endpoint is.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    # Its other way to upload commits in several steps, and speaks to a host of its own choice.
    constants.HF_HUB_DISABLE_XET = True
    try:
        # Without `False` it would look for a token in files of its own.
        yield HfApi(endpoint=endpoint, token=False if token is None else token)
    except HfHubHTTPError as error:
        status = error.response.status_code
        hint = _HINTS.get(status, "try again later")
        raise OperatorError(
            f"The Hub answered {status} to {error.response.request.url.path}; {hint}."
        ) from error
    except (HTTPError, OSError) as error:
        raise OperatorError(f"The Hub at {endpoint} cannot be reached ({error}).") from error
    finally:
        close_session()
