"""The custom ids of the audit's pages; which page and whose is in them."""

from bot.audit.model import ACTS, Filter

_KINDS = "|".join(("all", *ACTS))
PAGE = rf"audit:(?P<member>[0-9]{{1,20}}):(?P<kind>{_KINDS}):(?P<before>[0-9]{{1,19}})"


def page(wanted: Filter, before_id: int | None) -> str:
    """A page of what is older than a change, or (None) the newest."""
    return f"audit:{wanted.member_id or 0}:{wanted.kind or 'all'}:{before_id or 0}"
