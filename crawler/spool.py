"""Files as they were fetched, kept on disk while a site is crawled, until it is known which of them are evidence."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

MOST = 1_000_000_000  # bytes of files kept of one crawl; further ones are not


class Spool:
    """A folder of files by their SHA-256. What cannot be written is not kept, and nothing is raised for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._size = sum(file.stat().st_size for file in folder.iterdir()) if folder.is_dir() else 0

    def put(self, sha256: str, body: bytes) -> None:
        """Keep a file."""
        path = self.folder / sha256
        if self._size + len(body) > MOST or path.exists():
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            working = path.with_suffix(".part")
            working.write_bytes(body)
            working.replace(path)
            self._size += len(body)

    def get(self, sha256: str) -> bytes | None:
        """A file that was kept; None when it was not, or is not what it was."""
        try:
            body = (self.folder / sha256).read_bytes()
        except OSError:
            return None
        return body if hashlib.sha256(body).hexdigest() == sha256 else None

    def drop(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
