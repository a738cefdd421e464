"""Queries on shared notebooks, on the caller's session; every one takes the guild's id."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, cast, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, JSONPATH, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from bot.answers.model import Source
from bot.answers.noting import changed
from bot.notebooks import packing
from bot.notebooks.facts import FACTS, Facts
from bot.notebooks.shared import New, Search, Shared, State, key, named, words
from bot.notebooks.tables import NotebookRow, NotebookVersionRow


async def add(session: AsyncSession, guild_id: int, author_id: int, new: New, now: datetime) -> Shared:
    """Store a notebook, or a new version of the member's notebook of the same name."""
    kept = await packing.packed(new.content)
    row = insert(NotebookRow).values(
        guild_id=guild_id,
        author_id=author_id,
        name=key(new.facts),
        state="public",
        newest=1,
        created_at=now,
    )
    stored = row.on_conflict_do_update(
        index_elements=[NotebookRow.guild_id, NotebookRow.author_id, NotebookRow.name],
        set_={"newest": NotebookRow.newest + 1},
    ).returning(NotebookRow)
    notebook = (await session.scalars(stored, execution_options={"populate_existing": True})).one()
    version = NotebookVersionRow(
        notebook_id=notebook.id,
        guild_id=guild_id,
        number=notebook.newest,
        post=new.post,
        channel_id=new.channel_id,
        file_name=new.file_name,
        sha256=new.sha256,
        content=kept,
        facts=FACTS.dump_python(new.facts, mode="json"),
        words=words(new.facts),
        masked=new.masked,
        created_at=now,
    )
    session.add(version)
    await session.flush()
    await changed(session, guild_id, Source.NOTEBOOK, str(notebook.id))
    return _shared(notebook, version)


async def of_name(session: AsyncSession, guild_id: int, author_id: int, name: str) -> Shared | None:
    """The newest version of a member's notebook of this name, in whatever state."""
    query = _newest(guild_id).where(NotebookRow.author_id == author_id, NotebookRow.name == name)
    return await _one(session, query)


async def same_file(session: AsyncSession, guild_id: int, sha256: str) -> Shared | None:
    """The public version that was made from this very file."""
    query = _all(guild_id).where(NotebookVersionRow.sha256 == sha256, NotebookRow.state == "public")
    return await _one(session, query.order_by(NotebookVersionRow.id.desc()).limit(1))


async def is_hidden_file(session: AsyncSession, guild_id: int, sha256: str) -> bool:
    """Whether moderators have hidden what was made from this very file, also where it was withdrawn since."""
    query = _all(guild_id).where(NotebookVersionRow.sha256 == sha256, NotebookRow.state != "public")
    return await _one(session, query.limit(1)) is not None


async def newest(session: AsyncSession, guild_id: int, notebook_id: int) -> Shared | None:
    """The newest version of a notebook, in whatever state."""
    return await _one(session, _newest(guild_id).where(NotebookRow.id == notebook_id))


async def versions(session: AsyncSession, guild_id: int, notebook_id: int) -> list[Shared]:
    """All versions of a notebook, the newest first."""
    query = _all(guild_id).where(NotebookRow.id == notebook_id)
    return await _many(session, query.order_by(NotebookVersionRow.number.desc()))


async def of_post(session: AsyncSession, guild_id: int, post: str) -> Shared | None:
    """The version of a post, in whatever state."""
    return await _one(session, _all(guild_id).where(NotebookVersionRow.post == post))


async def content(session: AsyncSession, guild_id: int, post: str) -> bytes:
    """The file of a post, as everyone may have it."""
    return await packing.unpacked(await packed(session, guild_id, post))


async def packed(session: AsyncSession, guild_id: int, post: str) -> bytes:
    """The same, compressed with zlib as it is kept."""
    query = select(NotebookVersionRow.content).where(
        NotebookVersionRow.guild_id == guild_id, NotebookVersionRow.post == post
    )
    return (await session.scalars(query)).one()


