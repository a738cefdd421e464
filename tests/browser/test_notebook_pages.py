"""Pages of notebooks in a browser: nothing runs, nothing leaves, and they read well."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.notebooks.comparison import page as comparison
from bot.notebooks.comparison.comparing import compare
from bot.notebooks.limits import LARGEST_PAGE
from bot.notebooks.looking import look
from bot.notebooks.pages import policy
from bot.notebooks.pages.page import page
from bot.notebooks.reading import read_notebook
from bot.texts import Language, language
from bot.web.notebooks import Download, notebooks_routes
from bot.web.server import make_app, served
from tests.browser.screen import DESKTOP, PHONE, Scheme
from tests.browser.test_notebooks import _notebook
from tests.unit.notebooks.making import code, notebook, prose, shown
from tests.unit.notebooks.test_pages import BOMB, EVIL

pytestmark = pytest.mark.asyncio(loop_scope="session")
EN = language("en")
Put = Callable[[str], str]


async def _nothing() -> dict[str, bool]:
    return {}


async def _no_figures() -> dict[str, float]:
    return {}


async def _no_file(_guild: int, _post: str) -> Download | None:
    return None


@pytest_asyncio.fixture(loop_scope="session")
async def put() -> AsyncIterator[Put]:
    """Puts a page on the web as the bot does, and gives its address."""
    pages: dict[str, bytes] = {}

    async def make(_guild: int, post: str, _language: Language) -> bytes | None:
        return pages.get(post)

    app = make_app(_nothing, _no_figures, notebooks_routes(make, _no_file, policy.headers))
    async with served(app, "127.0.0.1", 0) as address:

        def put_one(written: str) -> str:
            post = f"{len(pages):024x}"
            pages[post] = written.encode()
            return f"{address}/notebooks/1/{post}"

        yield put_one


async def _seen(opened: Page, address: str) -> list[str]:
    """What the browser asked for or complained of while it showed a page."""
    noticed: list[str] = []
    opened.on(
        "request", lambda one: noticed.append(one.url) if not one.url.startswith("data:image/") else None
    )
    opened.on("console", lambda one: noticed.append(one.text))
    opened.on("pageerror", lambda one: noticed.append(str(one)))
    opened.on("dialog", lambda one: noticed.append(one.message))
    await opened.goto(address)
    return [one for one in noticed if one != address]


async def test_no_script_runs_and_no_request_leaves_on_any_notebook(
    browser: Browser, put: Put, shared: Path
) -> None:
    every = {
        path.stem: read_notebook(path.read_bytes())
        for path in sorted((shared / "data/notebooks").glob("*.ipynb"))
        if path.stem != "nbformat_invalid"
    }
    outputs = [code("x", shown(text__html=evil)) for evil in EVIL]
    every["hostile"] = notebook(*(prose(evil) for evil in EVIL), *outputs)
    context = await browser.new_context(viewport=PHONE)
    try:
        opened = await context.new_page()
        for name, found in every.items():
            address = put(page(found, f"{name}.ipynb", None, EN, LARGEST_PAGE))
            assert await _seen(opened, address) == [], name
            assert await opened.locator("main section").count() > 0
            assert BOMB not in await opened.content()
            assert await opened.locator("script, iframe, form, style >> nth=1").count() == 0
            box = await opened.locator("main").bounding_box()
            assert box is not None
            assert box["width"] <= PHONE["width"], name
    finally:
        await context.close()


async def test_pages_and_comparisons_read_well(
    browser: Browser, put: Put, shared: Path, images: Path
) -> None:
    real = read_notebook((shared / "data/notebooks/hf_nucleotide_transformer_1.2MB.ipynb").read_bytes())
    whole = put(page(real, "nucleotide_transformer.ipynb", None, EN, LARGEST_PAGE))
    before = read_notebook(_notebook())
    after = read_notebook(
        _notebook()
        .replace(b"learning_rate=2e-4", b"learning_rate=1e-4")
        .replace(b"Exact match: 71.4", b"Exact match: 74.9")
        .replace(b"F1 score: 0.813", b"F1 score: 0.801")
        .replace(b"trl==0.22.2", b"trl==0.23.0")
    )
    found = compare(before, after, (look(before, "a.ipynb"), look(after, "b.ipynb")), details=True)
    differences = put(comparison.page(found, language("fr"), LARGEST_PAGE))
    wide: Scheme = "light"
    for address, name, viewport, scheme, part in (
        (whole, "notebook-page", DESKTOP, wide, "text=Validation F1 score"),
        (whole, "notebook-page-phone", PHONE, "dark", "header"),
        (differences, "notebook-comparison", DESKTOP, "dark", "header"),
        (differences, "notebook-comparison-phone", PHONE, "light", "header"),
    ):
        context = await browser.new_context(viewport=viewport, color_scheme=scheme)
        opened = await context.new_page()
        assert await _seen(opened, address) == []
        await opened.locator(part).first.scroll_into_view_if_needed()
        await opened.screenshot(path=images / f"{name}.png")
        await context.close()
