"""What the files in a notebook say besides what is seen and heard does not become public."""

import base64
import io
import json
import random
import struct
import wave
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.notebooks.cleaning import Cleaning
from bot.notebooks.file_data import without_data
from bot.notebooks.files import Taken
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


def wav() -> bytes:
    sound = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8_000, 8_000, 1, 8))
    sound += _chunk(b"LIST", b"INFOIART" + b"nora-laptop, 50.84, a comment")
    sound += _chunk(b"data", random.Random(4).randbytes(500))
    return b"RIFF" + struct.pack("<I", len(sound) + 4) + b"WAVE" + sound + b"behind the end"


def _chunk(kind: bytes, told: bytes) -> bytes:
    return kind + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2)


def _clean(content: bytes) -> bytes:
    clean = without_data(content)
    assert clean is not None
    return clean


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
    clean = _clean(picture)
    assert not any(secret in clean for secret in SECRETS)
    assert _frames(clean) == _frames(picture)
    assert not Image.open(io.BytesIO(clean)).getexif()
    assert without_data(clean) == clean


def test_a_picture_that_is_turned_stays_so() -> None:
    clean = _clean(jpeg(turned=6))
    assert dict(Image.open(io.BytesIO(clean)).getexif()) == {TURNED: 6}
    assert without_data(clean) == clean


@pytest.mark.parametrize(
    "picture", [png(), jpeg(), gif(), webp(moves=True)], ids=["png", "jpeg", "gif", "webp"]
)
def test_wherever_a_picture_breaks_off_nothing_else_is_left(picture: bytes) -> None:
    for length in range(len(picture)):
        assert not any(secret in (without_data(picture[:length]) or b"") for secret in SECRETS)


def test_pictures_are_cleaned_in_outputs_attachments_and_texts() -> None:
    attached = {**prose("![a](attachment:a.png)"), "attachments": {"a.png": {"image/png": _text(png())}}}
    held = prose(f"![b](data:image/jpeg;base64,{_text(jpeg())}) and more")
    output = code("show()", shown(image__jpeg=_text(jpeg(turned=3))), shown(text__html="<b>1</b>"))
    told, (cleaned, picture) = look_at(
        {"name": "a.ipynb", "decisions": {}}, [json.dumps(values(attached, held, output)).encode()]
    )
    assert told["cleaned_pictures"] == 3
    cells = json.loads(cleaned)["cells"]
    assert cells[0]["attachments"]["a.png"]["image/png"] == _text(_clean(png()))
    assert cells[1]["source"] == f"![b](data:image/jpeg;base64,{_text(_clean(jpeg()))}) and more"
    assert base64.b64decode(cells[2]["outputs"][0]["data"]["image/jpeg"]) == picture
    assert picture == _clean(jpeg(turned=3))


def test_what_has_nothing_to_take_out_stays_as_it_is_written() -> None:
    read = notebook(code("show()", shown(image__png=_text(_clean(png())) + "\n")))
    cleaning = Cleaning(read)
    assert cleaning.taken.pictures == 0
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
    assert cleaning.taken.pictures == 3
    written = cleaning.cleaned({}).decode()
    assert all(_text(_clean(one)) in written for one in (png(), gif(), webp()))
    words = _text(b"\xff\xd8 are the first bytes of a JPEG")
    assert Cleaning(notebook(code("1", printed(f"/9j/ {words}\n")))).taken == Taken()


def test_frames_inside_frames_are_not_followed() -> None:
    nested = b""
    for _ in range(2_000):
        nested = b"ANMF" + (len(nested) + 16).to_bytes(4, "little") + b"\0" * 16 + nested
    clean = _clean(b"RIFF" + (len(nested) + 4).to_bytes(4, "little") + b"WEBP" + nested)
    assert len(clean) == 12 + 8 + 16


def test_of_a_sound_only_what_is_heard_is_left() -> None:
    assert all(secret in wav() for secret in SECRETS)
    clean = _clean(wav())
    assert not any(secret in clean for secret in SECRETS)
    with wave.open(io.BytesIO(clean)) as heard:
        assert heard.readframes(1_000) == random.Random(4).randbytes(500)


