"""Text of pictures of pages, by tesseract when the machine has it.

No model knows the Thai digits ๔ ๖ ๗ ๘ ๙: a year read from a picture may come out as another year. Every number that
could be a year is therefore masked, so that a wrong year can never become a fact.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import lru_cache

MASK = "□□□□"
_YEAR = re.compile(
    r"(?<![\d,./])(?:2[3-6]\d\d\d?|(?:19|20)\d\d|(?=\d{0,3}[๐-๙])\d{4})(?![\d,])"
    r"|(?:(?<=พ\.ศ\.)|(?<=พ\.ศ)|(?<=ค\.ศ\.)|(?<=ปี))\s*\d{2,4}"
)


@lru_cache(maxsize=1)
def models() -> str:
    """The languages to read with, as tesseract names them; "" when it or a Thai model is missing."""
    program = shutil.which("tesseract")
    if not program:
        return ""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    names = set(listed.stdout.decode("utf-8", "replace").split())
    thai = next((name for name in ("Thai", "script/Thai", "tha") if name in names), "")
    return f"{thai}+eng" if thai and "eng" in names else thai


def read_picture(picture: bytes, seconds: float) -> str:
    """Text of one picture (PNG, PPM, JPEG) with years masked; "" when nothing could be read in ``seconds``."""
    languages = models()
    if not languages or seconds < 1:
        return ""
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", "200", "-c", "preserve_interword_spaces=1"],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return masked(done.stdout.decode("utf-8", "replace").replace("\f", ""))


def masked(text: str) -> str:
    """``text`` with every number that could be a year made unreadable."""
    return _YEAR.sub(MASK, text).strip()
