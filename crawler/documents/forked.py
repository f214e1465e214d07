"""The process that reads files, forked early from one that has everything loaded, instead of started anew.

Only a process without threads can be forked safely: ``prepare`` is called before a crawl begins any. What it made is
used for the first file; should it die, the next one is started in the usual way.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from typing import BinaryIO


class Forked:
    """As much of ``subprocess.Popen`` as reading files needs, over a process forked from this one."""

    def __init__(self, pid: int, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        return self._reap(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises TimeoutExpired."""
        end = time.monotonic() + timeout if timeout is not None else None
        while (code := self._reap(0 if end is None else os.WNOHANG)) is None:
            if end is not None and time.monotonic() >= end:
                raise subprocess.TimeoutExpired("reader", timeout or 0.0)
            time.sleep(0.01)
        return code

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def _reap(self, how: int) -> int | None:
        if self.returncode is None:
            try:
                found, status = os.waitpid(self.pid, how)
            except ChildProcessError:
                found, status = self.pid, 0
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


_prepared: list[Forked] = []


def prepare() -> None:
    """Fork a reader for the first file of this process. Call it while there is one thread only; elsewhere than on POSIX
    it does nothing."""
    if not hasattr(os, "fork"):
        return
    import fcntl

    to_child, from_us = os.pipe()
    from_child, to_us = os.pipe()
    pid = os.fork()
    if pid:
        os.close(to_child)
        os.close(to_us)
        _prepared.append(Forked(pid, os.fdopen(from_us, "wb"), os.fdopen(from_child, "rb")))
        return
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        source_end, answer_end = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_child, to_us))
        os.dup2(source_end, 3)  # everything else is the caller's: its pipes must not stay open here
        os.dup2(answer_end, 4)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        os.closerange(5, 4096)
        from crawler.documents import child

        child._bound_memory()
        with os.fdopen(3, "rb") as source, os.fdopen(4, "wb") as answers:
            child.serve(source, answers)
    finally:
        os._exit(0)


def take() -> Forked | None:
    """The reader that was prepared, once."""
    return _prepared.pop() if _prepared else None


def drop() -> None:
    """End the reader that was prepared and that no file needed."""
    if (unused := take()) is not None:
        unused.stdin.close()
        unused.stdout.close()
        unused.wait()
