"""Server-sent events out of bytes that come in any pieces (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from bot.llm.errors import Refused

# An event of a model is one token and some numbers.
LONGEST = 1024 * 1024


class Events:
    """Collects bytes and gives the data of each event that is complete."""

    def __init__(self) -> None:
        self._rest = b""

    def add(self, content: bytes) -> list[str]:
        """The data of the events that these bytes complete. Raises Refused for a line without end."""
        *lines, self._rest = (self._rest + content).split(b"\n")
        if len(self._rest) > LONGEST:
            raise Refused("a line of the model's server has no end")
        return [
            line.removeprefix(b"data:").strip().decode(errors="replace")
            for line in lines
            if line.startswith(b"data:")
        ]
