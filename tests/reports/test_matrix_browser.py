"""The auditor's page in a real browser: found, sorted, filtered, by keyboard, on a phone, on paper, without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made_scan
import pytest
from in_browser import CONTRAST, launched
from playwright.sync_api import Browser, Page
from playwright.sync_api import expect as playwright_expect

from checker.scan.matrix import matrix
from reports import matrix_html
from reports.matrix_model import Matrix

ROWS = 260


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    folder = tmp_path_factory.mktemp("scan")
    made_scan.make(folder, ROWS)
    return matrix(folder)


@pytest.fixture(scope="module")
def path(whole: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page") / "matrix.html"
    made.write_text(matrix_html.render(whole), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


def _open(browser: Browser, path: Path, width: int = 1280, script: bool = True) -> tuple[Page, list[str]]:
    """The page, and a list that fills with whatever it asks for or complains of."""
    page = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script).new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.goto(path.as_uri())
    seen.remove(path.as_uri())
    return page, seen


def _names(page: Page) -> list[str]:
    return page.locator("#rows th.name button").all_inner_texts()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits_its_width_and_asks_for_nothing(browser: Browser, path: Path, width: int) -> None:
    page, seen = _open(browser, path, width)
    page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#f-text").fill("script")
    assert len(_names(page)) == 1 and "</script>" in _names(page)[0]
    assert page.title().startswith("ผลตรวจ OIT ปี 2568") and page.locator("img").count() == 0
    assert seen == []
    page.context.close()


def test_contrast(browser: Browser, path: Path) -> None:
    page, _ = _open(browser, path)
    assert page.evaluate(CONTRAST) == []
    page.context.close()


def test_only_the_rows_in_sight_exist_and_all_can_be_reached(browser: Browser, path: Path, whole: Matrix) -> None:
    page, _ = _open(browser, path)
    assert page.locator("#rows tr").count() < 60
    assert page.locator("#table").get_attribute("aria-rowcount") == str(len(whole.rows) + 1)
    met = dict.fromkeys(_names(page))
    grid = page.locator("#grid")
    for top in range(0, 34 * ROWS, 400):
        grid.evaluate("(grid, top) => { grid.scrollTop = top }", top)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        met.update(dict.fromkeys(_names(page)))
    assert len(met) == len({row.name for row in whole.rows})
    page.context.close()


def test_filters_say_what_the_rows_say(browser: Browser, path: Path, whole: Matrix) -> None:
    page, _ = _open(browser, path)
    at = 17  # O18
    count = page.locator("#count")

    def shown(number: int) -> str:
        return f"แสดง {number} จาก {len(whole.rows)} หน่วยงาน"

    playwright_expect(page.locator("#f-status")).to_be_disabled()
    page.locator("#f-item").select_option(str(at))
    page.locator("#f-status").select_option("-")
    lacking = [row for row in whole.rows if row.cells and row.cells[at].status != "pass"]
    playwright_expect(count).to_have_text(shown(len(lacking)))
    page.locator("#f-element").select_option("1")  # separate
    separate = [
        row for row in lacking if row.cells[at].status in ("partial", "stale") and "separate" in row.cells[at].missing
    ]
    playwright_expect(count).to_have_text(shown(len(separate)))
    kind = separate[0].kind
    page.locator("#f-kind").select_option(label=kind)
    playwright_expect(count).to_have_text(shown(sum(row.kind == kind for row in separate)))
    page.locator("#f-reset").click()
    playwright_expect(count).to_have_text(shown(len(whole.rows)))
    page.locator("#f-show").select_option("hijacked")
    playwright_expect(count).to_have_text(shown(len(whole.hijacked)))
    page.locator("button.see").nth(at).click()
    playwright_expect(count).to_have_text(shown(len(lacking)))
    page.context.close()


def test_headings_sort(browser: Browser, path: Path, whole: Matrix) -> None:
    page, _ = _open(browser, path)
    assert _names(page)[0].strip() == whole.rows[0].name
    page.get_by_role("button", name="คะแนน", exact=True).click()
    assert page.locator("th.score").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="คะแนน", exact=True).click()
    assert page.locator("th.score").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="O3", exact=True).click()
    assert page.locator("th[aria-sort]").count() == 1
    assert page.locator("#rows tr").first.locator("td.item").nth(2).get_attribute("aria-label") == "ผ่าน"
    page.context.close()


def test_by_keyboard(browser: Browser, path: Path, whole: Matrix) -> None:
    page, _ = _open(browser, path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#rows button").first.focus()
    for _ in range(50):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.place") == "50"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.place") == str(len(whole.rows) - 1)
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=whole.rows[0].name)
    assert dialog.is_visible() and dialog.locator("tbody tr").count() == len(whole.items)
    assert dialog.get_by_role("link").first.get_attribute("href") == whole.rows[0].report
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.dataset.place") == "0"
    page.context.close()


def test_without_script_the_summaries_are_there(browser: Browser, path: Path) -> None:
    page, _ = _open(browser, path, script=False)
    assert page.locator("#items tbody > tr:visible").count() == 28
    assert page.locator("svg.heat").is_visible() and page.locator("noscript").inner_text().strip() != ""
    assert page.locator("button:visible, select:visible").count() == 0
    page.locator("#items summary").first.click()
    assert page.locator("#items details[open] tbody tr").first.is_visible()
    page.context.close()


def test_paper_leaves_out_what_cannot_be_pressed(browser: Browser, path: Path) -> None:
    page, _ = _open(browser, path)
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.locator(".on-paper").is_visible() and page.locator("svg.heat").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.context.close()
