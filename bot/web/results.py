"""`POST /api/v1/results`: files of results, sent by a member's program with a personal token."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from aiohttp import BodyPartReader, web

from bot.db.engine import AWAY, is_refused
from bot.errors import EssaiError, NotAllowed, PersonError, TryLater
from bot.texts import Language, Sentence, language, later

PATH: Final = "/api/v1/results"
LARGEST_BYTES: Final = 16 * 1024 * 1024
LARGEST_FIELD: Final = 1024
MOST_PARTS: Final = 20
FIELDS: Final = ("model", "revision")
COLUMN: Final = "column"
_SCHEME: Final = "Bearer "
_TOO_OFTEN: Final = later("That was sent too often. Send several files at once.")
_AWAY: Final = later("The database does not answer. Nothing was posted; please send it again in a minute.")
_UNHOLDABLE: Final = later(
    "The files hold a text or a number that cannot be kept. Nothing was posted; check them before you send "
    "them again."
)
# As `texts.moment` writes it for Discord, which alone can show it.
_MOMENT: Final = re.compile(r"<t:(\d+):\w>")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sent:
    """The files of a request by their names, its fields, and what columns of tables mean, as `what=name`."""

    files: Sequence[tuple[str, bytes]]
    fields: Mapping[str, str]
    columns: Sequence[str] = ()


class TooOften(EssaiError):
    """A token was used too often; the next use may be after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _Refused(EssaiError):
    """The request is answered with this status and sentence."""

    def __init__(self, status: int, sentence: Sentence) -> None:
        super().__init__(sentence.msgid)
        self.status = status
        self.sentence = sentence


Take = Callable[[Sent, str], Awaitable[dict[str, Any]]]
Open = Callable[[str], Awaitable[Take | None]]


def results_route(open_door: Open) -> web.RouteDef:
    """The route. `open_door` gives what takes the files for a token, None for a wrong one; raises TooOften.

    What takes them answers with JSON whose `added` and `scored` are 0 when no file could be read, and raises
    PersonError.

    Answers: 201 when something was kept; 401 without a token that is known, 403 when its holder may not
    post there, 413 for a large body, 400 for one that is no form with files, 422 for files that are refused,
    429 after too many requests, 503 while the database or the Hub is away; always with one sentence in
    `error`, in French or English by `Accept-Language`.
    """

    async def results(request: web.Request) -> web.Response:
        locale = request.headers.get("Accept-Language", "en")[:2]
        spoken = language(locale)
        try:
            take = await _opened(request, open_door)
            answer = await take(await _sent(request), locale)
        except _Refused as error:
            return _refusal(error.status, _told(error.sentence, spoken))
        except TooOften as error:
            wait = {"Retry-After": str(int(error.seconds) + 1)}
            return _refusal(429, spoken.tell(_TOO_OFTEN), headers=wait)
        except PersonError as error:
            return _refusal(_status(error), _told(error.sentence, spoken))
        except AWAY as error:
            if is_refused(error):
                _log.warning("results could not be kept", error=type(error).__name__)
                return _refusal(422, spoken.tell(_UNHOLDABLE))
            _log.warning("results were not stored", error=str(error))
            return _refusal(503, spoken.tell(_AWAY))
        if not answer["added"] and not answer["scored"]:
            reasons = [one["error"] for one in answer["files"] if one["error"]]
            return web.json_response({"error": " ".join(dict.fromkeys(reasons)), **answer}, status=422)
        return web.json_response(answer, status=201)

    return web.post(PATH, results)


async def _opened(request: web.Request, open_door: Open) -> Take:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_SCHEME):
        raise _Refused(401, later("Send your token in the header Authorization: Bearer essai_…"))
    take = await open_door(given.removeprefix(_SCHEME).strip())
    if take is None:
        raise _Refused(
            401, later("The token is not known, or was revoked. In Discord, /token make gives one.")
        )
    return take


async def _sent(request: web.Request) -> Sent:
    """The form's files and fields, given up as soon as they are too large, whatever length is stated."""
    if request.content_type != "multipart/form-data":
        raise _Refused(400, later("Send a form (multipart/form-data) with the files as `file`."))
    found = _Form()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name not in ("file", COLUMN, *FIELDS):
                raise _Refused(400, later("The form takes the fields file, model, revision and column."))
            await found.take(part)
    except ValueError as error:
        raise _Refused(400, later("The form is not built as forms are.")) from error
    if not found.files:
        raise _Refused(400, later("The form has no file. Send one or several as `file`."))
    return Sent(found.files, found.fields, found.columns)


@dataclass
class _Form:
    """What has come of a form."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    left: int = LARGEST_BYTES

    async def take(self, part: BodyPartReader) -> None:
        if len(self.files) + len(self.fields) + len(self.columns) >= MOST_PARTS:
            raise _Refused(
                413, later("Send at most {count} files; a zip archive may hold more.", count=MOST_PARTS)
            )
        content = await _read(part, self.left)
        self.left -= len(content)
        if part.name == "file":
            self.files.append((part.filename or "results", content))
            return
        written = content[:LARGEST_FIELD].decode("utf-8", "replace")
        if part.name == COLUMN:
            self.columns.append(written)
        elif part.name is not None:
            self.fields[part.name] = written


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > most:
            raise _Refused(
                413,
                later(
                    "That is more than {size} MB at once. Send the files one by one.",
                    size=LARGEST_BYTES // 1024**2,
                ),
            )
    return bytes(content)


def _told(sentence: Sentence, reader: Language) -> str:
    """The sentence for a terminal, where a moment is written out."""

    def written(found: re.Match[str]) -> str:
        return f"({datetime.fromtimestamp(int(found[1]), UTC):%Y-%m-%d %H:%M} UTC)"

    return _MOMENT.sub(written, reader.tell(sentence))


def _status(error: PersonError) -> int:
    return 403 if isinstance(error, NotAllowed) else 503 if isinstance(error, TryLater) else 422


def _refusal(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": sentence}, status=status, headers=headers)
