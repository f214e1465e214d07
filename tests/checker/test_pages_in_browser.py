"""Every page that the program writes beside the report, in a browser: narrow, wide, by eye, by ear and by keyboard."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from every_form import written
from in_browser import CONTRAST, launched
from playwright.sync_api import Browser

from checker.cli import main
from checker.engine import judge
from checker.store import save
from config.loader import load_criteria
from crawler.archive import read_site

PAGES = ("report.html", "english.html", "verified.html", "plan.html", "diff.html", "evidence/index.html")
# What someone who hears a page, or moves in it by keyboard, would miss. One line for each fault.
FAULTS = """() => {
  const faults = [], all = words => [...document.querySelectorAll(words)];
  if (all("h1").length !== 1) faults.push("headings of the first order: " + all("h1").length);
  if (!document.documentElement.lang || !document.title.trim()) faults.push("no language or no title");
  if (all("main").length !== 1) faults.push("no main part");
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const order = +heading.tagName[1];
    if (order > before + 1) faults.push(`${heading.tagName} after H${before}: ${heading.textContent.slice(0, 40)}`);
    before = order;
  }
  for (const image of all("img, svg[role=img]"))
    if (!(image.getAttribute("alt") || image.getAttribute("aria-label") || "").trim())
      faults.push("a picture without words");
  for (const link of all("a, button, summary"))
    if (![link.textContent, ...[...link.querySelectorAll("img")].map(image => image.alt)].join("").trim())
      faults.push("a link without words");
  for (const part of all("body *"))
    if (/auto|scroll/.test(getComputedStyle(part).overflowX) && part.scrollWidth > part.clientWidth + 1
        && part.tabIndex < 0 && !part.querySelector("a, button")) faults.push(`no key moves ${part.className}`);
  const known = new Set();
  for (const part of all("[id]")) { if (known.has(part.id)) faults.push("twice: " + part.id); known.add(part.id); }
  return faults;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture(scope="module")
def folder(demo_archive: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the site with gaps, compared with the complete one."""
    made = tmp_path_factory.mktemp("pages")
    for state in ("gaps", "complete"):
        (made / f"{state}.db").write_bytes(demo_archive(state).read_bytes())
        save(made / f"{state}.db", judge(read_site(made / f"{state}.db"), load_criteria("2568")))
    written(made / "gaps.db", made / "pages")
    names = [str(made / name) for name in ("gaps.db", "complete.db", "pages/diff.html")]
    assert CliRunner().invoke(main, ["diff", names[0], names[1], "-o", names[2]]).exit_code in (0, 1)
    with zipfile.ZipFile(made / "pages" / "evidence.zip") as package:
        package.extractall(made / "pages" / "evidence")
    return made / "pages"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_fit_their_width_and_leave_nobody_out(browser: Browser, folder: Path, name: str, width: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto((folder / name).as_uri())
    page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(CONTRAST) == []
    assert [url for url in asked if not url.startswith("file:")] == []
    page.context.close()


def test_the_plan_on_a_telephone_is_read_row_by_row(browser: Browser, folder: Path) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto((folder / "plan.html").as_uri())
    cells = page.get_by_role("row").nth(1).get_by_role("cell")
    assert cells.count() == 7
    assert all(box["width"] > 300 for box in (cells.nth(at).bounding_box() for at in range(7)) if box)
    page.context.close()