PDF = b"%PDF-1.7 " + random.Random(5).randbytes(3_000)
ZIP = b"PK\x03\x04" + random.Random(6).randbytes(3_000)
ARROW = "application/vnd.apache.arrow.stream"
FILM = b"\0\0\0\x18ftypmp42" + random.Random(7).randbytes(3_000)


@pytest.mark.parametrize(
    ("output", "left"),
    [
        (shown(application__pdf=_text(PDF)), "application/pdf: taken out"),
        (shown(application__pdf=_text(PDF), text__plain="<Figure>"), "<Figure>\n[application/pdf: taken out"),
        (shown(image__tiff=_text(PDF)), "image/tiff: taken out"),
        (shown(image__png=_text(PDF)), "image/png: taken out"),
        (shown(audio__mpeg=_text(FILM)), "audio/mpeg: taken out"),
        (shown(application__zip=base64.encodebytes(ZIP).decode()), "application/zip: taken out"),
        (shown(text__html=f"<embed src='data:application/pdf;base64,{_text(PDF)}'> 1"), "src='data:,'> 1"),
        (shown(text__html=f'<video src="data:video/mp4;base64,{_text(FILM)}">'), 'src="data:,">'),
        (shown(text__html=f'<a href="data:;base64,{_text(ZIP)}">'), 'href="data:,">'),
        (shown(application__json={"file": [_text(ZIP)], "of": "us"}), '"of": "us"'),
        (printed(f"got {_text(PDF)} there"), "got  there"),
        ({**shown(), "data": {ARROW: _text(FILM)}}, f"{ARROW}: taken out"),
        (shown(text__html=f'<a href="data:{ARROW};BASE64,{_text(FILM)}">'), 'href="data:,">'),
    ],
    ids=[
        "PDF",
        "words",
        "TIFF",
        "no PNG",
        "MP3",
        "ZIP",
        "embedded",
        "film",
        "link",
        "JSON",
        "printed",
        "table",
        "table",
    ],
)
def test_a_file_that_nobody_can_look_through_is_taken_out(output: dict[str, Any], left: str) -> None:
    cleaning = Cleaning(notebook(code("show()", output)))
    assert cleaning.taken == Taken(files=1)
    assert cleaning.is_needed
    (seen,) = json.loads(cleaning.cleaned({}))["cells"][0]["outputs"]
    written = seen["text"] if "text" in seen else "".join(f"{one}" for one in seen["data"].values())
    assert left in written.replace("'of': 'us'", '"of": "us"')
    assert not any(_text(one)[100:150] in written.replace("\n", "") for one in (PDF, ZIP, FILM))


def test_of_what_widgets_hold_as_bytes_pictures_and_texts_stay() -> None:
    numbers, picture = random.Random(8).randbytes(30), _clean(png())
    said = [_text(one) for one in (numbers, picture, b"lions and tigers")]
    buffers = [{"encoding": "base64", "path": ["value"], "data": one} for one in said]
    buffers.append({"encoding": "hex", "path": ["value"], "data": numbers.hex()})
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": {"buffers": buffers}}}}
    cleaning = Cleaning(notebook(code("1"), widgets=widgets))
    assert cleaning.taken == Taken(files=2)
    (left,) = json.loads(cleaning.cleaned({}))["metadata"]["widgets"].values()
    assert [one["data"] for one in left["state"]["a1"]["buffers"]] == ["", said[1], said[2], ""]


def test_files_in_attachments_and_widgets_go_and_drawings_and_pictures_stay() -> None:
    attached = {**prose("![a](attachment:a)"), "attachments": {"a": {"application/pdf": _text(PDF)}}}
    drawing = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>").decode()
    picture = _text(_clean(png()))
    kept = f'<img src="data:image/svg+xml;base64,{drawing}"><img src="data:image/png;base64,{picture}">'
    uploaded = {"state": {"value": 1}, "buffers": [{"data": _text(ZIP), "path": ["value"]}]}
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": uploaded}}}
    cleaning = Cleaning(notebook(attached, code("1", shown(text__html=kept)), widgets=widgets))
    assert cleaning.taken == Taken(files=2)
    cleaned = json.loads(cleaning.cleaned({}))
    assert cleaned["cells"][1]["outputs"][0]["data"]["text/html"] == kept
    assert _text(ZIP) not in json.dumps(cleaned)
    assert "application/pdf" not in cleaned["cells"][0]["attachments"]["a"]
