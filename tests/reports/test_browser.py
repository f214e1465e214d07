"""The HTML report in a real browser: on a phone, on paper, without its script, and with a site that means harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from in_browser import CONTRAST, launched
from playwright.sync_api import Browser, Page
from playwright.sync_api import expect as playwright_expect
from sample import PICTURES, hostile, report

from reports import html
from reports.model import Report

MARGINS = {"top": "14mm", "bottom": "16mm", "left": "12mm", "right": "12mm"}  # as checker.pdf prints


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


def _open(
    browser: Browser, folder: Path, made: Report, width: int = 1280, script: bool = True
) -> tuple[Page, list[str]]:
    """The report in a page, and a list that fills with whatever the page asks for or complains of."""
    path = folder / "report.html"
    path.write_text(html.render(made, pictures=PICTURES), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.goto(path.as_uri())
    seen.remove(path.as_uri())
    return page, seen


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits_its_width_and_asks_for_nothing(browser: Browser, tmp_path: Path, made: Report, width: int) -> None:
    page, seen = _open(browser, tmp_path, made, width)
    page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.title().startswith("รายงานตรวจ OIT 2568")
    assert page.locator("script").count() == 1
    assert seen == []
    page.context.close()


def test_contrast(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    assert page.evaluate(CONTRAST) == []
    page.context.close()


def test_without_script_all_is_there(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report(), script=False)
    assert page.locator("article.item:visible").count() == 28
    assert page.locator("button:visible").count() == 0
    page.locator("#item-O1 summary").first.click()
    assert page.locator("#item-O1 blockquote").first.is_visible()
    page.context.close()


def test_filters(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    page.get_by_role("button", name="ต้องแก้").click()
    assert page.locator("a.tile:visible").count() == page.locator("article.item:visible").count() == 8
    assert page.locator("a.tile.s-pass:visible").count() == 0
    assert page.locator("#tiles h3:visible").count() == 6
    assert page.get_by_role("button", name="ต้องแก้").get_attribute("aria-pressed") == "true"
    page.locator("#unchecked a[href='#item-O5']").click()
    assert page.locator("#item-O5").is_visible()
    page.get_by_role("button", name="ผ่าน", exact=True).click()
    assert page.locator("article.item:visible").count() == 17
    page.context.close()


def test_copying(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("#item-O2 .submit button").nth(1)
    address = button.get_attribute("data-copy")
    button.click()
    playwright_expect(page.get_by_role("status")).to_have_text("คัดลอกแล้ว")
    playwright_expect(button).to_contain_text("คัดลอกแล้ว")
    assert page.evaluate("navigator.clipboard.readText()") == address
    playwright_expect(button).to_have_text("คัดลอก ที่อยู่ที่ 2 ของ O2")
    assert button.locator(".unseen").count() == 1
    page.context.close()


def test_paper_shows_everything(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    page.get_by_role("button", name="ต้องแก้").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article.item:visible").count() == 28
    assert page.locator("#item-O1 blockquote").first.is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.context.close()


def test_the_first_sheet_is_the_summary(browser: Browser, tmp_path: Path) -> None:
    """Score, indicators, every tile, and what could not be checked and why: what is handed to who decides."""
    page, _ = _open(browser, tmp_path, report())
    sheets = pdfium.PdfDocument(page.pdf(format="A4", margin=MARGINS))
    first, second = (sheets[at].get_textpage().get_text_range() for at in (0, 1))
    assert all(f"O{number}" in first.split() for number in range(1, 29))
    assert "สิ่งที่โปรแกรมตรวจไม่ได้" in "".join(first.split()) and "".join(second.split()).startswith("สิ่งที่ควรทำก่อน")
    sheets.close()
    page.context.close()


def test_a_picture_on_a_telephone_can_be_read(browser: Browser, tmp_path: Path) -> None:
    """Opened it is wider than the screen, and moves under the finger; the page does not."""
    page, _ = _open(browser, tmp_path, report(), 390)
    shot = page.locator("#item-O6 details.shot").first
    shot.locator("summary").click()
    box = shot.locator("img").bounding_box()
    assert box is not None and box["width"] > 600
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_a_policy_that_stops_what_escaping_would_miss(browser: Browser, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, report())
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"
    )
    page.wait_for_timeout(100)
    assert page.title() != "1"
    page.context.close()
