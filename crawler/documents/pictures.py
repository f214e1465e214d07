"""Pictures that are documents: announcements and pages of executives published as one image, read by OCR."""

from __future__ import annotations

import hashlib
import io
import struct
import time
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from crawler.documents import ocr, titles
from crawler.documents.ocr_cache import OcrCache
from crawler.documents.quality import letters
from crawler.documents.result import Limits, ReadResult
from crawler.text import mend

PIXELS = 80_000_000  # of one picture; more is refused before anything is unpacked
SIDE = 4000  # pixels of the longer side that OCR is given
LEGIBLE = 1400  # pixels: pages with a shorter longer side are enlarged for OCR
SMALLEST = 300  # pixels of the shorter side below which a picture is an ornament, not a page
SHARE = 0.75  # of the time for the file
FEW = 20  # letters below which nothing was read
# What the picture library raises on what is no picture or a broken one.
NOT_READ = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    OverflowError,
    ZeroDivisionError,
)


class TooLargePictureError(ValueError):
    """A picture of more than ``PIXELS``."""


def open_picture(data: bytes, side: int) -> Image.Image:
    """The first frame in grey, upright, on white, no side longer than ``side``. Raises one of ``NOT_READ``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > PIXELS:
            raise TooLargePictureError
        picture.draft("L", (side, side))  # JPEG: unpacked small at once
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            coloured = upright.convert("RGBA")
            upright = Image.new("RGBA", coloured.size, "white")
            upright.alpha_composite(coloured)
        grey = upright.convert("L")
    if max(grey.size) > side:
        grey.thumbnail((side, side), Image.Resampling.LANCZOS)
    return grey


def read_picture(data: bytes, limits: Limits | None = None) -> ReadResult:
    """Text of a picture of a page as one page, by OCR; the cause is ``picture`` also when there is text.

    What OCR reads is never the whole of a picture, and years in it that are not sure are masked.
    """
    limits = limits or Limits()
    if not limits.ocr or not ocr.models():
        return ReadResult("image", cause="picture")
    try:
        grey = open_picture(data, SIDE)
    except TooLargePictureError:
        return ReadResult("image", cause="too_large", engine="pillow")
    except NOT_READ:
        return ReadResult("image", cause="damaged", engine="pillow")
    if min(grey.size) < SMALLEST:
        return ReadResult("image", page_count=1, cause="picture", engine="pillow")
    lines = _lines(grey, data, limits, time.monotonic() + limits.seconds * SHARE)
    if letters("\n".join(lines)) < FEW:
        return ReadResult("image", page_count=1, cause="picture", engine="tesseract")
    title = titles.of("", lines[:40], doubtful=True)
    return ReadResult("image", title, ("\n".join(lines),), (), 1, "picture", "tesseract")


def _lines(grey: Image.Image, data: bytes, limits: Limits, end: float) -> list[str]:
    """What OCR reads, kept by the hash of ``data``: lines without empty ones."""
    cache = OcrCache(limits.ocr_cache)
    key = f"{hashlib.sha256(data).hexdigest()}:picture:{ocr.version()}"
    text = cache.get(key)
    if text is None:
        if max(grey.size) < LEGIBLE:
            grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
        text = ocr.read_pages([grey], end - time.monotonic())[0]
        if text is not None:
            cache.put(key, text)
    return [line for line in (" ".join(line.split()) for line in mend(text or "").split("\n")) if line]
