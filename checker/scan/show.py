"""Progress for the person who waits: a line that stays in its place on a terminal, a line a while elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text

from checker.scan.progress import State, duration, in_words

EVERY = 30.0  # seconds between lines where there is no terminal


class Board:
    """Shows states. Use as a context manager."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True)
        self._quiet = quiet
        self._told = 0.0
        self._live: Live | None = None

    def __enter__(self) -> Board:
        if not self._quiet and self._console.is_terminal:
            self._live = Live(Text(), console=self._console, refresh_per_second=2, transient=True)
            self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.__exit__(kind, value, trace)

    def show(self, state: State) -> None:
        """Show a state."""
        if self._live is not None:
            self._live.update(Text(as_lines(state)))
        elif not self._quiet and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            click.echo(in_words(state), err=True)


def as_lines(state: State) -> str:
    """A state as several lines."""
    share = (state.done + state.failed) / state.total if state.total else 1.0
    bar = "█" * round(30 * share) + "░" * (30 - round(30 * share))
    lines = [f"{bar} {100 * share:.0f}%", in_words(state)]
    lines += [f"  {site}  {duration(seconds)}" for site, seconds in state.slowest]
    return "\n".join(lines)
