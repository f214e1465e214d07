"""Exit codes, and the one error that ends the program with a message for the person who ran it."""

from __future__ import annotations

EXIT_OK = 0
EXIT_GAPS = 1
EXIT_USAGE = 2
EXIT_UNDECIDED = 3
EXIT_INTERNAL = 4


class UserError(Exception):
    """Something the user can mend. The message says what happened and what to do; exit code 2."""
