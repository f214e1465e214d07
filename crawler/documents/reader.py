"""Reads a file's text in a child process that can be killed, so that no file can hang or exhaust the crawl."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from config.settings import CrawlSettings
from crawler.documents import convert, doc, embedded, forked, markup, office, pdf, pictures, plain, rtf, sheets, zipped
from crawler.documents.page_picture import Shot
from crawler.documents.result import Limits, ReadResult, exported, guessed, kind_of
from crawler.documents.scans import Read
from crawler.site import Table

__all__ = ["ReadResult", "Reader", "read_here"]

TEXT = 5_000_000  # characters of text, and as many of tables, that one file may give
ANSWER = 128_000_000  # bytes of an answer's line; a child that says more is ended
Child = subprocess.Popen[bytes] | forked.Forked
OUT_OF_MEMORY = 88  # a child's word that it ended itself before it took too much
_ROOT = str(Path(__file__).resolve().parents[2])


def limits_of(settings: CrawlSettings) -> Limits:
    """The bounds that crawl settings put on one file."""
    return Limits(
        settings.document_seconds, settings.document_pages, settings.ocr, settings.ocr_pages, settings.ocr_cache
    )


def read_here(data: bytes, url: str, content_type: str, settings: CrawlSettings | Limits) -> ReadResult:
    """Reads ``data`` in this process. What cannot be read has a cause; nothing is raised for any content."""
    limits = limits_of(settings) if isinstance(settings, CrawlSettings) else settings
    kind, cause = kind_of(data, url, content_type)
    if cause:
        return ReadResult(kind, cause=cause)
    try:
        return _read(data, kind, content_type, limits).bounded(TEXT)
    except MemoryError:
        return ReadResult(kind, cause="too_large")
    except BaseException as error:  # parsers in other languages panic with exceptions that are no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        return ReadResult(kind, cause="damaged", engine=type(error).__name__)


def _read(data: bytes, kind: str, content_type: str, limits: Limits) -> ReadResult:
    if kind in ("xls", "xlsx", "doc", "docx", "csv") and exported(data):
        return markup.read_markup(data, kind, content_type)
    if kind == "pdf":
        return pdf.read_pdf(data, limits)
    if kind in ("docx", "odt", "odp", "pptx"):
        return embedded.with_pictures(data, office.read_office(data, kind), limits)
    if kind in ("xlsx", "xlsb", "xls", "ods"):
        return embedded.with_pictures(data, sheets.read_sheets(data, kind), limits)
    if kind in ("doc", "ppt"):
        result = doc.read_doc(data) if kind == "doc" else doc.read_ppt(data)
        if result.cause == "unsupported":
            return convert.read_converted(data, result, limits)
        return embedded.with_pictures(data, result, limits)
    if kind == "rtf":
        return embedded.with_pictures(data, rtf.read_rtf(data), limits)
    if kind == "csv":
        return plain.read_csv(data, content_type)
    if kind == "txt":
        return plain.read_text(data, content_type)
    if kind == "zip":
        return zipped.read_zip(data, limits, read_here)
    if kind == "image":
        return pictures.read_picture(data, limits)
    return ReadResult(kind, cause="unsupported")


@dataclass(frozen=True, slots=True)
class _Word:
    """What the child is asked: ``read`` a file, have ``ocr`` read ``pages`` of it (indices), tell the QR ``codes`` of a
    picture, draw a ``picture``."""

    task: str
    url: str
    content_type: str
    limits: Limits
    quote: str = ""
    page: int = 0
    pages: tuple[int, ...] = ()


class Reader:
    """Reads files one after another in a child process; safe to use from several threads, which take turns.

    The child starts with the first file, is used again, and is replaced after it was killed for taking more than
    ``settings.document_seconds`` or died by itself. Use as a context manager or call ``close``.
    """

    def __init__(self, settings: CrawlSettings) -> None:
        self._limits = limits_of(settings)
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._aborted = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, url: str, content_type: str, limits: Limits | None = None) -> ReadResult:
        """Text of ``data``, within ``limits`` or else those of the settings.

        The cause is ``timeout`` when it took too long, ``too_large`` when it took too much memory, ``damaged`` when it
        killed its reader twice: once may have been the system's doing.
        """
        word = _Word("read", url, content_type, limits or self._limits)
        with self._lock:
            self._aborted = False
            answer = self._ask(word, data)
            if answer == "damaged" and not self._aborted:
                answer = self._ask(word, data)
        if isinstance(answer, str):
            return ReadResult(guessed(data, url, content_type), cause=answer, engine="killed")
        return from_json(answer)

    def by_ocr(self, data: bytes, unread: Sequence[int], limits: Limits) -> Read:
        """What OCR reads on pages of a PDF, or on pictures of an Office file that stand for pages (numbers from 1), as
        many as ``limits`` allow."""
        pages = tuple(number - 1 for number in unread)
        with self._lock:
            answer = self._ask(_Word("ocr", "", "", limits, pages=pages), data)
        if isinstance(answer, str):
            return Read({}, len(pages))
        known = json.loads(answer)
        texts, unsure, begun = dict(map(tuple, known["texts"])), frozenset(known["unsure"]), frozenset(known["begun"])
        return Read(texts, len(pages), unsure, begun, known["fresh"])

    def codes(self, data: bytes) -> tuple[str, ...]:
        """Texts of the QR codes in a picture, sorted; none when it has none or could not be looked at."""
        with self._lock:
            answer = self._ask(_Word("codes", "", "", self._limits), data)
        return () if isinstance(answer, str) else tuple(json.loads(answer))

    def picture(self, data: bytes, url: str, quote: str, page: int) -> Shot | None:
        """The place in a document where ``quote`` stands; see ``page_picture.shot_of``. None when it cannot be had."""
        with self._lock:
            answer = self._ask(_Word("picture", url, "", self._limits, quote, page), data)
        drawn = None if isinstance(answer, str) else json.loads(answer)
        return Shot(**{**drawn, "data": b64decode(drawn["data"])}) if drawn else None

    def abort(self) -> None:
        """Gives up the file that another thread is having read, at once; its result has the cause ``damaged``."""
        self._aborted = True
        child = self._child
        if child is not None:
            _kill(child)

    def close(self) -> None:
        """Ends the child, after the file that is being read."""
        with self._lock:
            self._end()

    def _ask(self, word: _Word, data: bytes) -> bytes | str:
        """The child's answer, or the cause for which there is none."""
        child = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            _kill(child)

        timer = threading.Timer(word.limits.seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(child, json.dumps({**asdict(word), "size": len(data)}).encode() + b"\n", data)
        except (OSError, ValueError):
            answer = b""
        finally:
            timer.cancel()
        if answer:
            return answer
        if late.is_set():
            cause = "timeout"
        else:
            with suppress(subprocess.TimeoutExpired):
                child.wait(1)
            cause = "too_large" if child.returncode == OUT_OF_MEMORY else "damaged"
        self._end()
        return cause

    def _running(self) -> Child:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = forked.take()
        if self._child is None:
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


def _kill(child: Child) -> None:
    """Ends the child and the programs it started."""
    if child.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _exchange(child: Child, head: bytes, data: bytes) -> bytes:
    """Sends one file and gives the answer's line; empty when the child died."""
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(head)
    child.stdin.write(data)
    child.stdin.flush()
    line: bytes = child.stdout.readline(ANSWER)
    return line if line.endswith(b"\n") else b""


def to_json(result: ReadResult) -> bytes:
    """A result as one line."""
    return json.dumps(asdict(result), ensure_ascii=True).encode("ascii")


def from_json(line: bytes) -> ReadResult:
    """The result that ``to_json`` wrote."""
    known = json.loads(line)
    known["pages"] = tuple(known["pages"])
    known["notes"] = tuple(known["notes"])
    known["unread"] = tuple(known["unread"])
    known["tables"] = tuple(Table(tuple(map(tuple, table["rows"])), table["name"]) for table in known["tables"])
    return ReadResult(**known)
