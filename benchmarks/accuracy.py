"""How well the program judges real sites: python benchmarks/accuracy.py FOLDER [--json FILE] [--sites a,b].

FOLDER holds ``sites/<name>/`` (static trees, each with ``_manifest.json``), ``labels.tsv`` (hand judgements) and
``link_labels.tsv``. Each site is served on loopback and checked by the real command with ``--no-offsite``; nothing is
asked of any other machine.

Three-way agreement compares present / partial / absent, ignoring the fiscal year: present when every element but
``year`` passes, partial when some do, absent when none does. A label that rests on an external link counts as agreed
when the program says undecided and shows that evidence. Rows that only a script or nothing leads to
(``reach = js_or_orphan``) are reported apart.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from labelling import measure as measure_links
from serve import serve_folder

from config.loader import load_criteria

ADVISORIES = {"O3QA": ("O3", "two_way"), "EIT": ("O4", "eit_link")}
LOCAL_KINDS = ("page", "local_file", "external_link")


def check(folder: Path, name: str, keep: Path) -> dict[str, Any]:
    """Serve one site and check it; the JSON report with ``seconds``, ``exit`` and ``requests`` added."""
    manifest = json.loads((folder / "sites" / name / "_manifest.json").read_text(encoding="utf-8"))
    out = keep / f"{name}.json"
    out.unlink(missing_ok=True)
    with serve_folder(folder / "sites" / name) as (base, requests):
        began = time.perf_counter()
        done = subprocess.run(
            [
                sys.executable, "-m", "checker", "--debug", "check", base + manifest.get("start", ""),
                "--no-offsite", "--allow-private", "--quiet",
                "--json", str(out), "--html", str(keep / f"{name}.html"), "--archive", str(keep / f"{name}.db"),
            ],
            cwd=Path(__file__).resolve().parent.parent,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )  # fmt: skip
        seconds = time.perf_counter() - began
    return load(out, base, seconds, done.returncode, len(requests), done.stderr[-2000:])


def rejudge(keep: Path, name: str) -> dict[str, Any]:
    """Judge an archive kept from an earlier run again, without crawling."""
    out = keep / f"{name}.json"
    base = json.loads(out.read_text(encoding="utf-8"))["_base"] if out.exists() else ""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "checker", "--debug", "judge", str(keep / f"{name}.db"), "--json", str(out)],
        cwd=Path(__file__).resolve().parent.parent,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    return load(out, base, time.perf_counter() - began, done.returncode, 0, done.stderr[-2000:])


def load(out: Path, base: str, seconds: float, code: int, requests: int, errors: str) -> dict[str, Any]:
    """The written report with the run's figures; an empty one when the program failed."""
    report: dict[str, Any] = {"findings": [], "failed": errors}
    if out.exists():
        report = json.loads(out.read_text(encoding="utf-8"))
    report |= {"_seconds": seconds, "_exit": code, "_requests": requests, "_base": base}
    out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return report


