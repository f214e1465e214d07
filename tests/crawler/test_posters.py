"""Pictures that are all that a promising page shows are fetched and read; pictures of the dress and of news are not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from documents_made import FONT
from local_site import Answer, LocalSite, link, page
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from checker.engine import judge
from checker.prefer import Prefer
from config.loader import load_criteria
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.documents import ocr
from crawler.posters import MOST, Shown, chosen
from crawler.run import crawl
from crawler.site import Image, Link

HOME = "https://www.thungna.example/"


def shown(number: int, name: str, **how: object) -> Image:
    values = {"alt": "", "width": 0, "height": 0, "near": "", "place": "main", "link": ""} | how
    return Image(f"{HOME}{number}", 0, HOME + name, **values)  # type: ignore[arg-type]


def wanted(link: Link) -> float:
    return 0.9 if "นโยบาย" in link.text else 0.3


def picked(*images: Image, words: int = 10, promise: float = 0.0) -> list[str]:
    pages = {image.source: Shown(1, "", "", words) for image in images}
    return [one.url.removeprefix(HOME) for one, _ in chosen(images, pages.__getitem__, lambda url: promise, wanted)]


def test_what_a_page_of_few_words_shows_is_chosen() -> None:
    poster = shown(1, "a.jpg")
    assert picked(poster, promise=0.9) == ["a.jpg"]
    assert picked(poster) == []
    assert picked(poster, promise=0.9, words=2000) == []
    assert picked(shown(1, "a.jpg", near="นโยบายไม่รับของขวัญ"), words=2000) == ["a.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        shown(1, "a.jpg", width=120, height=80),
        shown(1, "a.svg"),
        shown(1, "a.jpg", place="header"),
        shown(1, "a.jpg", link="https://www.other.example/"),
    ],
)
def test_ornaments_are_not(image: Image) -> None:
    assert picked(image, promise=0.9) == []


def test_the_sites_dress_is_not_and_there_is_a_bound() -> None:
    assert picked(*(shown(number, "banner.jpg") for number in range(3)), promise=0.9) == []
    assert len(picked(*(shown(number, f"{number}.jpg") for number in range(30)), promise=0.9)) == MOST


def poster(*lines: str) -> bytes:
    picture = Pictures.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((120, 160 + 110 * number), line, font=ImageFont.truetype(str(FONT), 44), fill=0)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
@pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")
def test_an_announcement_that_is_one_picture_is_judged_from_it(tmp_path: Path) -> None:
    said = poster(
        "ประกาศเทศบาลตำบลทุ่งนาใหม่",
        "เรื่อง นโยบายไม่รับของขวัญ (No Gift Policy)",
        "จากการปฏิบัติหน้าที่ ประจำปีงบประมาณ พ.ศ. 2568",
        "ข้าพเจ้าขอประกาศเจตนารมณ์ว่า ผู้บริหารและเจ้าหน้าที่ทุกคน",
        "จะไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่",
        "ประกาศ ณ วันที่ 2 มกราคม พ.ศ. 2568",
        "(นายสมชาย ใจดี)",
        "นายกเทศมนตรีตำบลทุ่งนาใหม่",
    )
    policy = "ประกาศเจตนารมณ์นโยบาย No Gift Policy"
    top = "<h1>เทศบาลตำบลทุ่งนาใหม่</h1>"
    routes = {
        "/": page(top + link("gift", policy) + link("trip", "ท่องเที่ยว"), "เทศบาลตำบลทุ่งนาใหม่"),
        "/gift": page(f"{top}<h2>{policy}</h2><p><img src='g.png'></p>", policy),
        "/trip": page(f"{top}<h2>ท่องเที่ยว</h2><p><img src='t.png'></p>", "ท่องเที่ยว"),
        "/g.png": Answer(said, type="image/png"),
        "/t.png": Answer(said, type="image/png"),
    }
    settings = CrawlSettings(allow_private=True, offsite=False, render=False, codes=False, timeout=5.0)
    with LocalSite(routes) as server:
        crawl(server.url, tmp_path / "a.db", settings, Prefer("2568"))
        asked = [one.path for one in server.asked]
    assert asked.count("/g.png") == 1 and "/t.png" not in asked
    site = read_site(tmp_path / "a.db")
    assert [(one.kind, one.cause) for one in site.documents] == [("image", "picture")]
    found = next(one for one in judge(site, load_criteria("2568")).findings if one.item == "O21")
    states = {element.name: element.status for element in found.elements}
    assert states["no_gifts"] == "pass"
    assert "fail" not in states.values()  # a picture is never read to its last word: what is not found stays open
    assert any(quote.url.endswith("g.png") for element in found.elements for quote in element.quotes)
