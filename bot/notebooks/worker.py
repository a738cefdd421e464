"""The process that opens notebooks: little memory, no secrets in its environment, killed when slow.

Started by `reader.py`. What it can be asked for stands in `ACTS`.
"""

import base64
import binascii
import gc
import hashlib
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from bot.aside import light  # noqa: F401 - before what it is for
from bot.aside.answering import answer_all
from bot.aside.packing import pack, unpack
from bot.notebooks import limits, refusals
from bot.notebooks.answers import LOOKED, Looked
from bot.notebooks.cleaning import Cleaning, as_file, cleaned_name
from bot.notebooks.comparison.model import COMPARED
from bot.notebooks.errors import UnreadableNotebook, of_one, too_heavy
from bot.notebooks.facts import FACTS, PictureOf
from bot.notebooks.looking import look
from bot.notebooks.model import Notebook
from bot.notebooks.reading import read_notebook
from bot.notebooks.told import told
from bot.texts import language

Answer: TypeAlias = tuple[dict[str, Any], list[bytes]]
# The first bytes of the pictures that are shown; what begins otherwise is none.
_BEGINNINGS: Final = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
LARGEST_PICTURE: Final = 4 * 1024 * 1024


def look_at(header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """What a notebook holds, what was found in it, itself without that, and its pictures.

    The facts are those of the notebook that everyone would see. `decisions` are by the findings' numbers.
    """
    notebook = read_notebook(contents[0])
    decisions = {int(number): decision for number, decision in header["decisions"].items()}
    cleaning = Cleaning(notebook)
    seen = cleaning.notebook(decisions)
    name = cleaned_name(header["name"])
    facts = look(seen, name)
    pictures = {one: picture for one in facts.pictures if (picture := _picture(seen, one)) is not None}
    facts = replace(facts, pictures=tuple(pictures))
    sha256 = hashlib.sha256(contents[0]).hexdigest()
    looked = Looked(
        facts,
        cleaning.findings(),
        sha256,
        notebook.version,
        len(notebook.cells),
        cleaning.taken.pictures,
        name,
        cleaning.taken.files,
    )
    return LOOKED.dump_python(looked, mode="json"), [as_file(seen), *pictures.values()]


def tell(_header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """What a notebook says in words."""
    return {}, [told(read_notebook(contents[0])).encode(errors="replace")]


def write_page(header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """A notebook as a page, in the `language` and at most of the length `most`."""
    from bot.notebooks.pages.page import page  # a second and 40 MB that only pages need

    notebook = read_notebook(contents[0])
    written = page(notebook, header["name"], header["title"], language(header["language"]), header["most"])
    return {}, [written.encode()]


def find_results(header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """The results of benchmarks that a notebook shows, as files that the reader of results can read."""
    from bot.notebooks.results import results_in  # what reads results is needed only here
    from bot.results.recognising import read

    notebook = read_notebook(contents[0])
    found = results_in(notebook, look(notebook, header["name"]), header["name"])
    readable = [one for one in found if read(one.name, one.content).results]
    return {"names": [one.name for one in readable]}, [one.content for one in readable]


def compare_two(header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """What differs between two notebooks, and that as a page where a `language` is named for it.

    Those of the places in `scrub` are compared without what should not become public; `facts` are what is
    known of each, or None.
    """
    from bot.notebooks.comparison import comparing, page

    read = [
        _read(name, content, scrub=place in header["scrub"])
        for place, (name, content) in enumerate(zip(header["names"], contents, strict=True))
    ]
    before, after = (
        look(notebook, cleaned_name(name)) if known is None else FACTS.validate_python(known)
        for notebook, name, known in zip(read, header["names"], header["facts"], strict=True)
    )
    compared = comparing.compare(read[0], read[1], (before, after), details=header["details"])
    told: dict[str, Any] = COMPARED.dump_python(compared, mode="json")
    if header["language"] is None:
        return told, []
    return told, [page.page(compared, language(header["language"]), header["most"]).encode()]


def draw(header: dict[str, Any], contents: Sequence[bytes]) -> Answer:
    """A picture in SVG as PNG, `scale` times as large; nothing of it is fetched."""
    import vl_convert  # 30 MB that only pictures need

    return {}, [vl_convert.svg_to_png(contents[0].decode(), scale=header["scale"])]


def _read(name: str, content: bytes, *, scrub: bool) -> Notebook:
    """One of two; a refusal says which of them it is about."""
    try:
        notebook = read_notebook(content)
    except UnreadableNotebook as error:
        raise of_one(name, error) from error
    if not scrub:
        return notebook
    cleaning = Cleaning(notebook)
    return cleaning.notebook({}) if cleaning.is_needed else notebook


ACTS: Final[dict[str, Callable[[dict[str, Any], Sequence[bytes]], Answer]]] = {
    "look": look_at,
    "prose": tell,
    "page": write_page,
    "compare": compare_two,
    "results": find_results,
    "draw": draw,
}


def answer(question: bytes) -> bytes:
    """The packed answer of an act, or why the notebook cannot be read."""
    header, contents = unpack(question)
    # The values of a notebook hold no circles, and looking for some takes a tenth of the time.
    gc.disable()
    try:
        told, files = ACTS[header["act"]](header, contents)
    except UnreadableNotebook as error:
        return pack({"refusal": refusals.dumped(error.sentence)}, [])
    except MemoryError:
        return pack({"refusal": refusals.dumped(too_heavy().sentence)}, [])
    finally:
        gc.enable()
    return pack({"answer": told}, files)


def _picture(notebook: Notebook, where: PictureOf) -> bytes | None:
    written = notebook.cells[where.cell - 1].outputs[where.output - 1].data[where.media_type]
    try:
        content = base64.b64decode(written)
    except (binascii.Error, ValueError):
        return None
    is_picture = content.startswith(_BEGINNINGS[where.media_type]) and len(content) <= LARGEST_PICTURE
    return content if is_picture else None


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    answer_all(answer)
