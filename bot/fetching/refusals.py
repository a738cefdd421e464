"""What is said when nothing was read from a link."""

from collections.abc import Collection
from datetime import datetime

from bot.fetching.errors import BadLink, NoAnswer
from bot.texts import later, moment


def no_link() -> BadLink:
    """It is no address of the web."""
    return BadLink(
        later("That is no link that I can follow. Copy it from your browser: it begins with https://.")
    )


def unknown(host: str, hosts: Collection[str]) -> BadLink:
    """A host that is not read; `hosts` are those that are."""
    # Nobody types the names below which places keep their files.
    known = sorted(one for one in hosts if not one.startswith(".") and "content" not in one)
    return BadLink(
        later(
            "I do not read from {host}, only from places that I know: {hosts}. Attach the file instead.",
            host=f"`{_shown(host)}`",
            hosts=", ".join(known),
        )
    )


def not_plain(host: str) -> BadLink:
    """A host that is read, but not so."""
    return BadLink(
        later(
            "I read {host} only by https, without a port, and without a name or a password in the link. Take "
            "that out, or attach the file instead.",
            host=f"`{_shown(host)}`",
        )
    )


def private(host: str) -> BadLink:
    """A host inside somebody's own network."""
    return BadLink(
        later(
            "{host} leads into a private network, and I do not go there. Attach the file instead.",
            host=f"`{_shown(host)}`",
        )
    )


def gone(host: str) -> BadLink:
    """Nothing there that everyone may read."""
    return BadLink(
        later(
            "{host} has nothing at this link that everyone may read. Is it private, or was it moved? "
            "Open it in a private window of your browser, or attach the file instead.",
            host=f"`{_shown(host)}`",
        )
    )


def other_kind(host: str) -> BadLink:
    """Something else than what was wanted."""
    return BadLink(
        later(
            "What {host} has at this link is no file that I can read here. Give the link of the file "
            "itself, or attach it.",
            host=f"`{_shown(host)}`",
        )
    )


def too_large(largest: int) -> BadLink:
    """More than is read."""
    return BadLink(
        later(
            "What this link leads to is too large: I read at most {size} MB.", size=largest // (1024 * 1024)
        )
    )


def round_about(host: str) -> BadLink:
    """It leads from one place to the next without an end."""
    return BadLink(
        later(
            "The link to {host} only leads on to other places. Attach the file instead.",
            host=f"`{_shown(host)}`",
        )
    )


def silent(host: str) -> NoAnswer:
    """No answer, or an error of the place itself."""
    return NoAnswer(
        later(
            "{host} does not answer just now. Please try again in a few minutes, or attach the file.",
            host=f"`{_shown(host)}`",
        )
    )


def asked_too_much(host: str, again: datetime | None) -> NoAnswer:
    """It takes no more questions; `again` is when it does."""
    if again is None:
        return NoAnswer(
            later(
                "I have asked {host} too many questions just now. Please try again in a few minutes, or "
                "attach the file.",
                host=f"`{_shown(host)}`",
            )
        )
    return NoAnswer(
        later(
            "I have asked {host} too many questions just now. Please try again {when}, or attach the file.",
            host=f"`{_shown(host)}`",
            when=moment(again),
        )
    )


def _shown(host: str) -> str:
    return host.replace("`", "")[:100]
