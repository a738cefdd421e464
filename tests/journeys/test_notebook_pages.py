"""Members open the page of a notebook, and compare notebooks with each other."""

from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.posting import chosen
from tests.journeys.test_notebooks import TOKEN, _notebook, _published, _share
from tests.journeys.test_unlisted import let_everybody_read
from tests.waiting import until


async def _shared(place: Place, content: bytes, words: str, name: str = "lions.ipynb") -> Seen:
    preview = (await _share(place.alex, content, name)).message
    assert preview is not None
    return await _published(place, place.alex, preview, words)


async def _page(place: Place, shown: Seen, name: str) -> str:
    async with place.session.get(shown.files[name]) as answer:
        return await answer.text()


async def _until(place: Place, address: str, status: int) -> None:
    """The web answers so."""

    async def answered() -> bool:
        async with place.session.get(address) as answer:
            return answer.status == status

    await until(answered)


async def test_versions_and_files_are_compared_in_private(place: Place) -> None:
    noor, camille = place.people["Noor"], place.camille
    await camille.speak("fr")
    first = await _shared(place, _notebook(), "Lions with LoRA")
    alone = (await noor.press(first, "Compare")).text
    assert "There is no other notebook here" in alone or "Il n’y a pas d’autre notebook" in alone
    second = await _shared(place, _notebook("1e-4", 0.78), "version 2")
    compared = await camille.press(second, "Compare")
    assert compared.message is not None, compared.error
    assert compared.message.ephemeral
    assert "**eval\\_accuracy**\xa0: 0,71 → 0,78 (meilleur)" in compared.text
    assert "@@ La cellule 3 a changé @@" in compared.text
    assert "-     learning_rate" not in compared.text
    async with place.session.get(compared.message.files["comparison.png"]) as answer:
        assert (await answer.read()).startswith(b"\x89PNG")
    more = await camille.press(compared.message, "Avec sorties et métadonnées")
    assert "- eval_accuracy: 0.71\n+ eval_accuracy: 0.78" in more.text
    whole = await camille.press(compared.message, "En page")
    assert whole.message is not None
    assert '<html lang="fr">' in await _page(place, whole.message, "comparison.html")
    # A file is scrubbed before anything of it is shown, also to the one who attached it.
    file = ("mine.ipynb", _notebook("5e-5", 0.9, "Tigers"))
    suggested = await place.alex.autocomplete(
        "notebook compare", channel=RELEASES, focused="a", options={"a": "lions"}
    )
    assert [one.name for one in suggested] == ["Lions with LoRA (2)", "Lions with LoRA (1)"]
    with_file = await place.alex.command(
        "notebook compare",
        channel=RELEASES,
        options={"a": suggested[1].value},
        files={"b_file": file},
    )
    assert with_file.message is not None, with_file.error
    assert "### Lions with LoRA → Tigers" in with_file.text
    assert "**eval\\_accuracy**: 0.71 → 0.9 (better)" in with_file.text
    assert TOKEN not in with_file.text + await _page(place, with_file.message, "comparison.html")
    nothing = await place.alex.command("notebook compare", channel=RELEASES)
    assert "Name two notebooks" in nothing.text
    # Of another server nobody sees anything.
    foreign = await place.robin.command(
        "notebook compare", channel="#leaderboard", options={"a": suggested[0].value}
    )
    assert "There is no such notebook here" in foreign.text


async def test_without_a_web_address_the_page_comes_as_a_file(place: Place) -> None:
    post = await _shared(place, _notebook(), "Lions with LoRA")
    opened = await place.people["Noor"].press(post, "Open the page")
    assert opened.message is not None, opened.error
    assert opened.message.ephemeral
    page = await _page(place, opened.message, "notebook.html")
    assert "default-src 'none'" in page
    assert "teach a small model about lions" in page
    assert TOKEN not in page


async def test_a_page_on_the_web_goes_when_its_channel_closes_or_its_notebook_is_withdrawn(
    quiet_place: Place,
) -> None:
    place = quiet_place
    place.settings = place.settings.model_copy(update={"public_url": "https://essai.example.org"})
    app = await place.start_bot()
    post = await _shared(place, _notebook(), "Lions with LoRA")
    opened = await place.people["Noor"].press(post, "Open the page")
    assert opened.message is not None, opened.error
    told = next(iter(opened.message.links.values()))
    assert told.startswith("https://essai.example.org/notebooks/")
    address = told.replace("https://essai.example.org", app.web_url)
    async with place.session.get(address) as answer:
        assert answer.status == 200
        assert "sandbox allow-popups" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Lions with LoRA" in await answer.text()
    file = address.partition("?")[0] + "/file"
    async with place.session.get(file) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == 'attachment; filename="lions.ipynb"'
        assert TOKEN not in await answer.text()
        assert (await answer.json(content_type=None))["cells"]
    guild = address.rsplit("/", 2)[1]
    for other in ("1", "9" * 19):
        async with place.session.get(address.replace(guild, other)) as answer:
            assert answer.status == 404
    # A channel that not everybody may read any more: who may read it gets the page as a file.
    channel = await place.alex.find_channel(RELEASES)
    await let_everybody_read(place, channel, may=False)
    for gone in (address, file):
        await _until(place, gone, 404)
    as_file = await place.camille.press(post, "Open the page")
    assert as_file.message is not None, as_file.error
    assert "notebook.html" in as_file.message.files
    await let_everybody_read(place, channel, may=True)
    await _until(place, address, 200)
    notebook = await chosen(place.alex, "notebook withdraw", "lions", name="notebook")
    await place.alex.command("notebook withdraw", channel=RELEASES, options={"notebook": notebook})
    async with place.session.get(address) as answer:
        assert answer.status == 404
        assert "Cette page n’existe plus" in await answer.text()
    async with place.session.get(file) as answer:
        assert answer.status == 404
