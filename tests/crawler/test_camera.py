"""Pictures of pages in a real browser: the right words marked whatever the page does, and no way past the guard."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pytest
from local_site import Answer, LocalSite, moved
from PIL import Image

from config.settings import CrawlSettings
from crawler.camera import Camera, Photo
from crawler.guard import Guard
from crawler.render import browser_path
from crawler.scope import Scope
from crawler.site import Page

SETTINGS = CrawlSettings(allow_private=True, offsite=False, timeout=10.0)

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")


@pytest.fixture(scope="module")
def served() -> Iterator[LocalSite]:
    with LocalSite({"/red.css": Answer(b"h1 { color: rgb(255, 0, 0) }", type="text/css")}) as site:
        yield site


@pytest.fixture(scope="module")
def camera(served: LocalSite) -> Iterator[Camera]:
    made = Camera(SETTINGS, Guard(Scope(served.url), allow_private=True, offsite=False))
    yield made
    made.close()


def page(url: str, body: str, head: str = "", rendered: str = "") -> Page:
    html = f"<!doctype html><html><head><title>หน้า</title>{head}</head><body>{body}</body></html>"
    return Page(url, 200, "หน้า", 1, (), (), (), (), html, "0" * 64, rendered=rendered)


def shot(camera: Camera, shown: Page, quote: str) -> Photo:
    (photo,) = camera.photograph(shown, [quote], time.monotonic() + 60)
    assert photo is not None
    return photo


def tinted(photo: Photo) -> int:
    """Pixels of the marker's yellow."""
    raw = Image.open(io.BytesIO(photo.data)).convert("RGB").tobytes()
    colours = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    return sum(red > 230 and green > 215 and blue < 170 for red, green, blue in colours)


def test_the_words_are_marked_where_they_stand(camera: Camera, served: LocalSite) -> None:
    body = "<p>ก่อนหน้า</p>" * 200 + "<p>นางสุดา แก้วใส รองปลัดเทศบาล</p>" + "<p>ข้างท้าย</p>" * 200
    photo = shot(camera, page(f"{served.url}list", body), "นางสุดา แก้วใส")
    assert photo.marked and not photo.opened and (photo.width, photo.height) == (1000, 460)
    assert 500 < tinted(photo) < 20_000
    assert len(photo.data) < 60_000 and photo.data[8:12] == b"WEBP"


def test_what_is_shown_is_what_was_judged_and_the_page_is_not_asked_for_again(
    camera: Camera, served: LocalSite
) -> None:
    """A page that has changed since is shown as it was; only what belongs to it is fetched."""
    served.routes["/moving"] = Answer("<h1>หน้านี้เปลี่ยนไปแล้ว</h1>".encode())
    shown = page(f"{served.url}moving", "<h1>ถ้อยคำเดิม</h1>", '<link rel="stylesheet" href="/red.css">')
    assert shot(camera, shown, "ถ้อยคำเดิม").marked
    paths = [asked.path for asked in served.asked]
    assert "/moving" not in paths and "/red.css" in paths


def test_words_that_are_not_there_give_the_top_of_the_page(camera: Camera, served: LocalSite) -> None:
    photo = shot(camera, page(f"{served.url}top", "<h1>หัวเรื่อง</h1>" + "<p>เนื้อหา</p>" * 300), "ถ้อยคำที่ไม่มีอยู่ในหน้านี้เลย")
    assert not photo.marked and tinted(photo) == 0 and photo.height == 460


@pytest.mark.parametrize(
    "quote",
    [
        r"งบ (บาท) [a-z]+ $1 \d{2} ^.* 450,000",
        "'; alert(document.cookie); //",
        "</script><script>document.title='x'</script>",
        "${7*7} `ข้อความ` \\u0e01 \" ' <b>หนา</b>",
    ],
)
def test_signs_that_mean_something_to_programs_are_only_words(camera: Camera, served: LocalSite, quote: str) -> None:
    escaped = quote.replace("&", "&amp;").replace("<", "&lt;")
    assert shot(camera, page(f"{served.url}signs", f"<p>{escaped}</p>"), quote).marked


