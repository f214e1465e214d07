"""Processes and what they started: how much memory they take, where the system tells it in /proc."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from crawler.documents.memory import used


def family_bytes(heads: Collection[int]) -> dict[int, int]:
    """Bytes of memory of its own that each of the processes has in use with all it started. What is read from files or
    shared on purpose is left out: a browser's dozen processes would count it a dozen times."""
    taken = dict.fromkeys(heads, 0)
    for number, head in _members(taken):
        taken[head] += _own(number)
    return taken


def family(head: int) -> list[int]:
    """The numbers of a process and of all it started that still have it for an ancestor."""
    return [number for number, _ in _members({head: 0})]


def _own(number: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        with open(f"/proc/{number}/statm", "rb") as file:  # noqa: PTH123
            fields = file.read().split()
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _members(heads: Collection[int]) -> list[tuple[int, int]]:
    """Every process below one of ``heads``, itself too: its number and the head's."""
    if not Path("/proc/self/stat").is_file() or not heads:
        return []
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208  (every second, hundreds of names)
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                    fields = file.read().rpartition(b")")[2].split()
                parents[int(name)] = int(fields[1])
    found = []
    for number in parents:
        at = number
        while at not in heads and at in parents and at > 1:
            at = parents[at]
        if at in heads:
            found.append((number, at))
    return found


def own_bytes() -> int:
    """Bytes of memory in use by this process."""
    return used()
