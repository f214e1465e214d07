"""QR codes: what a picture says, which pictures of a site are looked at, where short addresses lead, and EIT by QR."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from local_site import Answer, LocalSite, moved, page
from PIL import Image as Picture
from PIL import ImageFilter
from zxingcpp import BarcodeFormat, create_barcode

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.codes import MOST, chosen
from crawler.documents.qr import codes
from crawler.documents.reader import Reader
from crawler.run import crawl
from crawler.site import Image
from rules.content import Agency, Content
from rules.items import news
from rules.rule import Unsure

EIT = "https://itas.nacc.go.th/go/eit/ab12cd"


def qr(text: str, scale: int = 6) -> Picture.Image:
    drawn = create_barcode(text, BarcodeFormat.QRCode, ec_level="M").to_image(scale=scale, add_quiet_zones=True)
    rows, columns = memoryview(drawn).shape
    return Picture.frombytes("L", (columns, rows), bytes(drawn))


def banner(text: str, scale: int = 6, mode: str = "RGB") -> Picture.Image:
    """A code on a coloured banner with something beside it."""
    code = qr(text, scale)
    sheet = Picture.new("RGB", (code.width + 240, code.height + 60), "#9fc5e8")
    sheet.paste(code.convert("RGB"), (20, 30))
    sheet.paste(Picture.new("RGB", (120, 80), "#cc4125"), (code.width + 60, 40))
    return sheet.convert(mode)


def stored(picture: Picture.Image, form: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        stored(banner(EIT)),
        stored(banner(EIT, mode="RGBA")),
        stored(banner(EIT), "JPEG", quality=40),
        stored(banner(EIT).rotate(90, expand=True)),
        stored(banner(EIT).rotate(12, expand=True, fillcolor="white")),
        stored(banner(EIT, 3).filter(ImageFilter.GaussianBlur(0.8))),
        stored(banner(EIT, 2)),
        stored(banner(EIT).convert("P"), "GIF"),
        stored(banner(EIT), "WEBP"),
    ],
    ids=["plain", "with alpha", "JPEG", "on its side", "askew", "blurred", "small", "GIF", "WebP"],
)
def test_codes_are_read(data: bytes) -> None:
    assert codes(data) == (EIT,)


def test_several_codes_are_sorted_and_each_told_once() -> None:
    sheet = Picture.new("L", (700, 700), 255)
    for place, text in (((10, 10), "b"), ((350, 10), "a"), ((10, 350), "b")):
        sheet.paste(qr(text, 8), place)
    assert codes(stored(sheet)) == ("a", "b")


def test_pictures_without_a_code_say_nothing() -> None:
    assert codes(stored(Picture.new("L", (300, 300), 200))) == ()
    assert codes(b"no picture") == ()
    assert codes(stored(banner(EIT))[:200]) == ()


def test_the_child_reads_codes_too() -> None:
    with Reader(CrawlSettings()) as reader:
        assert reader.codes(stored(banner(EIT))) == (EIT,)
        assert reader.codes(b"x") == ()


# -- which pictures -----------------------------------------------------------------------------------------------


def image(name: str, alt: str = "", width: int = 0, source: str = "https://a.example/", near: str = "") -> Image:
    return Image(source, 0, f"https://a.example/{name}", alt, width, width, near, "main", "")


def test_pictures_that_speak_of_a_code_come_first() -> None:
    home = [image("slide.jpg"), image("logo.png"), image("b.png", "แบบวัด EIT"), image("dot.png", width=8)]
    other = [image("c.png", near="สแกน QR"), image("d.png")]
    names = [url.rpartition("/")[2] for url in chosen(home, other)]
    assert names == ["b.png", "c.png", "slide.jpg"]


def test_pictures_are_asked_for_within_a_budget() -> None:
    assert len(chosen([image(f"{n}.png") for n in range(200)], [image(f"q{n}.png", "qr") for n in range(200)])) == MOST


def test_drawings_and_files_of_other_kinds_are_left_out() -> None:
    assert chosen([image("qr.svg", "qr"), image("qr.pdf", "qr"), image("show.php?id=1", "qr")], []) == [
        "https://a.example/show.php?id=1"
    ]


# -- a crawl ------------------------------------------------------------------------------------------------------


def crawled(tmp_path: Path, site: LocalSite, **options: Any) -> dict[str, str]:
    path = tmp_path / "a.db"
    crawl(site.url, path, CrawlSettings(allow_private=True, render=False, ocr=False, **options))
    return {one.url.rpartition("/")[2]: one.code for one in read_site(path).pages[0].images}


def test_a_crawl_keeps_what_the_codes_say(tmp_path: Path) -> None:
    png = Answer(stored(banner(EIT)), type="image/png")
    routes = {"/": page("<h1>เทศบาล</h1><img src='/eit.png'><img src='/photo.png'>"), "/eit.png": png}
    routes["/photo.png"] = Answer(stored(Picture.new("L", (300, 300), 90)), type="image/png")
    with LocalSite(routes) as site:
        assert crawled(tmp_path, site) == {"eit.png": EIT, "photo.png": ""}
        assert sum(one.path == "/eit.png" for one in site.asked) == 1


def test_a_crawl_that_wants_no_codes_asks_for_no_picture(tmp_path: Path) -> None:
    with LocalSite({"/": page("<h1>เทศบาล</h1><img src='/eit.png'>")}) as site:
        assert crawled(tmp_path, site, codes=False) == {"eit.png": ""}
        assert not any(one.path == "/eit.png" for one in site.asked)


def test_pictures_count_by_their_bytes_and_stop_at_the_budget(tmp_path: Path) -> None:
    png = Answer(stored(banner(EIT)), type="image/png")
    names = [f"/eit{number}.png" for number in range(8)]
    home = page("<h1>เทศบาล</h1>" + "".join(f"<img src='{name}'>" for name in names))
    with LocalSite({"/": home} | dict.fromkeys(names, png)) as site:
        codes_of = crawled(tmp_path, site, max_bytes=len(home.body) + 2 * len(png.body))
        assert 1 <= sum(bool(code) for code in codes_of.values()) < 8


def test_an_archive_of_before_codes_is_still_read(tmp_path: Path) -> None:
    with LocalSite({"/": page("<h1>เทศบาล</h1><img src='/eit.png'>")}) as site:
        crawled(tmp_path, site)
    db = sqlite3.connect(tmp_path / "a.db")
    db.execute("ALTER TABLE images DROP COLUMN code")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    assert [one.code for one in read_site(tmp_path / "a.db").pages[0].images] == [""]


# -- where short addresses lead -----------------------------------------------------------------------------------


class _Asks:
    """What a short address answers, without any network; counts the questions."""

    def __init__(self, **answer: Any) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url: str, **_: Any) -> Any:
        from crawler.reply import Reply

        self.asked.append(url)
        body, kind = (b"picture", "image/png") if "example" in url else (self.answer.get("body", b""), "text/html")
        reply = Reply(url, url if "example" in url else self.answer.get("url", url), 200, content_type=kind)
        reply.hold(body)
        return reply


def followed(asks: _Asks, code: str, *, offsite: bool = True) -> str:
    import asyncio

    from crawler.codes import Codes
    from crawler.scope import Scope

    async def read(_: bytes) -> tuple[str, ...]:
        return (code,)

    kept: dict[str, str] = {}
    reader = Codes(Scope("https://a.example/"), asks.get, read, offsite=offsite)
    asyncio.run(reader.run(["https://a.example/1.png", "https://a.example/2.png"], kept.__setitem__))
    assert len(set(kept.values())) == 1
    return kept["https://a.example/1.png"]


SHORT = "https://me-qr.com/AbCd"


@pytest.mark.parametrize(
    "answer",
    [
        {"url": EIT},
        {"body": f"<html><head><meta http-equiv=refresh content='0;url={EIT}'></head></html>".encode()},
        {"body": f"<html><body><script>location.href='{EIT}'</script></body></html>".encode()},
        {
            "body": (
                '<html><body><script>x={"u":"' + EIT.replace("/", "\\/") + '"}</script>โฆษณา</body></html>'
            ).encode()
        },
    ],
    ids=["redirect", "refresh", "script", "named in its page"],
)
def test_short_addresses_are_followed(answer: dict[str, Any]) -> None:
    asks = _Asks(**answer)
    assert followed(asks, SHORT) == f"{SHORT}\t{EIT}"
    assert asks.asked.count(SHORT) == 1


def test_short_addresses_are_not_followed_where_nothing_outside_may_be_asked() -> None:
    asks = _Asks(url=EIT)
    assert followed(asks, SHORT, offsite=False) == SHORT
    assert SHORT not in asks.asked


def test_other_codes_are_kept_as_they_are() -> None:
    assert followed(_Asks(), "00020101 0211\nx") == "00020101 0211 x"


def test_a_page_of_moves_is_followed_over_a_real_server(tmp_path: Path) -> None:
    """A picture behind a redirect of the site itself is still looked at."""
    routes = {
        "/": page("<h1>เทศบาล</h1><img src='/qr.png'>"),
        "/qr.png": moved("/files/1.png"),
        "/files/1.png": Answer(stored(banner("ข้อความ")), type="image/png"),
    }
    with LocalSite(routes) as site:
        assert crawled(tmp_path, site) == {"qr.png": "ข้อความ"}


# -- EIT ----------------------------------------------------------------------------------------------------------


def home(*images: Image) -> Content:
    return Content("https://a.example/", "page", images=images, agency=Agency("เทศบาลตำบลทุ่งนาใหม่", "local"))


def shown(code: str, alt: str = "EIT") -> Image:
    return Image("https://a.example/", 0, "https://a.example/x.png", alt, 0, 0, "", "main", "", code)


@pytest.mark.parametrize("code", [EIT, f"{SHORT}\t{EIT}", f"ข้อความ\n{EIT}"])
def test_eit_by_qr(code: str) -> None:
    answer = news.eit_link(home(shown(code)))
    assert isinstance(answer, str) and EIT in answer


@pytest.mark.parametrize(
    "code",
    [
        "https://itas.nacc.go.th/go/iit/ab12cd",
        "https://itas.nacc.go.th/go/eit/",
        "https://www.facebook.com/x",
        "000201010211",
        f"{SHORT}\thttps://www.facebook.com/x",
        "",
    ],
)
def test_what_is_no_eit(code: str) -> None:
    assert news.eit_link(home(shown(code, "ร่วมบริจาค"))) is None


def test_a_short_address_that_was_not_followed_is_not_known() -> None:
    assert isinstance(news.eit_link(home(shown(SHORT))), Unsure)
    assert news.eit_link(home(shown(SHORT, "ร่วมบริจาค"))) is None


def test_a_picture_of_eit_without_a_readable_code_is_not_known() -> None:
    assert isinstance(news.eit_link(home(shown("", "แบบวัด EIT"))), Unsure)
    assert news.eit_link(home(shown("", "แบบวัด IIT"))) is None


def test_another_agencys_code_is_not_taken() -> None:
    assert isinstance(news.eit_link(home(shown(EIT, "EIT เทศบาลตำบลหนองไผ่"))), Unsure)
    assert isinstance(news.eit_link(home(shown(EIT, "EIT เทศบาลตำบลทุ่งนาใหม่"))), str)
