"""Small PDF files for tests."""

import io
from collections.abc import Sequence

from pypdf import PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject


def pdf(*pages: Sequence[str], title: str = "", password: str | None = None) -> bytes:
    """A PDF with these lines on its pages; one without lines is like the picture of a page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = ContentStream(None, writer)
        stream.set_data(_drawn(lines))
        page.replace_contents(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _drawn(lines: Sequence[str]) -> bytes:
    told = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 800 Td {told}ET".encode("cp1252")
