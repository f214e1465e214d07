"""What the QR codes in a picture say."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageFilter, ImageOps

from crawler.documents.pictures import NOT_READ, open_picture

SIDE = 2600  # pixels: larger pictures are made smaller first
SMALL = 1200  # pixels: smaller pictures are also looked at enlarged


def codes(data: bytes) -> tuple[str, ...]:
    """Texts of the QR codes in a picture, as written in them, each once, sorted; none when it is no picture."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    try:
        picture = open_picture(data, SIDE)
        for view in _views(picture):
            found = {
                code.text.strip()
                for code in read_barcodes(view, formats=BarcodeFormats(BarcodeFormat.QRCode))
                if code.text
            }
            if found:
                return tuple(sorted(found))
    except NOT_READ:
        return ()
    return ()


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then sharpened and enlarged: banners show codes small and blurred."""
    yield picture
    yield picture.filter(ImageFilter.UnsharpMask(3, 200, 0))
    if max(picture.size) <= SMALL:
        large = picture.resize((picture.width * 3, picture.height * 3), Image.Resampling.NEAREST)
        yield ImageOps.autocontrast(large, cutoff=5)
