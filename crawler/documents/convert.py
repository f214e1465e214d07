"""What only LibreOffice opens (Word of before 1997, broken files), where it is present: converted, then read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from crawler.documents import embedded, office
from crawler.documents.result import Limits, ReadResult

_INTO = {"doc": "docx", "ppt": "pptx"}
LARGEST = 60_000_000  # bytes of what comes out


@lru_cache(maxsize=1)
def program() -> str:
    """Where LibreOffice is, "" when it is not present."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _PLACES if Path(path).is_file()), "")


_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)


def read_converted(data: bytes, result: ReadResult, limits: Limits) -> ReadResult:
    """``data``, which gave ``result``, read after conversion; ``result`` itself where that does not help."""
    soffice = program()
    into = _INTO.get(result.kind, "")
    if not soffice or not into:
        return result
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"file.{result.kind}"
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        try:
            process = subprocess.Popen(
                [soffice, *options, "--convert-to", into, "--outdir", str(folder), str(source)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=False,  # killed with this process's group
            )
        except OSError:
            return result
        try:
            process.wait(limits.seconds * 0.7)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                process.kill() if not hasattr(signal, "SIGTERM") else os.kill(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(2)
            process.kill()
            process.wait()
            return result.because("timeout")
        made = folder / f"file.{into}"
        if not made.is_file() or made.stat().st_size > LARGEST:
            return result
        body = made.read_bytes()
        read = embedded.with_pictures(body, office.read_office(body, into), limits)
    return replace(read, kind=result.kind, engine=f"libreoffice+{read.engine}")
