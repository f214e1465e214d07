"""Trouble by trouble: what a real site can do to a crawler, what the program did, and whether that was right.

Each trouble is a small server on loopback; nothing is asked of any other machine. With ``--beside`` the same servers
are crawled by Scrapy, LinkChecker and Crawlee as they come, each in an environment of its own in that folder.

    python benchmarks/probe.py [--beside FOLDER] [--only WORD] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

from certificates import Authority
from local_site import Answer, LocalSite, moved
from probe_beside import PATIENCE, prepared, run
from probe_troubles import STORED, STORED_AS, TROUBLES, Ran, Seen, Trouble
from stores import Services, drive, html, path_of, signed_in

from checker.prefer import Prefer
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl

SETTINGS = CrawlSettings(
    allow_private=True, offsite=True, render=False, codes=False, timeout=3.0, deadline=60.0, max_pages=300
)
SPOILT: dict[str, dict[str, Any]] = {
    "expired": {"days": -1},
    "name": {"address": "127.0.0.9"},
    "self_signed": {"self_signed": True},
    "old": {"old": True},
}


def probe(
    trouble: Trouble, folder: Path, authority: Authority, others: dict[str, tuple[str, ...]]
) -> dict[str, dict[str, Any]]:
    """Meet one trouble; what each crawler did, and whether that was right (None: it was not run)."""
    with ExitStack() as stack:
        inside = stack.enter_context(LocalSite({}, Answer(b"inside"), address="127.0.0.2")) if trouble.inside else None
        tls = authority.context(**SPOILT[trouble.tls]) if trouble.tls else None
        server = LocalSite(trouble.routes(inside), trouble.otherwise, tls=tls)
        if trouble.down:
            with server:
                pass
        else:
            stack.enter_context(server)
        settings = replace(SETTINGS, fresh=True, **trouble.settings)
        if trouble.services:
            services = stack.enter_context(Services(authority, {}))
            refused = moved("https://accounts.google.com/v3/signin/identifier?continue=x")
            services.answers = {
                path_of(STORED): html("file - Google Drive"),
                **drive(STORED_AS, refused),
                **signed_in(),
            }
            settings = replace(settings, hosts=services.hosts)
        outcome = crawl(server.url, folder / "probe.db", settings, prefer=Prefer("2568"))
        if outcome.archive is None:
            did, passed = f"no archive: {outcome.stopped_by}", False
        else:
            did, passed = trouble.judge(Seen(outcome, read_site(outcome.archive), server, inside))
        row: dict[str, dict[str, Any]] = {"oit": {"did": did, "passed": passed}}
        for name, command in others.items():
            if trouble.alone:
                row[name] = {"did": f"not run: {trouble.alone}", "passed": None}
                continue
            server.asked.clear()
            if inside is not None:
                inside.asked.clear()
            said, ended = run(command, server.url)
            touched = len(inside.asked) if inside is not None else 0
            ran = Ran(said, tuple(server.paths), touched, ended)
            did = f"{len(ran.asked)} requests, {'ended' if ended else f'cut off after {PATIENCE:.0f} s'}"
            did += f", {touched} to the inside" if inside is not None else ""
            row[name] = {"did": did, "passed": bool(trouble.beside and trouble.beside(ran))}
    return row


def main() -> int:
    """Print the table; 1 when a trouble was not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="crawl the same servers with other crawlers, kept in this folder")
    parser.add_argument("--only", default="", help="troubles whose name holds this word")
    parser.add_argument("--json", type=Path, help="write the table to a file")
    options = parser.parse_args()
    others = prepared(options.beside) if options.beside else {}
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority(folder)
        os.environ["SSL_CERT_FILE"] = str(authority.trusted)
        for trouble in TROUBLES:
            if options.only not in trouble.name:
                continue
            row = rows[trouble.name] = probe(trouble, folder, authority, others)
            print(trouble.name)
            for crawler, result in row.items():
                mark = {True: "passed", False: "NOT", None: "–"}[result["passed"]]
                print(f"    {crawler:12} {mark:7} {result['did']}", flush=True)
    for crawler in ("oit", *others):
        results = [row[crawler]["passed"] for row in rows.values() if row[crawler]["passed"] is not None]
        print(f"{crawler:12} {sum(results)} of {len(results)} passed")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if all(row["oit"]["passed"] for row in rows.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
