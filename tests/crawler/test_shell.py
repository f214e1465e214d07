"""Pages that are only a shell, and pages that are no content."""

import pytest

from crawler.extract import extract
from crawler.pagecause import page_cause
from crawler.shell import why_shell

URL = "https://www.thungna.example/"
MENU = "<nav><ul>" + "".join(f'<li><a href="{n}.html">เมนู {n}</a></li>' for n in range(12)) + "</ul></nav>"
TEXT = "<p>" + "เทศบาลตำบลทุ่งนาใหม่จัดทำแผนดำเนินงานประจำปีเพื่อให้ประชาชนทราบ " * 12 + "</p>"
SCRIPT = '<script src="app.js"></script>'


def shell(html: str) -> str:
    return why_shell(html, extract(html, URL))


def cause(body: str, title: str = "เทศบาลตำบลทุ่งนาใหม่", status: int = 200) -> str:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return page_cause(extract(html, URL), status, URL)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (f'<body><div id="root"></div>{SCRIPT}</body>', "app-root"),
        (f'<body><div id="__next"> </div>{SCRIPT}', "app-root"),
        (f"<body><app-root></app-root>{SCRIPT}", "app-root"),
        (
            f"<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=a></div>{SCRIPT}",
            "enable-javascript",
        ),
        (f"<body><p>กรุณาเปิดใช้งาน JavaScript</p>{SCRIPT}", "enable-javascript"),
        (f"<body><site-menu></site-menu><main-content></main-content>{SCRIPT}", "custom-elements"),
        ("<body><div id=\"navbar\"></div><script>fetch('nav.html').then(a)</script><h1>ข่าว</h1>", "script-menu"),
        ("<body><div id=\"menu-top\"></div><script>$('#menu-top').load('menu.html')</script>" + TEXT, "script-menu"),
        (
            f"<body>{MENU}<div id=\"news\"></div><script>document.getElementById('news').innerHTML = x</script>",
            "script-content",
        ),
        ("<script>window.location.href = 'home/index.php';</script>", f"script-redirect {URL}home/index.php"),
        ('<script>location.replace("/main")</script>', f"script-redirect {URL}main"),
        ("<script>setTimeout(function(){ window.location='a.html' }, 3000)</script>", f"script-redirect {URL}a.html"),
        (f"<body>{SCRIPT}</body>", "empty-body"),
        ("<body></body>", ""),
        (f"<body>{MENU}{TEXT}{SCRIPT}</body>", ""),
        (f'<body><div id="app">{MENU}{TEXT}</div>{SCRIPT}</body>', ""),
        (f"<body>{MENU}<h1>ข่าว</h1>{SCRIPT}", ""),
        (f"<body>{TEXT}<script>function go() {{ location.href = 'a.html' }}</script>", ""),
        ('<body><iframe src="a.pdf"></iframe><script src="a.js"></script>', ""),
        ('<frameset><frame src="a.html"></frameset><script></script>', ""),
        ('<body><a href="home.html"><img src="splash.jpg"></a><script>x</script>', ""),
    ],
)
def test_shells(html: str, why: str) -> None:
    assert shell(html) == why


@pytest.mark.parametrize(
    ("body", "title", "status", "expected"),
    [
        ("<h1>อยู่ระหว่างปรับปรุงข้อมูล</h1>", "คู่มือ", 200, "construction"),
        (MENU + "<p>ขออภัย กำลังปรับปรุง</p>", "แผน", 200, "construction"),
        ("<h1>Under Construction</h1>", "x", 200, "construction"),
        ("<h1>ไม่พบหน้าที่ท่านต้องการ</h1>", "เทศบาล", 200, "soft404"),
        (MENU + "<p>ไม่พบข้อมูล</p>", "ข่าว", 200, "soft404"),
        ("<p>กลับหน้าแรก</p>", "404 Not Found", 200, "soft404"),
        (
            '<form><input name="user" placeholder="ชื่อผู้ใช้"><input type="password" name="password"></form>',
            "เข้าสู่ระบบ",
            200,
            "login",
        ),
        ("<p>Checking your browser before accessing</p>", "Just a moment...", 503, "botwall"),
        ("<p>กรุณายืนยันว่าคุณไม่ใช่โปรแกรมอัตโนมัติ</p>", "ตรวจสอบ", 200, "botwall"),
        ("<h1>This domain is for sale</h1>", "thungna.example", 200, "parked"),
        ("<h1>It works!</h1>", "Apache2 Debian Default Page", 200, "parked"),
        (TEXT, "สล็อตเว็บตรง คาสิโน บาคาร่า ฝากถอนไม่มีขั้นต่ำ", 200, "hijacked"),
        ("<p>" + "สล็อต บาคาร่า คาสิโน แทงบอล เครดิตฟรี " * 6 + "</p>", "เทศบาล", 200, "hijacked"),
    ],
)
def test_pages_without_content(body: str, title: str, status: int, expected: str) -> None:
    assert cause(body, title, status) == expected


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        TEXT + "<p>ถนนสายนี้อยู่ระหว่างปรับปรุง ขออภัยในความไม่สะดวก</p>",
        TEXT + "<p>ไม่พบข้อมูลการทุจริต</p>",
        MENU + "<p>ไม่มีเรื่องร้องเรียน</p>",
        "<p>ตำรวจจับกุมเว็บพนันออนไลน์ บาคาร่า สล็อต คาสิโน แทงบอล เตือนภัยประชาชน</p>" * 3,
        '<p>ขออภัย กำลังปรับปรุง</p><a href="plan.pdf">แผน</a>',
        TEXT + '<form><input name="u"><input type="password" name="password"></form>',
        "",
        "<p>ข้อมูลผู้บริหาร</p>",
        "<p>ประกาศผลการปรับปรุงแผนพัฒนา</p>",
    ],
)
def test_pages_with_content_are_left_alone(body: str) -> None:
    assert cause(body) == ""


def test_hostile_markup_is_no_burden() -> None:
    for html in ("<script>" * 20_000, '<div id="menu' * 20_000, "<a-b>" * 20_000, "<script>" + "location=" * 50_000):
        assert isinstance(shell(html), str)
