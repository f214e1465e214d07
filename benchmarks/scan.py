"""Scans an invented net on loopback by the real command: pace, processor time, memory, disk, manners, truth.

The net (``scan_net.py``, drawn with a fixed seed): agencies under host names on many loopback addresses, several on
one; 5 % down, 3 % slow, 2 % endless, 2 % hijacked; pages, DOCX, PDF, scans, pages made by script. One lean process
serves it on the same cores, its processor time told apart; a resolver of its own (``scan_names``) knows its names.

    python benchmarks/scan.py                                         # minutes: 60 agencies
    python benchmarks/scan.py --sites 300 --workers 1 2 4 --cluster 2 # an hour on two cores
    python benchmarks/scan.py --kills 30                              # kill and go on, compare with an undisturbed scan

Needs Linux, and ``pip install 'oit-checker[cluster]'`` for ``--cluster`` and ``--kills``.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import shutil
import tempfile
from collections import deque
from dataclasses import asdict
from pathlib import Path

import scan_kills
import scan_net
from scan_run import Cluster, Measured, Net, adopt_orphans, measured, served
from scan_truth import compared, rows

from checker.scan.shrink import shrink

COUNTRY = 8_300
CORES = 2
DELAY = 1.0  # seconds between two requests to one server, in the estimate
AT_ONCE = 24  # sites at once, in the estimate
ALLOWED = 6  # connections to one server address


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--size", type=int, default=100, help="addresses of a site, on average")
    parser.add_argument("--seed", type=int, default=2568)
    parser.add_argument("--workers", type=int, nargs="*", default=[4], help="a scan with each of these")
    parser.add_argument("--cluster", type=int, default=0, help="a scan on a dask cluster of so many workers, too")
    parser.add_argument("--kills", type=int, default=0, help="kill so often instead, and compare")
    parser.add_argument("--max-pages", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep the scans here")
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    given = parser.parse_args()
    adopt_orphans()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="oit-scan-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    words = ("--allow-private", "--no-offsite", "--delay", 0, "--second-look", 0, "--connections", ALLOWED)
    words += ("--max-pages", given.max_pages)
    try:
        with served(folder, given.sites, given.size, given.seed) as net:
            _introduce(net)
            if given.kills:
                scan_kills.run(net, folder, given.kills, given.seed, words)
                return
            found = {}
            for count in given.workers:
                found[f"{count} workers"] = _scan(net, folder / f"workers-{count}", (*words, "--workers", count))
            if given.cluster:
                found[f"dask, {given.cluster}"] = _on_cluster(net, folder, words, given.cluster)
            _tell(net, found, given.max_pages)
            if given.json:
                told = {name: asdict(one) | {"folder": "", "per_hour": one.per_hour} for name, one in found.items()}
                given.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def _introduce(net: Net) -> None:
    up = [agency for agency in net.agencies if not agency.cause]
    addresses = sum(len(agency.routes) + agency.filler for agency in up)
    shared = len({agency.address for agency in net.agencies})
    print(
        f"{len(net.agencies)} agencies on {shared} server addresses; those that are up have"
        f" {addresses / len(up):.0f} addresses on average, {sum(agency.papers for agency in up)} have files,"
        f" {sum(agency.scans > 0 for agency in up)} scans,"
        f" {sum(agency.form == 'hard' for agency in up)} pages made by script",
        flush=True,
    )


def _scan(net: Net, folder: Path, words: tuple[object, ...], keep: set[int] | None = None) -> Measured:
    found = measured(net, folder, words, keep)
    _row(folder.name, found)
    return found


def _on_cluster(net: Net, folder: Path, words: tuple[object, ...], workers: int) -> Measured:
    cluster = Cluster(net, folder / "dask")
    try:
        for _ in range(workers):
            cluster.add()
        return _scan(net, folder / "cluster", (*words, "--scheduler", cluster.address), cluster.pids)
    finally:
        cluster.close()


def _row(name: str, one: Measured) -> None:
    cpu = one.cpu / one.sites
    print(
        f"{name:10} exit {one.code} {one.wall:6.0f} s {one.per_hour:6.0f} sites/h; CPU {cpu:.2f} s a site"
        f" (alone on {CORES} cores at most {CORES * 3600 / cpu:.0f} sites/h);"
        f" memory {one.peak / 1e6:.0f} MB in all, {one.worker / 1e6:.0f} MB the biggest site;"
        f" connections to a server at most {max(one.server['most'].values(), default=0)} of {ALLOWED};"
        f" {one.server['requests']} requests, the servers' CPU {one.server['cpu']:.1f} s",
        flush=True,
    )


def _tell(net: Net, found: dict[str, Measured], max_pages: int) -> None:
    for name, one in found.items():
        truth = compared(net, one.folder, max_pages)
        faults = ", ".join(f"{fault} {right}/{count}" for fault, (right, count) in sorted(truth.causes.items()))
        wrong = len(truth.wrong)
        print(f"{name}: {truth.verdicts} verdicts compared with what was planted; faults told: {faults}; {wrong} wrong")
        for line in truth.wrong[:20]:
            print(f"  {line}")
    last = next(iter(found.values()))
    read = int(rows(last.folder, "select count(*) from results where state = 'done'")[0][0])
    spent = {**last.stages, "rest": last.cpu - sum(last.stages.values())}
    print(
        "CPU seconds a site by stage: "
        + ", ".join(f"{stage} {seconds / last.sites:.2f}" for stage, seconds in spent.items())
        + " (files: reading documents, OCR, the browser; rest: the scan itself, ends of processes, the matrix)"
    )
    _disk(last.folder, read)
    _estimate(last)


def _disk(folder: Path, read: int) -> None:
    """Bytes a site by what is kept; archives are cut down as ``--keep text`` does, on copies."""
    archives = sorted((folder / "sites").glob("*.db"))
    kept = {"pages": sum(path.stat().st_size for path in archives), "text": 0, "findings": 0}
    with tempfile.TemporaryDirectory() as place:
        for path in archives:
            copy = Path(shutil.copy(path, place))
            shrink(copy, "text")
            kept["text"] += copy.stat().st_size
            copy.unlink()
    rest = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.parent.name != "sites")
    reports = sum(path.stat().st_size for path in (folder / "reports").glob("*"))
    for keep, size in kept.items():
        a_site = (size + rest) / read
        print(
            f"disk with --keep {keep}: {a_site / 1e6:.2f} MB a site that was read,"
            f" of it reports {reports / read / 1e6:.2f}; {COUNTRY:,} sites {a_site * COUNTRY / 1e9:.1f} GB"
        )


def _estimate(one: Measured) -> None:
    """How long the country would take at one request a second to each server, on paper."""
    asked = rows(one.folder, "select requests, cpu from results where state = 'done' order by site")
    seconds = [requests * DELAY + cpu for requests, cpu in asked]
    dice = random.Random(0)
    places = scan_net.addresses(COUNTRY, dice)
    queues: dict[str, deque[float]] = {}
    for number, place in enumerate(places):
        queues.setdefault(place, deque()).append(seconds[number % len(seconds)])
    free, now, running = AT_ONCE, 0.0, []
    order = [(-len(queue), place) for place, queue in queues.items()]
    heapq.heapify(order)
    while order or running:
        while free and order:  # the server with the most sites left first, one of its sites at a time
            _, place = heapq.heappop(order)
            heapq.heappush(running, (now + queues[place].popleft(), place))
            free -= 1
        now, place = heapq.heappop(running)
        free += 1
        if queues[place]:
            heapq.heappush(order, (-len(queues[place]), place))
    cpu = one.cpu / one.sites * COUNTRY / CORES
    print(
        f"estimate, not measured: {COUNTRY:,} sites like these on {len(queues):,} servers, a request a second to each,"
        f" {AT_ONCE} sites at once: {max(now, cpu) / 3600:.1f} h (waiting for servers {now / 3600:.1f} h, the processor"
        f" {cpu / 3600:.1f} h on {CORES} cores)"
    )


if __name__ == "__main__":
    main()
