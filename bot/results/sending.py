"""Sends files of results to an Essai that runs somewhere, for the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import OperatorError
from bot.settings import Settings
from bot.web.results import COLUMN, PATH

SECONDS = 120


@dataclass(frozen=True)
class Address:
    """Where results are sent, and with which token."""

    url: str
    token: str


def address_of(settings: Settings, url: str | None) -> Address:
    """What was set and what was typed. Raises OperatorError when one of them is missing."""
    found = url or settings.results_url
    if found is None:
        raise OperatorError(
            "Say where to send the results: --url https://…, or ESSAI_RESULTS_URL. "
            "Ask those who run your server's Essai for its address."
        )
    if not found.startswith(("https://", "http://")):
        raise OperatorError(f"{found} is not an address; it looks like https://essai.example.org")
    if settings.results_token is None:
        raise OperatorError(
            "ESSAI_RESULTS_TOKEN is not set. In Discord, `/token make` gives you a token; put it into the "
            "environment or into a file `.env`."
        )
    return Address(found.rstrip("/"), settings.results_token.get_secret_value())


async def send(
    address: Address, files: Sequence[Path], fields: Mapping[str, str], columns: Sequence[str] = ()
) -> dict[str, Any]:
    """The answer in JSON. Raises OperatorError with the reason when nothing was posted."""
    form = aiohttp.FormData(dict(fields))
    for column in columns:
        form.add_field(COLUMN, column)
    for path in files:
        form.add_field("file", BytesIO(path.read_bytes()), filename=path.name)
    headers = {"Authorization": f"Bearer {address.token}"}
    waiting = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=waiting) as session,
            session.post(address.url + PATH, data=form, headers=headers) as answer,
        ):
            told: Any = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise OperatorError(f"No Essai answers at {address.url} ({_why(error)}).") from error
    if not isinstance(told, dict) or not told.keys() & {"added", "error"}:
        raise OperatorError(f"What answers at {address.url} is no Essai. Check the address.")
    if "error" in told:
        raise OperatorError(f"Nothing was posted: {told['error']}")
    return told


def _why(error: Exception) -> str:
    """Why there is no answer. The `repr` of an error of aiohttp may hold the request's headers: the token."""
    if isinstance(error, aiohttp.ContentTypeError):
        return f"what is there answers {error.status}, and not as Essai does"
    if isinstance(error, TimeoutError):
        return f"there was no answer in {SECONDS} seconds"
    return str(error)
