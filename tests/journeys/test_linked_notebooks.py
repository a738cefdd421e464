"""Members share notebooks that lie elsewhere: read from known places, and opened there from the post."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.person import Person, Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen, shows
from tests.unit.notebooks.making import code, prose, values

PAGE = "https://github.com/zoo/lions/blob/main/lions.ipynb"
GIST = "0123456789abcdef0123"


def _notebook(title: str) -> bytes:
    key = "login('hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1')"
    return json.dumps(values(prose(f"# {title}"), code(key))).encode()


class Elsewhere:
    """What public hosts answer, by the host and the path; tests may change it."""

    def __init__(self) -> None:
        raw = f"gist.githubusercontent.com/zoo/{GIST}/raw/b.ipynb"
        files = {"b.ipynb": {"raw_url": f"https://{raw}"}, "readme.md": {"raw_url": "https://example.org"}}
        self.files = {
            "raw.githubusercontent.com/zoo/lions/main/lions.ipynb": _notebook("On lions"),
            f"api.github.com/gists/{GIST}": json.dumps({"files": files}).encode(),
            raw: _notebook("On tigers"),
            "huggingface.co/api/spaces/zoo/bears": json.dumps(
                {"siblings": [{"rfilename": "app.py"}, {"rfilename": "on bears.ipynb"}]}
            ).encode(),
            "huggingface.co/spaces/zoo/bears/resolve/main/on%20bears.ipynb": _notebook("On bears"),
            "huggingface.co/api/spaces/zoo/many": json.dumps(
                {"siblings": [{"rfilename": "a.ipynb"}, {"rfilename": "b.ipynb"}]}
            ).encode(),
        }

    async def answer(self, request: web.Request) -> web.Response:
        content = self.files.get(request.raw_path.lstrip("/"))
        if content is None:
            raise web.HTTPNotFound
        kind = "application/json" if "/api" in f"/{request.path}" else "text/plain"
        return web.Response(body=content, content_type=kind)


@pytest.fixture
async def elsewhere(quiet_place: Place) -> AsyncIterator[Elsewhere]:
    there = Elsewhere()
    app = web.Application()
    app.router.add_get("/{path:.*}", there.answer)
    async with TestServer(app) as server:
        for host in {one.partition("/")[0] for one in there.files}:
            quiet_place.stand_ins[host] = str(server.make_url(f"/{host}"))
        await quiet_place.start_bot()
        yield there


async def _share(person: Person, link: str, channel: str = RELEASES) -> Reply:
    return await person.command("notebook share", channel=channel, options={"link": link})


async def test_a_linked_notebook_is_scrubbed_shared_and_opened_where_it_lies(
    quiet_place: Place, elsewhere: Elsewhere
) -> None:
    alex = quiet_place.alex
    preview = (await _share(alex, PAGE)).message
    assert preview is not None
    assert "What I mask or take out here still stands behind your link" in preview.text
    seen = await alex.press(preview, "See it as everyone will")
    assert seen.message is not None
    assert list(seen.message.files) == ["lions.ipynb"]
    await alex.press(preview, "Share")
    post = await alex.wait_for(RELEASES, lambda one: not one.ephemeral and "On lions" in one.text)
    assert post.links["Open in GitHub"] == PAGE
    assert post.links["Open in Colab"].endswith("/github/zoo/lions/blob/main/lions.ipynb")
    gist = (await _share(alex, f"https://gist.github.com/zoo/{GIST}")).message
    assert gist is not None
    assert "On tigers" in gist.text
    space = (await _share(alex, "https://huggingface.co/spaces/zoo/bears")).message
    assert space is not None
    assert "On bears" in space.text
    # What changes behind a link after it was seen is not published unseen.
    name = "huggingface.co/spaces/zoo/bears/resolve/main/on%20bears.ipynb"
    elsewhere.files[name] = _notebook("On bees")
    await alex.press(space, "Share")
    await alex.wait_for(RELEASES, lambda one: "The file has changed since you saw it here" in one.text)


async def test_links_that_lead_to_no_notebook_say_what_to_do(
    quiet_place: Place, elsewhere: Elsewhere
) -> None:
    alex, camille = quiet_place.alex, quiet_place.camille
    for link, told in [
        (PAGE.replace("lions.ipynb", "none.ipynb"), "has nothing at this link that everyone may read"),
        ("https://huggingface.co/spaces/zoo/many", "There are several notebooks: `a.ipynb`, `b.ipynb`"),
        ("https://127.0.0.1/lions.ipynb", "I know no notebook behind this link"),
        ("lions", "That is no link that I can follow"),
    ]:
        assert told in (await _share(alex, link)).text, link
    nothing = await alex.command("notebook share", channel=RELEASES, options={})
    assert "Attach a notebook as `file`, or give a `link`" in nothing.text
    await camille.speak("fr")
    kaggle = "https://www.kaggle.com/code/zoo/on-lions"
    assert (
        "Kaggle ne montre ce notebook qu’aux personnes qui ont un compte"
        in (await _share(camille, kaggle)).text
    )
    files = {"file": ("lions.ipynb", _notebook("On pumas"))}
    options = {"link": kaggle}
    both = await camille.command("notebook share", channel=RELEASES, files=files, options=options)
    assert both.message is not None
    await camille.press(both.message, "Partager")
    post = await alex.wait_for(RELEASES, lambda one: not one.ephemeral and "On pumas" in one.text)
    assert kaggle in post.links.values()
    said = await camille.say(RELEASES, f"regardez {PAGE} !")
    mine = await camille.context("Share notebook", channel=RELEASES, target=said.id)
    assert "On lions" in mine.text


async def test_two_servers_share_the_same_link_and_know_nothing_of_each_other(
    quiet_place: Place, elsewhere: Elsewhere
) -> None:
    camille, robin = quiet_place.camille, quiet_place.robin
    await camille.speak("fr")
    here = (await _share(camille, PAGE.removeprefix("https://"))).message
    there = (await _share(robin, PAGE, "#leaderboard")).message
    assert here is not None
    assert there is not None
    assert "Ce que je masque ou retire ici reste lisible derrière votre lien" in here.text
    await camille.press(here, "Partager")
    await robin.press(there, "Share")
    post = await camille.wait_for(RELEASES, lambda one: not one.ephemeral and "On lions" in one.text)
    other = await robin.wait_for("#leaderboard", lambda one: not one.ephemeral and "On lions" in one.text)
    assert post.links["Open in GitHub"] == other.links["Open in GitHub"] == PAGE
    # In one server the same file is shared once, by whatever link to it.
    raw = "https://raw.githubusercontent.com/zoo/lions/main/lions.ipynb"
    again = await _share(quiet_place.alex, raw)
    assert f"This very file was shared here by <@{camille.id}>" in again.text
    # A new version behind the link is one of this server's notebook alone.
    elsewhere.files["raw.githubusercontent.com/zoo/lions/main/lions.ipynb"] = json.dumps(
        values(prose("# On lions"), code("from peft import LoraConfig"))
    ).encode()
    newer = (await _share(camille, PAGE)).message
    assert newer is not None
    assert "celui-ci devient sa version 2" in newer.text
    await camille.press(newer, "Partager")
    second = await camille.wait_for(RELEASES, lambda one: not one.ephemeral and "version 2" in one.text)
    assert "peft" in second.text
    notebook = await chosen(camille, "notebook withdraw", "lions", name="notebook")
    await camille.command("notebook withdraw", channel=RELEASES, options={"notebook": notebook})
    await shows(camille, second, "withdrawn by its author")
    assert "On lions" in (await robin.command("notebook list", channel="#leaderboard")).text
    left = await quiet_place.alex.command("notebook list", channel=RELEASES)
    assert "Nobody has shared a notebook here yet" in left.text
