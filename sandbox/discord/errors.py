"""The errors of Discord's REST API: an HTTP status, a JSON code, a message, and which fields are wrong."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One kind of error, as documented under "JSON error codes"."""

    status: int
    code: int
    message: str


class ApiError(Exception):
    """A refusal on its way to the client. `problem` is set when it goes to the journal as well."""

    def __init__(
        self, refusal: Refusal, *, errors: dict[str, Any] | None = None, problem: str | None = None
    ) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
        self.errors = errors
        self.problem = problem

    def body(self) -> dict[str, Any]:
        """The JSON that the client gets."""
        body: dict[str, Any] = {"message": self.refusal.message, "code": self.refusal.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class SlowDown(Exception):
    """A refusal for a while: `retry_after` seconds; `shared` ones are not the client's fault alone."""

    def __init__(self, refusal: Refusal, retry_after: float, *, shared: bool = False) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
        self.retry_after = retry_after
        self.shared = shared


UNAUTHORIZED = Refusal(401, 0, "401: Unauthorized")
NOT_FOUND = Refusal(404, 0, "404: Not Found")
METHOD_NOT_ALLOWED = Refusal(405, 0, "405: Method Not Allowed")

UNKNOWN_APPLICATION = Refusal(404, 10002, "Unknown Application")
UNKNOWN_CHANNEL = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD = Refusal(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = Refusal(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_OVERWRITE = Refusal(404, 10009, "Unknown Overwrite")
UNKNOWN_ROLE = Refusal(404, 10011, "Unknown Role")
UNKNOWN_USER = Refusal(404, 10013, "Unknown User")
UNKNOWN_EMOJI = Refusal(400, 10014, "Unknown Emoji")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = Refusal(404, 10063, "Unknown application command")
UNKNOWN_COMMAND_PERMISSIONS = Refusal(404, 10066, "Unknown application command permissions")
BOTS_CANNOT_USE = Refusal(403, 20001, "Bots cannot use this endpoint")
TOO_MANY_REQUESTS = Refusal(429, 0, "You are being rate limited.")
CROSSPOST_EDITS_REACHED = Refusal(
    429, 20028, "The write action you are performing has hit the write rate limit."
)
DAILY_COMMANDS_REACHED = Refusal(
    429, 30034, "Max number of daily application command creates has been reached (200)"
)
MAX_COMMANDS = Refusal(400, 30032, "Maximum number of application commands reached (100)")
OPENING_TOO_FAST = Refusal(400, 40003, "You are opening direct messages too fast")
TOO_LARGE = Refusal(413, 40005, "Request entity too large")
ALREADY_CROSSPOSTED = Refusal(400, 40033, "This message has already been crossposted.")
ALREADY_ACKNOWLEDGED = Refusal(400, 40060, "Interaction has already been acknowledged.")
TAG_REQUIRED = Refusal(400, 40067, "A tag is required to create a forum post in this channel")
MISSING_ACCESS = Refusal(403, 50001, "Missing Access")
NOT_IN_DM = Refusal(403, 50003, "Cannot execute action on a DM channel")
OTHER_AUTHOR = Refusal(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = Refusal(400, 50006, "Cannot send an empty message")
NOT_A_TEXT_CHANNEL = Refusal(400, 50008, "Cannot send messages in a non-text channel")
MISSING_PERMISSIONS = Refusal(403, 50013, "Missing Permissions")
INVALID_COUNT_TO_DELETE = Refusal(
    400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100."
)
SYSTEM_MESSAGE = Refusal(400, 50021, "Cannot execute action on a system message")
WRONG_CHANNEL_TYPE = Refusal(400, 50024, "Cannot execute action on this channel type")
INVALID_WEBHOOK_TOKEN = Refusal(401, 50027, "Invalid Webhook Token")
TOO_OLD_TO_DELETE = Refusal(400, 50034, "A message provided was too old to bulk delete")
THREAD_ARCHIVED = Refusal(400, 50083, "Thread is archived")
INVALID_FORM_BODY = Refusal(400, 50035, "Invalid Form Body")
INVALID_JSON = Refusal(400, 50109, "The request body contains invalid JSON.")
CANNOT_MESSAGE_USER = Refusal(403, 50007, "Cannot send messages to this user")
THREAD_EXISTS = Refusal(400, 160004, "A thread has already been created for this message")
THREAD_LOCKED = Refusal(400, 160005, "Thread is locked")
MAX_PINS = Refusal(400, 30003, "Maximum number of pins reached for the channel (250)")