async def sizes(session: AsyncSession, guild_id: int, posts: Collection[str]) -> dict[str, int]:
    """How many bytes are kept of the files of these posts."""
    query = select(NotebookVersionRow.post, func.octet_length(NotebookVersionRow.content)).where(
        NotebookVersionRow.guild_id == guild_id, NotebookVersionRow.post.in_(posts)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def find(
    session: AsyncSession,
    guild_id: int,
    wanted: Search,
    most: int,
    *,
    state: State | None = "public",
    is_any_version: bool = False,
    after: int = 0,
) -> list[Shared]:
    """What is wanted, the latest first, in one state, or (None) all that is there; `after` so many others.

    Of each notebook its newest version, or those of its versions that are wanted.
    """
    is_there = NotebookRow.state != "withdrawn" if state is None else NotebookRow.state == state
    query = (_all if is_any_version else _newest)(guild_id).where(is_there)
    if wanted.author_id is not None:
        query = query.where(NotebookRow.author_id == wanted.author_id)
    for word in (wanted.words or "").casefold().split():
        title = func.lower(func.coalesce(NotebookRow.title, ""))
        query = query.where((NotebookVersionRow.words + title).contains(word, autoescape=True))
    for names, part in (
        ("$.models[*]", wanted.model),
        ("$.datasets[*]", wanted.dataset),
        ("$.libraries[*].name", wanted.library),
    ):
        if part:
            query = query.where(_is_named(names, part.strip().lower()))
    return await _many(session, query.order_by(NotebookVersionRow.id.desc()).limit(most).offset(after))


async def change(session: AsyncSession, guild_id: int, notebook_id: int, **columns: Any) -> None:
    """Give a notebook other values."""
    await session.execute(
        update(NotebookRow)
        .where(NotebookRow.guild_id == guild_id, NotebookRow.id == notebook_id)
        .values(**columns)
    )
    await changed(session, guild_id, Source.NOTEBOOK, str(notebook_id))


async def every_public(session: AsyncSession) -> list[tuple[int, int]]:
    """All public notebooks of all guilds, as ids of guilds and notebooks."""
    query = select(NotebookRow.guild_id, NotebookRow.id).where(NotebookRow.state == "public")
    return [(guild_id, notebook_id) for guild_id, notebook_id in (await session.execute(query)).all()]


async def hold(session: AsyncSession, guild_id: int, notebook_id: int) -> bool:
    """Nobody else changes a notebook until the transaction ends; False when there is none."""
    query = select(NotebookRow.id).where(NotebookRow.guild_id == guild_id, NotebookRow.id == notebook_id)
    return await session.scalar(query.with_for_update()) is not None


async def erase(session: AsyncSession, guild_id: int, notebook_id: int) -> None:
    """Delete the files of a notebook and what was read from them; that there were posts stays known.

    Its name is free again: none begins with a space. Of what moderators have hidden the hashes of the files
    stay, so that they are not shared again.
    """
    is_public = select(NotebookRow.state == "public").where(NotebookRow.id == notebook_id).scalar_subquery()
    known = case((is_public, ""), else_=NotebookVersionRow.sha256)
    nothing = FACTS.dump_python(Facts("", ""), mode="json")
    await session.execute(
        update(NotebookVersionRow)
        .where(NotebookVersionRow.guild_id == guild_id, NotebookVersionRow.notebook_id == notebook_id)
        .values(content=b"", facts=nothing, words="", file_name="", sha256=known)
    )
    gone = {"state": "withdrawn", "name": f" {notebook_id}", "title": None, "summary": None}
    await change(session, guild_id, notebook_id, **gone)


async def forget_author(session: AsyncSession, guild_id: int, author_id: int) -> None:
    """Forget whose the notebooks of a member were, of which nothing is left."""
    mine = (NotebookRow.guild_id == guild_id, NotebookRow.author_id == author_id)
    await session.execute(
        update(NotebookRow).where(*mine, NotebookRow.state == "withdrawn").values(author_id=0)
    )


async def shared_since(
    session: AsyncSession, guild_id: int, author_id: int, since: datetime
) -> list[datetime]:
    """When a member shared notebooks since then, the oldest first."""
    query = select(NotebookVersionRow.created_at).join(
        NotebookRow, NotebookRow.id == NotebookVersionRow.notebook_id
    )
    of_member = (NotebookRow.guild_id == guild_id, NotebookRow.author_id == author_id)
    recent = query.where(*of_member, NotebookVersionRow.created_at > since)
    return list(await session.scalars(recent.order_by(NotebookVersionRow.created_at)))


def _all(guild_id: int) -> Select[NotebookRow, NotebookVersionRow]:
    return (
        select(NotebookRow, NotebookVersionRow)
        .join(NotebookVersionRow, NotebookVersionRow.notebook_id == NotebookRow.id)
        .where(NotebookRow.guild_id == guild_id)
    )


def _is_named(names: str, part: str) -> ColumnElement[bool]:
    """Whether a part of one of the names stands in a version's facts; `names` is their JSON path."""
    listed = func.jsonb_path_query(NotebookVersionRow.facts, cast(names, JSONPATH), type_=JSONB)
    name = listed.column_valued("named")
    text = func.lower(name.op("#>>")(cast([], ARRAY(Text))))
    return select(name).where(text.contains(part, autoescape=True)).exists()


def _newest(guild_id: int) -> Select[NotebookRow, NotebookVersionRow]:
    return _all(guild_id).where(NotebookVersionRow.number == NotebookRow.newest)


async def _one(session: AsyncSession, query: Select[NotebookRow, NotebookVersionRow]) -> Shared | None:
    found = await _many(session, query)
    return found[0] if found else None


async def _many(session: AsyncSession, query: Select[NotebookRow, NotebookVersionRow]) -> list[Shared]:
    rows: Sequence[Any] = (await session.execute(query)).all()
    return [_shared(notebook, version) for notebook, version in rows]


def _shared(notebook: NotebookRow, version: NotebookVersionRow) -> Shared:
    facts = FACTS.validate_python(version.facts)
    return Shared(
        id=notebook.id,
        author_id=notebook.author_id,
        state=notebook.state,  # type: ignore[arg-type]
        reason=notebook.reason,
        number=version.number,
        newest=notebook.newest,
        post=version.post,
        channel_id=version.channel_id,
        file_name=version.file_name,
        sha256=version.sha256,
        facts=named(facts, notebook.title, notebook.summary),
        masked=version.masked,
        created_at=version.created_at,
    )
