"""How people of these journeys post a result, and find it again."""

from sqlalchemy import text

from bot.db.engine import Database
from bot.results.line_store import recount
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place

MODEL = "Qwen/Qwen3-8B"


async def post_result(
    place: Place,
    person: Person,
    value: str,
    *,
    model: str = MODEL,
    channel: str = RELEASES,
    **options: object,
) -> Seen:
    """A number for GSM8K is typed and published; its post."""
    typed = {"benchmark": "gsm8k", "samples": 1319, **options, "model": model, "value": value}
    shown = await person.command("result post", channel=channel, options=typed)
    assert shown.message is not None, shown.error
    before = {one.id for one in await place.posts(person, channel)}
    await person.press(shown.message, shown.message.buttons[0])
    mine = f"<@{person.id}>"
    return await person.wait_for(
        channel, lambda one: one.id not in before and mine in one.text and not one.ephemeral
    )


async def chosen(
    person: Person, command: str, typed: str = "", *, channel: str = RELEASES, name: str = "result"
) -> int:
    """The first of the suggestions for what a command asks."""
    choices = await person.autocomplete(command, channel=channel, focused=name, options={name: typed})
    assert choices, f"{command} suggests nothing"
    return int(choices[0].value)


async def shows(person: Person, post: Seen, words: str) -> Seen:
    """The post, as soon as it holds these words."""
    return await person.wait_for(post.channel, lambda one: one.id == post.id and words in one.text)


async def change_all(stored: Database, statement: str) -> None:
    """Change results of all servers by hand, and what is counted of them."""
    async with stored.transaction() as session:
        await session.execute(text(statement))
        rows = await session.execute(
            text("SELECT guild_id, array_agg(model_name) FROM result GROUP BY guild_id")
        )
        for guild_id, names in rows:
            await recount(session, guild_id, names)