def test_words_across_elements_rows_and_spellings(camera: Camera, served: LocalSite) -> None:
    body = (
        "<table><tr><td>รายการ</td><td>วงเงิน</td></tr><tr><td><b>ซื้อ</b>กระดาษ</td><td>๔๕๐</td></tr></table>"
        "<p>น้<b>ำ</b>ประปา\u200bหมู่ที่ 3</p>"
    )
    shown = page(f"{served.url}rows", body)
    for quote in ("ซื้อกระดาษ | 450", "ซื้อกระดาษ\t๔๕๐", "น้ำประปาหมู่ที่ ๓", "วงเงิน: ซื้อกระดาษ"):
        assert shot(camera, shown, quote).marked, quote


def test_what_a_page_folds_away_is_unfolded_and_told(camera: Camera, served: LocalSite) -> None:
    body = (
        "<details><summary>ปี 2568</summary><p>แผนที่พับไว้</p></details>"
        '<div style="display:none"><p style="visibility:hidden">แท็บที่ซ่อนไว้</p></div>'
        '<div style="height:0;overflow:hidden"><p>เมนูที่ยุบไว้</p></div>'
    )
    for quote in ("แผนที่พับไว้", "แท็บที่ซ่อนไว้", "เมนูที่ยุบไว้"):
        photo = shot(camera, page(f"{served.url}folded", body), quote)
        assert photo.marked and photo.opened, quote


def test_a_notice_over_the_words_is_taken_away(camera: Camera, served: LocalSite) -> None:
    body = "<p>ถ้อยคำใต้ประกาศคุกกี้</p>" + '<div style="position:fixed;inset:0;background:#000">ยอมรับคุกกี้</div>'
    photo = shot(camera, page(f"{served.url}cookies", body), "ถ้อยคำใต้ประกาศคุกกี้")
    assert photo.marked and tinted(photo) > 500


def test_a_page_of_forty_thousand_pixels(camera: Camera, served: LocalSite) -> None:
    body = '<div style="height:40000px"></div><p>ท้ายหน้าที่ยาวมาก</p><div style="width:90000px;height:20px"></div>'
    photo = shot(camera, page(f"{served.url}tall", body), "ท้ายหน้าที่ยาวมาก")
    assert photo.marked and photo.height <= 760


def test_a_page_that_would_go_elsewhere_stays(camera: Camera, served: LocalSite) -> None:
    """By script, by refresh, by frame or by picture: nothing leads past the guard, and the page stays what it is."""
    with LocalSite({}, Answer(b"inside"), address="127.0.0.2") as inside:
        away = f"http://127.0.0.2:{inside.port}/"
        served.routes["/hop"] = moved(f"{away}hopped")
        body = (
            f"<p>ถ้อยคำที่อยู่</p><img src='{away}picture'><img src='/hop'><iframe src='{away}frame'></iframe>"
            f"<script>fetch('{away}stolen').catch(() => 0); open('{away}popup'); location.href = '{away}gone';</script>"
        )
        photo = shot(
            camera, page(f"{served.url}leaving", body, f"<meta http-equiv=refresh content='0;{away}'>"), "ถ้อยคำที่อยู่"
        )
        assert photo.marked
        assert inside.asked == []


def test_a_script_without_end_costs_its_page_only_its_scripts(
    camera: Camera, served: LocalSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.camera.SECONDS", 4.0)
    body = "<p>ถ้อยคำก่อนวน</p><script>for (;;) {}</script>"
    assert shot(camera, page(f"{served.url}endless", body), "ถ้อยคำก่อนวน").marked
    assert shot(camera, page(f"{served.url}after", "<p>หน้าถัดไป</p>"), "หน้าถัดไป").marked


def test_a_page_that_meddles_with_the_language_is_read_all_the_same(camera: Camera, served: LocalSite) -> None:
    head = "<script>Array.from = () => []; String.prototype.indexOf = () => -1; Element.prototype.closest = 1;</script>"
    assert shot(camera, page(f"{served.url}meddling", "<p>ถ้อยคำตามจริง</p>", head), "ถ้อยคำตามจริง").marked


def test_scripts_of_a_page_that_was_rendered_do_not_run_again(camera: Camera, served: LocalSite) -> None:
    body = "<p>แสดงผลแล้ว</p><script>document.body.innerHTML = 'ว่าง'</script>"
    assert shot(camera, page(f"{served.url}rendered", body, rendered="empty"), "แสดงผลแล้ว").marked


def test_without_time_there_is_no_picture(camera: Camera, served: LocalSite) -> None:
    assert camera.photograph(page(served.url, "<p>คำ</p>"), ["คำ", "คำ"], time.monotonic()) == (None, None)
