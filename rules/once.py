"""Telling what was met before among more things than can be remembered."""

from __future__ import annotations

from collections.abc import Hashable


class Once:
    """Remembers at most ``limit`` things. When it is full, those that were met only once are forgotten first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._again: dict[Hashable, bool] = {}  # thing: whether it was met again since the last time it was full

    def first(self, thing: Hashable) -> bool:
        """Whether ``thing`` is met for the first time, as far as is remembered."""
        if thing in self._again:
            self._again[thing] = True
            return False
        if len(self._again) >= self._limit:
            kept = {known: False for known, again in self._again.items() if again}
            self._again = kept if 2 * len(kept) <= self._limit else {}
        self._again[thing] = False
        return True
