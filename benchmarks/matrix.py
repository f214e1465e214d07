"""The auditor's report of a whole country: made from invented results, opened, searched, and read by LibreOffice.

    python benchmarks/matrix.py [--rows 8300] [--folder DIR] [--json FILE]

Results are drawn with a fixed seed. The page is opened in Chromium from the disk, each time in a context of its own; a
filter's time runs from the change of its field until the frame that shows it has been painted. On a machine that is
busy with other things look at the processor time, which says what the page itself needs.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reports"))

import made_scan
from playwright.sync_api import Browser, sync_playwright

from checker.scan.matrix import matrix
from checker.scan.matrix_files import render
from crawler.render import browser_path
from reports.matrix_model import Matrix

FORMS = ("html", "xlsx", "csv", "parquet")
OPENINGS = 5
# What is typed or chosen, one after the other: few rows left, many rows left, none, all again.
FILTERS = [
    ["f-text", "ทุ่งนา1"], ["f-text", "ทุ่งนา12"], ["f-text", "ทุ่งนา123"], ["f-text", "ไม่มีชื่อนี้"], ["f-text", ""],
    ["f-item", "17"], ["f-status", "-"], ["f-status", "1"], ["f-element", "1"], ["f-item", ""],
    ["f-kind", "1"], ["f-province", "3"], ["f-kind", ""], ["f-province", ""],
    ["f-show", "hijacked"], ["f-show", "changed"], ["f-show", ""],
]  # fmt: skip
_TIMED = """async steps => {
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const times = [];
  for (const [id, value] of steps) {
    await painted();
    const field = document.getElementById(id), began = performance.now();
    field.value = value;
    field.dispatchEvent(new Event(id === "f-text" ? "input" : "change"));
    const script = performance.now() - began;
    document.body.getBoundingClientRect();
    const laid = performance.now() - began;
    await painted();
    times.push([id + "=" + value, script, laid, performance.now() - began]);
  }
  for (const key of ["name", "score", "17", "rank"]) {
    await painted();
    const began = performance.now();
    document.querySelector(`th[data-key="${key}"] button`).click();
    const script = performance.now() - began;
    document.body.getBoundingClientRect();
    const laid = performance.now() - began;
    await painted();
    times.push(["sort " + key, script, laid, performance.now() - began]);
  }
  return times;
}"""

Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """What ``work`` gives, and the seconds of processor time that it took here."""
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


def spent(browser: Browser) -> float:
    """Seconds of processor time of all the browser's processes so far."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(one["cpuTime"] for one in told if one["type"] == "renderer"))


def opened(browser: Browser, path: Path) -> dict[str, float]:
    """Seconds until the rows are there and the frame that shows them is painted, and the page's memory in MB."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("#rows tr")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
    seconds = time.perf_counter() - began
    processor = spent(browser)  # this page's alone: the one before is closed, and its process with it
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return {"seconds": seconds, "processor": processor, "heap_mb": told["JSHeapUsedSize"] / 1e6, "nodes": told["Nodes"]}


def filters(browser: Browser, path: Path) -> tuple[list[list[Any]], float]:
    """Name and milliseconds (script, laid out, painted) of each change of a filter and each sorting.

    Then the mean milliseconds of processor time of one.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("#rows tr")
    page.locator("#matrix").scroll_into_view_if_needed()
    before = spent(browser)
    made: list[list[Any]] = page.evaluate(_TIMED, FILTERS)
    processor = (spent(browser) - before) / len(made) * 1000
    context.close()
    return made, processor


def by_libreoffice(path: Path, folder: Path) -> tuple[int, int]:
    """Rows and columns of the first sheet as LibreOffice reads it, without a window."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return 0, 0
    command = [
        office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(folder), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return len(rows), len(rows[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=8300)
    parser.add_argument("--folder", type=Path, help="keep what is made here")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        told = run(options.rows, options.folder or Path(scratch))
    if options.json:
        options.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def run(rows: int, folder: Path) -> dict[str, Any]:
    """Make, write, open; prints as it goes."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "scan.db").is_file():
        _, seconds = timed(lambda: made_scan.make(folder, rows))
        print(f"invented results of {rows} agencies in two scans: {seconds:.1f} s of processor time, as all below")
    made, seconds = timed(lambda: matrix(folder))
    told: dict[str, Any] = {"rows": len(made.rows), "items": len(made.items), "read_seconds": seconds}
    print(f"read and counted: {seconds:.1f} s, {len(made.rows)} rows × {len(made.items)} items")
    paths = {form: write(made, form, folder, told) for form in FORMS}
    print(f"memory of the writing process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        tries = [opened(browser, paths["html"]) for _ in range(OPENINGS)]
        steps, each = filters(browser, paths["html"])
        browser.close()
    told["open_seconds"] = [one["seconds"] for one in tries]
    told["heap_mb"], told["nodes"] = tries[-1]["heap_mb"], tries[-1]["nodes"]
    told["open_processor_seconds"] = [one["processor"] for one in tries]
    told["filters"], told["filter_processor_ms"] = steps, each
    spans = ", ".join(f"{one['seconds']:.2f}" for one in tries)
    processor = ", ".join(f"{one['processor']:.2f}" for one in tries)
    print(f"opened in Chromium, rows painted: {spans} s by the clock, {processor} s of processor time")
    print(f"its memory: heap {told['heap_mb']:.0f} MB, {told['nodes']:.0f} nodes")
    for at, what in ((1, "script"), (2, "laid out"), (3, "painted")):
        times = [step[at] for step in steps]
        slowest = max(steps, key=lambda step: step[at])
        print(f"filters, {what}: median {statistics.median(times):.0f} ms, most {slowest[at]:.0f} ms ({slowest[0]})")
    print(f"filters, processor time of the page: {each:.0f} ms each")
    lines, columns = by_libreoffice(paths["xlsx"], folder)
    told["libreoffice"] = {"rows": lines, "columns": columns}
    print(f"LibreOffice reads the workbook: {lines} rows, {columns} columns")
    if lines and lines != len(made.rows) + 1:
        sys.exit(f"LibreOffice has {lines} rows, the report {len(made.rows) + 1}")
    return told


def write(made: Matrix, form: str, folder: Path, told: dict[str, Any]) -> Path:
    """Write one form; its seconds and size go into ``told``."""
    data, seconds = timed(lambda: render(made, form))
    path = folder / f"report.{form}"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    told[form] = {"seconds": seconds, "bytes": path.stat().st_size}
    print(f"{form}: {path.stat().st_size / 1e6:.1f} MB in {seconds:.1f} s")
    return path


if __name__ == "__main__":
    main()
