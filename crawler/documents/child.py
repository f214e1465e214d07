"""The process that reads files: a line of JSON and the file's bytes in, a line of JSON out, until its input ends."""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

from crawler.documents.reader import read_here, to_json
from crawler.documents.result import Limits

MEMORY = 2_000_000_000  # bytes of address space


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: only time is bounded
        return
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        pass


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Reads files from ``source`` until it ends, one answer each."""
    while line := source.readline():
        head = json.loads(line)
        data = source.read(head["size"])
        if len(data) < head["size"]:
            return
        result = read_here(data, head["url"], head["content_type"], Limits(**head["limits"]))
        answers.write(to_json(result) + b"\n")
        answers.flush()


def main() -> None:
    """Serves standard input and output; whatever a library prints goes nowhere."""
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
