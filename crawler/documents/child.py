"""The process that reads files: a line of JSON and the file's bytes in, a line of JSON out, until its input ends."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from base64 import b64encode
from dataclasses import asdict, replace
from typing import Any, BinaryIO

from crawler.documents import embedded, scans
from crawler.documents.memory import used
from crawler.documents.reader import OUT_OF_MEMORY, read_here, to_json
from crawler.documents.result import Limits, kind_of

MEMORY = 2_000_000_000  # bytes of address space, or of memory where the system cannot bound that
LOOK = 0.1  # seconds between looks at the memory taken


def _bound_memory() -> None:
    """The system's own bound where it has one, and a watch beside it: not every system keeps its word."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        pass
    else:
        try:
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        except (OSError, ValueError):
            pass
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = os.getppid()
    while used() < MEMORY:
        time.sleep(LOOK)
        if os.getppid() != parent:  # killed in the midst of a file: nobody waits for it, nobody would end it
            os._exit(0)
    os._exit(OUT_OF_MEMORY)


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Answers what is asked by ``source`` until it ends, one line each."""
    while line := source.readline():
        head = json.loads(line)
        data = source.read(head["size"])
        if len(data) < head["size"]:
            return
        if head["task"] == "codes":
            from crawler.documents.qr import codes

            answers.write(json.dumps(codes(data)).encode("ascii") + b"\n")
        elif head["task"] == "ocr":
            answers.write(_by_ocr(data, head) + b"\n")
        elif head["task"] == "picture":
            answers.write(_picture(data, head) + b"\n")
        else:
            result = read_here(data, head["url"], head["content_type"], Limits(**head["limits"]))
            answers.write(to_json(result) + b"\n")
        answers.flush()


def _by_ocr(data: bytes, head: dict[str, Any]) -> bytes:
    """What OCR reads on pages of a PDF, or on pictures of an Office file, as JSON."""
    limits = Limits(**head["limits"])
    try:
        if b"%PDF-" in data[:1024]:
            found = scans.read_file(data, head["pages"], limits)
        else:
            plain = read_here(data, "", "", replace(limits, ocr=False))
            found = embedded.read_file(data, plain, head["pages"], limits)
    except Exception:  # a file fails in as many ways as there are libraries: nothing was read
        found = scans.Read({}, len(head["pages"]))
    told = {"texts": list(found.texts.items()), "unsure": sorted(found.unsure), "begun": sorted(found.begun)}
    return json.dumps({**told, "fresh": found.fresh}).encode("ascii")


def _picture(data: bytes, head: dict[str, Any]) -> bytes:
    """The picture of a place in a document as JSON; ``null`` when there is none."""
    from crawler.documents.page_picture import shot_of

    kind, _ = kind_of(data, head["url"], head["content_type"])
    try:
        shot = shot_of(data, kind, head["quote"], head["page"])
    except Exception:  # a file fails in as many ways as there are libraries: there is no picture of it
        shot = None
    if shot is None:
        return b"null"
    return json.dumps({**asdict(shot), "data": b64encode(shot.data).decode()}).encode("ascii")


def main() -> None:
    """Serves standard input and output; whatever a library prints goes nowhere."""
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
