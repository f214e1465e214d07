"""Site processes on this machine: started, listened to, and ended with all their own when they take too much.

Where the system can fork, every site's process is a copy of one that has everything loaded; elsewhere it starts anew.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from checker.scan.memory import family, family_bytes
from checker.scan.task import Outcome, Task
from crawler.documents import forked
from crawler.progress import OPENING

WATCH = 1.0  # seconds between looks at what the processes take
SILENT = 3.0  # seconds without a first word of its site after which a process takes no place: it only waits
_FORKS = "forkserver" in multiprocessing.get_all_start_methods()


@dataclass
class Running:
    """A site being worked on."""

    task: Task
    process: BaseProcess
    pipe: Connection
    hard: float  # seconds after which it is ended
    began: float = field(default_factory=time.monotonic)
    outcome: Outcome | None = None
    cause: str = ""  # for which it was ended by us
    peak: int = 0
    asked: float = 0.0  # when it asked its site for a first word, 0 when it has one or has not come so far


@dataclass(frozen=True)
class Ended:
    """A site's process is over. Without an outcome, ``cause``: memory, hang, or died; ``detail`` for the log."""

    task: Task
    outcome: Outcome | None
    cause: str
    detail: str
    peak: int


class Pool:
    """Runs up to ``size`` sites at once, each in a process of its own, and beside them as many that wait for a site's
    first word: a silent server costs time and no more."""

    def __init__(self, size: int, warm: str) -> None:
        self.size = size
        self.running: dict[str, Running] = {}
        self._looked = 0.0
        self._context: Any = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
        if _FORKS:
            os.environ["OIT_WARM"] = warm
            self._context.set_forkserver_preload(["checker.scan.warm"])

    @property
    def free(self) -> int:
        """How many more sites can be started."""
        now = time.monotonic()
        silent = sum(0 < one.asked < now - SILENT for one in self.running.values())
        return max(self.size - len(self.running) + min(silent, self.size), 0)  # the silent may speak all at once

    def start(self, task: Task, hard: float) -> int:
        """Start a site; the process's number. ``hard``: seconds after which it is ended whatever it does."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=site_process, args=(theirs, task), name=f"site-{task.site}")
        process.start()
        theirs.close()
        self.running[task.job] = Running(task, process, ours, hard)
        return int(process.pid or 0)

    def poll(self, timeout: float) -> list[Ended]:
        """Wait for words or ends for at most ``timeout`` seconds; the sites that ended."""
        ears: dict[Any, Running] = {one.pipe: one for one in self.running.values()}
        ears |= {one.process.sentinel: one for one in self.running.values()}
        if not ears:
            time.sleep(timeout)
        for ear in wait(list(ears), timeout):
            self._listen(ears[ear])
        self._watch()
        ended = [one for one in self.running.values() if not one.process.is_alive()]
        return [self._end(one) for one in ended]

    def _listen(self, one: Running) -> None:
        with contextlib.suppress(EOFError, OSError):
            while one.pipe.poll():
                word = one.pipe.recv()
                if isinstance(word, Outcome):
                    one.outcome = word
                else:
                    one.asked = (one.asked or time.monotonic()) if word.stage == OPENING else 0.0

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._looked < WATCH:
            return
        self._looked = now
        taken = family_bytes([one.process.pid or 0 for one in self.running.values()])
        for one in self.running.values():
            size = taken.get(one.process.pid or 0, 0)
            one.peak = max(one.peak, size)
            if one.cause or one.outcome is not None:
                continue
            if one.task.memory and size > one.task.memory:
                one.cause = "memory"
            elif now - one.began > one.hard:
                one.cause = "hang"
            if one.cause:
                kill_group(one.process)

    def _end(self, one: Running) -> Ended:
        self._listen(one)
        one.process.join()
        one.pipe.close()
        del self.running[one.task.job]
        _kill_left(one.process.pid or 0)
        code = one.process.exitcode
        one.process.close()
        died = "" if one.outcome is not None else one.cause or "died"
        return Ended(one.task, one.outcome, died, f"exit code {code}", one.peak)

    def kill(self) -> None:
        """End every site at once; what they read waits to be gone on with."""
        for one in self.running.values():
            kill_group(one.process)
            one.process.join(5)
        self.running.clear()

    @property
    def memory(self) -> int:
        """Bytes that the sites' processes take in all."""
        return sum(family_bytes([one.process.pid or 0 for one in self.running.values()]).values())


def _kill_left(group: int) -> None:
    """End what is left of a site's process group."""
    if hasattr(os, "killpg") and group:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def kill_group(process: BaseProcess) -> None:
    """End a site's process with all that it started, also what has a group of its own."""
    below = family(process.pid) if process.pid and process.is_alive() else []
    _kill_left(process.pid or 0)
    for number in below:
        with contextlib.suppress(OSError):
            os.kill(number, signal.SIGKILL)
    with contextlib.suppress(ValueError, OSError):
        process.kill()


# --- in the site's process ------------------------------------------------------------------------


class _Ours:
    """The scan's end of the pipe. When it closes the scan is gone, and everything of this process with it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._stop = threading.Event()
        self._said = 0.0
        self._stage = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            while True:
                self._pipe.recv()
                self._stop.set()
        except (EOFError, OSError):
            if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
                os.killpg(0, signal.SIGKILL)
            os._exit(1)

    def send(self, word: Any, /) -> None:
        """Pass progress on, once a second and at every new stage."""
        now = time.monotonic()
        if isinstance(word, Outcome) or word.stage != self._stage or now - self._said >= 1.0:
            self._said, self._stage = now, getattr(word, "stage", "")
            self._pipe.send(word)

    def recv(self) -> Any:
        """Wait for the word to stop."""
        self._stop.wait()
        return "stop"


def site_process(pipe: Connection, task: Task) -> None:
    """Where a site's process begins."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    path = Path(task.folder) / "logs" / f"{task.site}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", buffering=1) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout = sys.stderr = file

        def log(words: str) -> None:
            print(f"{datetime.now(UTC).isoformat(timespec='seconds')} {task.job} {words}", file=file)

        _bound(task.memory)
        from checker.scan.work import check_one, judge_again

        if task.earlier is None and not task.salvage:
            forked.prepare()  # before there are threads
        caller = _Ours(pipe)
        try:
            outcome = check_one(task, caller, log) if task.earlier is None else judge_again(task, task.earlier, log)
        except MemoryError:
            log("out of memory")
            os._exit(3)
        except Exception:
            log(traceback.format_exc())  # once the log is closed nobody could read it
            os._exit(1)
        forked.drop()
        caller.send(outcome)


def _bound(memory: int) -> None:
    """The system's own bound, for what grows faster than the watch looks. Only the soft one: a browser has none."""
    if not memory:
        return
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = 3 * memory
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError, AttributeError):
        return
