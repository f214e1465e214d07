"""How much memory this process takes, on every system."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


def used() -> int:
    """Bytes of memory in use; 0 where the system does not tell. On macOS the most that ever was."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            import resource

            return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123  (every tenth of a second: no Path is made)
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, ImportError, AttributeError):
        return 0


@contextlib.contextmanager
def unbounded() -> Iterator[None]:
    """What is started meanwhile does not inherit this process's own bound of memory: a browser reserves far more than
    it uses, and crashes where it may not."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _windows() -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((f"field{number}", ctypes.c_size_t) for number in range(8)),
        )

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    windows = ctypes.__dict__["windll"]
    handle = windows.kernel32.GetCurrentProcess()
    windows.psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
    return int(counters.field1)  # WorkingSetSize, after PeakWorkingSetSize
