"""Scans that are killed again and again at drawn moments, compared with one that nobody disturbed."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from os import kill as send
from pathlib import Path
from typing import Any

from scan_run import Cluster, Net, begin, measured, reap
from scan_truth import rows

WHAT = ("main", "site", "dask worker")  # in turns; the last on a cluster
MOMENT = 4.0  # seconds at most between work going on and the blow

CANONICAL = {
    "sites": "select id, name, address, kind, province, host, position, duplicate_of, same_site_as from sites"
    " order by id",
    "jobs": "select site, state, look, round from jobs order by site",
    "results": "select site, state, cause, cause_text, score, low, high, passed, pages, documents, maker, hijacked,"
    " archive, report, reached from results order by site",
    "findings": "select site, item, status, confidence, cause, cause_text, missing, url, title, quote, reason,"
    " year_found from findings order by site, item",
}


def canonical(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a finished scan says, without what differs from run to run: times, memory, requests, processes."""
    return {table: rows(folder, words) for table, words in CANONICAL.items()}


def run(net: Net, folder: Path, kills: int, seed: int, words: tuple[object, ...]) -> None:
    """Kill so often, a third each of the scan, of a site's process and of a dask worker, and print what came of it."""
    dice = random.Random(seed)
    quiet = measured(net, folder / "undisturbed", (*words, "--workers", 2))
    truth = canonical(quiet.folder)
    print(
        f"undisturbed: {len(truth['results'])} results, {len(truth['findings'])} findings in {quiet.wall:.0f} s",
        flush=True,
    )
    done: Counter[str] = Counter()
    wrong = scans = 0
    for cluster in (False, True):
        left = [WHAT[turn % 3] for turn in range(kills) if (turn % 3 == 2) == cluster]
        while left:
            scans += 1
            place = folder / f"killed-{scans}"
            before = sum(done.values())
            (_on_cluster if cluster else _here)(net, place, left, done, dice, words)
            wrong += _differences(truth, place)
            told = f"{sum(done.values()) - before} kills"
            print(f"{place.name}: {told}, differences so far: {wrong}", flush=True)
            if sum(done.values()) == before:
                raise RuntimeError("a scan ended before anything could be killed")
    print(
        f"{sum(done.values())} kills ({', '.join(f'{n} {what}' for what, n in sorted(done.items()))}) in {scans} scans;"
    )
    print(f"differences from the undisturbed scan: {wrong}")


def _here(
    net: Net, folder: Path, left: list[str], done: Counter[str], dice: random.Random, words: tuple[object, ...]
) -> None:
    """A scan on this machine, its process or those of its sites killed."""
    process = _go_on(net, folder, (*words, "--workers", 2))
    while left:
        if not _at_work(folder, process, dice):
            break
        if left[0] == "main":
            process.kill()
            process.wait()
            done[left.pop(0)] += 1
            reap({net.server.pid})
            process = _go_on(net, folder, (*words, "--workers", 2))
        elif sites := rows(folder, "select worker from jobs where state = 'running' and worker <> '' order by site"):
            number = int(str(dice.choice(sites)[0]).rpartition(":")[2])
            if _kill(number):
                done[left.pop(0)] += 1
    _finish(process)
    reap({net.server.pid})


def _on_cluster(
    net: Net, folder: Path, left: list[str], done: Counter[str], dice: random.Random, words: tuple[object, ...]
) -> None:
    """A scan on a cluster of two workers, one of them killed and replaced each time."""
    cluster = Cluster(net, folder.with_name(folder.name + "-dask"))
    try:
        cluster.add()
        cluster.add()
        process = _go_on(net, folder, (*words, "--scheduler", cluster.address))
        while left and _at_work(folder, process, dice):
            victim = cluster.workers.pop(dice.randrange(len(cluster.workers)))
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            done[left.pop(0)] += 1
            cluster.add()
        _finish(process)
    finally:
        cluster.close()
        reap({net.server.pid})


def _go_on(net: Net, folder: Path, words: tuple[object, ...]) -> subprocess.Popen[bytes]:
    return begin(net, "scan", net.list_file, "-o", folder, "--quiet", *words)


def _at_work(folder: Path, process: subprocess.Popen[bytes], dice: random.Random) -> bool:
    """Wait until sites are being worked on, and a drawn moment longer; False when the scan is over."""
    moment = dice.uniform(0.0, MOMENT)
    if not _until(lambda: rows(folder, "select 1 from jobs where state = 'running'"), process):
        return False
    end = time.monotonic() + moment
    while time.monotonic() < end and process.poll() is None:
        time.sleep(0.02)
    return process.poll() is None and bool(rows(folder, "select 1 from jobs where state <> 'done'"))


def _until(found: Callable[[], Any], process: subprocess.Popen[bytes]) -> bool:
    while process.poll() is None:
        try:
            if found():
                return True
        except sqlite3.OperationalError:
            pass
        time.sleep(0.05)
    return False


def _kill(number: int) -> bool:
    try:
        send(number, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _finish(process: subprocess.Popen[bytes]) -> None:
    if code := process.wait():
        raise RuntimeError(f"a scan that was gone on with ended with {code}")


def _differences(truth: dict[str, list[tuple[Any, ...]]], folder: Path) -> int:
    count = 0
    for table, found in canonical(folder).items():
        gone, new = set(truth[table]) - set(found), set(found) - set(truth[table])
        count += max(len(gone), len(new), abs(len(found) - len(truth[table])))
        for sign, some in (("-", gone), ("+", new)):
            for row in sorted(some, key=repr)[:4]:
                print(f"  {table} {sign} {row}")
    left = list((folder / "sites").glob("*.part*"))
    if left:
        print(f"  half-written: {left}")
    return count + len(left)
