"""A crawl in processes of its own, which a test may kill."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

_PROGRAM = textwrap.dedent("""
    import sys
    from pathlib import Path
    from config.settings import CrawlSettings
    from crawler.run import crawl
    if __name__ == "__main__":
        settings = CrawlSettings(allow_private=True, offsite=False, render=False, concurrency=2)
        outcome = crawl(sys.argv[1], Path(sys.argv[2]), settings)
        print(outcome.resumed, outcome.complete, outcome.same)
""")


def start(url: str, target: Path) -> subprocess.Popen[str]:
    """Crawl ``url`` into ``target`` in a group of processes; prints whether it went on, was complete, what it kept."""
    program = target.with_name("program.py")
    program.write_text(_PROGRAM, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(program), url, str(target)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
