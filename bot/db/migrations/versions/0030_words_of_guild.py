"""The index of the words of passages has the guild in it: no search reads what other guilds have."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """The index is built anew from the words that there are."""
    op.execute(
        """
        CREATE FUNCTION words_of_guild(guild_id bigint, words tsvector) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT array_to_tsvector(array(
                SELECT ':' || coalesce(guild_id, 0) || ':' || word
                FROM unnest(tsvector_to_array(words)) AS word
            ))
        $$
        """
    )
    op.drop_index("ix_passage_words", table_name="passage")
    op.execute(
        "CREATE INDEX ix_passage_words_of_guild ON passage USING gin (words_of_guild(guild_id, words))"
    )
