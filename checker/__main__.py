"""``python -m checker`` is ``oit``."""

from checker.cli import main

main(prog_name="oit")
