"""What complete announcements need: sources, targets, folding, settings and the audit."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to the first tables; what they hold stays."""
    _sources()
    _targets()
    _timing()
    _folding()
    _content()
    _settings()


def _sources() -> None:
    """Watches of more than an author."""


def _targets() -> None:
    """Where a watch posts."""


def _timing() -> None:
    """When a watch posts, and how much at once."""


def _folding() -> None:
    """Living messages."""


def _content() -> None:
    """What a post says and offers."""


def _settings() -> None:
    """What a guild has set, and who changed what."""
