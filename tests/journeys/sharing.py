"""How people of these journeys share a notebook."""

import json

from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.unit.notebooks.making import code, printed, prose, values


def notebook_of(title: str, *outputs: str, source: str = "evaluate({number})") -> bytes:
    """The file of a notebook whose cells printed these texts."""
    cells = [code(source.format(number=number), printed(text)) for number, text in enumerate(outputs)]
    return json.dumps(values(prose(f"# {title}\n\nWe measure a model."), *cells)).encode()


async def share(
    place: Place, person: Person, content: bytes, channel: str = RELEASES, name: str = "lions.ipynb"
) -> Seen:
    """Share a notebook; its post."""
    files = {"file": (name, content)}
    preview = (await person.command("notebook share", channel=channel, files=files)).message
    assert preview is not None
    before = {one.id for one in await place.posts(person, channel)}
    await person.press(preview, preview.buttons[0])
    return await person.wait_for(
        channel, lambda one: one.id not in before and not one.ephemeral and "notebook" in one.text
    )


async def offered(person: Person, post: Seen, button: str = "Link a result") -> Seen:
    """What a button below the post answers."""
    reply = await person.press(post, button)
    assert reply.message is not None, reply.error
    return reply.message