def path_of(url: str, base: str) -> str:
    """A site-relative path as the labels write it."""
    if urlsplit(url).netloc != urlsplit(base).netloc:
        return url
    path = unquote(urlsplit(url).path).lstrip("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def three_way(finding: dict[str, Any]) -> str:
    """present, partial, absent, or the status itself when it is no judgement."""
    if finding["status"] in ("undecided", "manual"):
        return str(finding["status"])
    statuses = [e["status"] for e in finding["elements"] if e["name"] != "year" and e["status"] != "not_applicable"]
    if finding["status"] == "missing" or "pass" not in statuses:
        return "absent"
    return "present" if all(status == "pass" for status in statuses) else "partial"


def compare(row: dict[str, str], report: dict[str, Any]) -> dict[str, Any]:
    """One label against the report."""
    findings = {finding["item"]: finding for finding in report["findings"]}
    item, element = ADVISORIES.get(row["item"], (row["item"], ""))
    finding = findings.get(item)
    result: dict[str, Any] = {"site": row["site"], "item": row["item"], "label": row["status"], "reach": row["reach"]}
    result["kind"] = row["evidence_kind"]
    if finding is None:
        return result | {"verdict": "crashed", "agree": False}
    if element:
        status = next((a["status"] for a in finding.get("advisories", ()) if a["name"] == element), "")
        verdict = "present" if status == "pass" else "absent"
        wanted = "absent" if row["status"] == "absent" else "present"
        return result | {"verdict": verdict, "agree": verdict == wanted, "status": status}
    verdict = three_way(finding)
    agree = verdict == row["status"]
    if verdict == "undecided" and row["evidence_kind"] == "external_link" and finding["evidence"]:
        agree = True
    result |= {"verdict": verdict, "agree": agree, "status": finding["status"], "confidence": finding["confidence"]}
    if row["status"] != "absent" and row["evidence"] and row["evidence_kind"] in LOCAL_KINDS:
        wanted_paths = {part.split("#")[0].strip() for part in row["evidence"].split(";")}
        found = [path_of(e["url"].split("#")[0], report["_base"]) for e in finding["evidence"]]
        result["at1"] = bool(found[:1]) and found[0] in wanted_paths
        result["at3"] = any(path in wanted_paths for path in found[:3])
        result["found"] = found[:3]
    result["elements"] = {e["name"]: e["status"] for e in finding["elements"]}
    return result


def share(hits: int, of: int) -> str:
    """A percentage with its count."""
    return f"{100 * hits / of:5.1f} % ({hits}/{of})" if of else "    – (0/0)"


def figures(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """The figures of some compared rows as (hits, of)."""
    located = [row for row in rows if "at1" in row]
    absent = [row for row in rows if row["label"] == "absent"]
    present = [row for row in rows if row["label"] == "present"]
    return {
        "located@1": (sum(row["at1"] for row in located), len(located)),
        "located@3": (sum(row["at3"] for row in located), len(located)),
        "three-way": (sum(row["agree"] for row in rows), len(rows)),
        "false pass": (sum(row["verdict"] == "present" for row in absent), len(absent)),
        "false missing": (sum(row["verdict"] == "absent" for row in present), len(present)),
    }


def main() -> int:
    """Run the benchmark; exit code 1 when a site crashed the program."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("--sites", default="")
    parser.add_argument("--keep", type=Path, default=None, help="keep archives and reports here")
    parser.add_argument("--rejudge", action="store_true", help="judge the archives in --keep again, without crawling")
    parser.add_argument("--criteria", default="2568")
    parser.add_argument("--all", action="store_true", help="print agreeing rows too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        keep = options.keep or Path(scratch)
        keep.mkdir(parents=True, exist_ok=True)
        names = sorted(p.name for p in (options.folder / "sites").iterdir() if (p / "_manifest.json").exists())
        if options.sites:
            names = [name for name in names if name in options.sites.split(",")]
        with ThreadPoolExecutor(2) as pool:
            work = (
                (lambda name: rejudge(keep, name))
                if options.rejudge
                else (lambda name: check(options.folder, name, keep))
            )
            reports = dict(zip(names, pool.map(work, names), strict=True))
    with (options.folder / "labels.tsv").open(encoding="utf-8", newline="") as file:
        labels = [row for row in csv.DictReader(file, delimiter="\t") if row["site"] in reports]
    compared = [compare(row, reports[row["site"]]) for row in labels]
    return show(options, reports, compared)


def show(options: argparse.Namespace, reports: dict[str, dict[str, Any]], compared: list[dict[str, Any]]) -> int:
    """Print the tables and write the JSON."""
    main_rows = [row for row in compared if row["reach"] != "js_or_orphan"]
    apart = [row for row in compared if row["reach"] == "js_or_orphan"]
    print("rows that differ" if not options.all else "rows")
    for row in compared:
        if options.all or not row["agree"] or row.get("at3") is False:
            found = " ".join(row.get("found", ())) if row.get("at3") is False else ""
            elements = " ".join(f"{k}={v}" for k, v in row.get("elements", {}).items() if v != "not_applicable")
            place = f"{row['site']:<26}{row['item']:<5}{row['label']:<8}"
            print(f"  {place} → {row['verdict']:<10}{row['reach'][:2]} {elements} {found}")
    by_item: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in main_rows:
        by_item[row["item"]].append(row)
    order = sorted(by_item, key=lambda code: (not code[1:].isdigit(), int(code[1:]) if code[1:].isdigit() else 0, code))
    names = ("located@1", "located@3", "three-way", "false pass", "false missing")
    print("\nper item  " + "".join(f"{name:>15}" for name in names))
    for code in order:
        values = figures(by_item[code])
        print(f"{code:<10}" + "".join(f"{values[name][0]:>10}/{values[name][1]:<4}" for name in names))
    total = figures(main_rows)
    print("\nin all (rows that plain links reach)")
    for name in names:
        print(f"  {name:<15}{share(*total[name])}")
    print("rows that only a script or nothing leads to")
    for name, value in figures(apart).items():
        print(f"  {name:<15}{share(*value)}")
    links = measure_links(options.folder, load_criteria(options.criteria))
    print("\nlink labels: " + json.dumps({k: v for k, v in links.items() if not isinstance(v, (dict, list))}))
    print("\nsite                        seconds  requests  exit")
    for name, report in reports.items():
        print(f"{name:<28}{report['_seconds']:7.1f}  {report['_requests']:8}  {report['_exit']}")
    crashed = [name for name, report in reports.items() if report["_exit"] not in (0, 1, 3) or not report["findings"]]
    for name in crashed:
        print(f"CRASHED {name}: {reports[name].get('failed', '')}")
    if options.json:
        data = {"total": total, "rows": compared, "links": links, "crashed": crashed}
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
