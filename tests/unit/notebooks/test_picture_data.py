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
from tests.unit.notebooks.making import code, notebook, printed, prose, shown, values

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


def gif() -> bytes:
    """Two pictures that follow each other again and again."""
    written = io.BytesIO()
    later = [_drawn().transpose(Image.Transpose.ROTATE_180)]
    _drawn().save(
        written, "GIF", save_all=True, append_images=later, loop=0, duration=90, comment=b"a comment 50.84"
    )
    # Programs write XMP as an extension of their own, right before the end.
    xmp = b"\x21\xff\x0bXMP DataXMP" + b"\x0bnora-laptop" + b"\0"
    return written.getvalue()[:-1] + xmp + b";behind the end"


def webp(*, moves: bool = False) -> bytes:
    exif = Image.Exif()
    exif[HOST] = "nora-laptop"
    exif.get_ifd(GPS)[29] = "50.84"
    written = io.BytesIO()
    others = [_drawn().transpose(Image.Transpose.ROTATE_180)] if moves else []
    _drawn().convert("RGB").save(
        written,
        "WEBP",
        lossless=True,
        save_all=moves,
        append_images=others,
        exif=exif,
        xmp=b"<x>a comment</x>",
        icc_profile=b"nora-laptop" * 20,
    )
    return written.getvalue() + b"behind the end"


def _frames(content: bytes) -> list[tuple[bytes, object, object]]:
    """What is seen of each picture of a file, how long, and how often all of them."""
    opened = Image.open(io.BytesIO(content))
    found: list[tuple[bytes, object, object]] = []
    for place in range(getattr(opened, "n_frames", 1)):
        opened.seek(place)
        seen = opened.convert("RGBA").tobytes()
        found.append((seen, opened.info.get("duration"), opened.info.get("loop")))
    return found


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(
    "picture",
    [png(), jpeg(), jpeg(progressive=True), gif(), webp(), webp(moves=True)],
    ids=["png", "jpeg", "progressive", "gif", "webp", "webp that moves"],
)
def test_only_the_picture_is_left_and_that_to_the_bit(picture: bytes) -> None:
    assert all(secret in picture for secret in SECRETS)
    clean = without_data(picture)
    assert not any(secret in clean for secret in SECRETS)
    assert _frames(clean) == _frames(picture)
    assert not Image.open(io.BytesIO(clean)).getexif()
    assert without_data(clean) == clean


def test_a_picture_that_is_turned_stays_so() -> None:
    clean = without_data(jpeg(turned=6))
    assert dict(Image.open(io.BytesIO(clean)).getexif()) == {TURNED: 6}
    assert without_data(clean) == clean


@pytest.mark.parametrize(
    "picture", [png(), jpeg(), gif(), webp(moves=True)], ids=["png", "jpeg", "gif", "webp"]
)
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


def test_pictures_in_the_state_of_widgets_and_in_values_are_cleaned_too() -> None:
    state = {
        "model_name": "ImageModel",
        "state": {"format": "png"},
        "buffers": [{"data": _text(png()), "path": ["value"], "encoding": "base64"}],
    }
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": state}, "version_major": 2}}
    output = code("show()", shown(image__gif=_text(gif()), application__json={"thumbnail": _text(webp())}))
    cleaning = Cleaning(notebook(output, widgets=widgets))
    assert cleaning.pictures == 3
    written = cleaning.cleaned({}).decode()
    assert all(_text(without_data(one)) in written for one in (png(), gif(), webp()))
    words = _text(b"\xff\xd8 are the first bytes of a JPEG")
    assert Cleaning(notebook(code("1", printed(f"/9j/ {words}\n")))).pictures == 0


def test_frames_inside_frames_are_not_followed() -> None:
    nested = b""
    for _ in range(2_000):
        nested = b"ANMF" + (len(nested) + 16).to_bytes(4, "little") + b"\0" * 16 + nested
    clean = without_data(b"RIFF" + (len(nested) + 4).to_bytes(4, "little") + b"WEBP" + nested)
    assert len(clean) == 12 + 8 + 16
