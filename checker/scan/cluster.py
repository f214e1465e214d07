"""The same sites on several machines: a dask.distributed cluster works on them, everything comes back to one folder.

The scan still decides which site may start and keeps the servers; a worker gets a site with what an earlier scan left
of it and gives archive, report and log back. A task whose worker is killed is given to another one by dask itself.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checker.errors import UserError
from checker.scan.pool import Ended, Pool
from checker.scan.rows import rules_version
from checker.scan.task import Task
from checker.scan.work import archive_of, report_of

PATIENCE = 20.0  # seconds to reach the scheduler
COUNT = 5.0  # seconds between looks at how many workers there are
RETRIES = 5  # times that dask gives a site to another worker when its own is gone


@dataclass(frozen=True, slots=True)
class Parcel:
    """A site's files by their place in the folder, and how its process ended."""

    ended: Ended
    files: Mapping[str, bytes]


class Cluster:
    """Sites at work on a cluster. Raises UserError when it cannot be used."""

    def __init__(self, address: str, folder: Path) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise UserError(
                "--scheduler ต้องติดตั้งส่วนเสริมก่อน: pip install 'oit-checker[cluster]' ทั้งเครื่องนี้และทุกเครื่องที่ช่วยทำงาน"
            ) from None
        self._folder = folder
        self._running: dict[str, tuple[Task, Any]] = {}
        self._counted, self._threads = 0.0, 0
        try:
            self._client: Any = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UserError(f"ติดต่อ dask scheduler ที่ {address} ไม่ได้ ({error})") from error
        versions = self._client.run(rules_version)
        others = sorted(place for place, version in versions.items() if version != rules_version())
        if others:
            self._client.close()
            raise UserError(f"โปรแกรมบนเครื่องที่ช่วยทำงานเป็นคนละรุ่น ให้ติดตั้งรุ่นเดียวกันทุกเครื่อง: {', '.join(others)}")

    @property
    def free(self) -> int:
        """How many more sites the workers there are now can take."""
        if time.monotonic() - self._counted > COUNT:
            self._counted = time.monotonic()
            self._threads = sum(self._client.nthreads().values())
        return int(self._threads) - len(self._running)

    @property
    def memory(self) -> int:
        """Not known: it is on other machines."""
        return 0

    def start(self, task: Task, hard: float) -> str:
        """Give a site to the cluster, with what is there of it."""
        archive = archive_of(self._folder, task.site)
        files = {
            str(path.relative_to(self._folder)): path.read_bytes()
            for path in (archive, archive.with_suffix(".toml"))
            if path.is_file()
        }
        future = self._client.submit(work_there, task, hard, files, key=task.job, pure=False, retries=RETRIES)
        self._running[task.job] = (task, future)
        return "dask"

    def poll(self, timeout: float) -> list[Ended]:
        """The sites that came back; their files are in the folder by then."""
        over = [(task, future) for task, future in self._running.values() if future.done()]
        if not over:
            time.sleep(timeout)
        return [self._take(task, future) for task, future in over]

    def _take(self, task: Task, future: Any) -> Ended:
        del self._running[task.job]
        if future.status != "finished":
            return Ended(task, None, "died", str(future.exception())[:300] if future.status == "error" else "", 0)
        parcel: Parcel = future.result()
        future.release()
        for name, content in sorted(parcel.files.items()):
            target = self._folder / name
            if name.endswith(".log"):
                with target.open("ab") as file:
                    file.write(content)
                continue
            part = target.with_name(target.name + ".came")
            part.write_bytes(content)
            part.replace(target)
        return replace(parcel.ended, task=task)

    def kill(self) -> None:
        """Call everything off. Workers that have lost the scan's keeper end their sites by themselves."""
        self._client.cancel([future for _, future in self._running.values()], force=True)
        self._running.clear()
        self._client.close()


def own_address(scheduler: str) -> str:
    """The IP address by which the scheduler's machine reaches this one. Raises UserError without the extra."""
    try:
        utils: Any = import_module("distributed.utils")
    except ImportError:
        return "127.0.0.1"  # the cluster itself says what is missing
    host = urlsplit(scheduler if "//" in scheduler else f"//{scheduler}").hostname or ""
    return str(utils.get_ip(host)) if host not in ("localhost", "127.0.0.1") else "127.0.0.1"


def work_there(task: Task, hard: float, files: Mapping[str, bytes]) -> Parcel:
    """On a worker: the site in a process and a folder of its own."""
    from crawler.documents import ocr_cache

    # dask's workers are daemons, which may have no children lest they outlive them: ours end when their pipe does.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    folder = Path(tempfile.mkdtemp(prefix="oit-scan-"))
    try:
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        (folder / "sites").mkdir(exist_ok=True)
        settings = replace(task.settings, ocr_cache=str(ocr_cache.folder() / "ocr.sqlite"))
        pool = Pool(1, f"{task.criteria}:{task.year}")
        pool.start(replace(task, folder=str(folder), settings=settings), hard)
        ended: list[Ended] = []
        try:
            while not ended:
                ended = pool.poll(0.25)
        finally:
            pool.kill()
        wanted = [folder / "logs" / f"{task.site}.log"]
        if ended[0].outcome is not None:
            wanted += [archive_of(folder, task.site), report_of(folder, task.site)]
            if not ended[0].outcome.result.archive:
                wanted.remove(archive_of(folder, task.site))
        return Parcel(ended[0], {str(path.relative_to(folder)): path.read_bytes() for path in wanted if path.is_file()})
    finally:
        shutil.rmtree(folder, ignore_errors=True)
