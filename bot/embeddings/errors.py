"""Why there are no vectors."""


class NoVectors(Exception):
    """The model cannot be used, or does not answer; the message, for log and operator, says why.

    Whoever asked goes on with words alone.
    """
