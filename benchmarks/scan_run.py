"""Runs scans of the invented net by the real command and measures them: processor time, memory, what servers saw."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import scan_net
from scan_net import ROOT, Agency

HERE = Path(__file__).parent
SAMPLE = 1.0  # seconds between looks at memory
_SUBREAPER = 36  # prctl: orphans of a scan become children of ours, so that their processor time is counted


@dataclass
class Net:
    """The invented net while it is served."""

    agencies: list[Agency]
    port: int
    list_file: Path
    environment: dict[str, str]
    server: subprocess.Popen[str]

    def url(self, agency: Agency) -> str:
        """Where an agency's site begins."""
        return f"http://{agency.host}:{self.port}/"

    def site(self, agency: Agency) -> str:
        """What its row goes by in the results."""
        return f"{agency.host}-{self.port}"

    def figures(self, word: str = "figures") -> dict[str, Any]:
        """What the servers saw since the last ``reset``."""
        assert self.server.stdin and self.server.stdout
        self.server.stdin.write(f"{word}\n")
        self.server.stdin.flush()
        return dict(json.loads(self.server.stdout.readline()))


@contextmanager
def served(folder: Path, sites: int, size: int, seed: int) -> Iterator[Net]:
    """The net of ``sites`` agencies while the context lasts; its files go to ``folder``."""
    agencies = scan_net.draw(sites, size, seed)
    port = _free_port()
    names = {agency.host: agency.address for agency in agencies if agency.fault != "dns"}
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")
    rows = [f"{one.name},http://{one.host}:{port}/,เทศบาลตำบล,{one.province}" for one in agencies]
    listed = folder / "agencies.csv"
    listed.write_text("\n".join(["ชื่อหน่วยงาน,เว็บไซต์,ประเภท,จังหวัด", *rows]) + "\n", encoding="utf-8")
    paths = (str(HERE / "scan_names"), str(ROOT))
    environment = os.environ | {
        "OIT_NET_NAMES": str(folder / "names.json"),
        "PYTHONPATH": os.pathsep.join(paths),
        "XDG_CACHE_HOME": str(folder / "cache"),  # nothing that OCR read before
    }
    words = ["--sites", sites, "--size", size, "--seed", seed, "--port", port]
    server = subprocess.Popen(
        [sys.executable, str(HERE / "scan_server.py"), *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        assert server.stdout
        if server.stdout.readline().strip() != "ready":
            raise RuntimeError("the servers did not start")
        yield Net(agencies, port, listed, environment, server)
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- measuring --------------------------------------------------------------------------------------


@dataclass
class Measured:
    """What one scan took. Seconds and bytes."""

    folder: Path
    sites: int
    code: int = 0
    wall: float = 0.0
    cpu: float = 0.0  # of all processes of the scan
    peak: int = 0  # of all, pages that several share counted once
    worker: int = 0  # of the biggest site with all it started
    stages: dict[str, float] = field(default_factory=dict)
    server: dict[str, Any] = field(default_factory=dict)

    @property
    def per_hour(self) -> float:
        """Sites in an hour at this pace."""
        return self.sites / self.wall * 3600


def adopt_orphans() -> None:
    """Let what a killed scan leaves behind become a child of this process (Linux)."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


def begin(net: Net, *words: object) -> subprocess.Popen[bytes]:
    """Start a command of the program."""
    return subprocess.Popen(
        [sys.executable, "-m", "checker", *map(str, words)],
        env=net.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def reap(but: set[int], patience: float = 30.0) -> None:
    """Wait for the children of this process that were adopted; what does not end by itself is ended."""
    end = time.monotonic() + patience
    while left := [pid for pid, parent in _parents().items() if parent == os.getpid() and pid not in but]:
        for pid in left:
            with suppress(OSError):
                if time.monotonic() > end:
                    os.kill(pid, 9)
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)


def measured(net: Net, folder: Path, words: tuple[object, ...], keep: set[int] | None = None) -> Measured:
    """Scan the whole list into ``folder``. ``keep``: processes of ours that live on."""
    found = Measured(folder, len(net.agencies))
    but = {net.server.pid, *(keep or ())}
    net.figures("reset")
    spent, began = _children() + _living(keep or set()), time.monotonic()
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(found, {net.server.pid}, stop))
    watch.start()
    process = begin(net, "scan", net.list_file, "-o", folder, "--quiet", *words)
    found.code = process.wait()
    found.wall = time.monotonic() - began
    stop.set()
    watch.join()
    reap(but)
    found.cpu = _children() + _living(keep or set()) - spent
    found.server = net.figures()
    found.stages = stages(folder)
    return found


def stages(folder: Path) -> dict[str, float]:
    """CPU seconds by stage of all sites, as their logs tell."""
    total: dict[str, float] = {}
    for path in sorted((folder / "logs").glob("*.log")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if " CPU {" in line:
                for name, seconds in json.loads(line[line.index(" CPU {") + 5 :]).items():
                    total[name] = total.get(name, 0.0) + seconds
    return total


def _living(pids: set[int]) -> float:
    """CPU seconds so far of processes that live, with all they started."""
    parents, ticks = _parents(), 0
    for pid in parents:
        if pid in pids or any(_is_below(pid, parents, one) for one in pids):
            ticks += sum(int(word) for word in _read(pid, "stat").rpartition(b")")[2].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _children() -> float:
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


def _watch(found: Measured, but: set[int], stop: threading.Event) -> None:
    while not stop.wait(SAMPLE):
        parents = _parents()
        below = [pid for pid in parents if _is_below(pid, parents, os.getpid()) and pid not in but]
        forks = {pid for pid in below if b"multiprocessing.forkserver" in _read(pid, "cmdline")}
        sizes = {pid: _pss(pid) for pid in below}
        heads = {pid for pid in forks if parents[pid] in forks and parents[parents[pid]] not in forks}
        workers = dict.fromkeys(heads, 0)
        for pid, size in sizes.items():
            at = pid
            while at in parents and at not in heads:
                at = parents[at]
            if at in heads:
                workers[at] += size
        found.peak = max(found.peak, sum(sizes.values()))
        found.worker = max(found.worker, *workers.values(), 0)


def _parents() -> dict[int, int]:
    found = {}
    for name in os.listdir("/proc"):  # noqa: PTH208  (every second, hundreds of names)
        if name.isdigit() and (stat := _read(int(name), "stat")):
            found[int(name)] = int(stat.rpartition(b")")[2].split()[1])
    return found


def _is_below(pid: int, parents: dict[int, int], top: int) -> bool:
    while pid in parents and pid > 1:
        pid = parents[pid]
        if pid == top:
            return True
    return False


def _pss(pid: int) -> int:
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


# --- a cluster --------------------------------------------------------------------------------------


class Cluster:
    """A dask scheduler and workers of one site at a time, each in a process without a nanny."""

    def __init__(self, net: Net, folder: Path) -> None:
        self._net, self._folder = net, folder
        folder.mkdir(parents=True, exist_ok=True)
        self._place = folder / "scheduler.json"
        self._scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        while not self._place.is_file() or not self._place.read_text().strip():
            if self._scheduler.poll() is not None:
                raise RuntimeError("the dask scheduler did not start")
            time.sleep(0.05)
        self.address = str(json.loads(self._place.read_text())["address"])
        self.workers: list[subprocess.Popen[bytes]] = []

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--scheduler-file", str(self._place)],
                env=self._net.environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def add(self) -> None:
        """One more worker."""
        self.workers.append(
            self._run("worker", "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")
        )

    @property
    def pids(self) -> set[int]:
        """All of its processes."""
        return {self._scheduler.pid, *(worker.pid for worker in self.workers)}

    def close(self) -> None:
        """End it all."""
        for process in (*self.workers, self._scheduler):
            process.terminate()
        for process in (*self.workers, self._scheduler):
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
