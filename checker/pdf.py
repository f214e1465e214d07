"""The HTML report on A4 pages, as the browser prints it. The same page gives the same bytes from the same browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from checker.errors import UserError

_ARGUMENTS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
_FOOT = (
    '<div style="font-size:8px;width:100%;text-align:center;color:#4d5560">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[+\-]00'00'\)")


def browser() -> str | None:
    """The browser that prints: the system's, or None for Playwright's own. Raises UserError when there is neither."""
    from playwright.sync_api import sync_playwright

    from crawler.render import browser_path

    if found := browser_path():
        return found
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).is_file():
            return None
    raise UserError("เขียน PDF ไม่ได้: เครื่องนี้ไม่มีเบราว์เซอร์ ให้ติดตั้ง Chromium หรือเขียนเป็น HTML แล้วสั่งพิมพ์จากเบราว์เซอร์")


def pdf(page: str, started: str) -> bytes:
    """``page`` printed; ``started`` (ISO 8601) stands in the file as its date. Raises UserError."""
    from playwright.sync_api import Error, sync_playwright

    path = browser()
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
            try:
                context = running.new_context(offline=True)
                sheet = context.new_page()
                sheet.set_content(page, wait_until="load")
                made = sheet.pdf(
                    format="A4",
                    print_background=True,
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=_FOOT,
                    margin={"top": "14mm", "bottom": "16mm", "left": "12mm", "right": "12mm"},
                    tagged=True,
                    outline=True,
                )
            finally:
                running.close()
    except Error as error:
        raise UserError(f"เขียน PDF ไม่ได้: เบราว์เซอร์ขัดข้อง ({error.message.splitlines()[0]})") from error
    return _dated(made, started)


def _dated(made: bytes, started: str) -> bytes:
    try:
        when = datetime.fromisoformat(started)
        when = when.astimezone(UTC) if when.tzinfo else when
    except (ValueError, OverflowError):
        when = datetime(2000, 1, 1)
    date = f"{when:%Y%m%d%H%M%S}".encode()
    return _DATE.sub(lambda found: b"/" + found[1] + b" (D:" + date + b"+00'00')", made)
