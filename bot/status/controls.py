"""The custom ids below the answer of `/status`."""

RETRY = r"status:retry:(?P<newest>[0-9]{1,19})"


def retry(newest: int) -> str:
    """Tries the posts again that were given up, up to the newest that is shown."""
    return f"status:retry:{newest}"
