"""Takes the pictures of docs/guide.th.md anew: python scripts/guide_pictures.py.

The sample agency's report with gaps is made as an officer would make it, opened in the browser, and its parts are
photographed into docs/pictures/. Run it when the report's look has changed, and look at what it made.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

WIDE, PHONE = 960, 390  # CSS pixels


def oit(*arguments: str) -> None:
    """One command of the program. Gaps are no failure."""
    done = subprocess.run([sys.executable, "-m", "checker", *arguments], cwd=ROOT, check=False, capture_output=True)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(done.stderr.decode()[-2000:])


def save(name: str, png: bytes) -> None:
    """Write a picture with few colours, which is a third of the bytes and looks the same."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)
    print(f"{name}.png {picture.width} x {picture.height}, {(OUT / f'{name}.png').stat().st_size // 1000} kB")


def part(page: Page, name: str, selector: str, most: int) -> None:
    """Photograph an element, its first ``most`` CSS pixels at most."""
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    save(name, page.screenshot(full_page=True, clip={**box, "height": min(box["height"], most)}))


def parts(page: Page, report: Path, verified: Path) -> None:
    """Photograph each part."""
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(report.as_uri())
    save("summary", page.screenshot(clip={"x": 0, "y": 0, "width": WIDE, "height": 900}))
    part(page, "tiles", "#tiles", 800)
    part(page, "todo", "#todo", 620)
    part(page, "item", "#item-O2", 1560)
    page.goto(verified.as_uri())
    save("verify", page.screenshot(clip={"x": 0, "y": 0, "width": WIDE, "height": 820}))
    page.set_viewport_size({"width": PHONE, "height": 780})
    page.goto(report.as_uri())
    save("phone", page.screenshot())


def main() -> None:
    """Make the reports and take the pictures."""
    from checker.pdf import browser

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        oit("demo", "--state", "gaps", "--folder", str(work), "--quiet")
        listed = work / "list.csv"
        oit("list", str(work / "gaps.db"), "-o", str(listed))
        verified = work / "verified.html"
        oit("verify", str(listed), "--archive", str(work / "gaps.db"), "--offline", "--html", str(verified))
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=browser())
            parts(running.new_page(device_scale_factor=1.25), work / "gaps.html", verified)
            running.close()


if __name__ == "__main__":
    main()
