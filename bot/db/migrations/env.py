"""Alembic's entry: runs on the connection that `bot/db/migrate.py` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
