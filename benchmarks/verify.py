"""Ten faults in a list that a real site makes: python benchmarks/verify.py FOLDER SITE.

FOLDER holds ``sites/<name>/`` as for ``accuracy.py``. The site is served on loopback as it is, with pages for the
faults beside it that its home page leads to. Its own ITA page gives the list (``oit verify --from-site``); ten of its
addresses are then replaced. Printed: what ``oit verify`` says of each fault, and of every other item whether it raised
an alarm though the judge (``labels.tsv``) found it all there.
Nothing is asked of any other machine, so addresses that leave the copy can only be undecided.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "servers")]

from faulty_list import LINKS, PLANTED, planted_routes  # noqa: E402
from local_site import Answer, Asked, LocalSite  # noqa: E402

MORE = "".join(
    f'<a href="{path}">เอกสาร</a> ' for _, path in PLANTED.values() if path.startswith("/") and path not in LINKS
)
TYPES = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8", ".jpg": "image/jpeg", ".png": "image/png"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The site in ``folder`` with the faulty pages beside it; gives its address."""

    def answer(asked: Asked) -> Answer:
        path = folder / unquote(urlsplit(asked.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or path.name == "_manifest.json" or not path.resolve().is_relative_to(folder):
            return Answer(b"<h1>404</h1>", 404)
        body = path.read_bytes()
        if path == folder / "index.html":
            body = body.replace(b"</body>", f"{LINKS}<p>{MORE}</p></body>".encode(), 1)
        return Answer(body, type=TYPES.get(path.suffix.lower(), "application/octet-stream"))

    with LocalSite(planted_routes(), otherwise=answer) as site:
        yield site.url


def oit(*arguments: str) -> None:
    """One command of the program; its exit code is part of what it says, so it is not checked."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments], cwd=HERE.parent, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1, 3):
        raise SystemExit(done.stderr[-2000:])


def verified(out: Path, archive: Path, *arguments: str) -> dict[str, Any]:
    """The result of ``oit verify`` as a dictionary."""
    oit("verify", *arguments, "--archive", str(archive), "--json", str(out), "--offline", "--allow-private", "--quiet")
    return dict(json.loads(out.read_text(encoding="utf-8")))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("site", help="a name in sites/ whose own ITA page lists its evidence")
    options.add_argument(
        "--page", default="", help="path of the site's own ITA page; without it the program looks itself"
    )
    given = options.parse_args()
    folder = (given.folder / "sites" / given.site).resolve()
    with (given.folder / "labels.tsv").open(encoding="utf-8") as file:
        labels = [row for row in csv.DictReader(file, delimiter="\t") if row["site"] == given.site]
    lacking = {row["item"] for row in labels if row["status"] != "present"}
    with tempfile.TemporaryDirectory() as scratch, served(folder) as start:
        work = Path(scratch)
        archive = work / "site.db"
        oit("crawl", start, "--archive", str(archive), "--allow-private", "--no-offsite", "--quiet")
        own = verified(work / "own.json", archive, "--from-site", start + given.page)
        rows = {item["item"]: [address["url"] for address in item["addresses"]] for item in own["items"]}
        print(f"{given.site}: {sum(map(bool, rows.values()))} items with {sum(map(len, rows.values()))} addresses")
        for item, (_, path) in PLANTED.items():
            rows[item] = [path if path.startswith("http") else start.rstrip("/") + path]
        rows["O25"] = rows["O26"]  # the tenth: the same address in two items
        listed = work / "list.txt"
        listed.write_text("".join(f"{i} {url}\n" for i, urls in rows.items() for url in urls), encoding="utf-8")
        result = verified(work / "faulty.json", archive, str(listed))
    named = alarms = 0
    for item in result["items"]:
        remarks = [*item["remarks"], *(r for address in item["addresses"] for r in address["remarks"])]
        codes = {remark["code"] for remark in remarks if remark["grade"] == "fault"}
        planted = PLANTED.get(item["item"], ("", ""))[0]
        right = planted in codes if planted else not codes or item["item"] in {*lacking, "O25"}
        named += bool(planted) and right
        alarms += not planted and not right
        told = "; ".join(remark["text"] for remark in remarks if remark["grade"] != "advice")
        print(f"{item['item']:4} {planted or '-':13} {item['state']:10} {'' if right else 'WRONG '}{told[:400]}")
    print(f"faults named: {named} of {len(PLANTED)}; false alarms: {alarms}")


if __name__ == "__main__":
    main()
