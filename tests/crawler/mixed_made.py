"""PDF whose pages are of different kinds: typed, scanned, blank, photographs, with a broken layer under a picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from documents_made import FONT
from PIL import Image
from scans_made import fonts
from scans_made import page as drawn

BROKEN = ["ÊÓ¹Ñ¡§Ò¹à·ÈºÒÅ µÓºÅ·Øè§¹ÒãËÁè á¼¹»¯ÔºÑµÔ¡ÒÃ"] * 4  # a layer of letters in another table than the page shows


def scanned(lines: list[str], turn: int = 0) -> Image.Image:
    """A page of words as a scanner gives it."""
    return drawn(lines, fonts()[0]).rotate(turn, expand=True, fillcolor=255)


def photograph() -> Image.Image:
    """A picture without a word: dunes of light and dark."""
    wide = Image.radial_gradient("L").resize((827, 1170))
    return Image.blend(wide, Image.linear_gradient("L").resize((827, 1170)), 0.4)


def mixed(pages: Sequence[tuple[list[str], Image.Image | None]], rotate: int = 0) -> bytes:
    """A PDF; each page has a picture all over it, or none, and lines of text on top."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    pdfmetrics.registerFont(TTFont("thai", str(FONT or Path())))
    for lines, picture in pages:
        if picture is not None:
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.setFont("Helvetica" if lines == BROKEN else "thai", 10)
        for number, line in enumerate(lines):
            canvas.drawString(40, 815 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return turned(stream.getvalue(), rotate) if rotate else stream.getvalue()


def turned(data: bytes, rotate: int) -> bytes:
    """The PDF with every page to be shown turned."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(rotate)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
