"""The kinds of what must not become public, and what stands in its place."""

from typing import Final, Literal

Kind = Literal["token", "home folder", "host", "e-mail", "person", "text"]
MARKS: Final[dict[Kind, str]] = {
    "token": "[token]",
    "home folder": "[home]",
    "host": "[host]",
    "e-mail": "[e-mail]",
    "person": "[person]",
    "text": "[text]",
}
