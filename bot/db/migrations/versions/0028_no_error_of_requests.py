"""The requests of one run share a queue: the spread between them is no standard error of their mean."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """What was worked out of it goes, and the previews that may hold it; the spread itself stays."""
    op.execute("UPDATE result SET standard_error = NULL, error_origin = NULL WHERE error_origin = 'requests'")
    op.execute("""DELETE FROM result_draft WHERE readings::text LIKE '%"origin": "requests"%'""")
