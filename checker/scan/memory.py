"""Processes and what they started: how much memory they take, where the system tells it in /proc."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from crawler.documents.memory import used


def family_bytes(heads: Collection[int]) -> dict[int, int]:
    """Bytes of memory in use by each of the processes with all it started; what forked ones share counts in each."""
    taken = dict.fromkeys(heads, 0)
    for _, head, size in _members(taken):
        taken[head] += size
    return taken


def family(head: int) -> list[int]:
    """The numbers of a process and of all it started that still have it for an ancestor."""
    return [number for number, _, _ in _members({head: 0})]


def _members(heads: Collection[int]) -> list[tuple[int, int, int]]:
    """Every process below one of ``heads``, itself too: its number, the head's, its memory in bytes."""
    if not Path("/proc/self/stat").is_file() or not heads:
        return []
    page = os.sysconf("SC_PAGE_SIZE")
    parents: dict[int, tuple[int, int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208  (every second, hundreds of names)
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                    fields = file.read().rpartition(b")")[2].split()
                parents[int(name)] = (int(fields[1]), int(fields[21]) * page)
    found = []
    for number, (_, size) in parents.items():
        at = number
        while at not in heads and at in parents and at > 1:
            at = parents[at][0]
        if at in heads:
            found.append((number, at, size))
    return found


def own_bytes() -> int:
    """Bytes of memory in use by this process."""
    return used()
