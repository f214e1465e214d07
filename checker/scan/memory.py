"""How much memory groups of processes take, where the system tells it in /proc; elsewhere nothing is known."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def group_bytes(groups: Collection[int]) -> dict[int, int]:
    """Bytes of memory in use by process group, of those asked for. What forked processes share counts in each."""
    wanted, taken = frozenset(groups), dict.fromkeys(groups, 0)
    root = Path("/proc")
    if not wanted or not root.is_dir():
        return taken
    page = os.sysconf("SC_PAGE_SIZE")
    for name in os.listdir(root):  # noqa: PTH208  (every second, hundreds of names)
        if not name.isdigit():
            continue
        with suppress(OSError, ValueError, IndexError):
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                fields = file.read().rpartition(b")")[2].split()
            group = int(fields[2])
            if group in wanted:
                taken[group] += int(fields[21]) * page
    return taken


def own_bytes() -> int:
    """Bytes of memory in use by this process."""
    from crawler.documents.memory import used

    return used()
