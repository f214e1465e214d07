"""Reads a file's text in a child process that can be killed, so that no file can hang or exhaust the crawl."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from config.settings import CrawlSettings
from crawler.documents import office, pdf, plain, sheets
from crawler.documents.result import Limits, ReadResult, kind_of
from crawler.site import Table

__all__ = ["ReadResult", "Reader", "read_here"]

_ROOT = str(Path(__file__).resolve().parents[2])


def limits_of(settings: CrawlSettings) -> Limits:
    """The bounds that crawl settings put on one file."""
    return Limits(settings.document_seconds, settings.document_pages, settings.ocr, settings.ocr_pages)


def read_here(data: bytes, url: str, content_type: str, settings: CrawlSettings | Limits) -> ReadResult:
    """Reads ``data`` in this process. What cannot be read has a cause; nothing is raised for any content."""
    limits = limits_of(settings) if isinstance(settings, CrawlSettings) else settings
    kind, cause = kind_of(data, url, content_type)
    if cause:
        return ReadResult(kind, cause=cause)
    try:
        return _read(data, kind, content_type, limits)
    except MemoryError:
        return ReadResult(kind, cause="too_large")
    except BaseException as error:  # parsers in other languages panic with exceptions that are no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        return ReadResult(kind, cause="damaged", engine=type(error).__name__)


def _read(data: bytes, kind: str, content_type: str, limits: Limits) -> ReadResult:
    if kind == "pdf":
        return pdf.read_pdf(data, limits)
    if kind in ("docx", "odt", "odp", "pptx"):
        return office.read_office(data, kind)
    if kind in ("xlsx", "xlsb", "xls", "ods"):
        return sheets.read_sheets(data, kind)
    if kind == "csv":
        return plain.read_csv(data, content_type)
    if kind == "txt":
        return plain.read_text(data, content_type)
    if kind == "zip":
        return plain.read_zip(data)
    return ReadResult(kind, cause="picture" if kind == "image" else "unsupported")


class Reader:
    """Reads files one after another in a child process; safe to use from several threads, which take turns.

    The child starts with the first file, is used again, and is replaced after it was killed for taking more than
    ``settings.document_seconds`` or died by itself. Use as a context manager or call ``close``.
    """

    def __init__(self, settings: CrawlSettings) -> None:
        self._limits = limits_of(settings)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, url: str, content_type: str) -> ReadResult:
        """Text of ``data``; the cause is ``timeout`` when it took too long, ``damaged`` when it killed its reader."""
        kind, cause = kind_of(data, url, content_type)
        if cause or kind in ("image", "other"):
            return read_here(data, url, content_type, self._limits)
        with self._lock:
            return self._ask(data, url, content_type, kind)

    def abort(self) -> None:
        """Gives up the file that another thread is having read, at once; its result has the cause ``damaged``."""
        child = self._child
        if child is not None:
            _kill(child)

    def close(self) -> None:
        """Ends the child, after the file that is being read."""
        with self._lock:
            self._end()

    def _ask(self, data: bytes, url: str, content_type: str, kind: str) -> ReadResult:
        child = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            _kill(child)

        timer = threading.Timer(self._limits.seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            head = {"url": url, "content_type": content_type, "size": len(data), "limits": asdict(self._limits)}
            answer = _exchange(child, json.dumps(head).encode() + b"\n", data)
        except (OSError, ValueError):
            answer = b""
        finally:
            timer.cancel()
        if not answer:
            self._end()
            return ReadResult(kind, cause="timeout" if late.is_set() else "damaged", engine="killed")
        return from_json(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "crawler.documents.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,  # Ctrl-C is for the crawl, and its own children are killed with it
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        _kill(child)
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and the programs it started."""
    if child.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _exchange(child: subprocess.Popen[bytes], head: bytes, data: bytes) -> bytes:
    """Sends one file and gives the answer's line; empty when the child died."""
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(head)
    child.stdin.write(data)
    child.stdin.flush()
    line: bytes = child.stdout.readline()
    return line if line.endswith(b"\n") else b""


def to_json(result: ReadResult) -> bytes:
    """A result as one line."""
    return json.dumps(asdict(result), ensure_ascii=True).encode("ascii")


def from_json(line: bytes) -> ReadResult:
    """The result that ``to_json`` wrote."""
    known = json.loads(line)
    known["pages"] = tuple(known["pages"])
    known["tables"] = tuple(Table(tuple(map(tuple, table["rows"])), table["name"]) for table in known["tables"])
    return ReadResult(**known)
