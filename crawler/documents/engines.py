"""The other engines that a PDF is read by when pdfium's text is no good: poppler, and pdfminer.

pdfminer finds letters without the file's map of them, in the embedded font itself, but its layout tears marks from
their letters: only its characters and their places are used, and put in order here.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.documents.glyphs import Glyph, in_order, runs_of
from crawler.documents.layout import Piece, arranged
from crawler.documents.marks import MARK
from crawler.text import glyph_names

TEXT = 4_000_000  # characters of one file
PAGES = 60  # that pdfminer reads: it is slow
SECONDS = 15.0  # that it may take
SIGNS = 20_000  # characters of one of its pages


def poppler(data: bytes, wanted: int, seconds: float, only: Collection[int] = ()) -> list[str]:
    """Texts of the first ``wanted`` pages by poppler's program, which reads them in one go; none without it. ``only``:
    indices of those that matter."""
    program = shutil.which("pdftotext")
    if not program:
        return []
    first, last = (min(only), max(only)) if only else (0, wanted - 1)
    handle, name = tempfile.mkstemp(suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        done = subprocess.run(
            [program, "-q", "-enc", "UTF-8", "-f", str(first + 1), "-l", str(last + 1), name, "-"],
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    finally:
        Path(name).unlink(missing_ok=True)
    pages = done.stdout.decode("utf-8", "replace")[:TEXT].split("\f")
    return ([""] * first + pages + [""] * wanted)[:wanted]


def pdfminer(data: bytes, wanted: int, seconds: float, only: Collection[int] = ()) -> list[str]:
    """Texts of the first pages by pdfminer, or the first of ``only`` (indices), "" for the others of ``wanted``; none
    when it reads nothing."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LTChar
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfminer.psexceptions import PSException

    end = time.monotonic() + min(seconds, SECONDS)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    numbers = sorted(only or range(wanted))[:PAGES]
    pages = [""] * wanted
    broken = (PDFSyntaxError, PSException, ValueError, TypeError, KeyError, AttributeError, RecursionError)
    try:
        for index, page in zip(numbers, PDFPage.get_pages(io.BytesIO(data), set(numbers)), strict=False):
            if time.monotonic() > end:
                break
            with suppress(*broken):
                interpreter.process_page(page)
                found = [item for item in _inside(device.get_result()) if isinstance(item, LTChar)]
                pages[index] = _text(found)
    except broken:
        pass
    return pages if any(pages) else []


def _inside(box: Any) -> Any:
    """What a page of pdfminer's draws, figures taken apart, in the order of the file."""
    waiting = [iter(box)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif hasattr(item, "__iter__"):
            waiting.append(iter(item))
        else:
            yield item


def _text(signs: list[Any]) -> str:
    """Characters of pdfminer's as lines, from top to bottom where the file has them so."""
    glyphs = []
    for sign in signs[:SIGNS]:
        for letter in glyph_names(sign.get_text()):
            glyphs.append(Glyph(letter, sign.x0, sign.x1, -sign.matrix[5], max(2.0, sign.height), False))
    # Some fonts give marks a width that they do not take.
    glyphs = [one._replace(right=one.left) if MARK.match(one.text) else one for one in in_order(glyphs)]
    pieces = [
        Piece(run.text, run.left, run.right, -run.line, run.height) for run in runs_of(glyphs) if run.text.strip()
    ]
    return arranged(pieces) or "\n".join(piece.text for piece in pieces)
