"""What the files of pictures say besides the picture does not become public."""

import base64
import io
import json
import random

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.notebooks.cleaning import Cleaning
from bot.notebooks.picture_data import without_data
from bot.notebooks.worker import look_at
from tests.unit.notebooks.making import code, notebook, prose, shown, values

GPS, HOST, TURNED = 0x8825, 0x013C, 0x0112
SECRETS = (b"nora-laptop", b"50.84", b"a comment", b"behind the end")


def _drawn() -> Image.Image:
    return Image.frombytes("L", (64, 48), random.Random(3).randbytes(64 * 48))


def jpeg(*, turned: int = 1, progressive: bool = False) -> bytes:
    exif = Image.Exif()
    exif[HOST] = "nora-laptop"
    exif[TURNED] = turned
    exif.get_ifd(GPS)[29] = "50.84"
    written = io.BytesIO()
    picture = _drawn().convert("RGB")
    picture.save(written, "JPEG", exif=exif, comment=b"a comment", progressive=progressive)
    return written.getvalue() + b"behind the end"


def png() -> bytes:
    told = PngInfo()
    told.add_text("Author", "nora-laptop")
    told.add_itxt("Comment", "a comment")
    exif = Image.Exif()
    exif[HOST] = "nora-laptop"
    exif.get_ifd(GPS)[29] = "50.84"
    written = io.BytesIO()
    _drawn().save(written, "PNG", pnginfo=told, exif=exif, dpi=(72, 72))
    return written.getvalue() + b"behind the end"


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    "picture", [png(), jpeg(), jpeg(progressive=True)], ids=["png", "jpeg", "progressive"]
)
def test_only_the_picture_is_left_and_that_to_the_bit(picture: bytes) -> None:
    assert all(secret in picture for secret in SECRETS)
    clean = without_data(picture)
    assert not any(secret in clean for secret in SECRETS)
    before, after = Image.open(io.BytesIO(picture)), Image.open(io.BytesIO(clean))
    assert after.tobytes() == before.tobytes()
    assert not after.getexif()
    assert without_data(clean) == clean


def test_a_picture_that_is_turned_stays_so() -> None:
    clean = without_data(jpeg(turned=6))
    assert dict(Image.open(io.BytesIO(clean)).getexif()) == {TURNED: 6}
    assert without_data(clean) == clean


@pytest.mark.parametrize("picture", [png(), jpeg()], ids=["png", "jpeg"])
def test_wherever_a_picture_breaks_off_nothing_else_is_left(picture: bytes) -> None:
    for length in range(len(picture)):
        assert not any(secret in without_data(picture[:length]) for secret in SECRETS)


def test_pictures_are_cleaned_in_outputs_attachments_and_texts() -> None:
    attached = {**prose("![a](attachment:a.png)"), "attachments": {"a.png": {"image/png": _text(png())}}}
    held = prose(f"![b](data:image/jpeg;base64,{_text(jpeg())}) and more")
    output = code("show()", shown(image__jpeg=_text(jpeg(turned=3))), shown(text__html="<b>1</b>"))
    told, (cleaned, picture) = look_at(
        {"name": "a.ipynb", "decisions": {}}, [json.dumps(values(attached, held, output)).encode()]
    )
    assert told["cleaned_pictures"] == 3
    cells = json.loads(cleaned)["cells"]
    assert cells[0]["attachments"]["a.png"]["image/png"] == _text(without_data(png()))
    assert cells[1]["source"] == f"![b](data:image/jpeg;base64,{_text(without_data(jpeg()))}) and more"
    assert base64.b64decode(cells[2]["outputs"][0]["data"]["image/jpeg"]) == picture
    assert picture == without_data(jpeg(turned=3))


def test_what_has_nothing_to_take_out_stays_as_it_is_written() -> None:
    read = notebook(code("show()", shown(image__png=_text(without_data(png())) + "\n")))
    cleaning = Cleaning(read)
    assert cleaning.pictures == 0
    assert json.loads(cleaning.cleaned({})) == read.content
