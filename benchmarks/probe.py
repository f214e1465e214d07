"""Trouble by trouble: what a real site can do to a crawler, what the program did, and whether that was right.

Each trouble is a small server on loopback; nothing is asked of any other machine. With ``--beside`` the same servers
are crawled by Scrapy, LinkChecker and Crawlee as they come, each in an environment of its own in that folder, and cut
off after some seconds: ten minutes in all on two cores, most of them for crawlers that find no end.

    python benchmarks/probe.py [--beside FOLDER] [--only WORD] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

from certificates import Authority
from local_site import Answer, LocalSite, moved
from probe_beside import PATIENCE, TIMEOUT, cut_off, prepared, run
from probe_connections import CONNECTIONS
from probe_finding import HIDDEN, STORED, STORED_AS
from probe_replies import REPLIES
from probe_traps import TRAPS
from probe_trouble import Ran, Seen, Trouble
from stores import Services, drive, html, path_of, signed_in

from checker.prefer import Prefer
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl

TROUBLES = (*REPLIES, *TRAPS, *HIDDEN, *CONNECTIONS)
SETTINGS = CrawlSettings(
    allow_private=True, offsite=True, render=False, codes=False, timeout=TIMEOUT, deadline=60.0, max_pages=300
)
SPOILT: dict[str, dict[str, Any]] = {
    "expired": {"days": -1},
    "name": {"address": "127.0.0.9"},
    "self_signed": {"self_signed": True},
    "old": {"old": True},
}
MARKS = {True: "passed", False: "NOT", None: "–"}
Result = tuple[str, bool | None]  # what was done, and whether it was right; None: not run


@contextmanager
def served(trouble: Trouble, authority: Authority) -> Iterator[tuple[LocalSite, LocalSite | None]]:
    """The trouble's server, and the guarded one that it leads to, if any."""
    if trouble.inside:
        with LocalSite({}, Answer(b"inside"), address="127.0.0.2") as inside, _site(trouble, authority, inside) as site:
            yield site, inside
    elif trouble.down:
        site = _site(trouble, authority, None)
        with site:
            pass
        yield site, None
    else:
        with _site(trouble, authority, None) as site:
            yield site, None


def _site(trouble: Trouble, authority: Authority, inside: LocalSite | None) -> LocalSite:
    tls = authority.context(**SPOILT[trouble.tls]) if trouble.tls else None
    return LocalSite(trouble.routes(inside), trouble.otherwise, tls=tls)


def own(trouble: Trouble, folder: Path, authority: Authority) -> Result:
    """Meet one trouble by the program."""
    settings = replace(SETTINGS, fresh=True, **trouble.settings)
    with served(trouble, authority) as (server, inside), Services(authority, {}) as services:
        if trouble.services:
            refused = moved("https://accounts.google.com/v3/signin/identifier?continue=x")
            services.answers = {
                path_of(STORED): html("file - Google Drive"),
                **drive(STORED_AS, refused),
                **signed_in(),
            }
            settings = replace(settings, hosts=services.hosts)
        outcome = crawl(trouble.url or server.url, folder / "probe.db", settings, prefer=Prefer("2568"))
        if outcome.archive is None:
            return f"no archive: {outcome.stopped_by}", False
        return trouble.judge(Seen(outcome, read_site(outcome.archive), server, inside))


def beside(authority: Authority, one: tuple[Trouble, tuple[str, ...]]) -> Result:
    """Meet one trouble, on a server of its own, by another crawler."""
    trouble, command = one
    if trouble.alone:
        return f"not run: {trouble.alone}", None
    if trouble.cut_off:
        if not cut_off():
            return "not run: it would ask a name server", None
        command = (*cut_off(), *command)
    with served(trouble, authority) as (server, inside):
        said, ended = run(command, trouble.url or server.url)
        touched = len(inside.asked) if inside is not None else 0
        ran = Ran(said, server, touched, ended)
    did = f"{len(ran.asked)} requests, {'ended' if ended else f'gave up after {PATIENCE:.0f} s'}"
    did += f", {touched} to the inside" if inside is not None else ""
    return did, bool(trouble.beside and trouble.beside(ran))


def main() -> int:
    """Print the table; 1 when a trouble was not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="crawl the same servers with other crawlers, kept in this folder")
    parser.add_argument("--only", default="", help="troubles whose name holds this word")
    parser.add_argument("--json", type=Path, help="write the table to a file")
    options = parser.parse_args()
    others = prepared(options.beside) if options.beside else {}
    troubles = [trouble for trouble in TROUBLES if options.only in trouble.name]
    rows: dict[str, dict[str, Result]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority(folder)
        os.environ["SSL_CERT_FILE"] = str(authority.trusted)
        nobody = folder / "names.json"  # no name but the machine's own is known, and no name server asked
        nobody.write_text("{}", encoding="utf-8")
        names = str(Path(__file__).parent / "scan_names")
        os.environ |= {
            "OIT_NET_NAMES": str(nobody),
            "PYTHONPATH": os.pathsep.join([names, *filter(None, [os.environ.get("PYTHONPATH")])]),
        }
        for trouble in troubles:
            rows[trouble.name] = {"oit": own(trouble, folder, authority)}
            _tell(trouble.name, rows[trouble.name])
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # the program is done: nobody's time limits are in the way
            every = [(trouble, command) for trouble in troubles for command in others.values()]
            results = pool.map(partial(beside, authority), every)
            for trouble in troubles if others else ():
                found = {crawler: next(results) for crawler in others}
                _tell(trouble.name, found)
                rows[trouble.name] |= found
    for crawler in ("oit", *others):
        marks = [passed for row in rows.values() if (passed := row[crawler][1]) is not None]
        print(f"{crawler:12} {sum(marks)} of {len(marks)} passed")
    if options.json:
        told = {
            name: {crawler: {"did": did, "passed": passed} for crawler, (did, passed) in row.items()}
            for name, row in rows.items()
        }
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if all(row["oit"][1] for row in rows.values()) else 1


def _tell(trouble: str, row: dict[str, Result]) -> None:
    print(trouble)
    for crawler, (did, passed) in row.items():
        print(f"    {crawler:12} {MARKS[passed]:7} {did}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
