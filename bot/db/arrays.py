"""Many ids or texts in one query, of which PostgreSQL takes no more than 32,767 as single parameters."""

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, bindparam, func
from sqlalchemy.orm import InstrumentedAttribute


def among(column: InstrumentedAttribute[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a column holds one of these ids."""
    return column == func.any(bindparam(None, sorted(ids), type_=ARRAY(BigInteger)))


def among_texts(column: InstrumentedAttribute[str], texts: Collection[str]) -> ColumnElement[bool]:
    """Whether a column holds one of these texts."""
    return column == func.any(bindparam(None, sorted(texts), type_=ARRAY(Text)))
