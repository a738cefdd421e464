"""What an OpenAI-compatible server replies, read."""

import json
from typing import Any, Final

import aiohttp

from bot.llm.errors import BrokeOff, NoProse, Refused, TooLong
from bot.llm.model import Heard, Use

LONGEST_ANSWER: Final = 64 * 1024 * 1024
_TOO_LONG: Final = ("exceed_context_size", "context length", "context size", "context window")


async def whole(response: aiohttp.ClientResponse) -> str:
    """All of a response as text. Raises Refused for one that is too large."""
    content = b""
    async for part in response.content.iter_any():
        content += part
        if len(content) > LONGEST_ANSWER:
            raise Refused("the answer of the model's server is too large")
    return content.decode(errors="replace")


def refused(status: int, text: str) -> NoProse:
    """The error that a response with another status than 200 tells."""
    if any(words in text.lower() for words in _TOO_LONG):
        return TooLong("the prompt does not fit the model's context")
    if status == 503:
        return BrokeOff("the model's server is not ready")
    return Refused(f"the model's server answered {status}: {text[:200]}")


def read(text: str) -> Any:
    """JSON; raises Refused."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Refused("the answer of the model's server is no JSON") from error


def entries(answer: Any, key: str) -> list[Any]:
    """The list under a key of an answer. Raises Refused where there is none."""
    found = answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise Refused("the answer of the model's server cannot be read")
    return found


def piece(event: Any, heard: Heard) -> str:
    """The words of one event; what it says of the end goes into `heard`. Raises Refused."""
    if not isinstance(event, dict) or event.get("error"):
        raise Refused(f"the model's server ended the answer: {str(event)[:200]}")
    _note_use(event, heard)
    choices = event.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return ""
    ended, delta = choice.get("finish_reason"), choice.get("delta")
    heard.ended = ended if isinstance(ended, str) else heard.ended
    words = delta.get("content") if isinstance(delta, dict) else None
    return words if isinstance(words, str) else ""


def _note_use(event: dict[str, Any], heard: Heard) -> None:
    use = event.get("usage")
    if isinstance(use, dict):
        details = use.get("prompt_tokens_details")
        cached = details.get("cached_tokens") if isinstance(details, dict) else 0
        numbers = (use.get("prompt_tokens"), cached, use.get("completion_tokens"))
        heard.use = Use(*(number if isinstance(number, int) else 0 for number in numbers))
