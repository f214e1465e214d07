"""A page as its reader sees it. All pages are invented."""

import random
import time

import pytest

from crawler.extract import Extract, extract
from crawler.site import Link

URL = "https://www.thungna.example/info/index.html"


def read(body: str, url: str = URL) -> Extract:
    return extract(f"<!doctype html><html><head><title>หน้า</title></head><body>{body}</body></html>", url)


def link(body: str, number: int = 0) -> Link:
    return read(body).links[number]


def texts(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(body).blocks]


# -- blocks ---------------------------------------------------------------------------------------------------


def test_blocks_in_reading_order() -> None:
    assert texts(
        "<h1>หัวข้อ</h1><p>ย่อหน้า <b>หนา</b>ต่อ<br>บรรทัดสอง</p><ul><li>หนึ่ง<li>สอง</ul>"
        "<div>ท้าย</div><dl><dt>คำ<dd>ความหมาย</dl>"
    ) == [
        ("h1", "หัวข้อ"),
        ("p", "ย่อหน้า หนาต่อ"),
        ("p", "บรรทัดสอง"),
        ("li", "หนึ่ง"),
        ("li", "สอง"),
        ("p", "ท้าย"),
        ("label", "คำ"),
        ("p", "ความหมาย"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a='ลับ'</script>",
        "<style>ลับ</style>",
        "<template><p>ลับ</p></template>",
        "<!-- ลับ -->",
        "<noscript>ลับ</noscript>",
        "<div hidden>ลับ</div>",
        '<p style="display: none">ลับ</p>',
        "<svg><title>ลับ</title><text>ลับ</text></svg>",
    ],
)
def test_what_never_shows_is_left_out(hidden: str) -> None:
    assert texts(f"<p>ก่อน</p>{hidden}<p>หลัง</p>") == [("p", "ก่อน"), ("p", "หลัง")]


@pytest.mark.parametrize(
    "shown",
    [
        '<div class="tab-pane" style="display:none">มี</div>',
        '<ul style="display:none"><li>มี</ul>',
        '<div id="a" hidden>มี</div>',
    ],
)
def test_what_a_click_reveals_is_read(shown: str) -> None:
    assert "มี" in read(shown).text


def test_rows_have_tabs_between_cells() -> None:
    body = "<table><caption>ตาราง</caption><tr><th>ที่<th>รายการ<th>ไฟล์</tr>"
    body += "<tr><td>1<td><p>แผน</p><p>2568</p><td></td></tr></table>"
    assert texts(body) == [("caption", "ตาราง"), ("tr", "ที่\tรายการ\tไฟล์"), ("tr", "1\tแผน 2568")]


def test_empty_cells_keep_their_column() -> None:
    assert texts("<table><tr><td><td>ข<td><td>ง</table>") == [("tr", "\tข\t\tง")]


def test_a_layout_row_is_read_as_blocks() -> None:
    body = (
        "<table><tr><td><ul><li>เมนู</ul></td><td><h2>ข่าว</h2><p>เนื้อหา</p>"
        "<table><tr><td>ใน</td><td>ซ้อน</td></tr></table></td></tr></table>"
    )
    assert texts(body) == [("li", "เมนู"), ("h2", "ข่าว"), ("p", "เนื้อหา"), ("tr", "ใน\tซ้อน")]


def test_a_list_in_a_cell_of_data_stays_in_its_row() -> None:
    assert texts("<table><tr><td>O12<td><ul><li>ไฟล์ 1<li>ไฟล์ 2</ul></table>") == [("tr", "O12\tไฟล์ 1 ไฟล์ 2")]


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<nav>{}</nav>", "nav"),
        ("<header>{}</header>", "header"),
        ("<footer>{}</footer>", "footer"),
        ("<aside>{}</aside>", "aside"),
        ('<div role="navigation">{}</div>', "nav"),
        ('<div class="main-menu">{}</div>', "nav"),
        ('<div id="sidebar-left">{}</div>', "aside"),
        ('<div class="site-header">{}</div>', "header"),
        ('<div class="card-header">{}</div>', "main"),
        ('<div class="content footer-none">{}</div>', "main"),
        ("<article><header>{}</header></article>", "main"),
        ("<main><p>{}</p></main>", "main"),
        ('<p class="menu">{}</p>', "main"),
    ],
)
def test_places(markup: str, place: str) -> None:
    page = read("<p>อื่น</p>" + markup.format('<a href="a.html">คำ</a>'))
    assert (page.blocks[-1].place, page.links[-1].place) == (place, place)


def test_a_menu_class_around_the_whole_text_is_no_menu() -> None:
    body = '<div class="menu">' + "<p>" + "ข้อความของหน่วยงาน " * 120 + "</p></div>"
    assert read(body).blocks[0].place == "main"


def test_mail_and_telephone_are_shown_and_are_no_links() -> None:
    page = read(
        '<p><a href="mailto:saraban@thungna.example?subject=a">ส่งเมล</a> <a href="tel:021234567">02-123-4567</a></p>'
    )
    assert page.links == ()
    assert page.blocks[0].text == "ส่งเมล saraban@thungna.example 02-123-4567"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title> ก  ข </title><h1>ค</h1>", "ก ข"),
        ('<meta property="og:title" content="ข"><h1>ค</h1>', "ข"),
        ("<body><h1>ค</h1>", "ค"),
        ("<body><svg><title>รูป</title></svg><p>ค", ""),
        ("", ""),
    ],
)
def test_title(html: str, title: str) -> None:
    assert extract(html, URL).title == title


# -- links ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("a.pdf", "https://www.thungna.example/info/a.pdf"),
        ("/b/../c.html", "https://www.thungna.example/c.html"),
        ("../x/./y.html#z", "https://www.thungna.example/x/y.html"),
        ("?id=1&amp;b=2", "https://www.thungna.example/info/index.html?id=1&b=2"),
        ("//other.example/a", "https://other.example/a"),
        ("HTTP://Other.Example", "http://other.example/"),
        ("https://OTHER.example", "https://other.example/"),
        (" แผน 2568.pdf ", "https://www.thungna.example/info/%E0%B9%81%E0%B8%9C%E0%B8%99%202568.pdf"),
        ("files\\doc\\a.pdf", "https://www.thungna.example/info/files/doc/a.pdf"),
        ("100%.pdf", "https://www.thungna.example/info/100%25.pdf"),
        ("a%20b.pdf", "https://www.thungna.example/info/a%20b.pdf"),
        ("www.other.example/a", "http://www.other.example/a"),
        ("a\n.html", "https://www.thungna.example/info/a.html"),
        ("../../../../a", "https://www.thungna.example/a"),
        ("javascript:window.open('z.pdf','_blank')", "https://www.thungna.example/info/z.pdf"),
        ("javascript:go(%27/q/w.php?id=2%27)", "https://www.thungna.example/q/w.php?id=2"),
    ],
)
def test_addresses_are_mended(href: str, url: str) -> None:
    found = link(f'<a href="{href}">คำ</a>')
    assert (found.url, found.dead) == (url, "")


def test_base() -> None:
    page = extract('<head><base href="/files/"><base href="/no/"></head><a href="a.pdf">ก</a>', URL)
    assert page.base == "https://www.thungna.example/files/"
    assert page.links[0].url == "https://www.thungna.example/files/a.pdf"


@pytest.mark.parametrize(
    ("markup", "dead"),
    [
        ('<a href="#">O12</a>', "empty"),
        ('<a href="">O12</a>', "empty"),
        ("<a>O12</a>", "empty"),
        ('<a href="javascript:void(0)">O12</a>', "script"),
        ('<a href="javascript:;">O12</a>', "script"),
        ('<a href="index.html">O12</a>', "self"),
        ('<a href="index.html#nowhere">O12</a>', "self"),
        ('<a href="#there">O12</a><p id="there">มี</p>', ""),
        ('<a href="#" onclick="location.href=\'a.html\'">O12</a>', ""),
        ('<a href="#" data-url="/a/b">O12</a>', ""),
    ],
)
def test_links_that_lead_nowhere(markup: str, dead: str) -> None:
    found = link(markup)
    assert (found.text, found.dead) == ("O12", dead)


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        ('<map><area href="t.html" alt="คำ"></map>', "area"),
        ('<iframe src="t.html" title="คำ"></iframe>', "iframe"),
        ('<iframe src="about:blank" data-src="t.html" title="คำ"></iframe>', "iframe"),
        ('<embed src="t.html" title="คำ">', "embed"),
        ('<object data="t.html" title="คำ"></object>', "object"),
        ("<div onclick=\"window.open('t.html')\">คำ</div>", "onclick"),
        ("<button onclick=\"location.href='t.html'\">คำ</button>", "onclick"),
        ('<input type="button" value="คำ" onclick="document.location=\'t.html\'">', "onclick"),
        ('<tr data-href="t.html"></tr><td data-href="/info/t.html">คำ</td><p data-href="t.html">คำ</p>', "data"),
        ('<select onchange="location=this.value"><option value="t.html">คำ</option></select>', "data"),
        ('<a href="x.html"><img src="a.png" alt="รูป"></a><a href="t.html"><img src="b.png" alt="คำ"></a>', "a"),
        ('<a href="t.html" title="คำ"></a>', "a"),
        ('<a href="t.html" aria-label="คำ"><i class="icon"></i></a>', "a"),
    ],
)
def test_links_of_every_kind_have_a_label(markup: str, tag: str) -> None:
    found = read(markup).links[-1]
    assert (found.url, found.tag, found.text) == ("https://www.thungna.example/info/t.html", tag, "คำ")


def test_a_link_without_words_keeps_what_stands_near_it_apart() -> None:
    """A banner without words must not be taken for what the next heading says."""
    found = read('<p>คำ <a href="t.html"></a></p><a href="u.html"><img src="b.png"></a><h2>ที่อยู่</h2>').links
    assert (found[0].text, found[0].around) == ("", "คำ")
    assert found[1].text == ""


def test_frames() -> None:
    page = extract('<html><frameset cols="20%,*"><frame src="menu.htm"><frame src="main.htm"></frameset></html>', URL)
    assert [(found.tag, found.url.rpartition("/")[2]) for found in page.links] == [
        ("frame", "menu.htm"),
        ("frame", "main.htm"),
    ]


@pytest.mark.parametrize("content", ["0;url=home.php", "5; URL='home.php'", "0, home.php", "3;url = home.php "])
def test_meta_refresh(content: str) -> None:
    page = extract(f'<meta http-equiv="Refresh" content="{content}">', URL)
    assert page.refresh == "https://www.thungna.example/info/home.php"
    assert page.links[0].tag == "meta"


def test_a_refresh_of_the_page_itself_leads_nowhere() -> None:
    assert extract('<meta http-equiv="refresh" content="300">', URL).refresh == ""


def test_two_links_side_by_side_are_two_words() -> None:
    page = read('<a href="a">คู่มือ</a><a href="b">แบบฟอร์ม</a>')
    assert page.blocks[0].text == "คู่มือ แบบฟอร์ม"
    assert [found.text for found in page.links] == ["คู่มือ", "แบบฟอร์ม"]


# -- what a link stands under -----------------------------------------------------------------------------------


def test_headings_end_with_the_next_of_their_level() -> None:
    body = '<h1>ก</h1><h2>ข</h2><a href="1">1</a><h3>ค</h3><a href="2">2</a><h2>ง</h2><a href="3">3</a>'
    assert [found.headings for found in read(body).links] == [("ก", "ข"), ("ก", "ข", "ค"), ("ก", "ง")]


def test_a_link_in_a_heading_does_not_stand_under_the_one_before() -> None:
    assert link('<h3>ก</h3><p>x</p><h3><a href="1">ข</a></h3>').headings == ()


def test_bold_paragraphs_are_headings() -> None:
    body = '<h2>ITA</h2><p><strong>ตัวชี้วัดย่อยที่ 9.1</strong></p><p><a href="1">1</a></p>'
    body += '<p><b>9.2</b><br><a href="2">2</a></p>'
    assert [found.headings for found in read(body).links] == [("ITA", "ตัวชี้วัดย่อยที่ 9.1"), ("ITA", "9.2")]


def test_bold_words_in_a_sentence_are_not() -> None:
    assert link('<p><b>ประกาศ</b> ให้ทราบ</p><a href="1">1</a>').headings == ()


def test_headings_do_not_reach_from_menus_and_footers() -> None:
    body = '<nav><h3>เมนู</h3><a href="1">1</a></nav><p>x</p><a href="2">2</a>'
    body += '<footer><h4>ติดต่อ</h4><a href="3">3</a></footer>'
    assert [found.headings for found in read(body).links] == [("เมนู",), (), ("ติดต่อ",)]


def test_a_heading_in_its_own_box_reaches_the_box_after_it() -> None:
    assert link('<div class="t"><h3>O8 คู่มือ</h3></div><div><a href="1">1</a></div>').headings == ("O8 คู่มือ",)


def test_a_heading_with_its_links_in_one_box_ends_there() -> None:
    body = '<div><h3>ก</h3><a href="1">1</a></div><div><a href="2">2</a></div>'
    assert [found.headings for found in read(body).links] == [("ก",), ()]


ACCORDIONS = {
    "bootstrap": '<h2>ITA</h2><div class="panel-heading">'
    '<h4><a data-toggle="collapse" href="#c">O12 รายการ</a></h4></div>'
    '<div id="c" class="collapse"><h3>ปี 2568</h3><a href="1">1</a></div><a href="2">2</a>',
    "bootstrap 5": '<h2>ITA</h2><h3 class="accordion-header"><button data-bs-target="#c">O12 รายการ</button></h3>'
    '<div id="c"><h3>ปี 2568</h3><a href="1">1</a></div>',
    "details": '<h2>ITA</h2><details><summary>O12 รายการ</summary><h3>ปี 2568</h3><a href="1">1</a></details>',
    "aria": '<h2>ITA</h2><div role="button" aria-controls="c">O12 รายการ</div>'
    '<div id="c"><h3>ปี 2568</h3><a href="1">1</a></div>',
    "labelled": '<h2>ITA</h2><button id="b" aria-controls="x">O12 รายการ</button>'
    '<div aria-labelledby="b"><h3>ปี 2568</h3><a href="1">1</a></div>',
    "script": "<h2>ITA</h2><button onclick=\"openTab(event, 'c')\">O12 รายการ</button>"
    '<div id="c"><h3>ปี 2568</h3><a href="1">1</a></div>',
}


@pytest.mark.parametrize("kind", ACCORDIONS)
def test_accordion_titles(kind: str) -> None:
    page = read(ACCORDIONS[kind])
    assert page.links[0].headings == ("ITA", "O12 รายการ", "ปี 2568")
    assert all(found.headings[:2] != ("ITA", "O12 รายการ") for found in page.links[1:])


def test_tabs_named_before_all_their_panels() -> None:
    body = (
        '<ul class="nav-tabs"><li><a data-toggle="tab" href="#a">แผน</a>'
        '<li><a data-toggle="tab" href="#b">รายงาน</a></ul>'
        '<div id="a"><a href="1">1</a></div><div id="b"><a href="2">2</a></div><a href="3">3</a>'
    )
    page = read(body)
    assert [found.headings for found in page.links] == [("แผน",), ("รายงาน",), ()]


def test_a_plain_button_class_gives_a_title() -> None:
    body = '<button class="accordion">O1</button><div class="panel"><a href="1">1</a></div>'
    assert link(body).headings == ("O1",)


def test_card_headers_and_group_rows() -> None:
    assert link('<div class="card"><div class="card-header">ก</div><div><a href="1">1</a></div></div>').headings == (
        "ก",
    )
    body = '<table><tr><td colspan="2">9.1 ข้อมูลพื้นฐาน</td></tr><tr><td>O1</td><td><a href="1">1</a></td></tr></table>'
    assert link(body).headings == ("9.1 ข้อมูลพื้นฐาน",)


def test_menus_of_menus() -> None:
    body = (
        '<nav><ul><li><a href="#">ข้อมูล</a><ul><li><span>ITA</span><ul><li><a href="o1.html">O1</a></ul></ul>'
        '<li><a href="b.html">ข่าว</a></ul></nav>'
    )
    first, second = read(body).links
    assert (first.text, first.menu) == ("O1", ("ข้อมูล", "ITA"))
    assert (second.text, second.menu) == ("ข่าว", ())


def test_dropdowns_without_lists() -> None:
    body = '<nav><div class="dropdown"><button>ITA</button>'
    body += '<div class="dropdown-content"><a href="1">O1</a></div></div></nav>'
    assert link(body).menu == ("ITA",)


def test_around() -> None:
    assert (
        link('<table><tr><td>O12</td><td>แผน</td><td><a href="a">ไฟล์</a></td></tr></table>').around == "O12\tแผน\tไฟล์"
    )
    assert link('<ul><li><p>แผน 2568</p><a href="a">ดาวน์โหลด</a></li></ul>').around == "แผน 2568 ดาวน์โหลด"
    assert link('<div><div>แผน 2568</div><div><a href="a">ดาวน์โหลด</a></div></div>').around == "แผน 2568 ดาวน์โหลด"
    assert len(link(f'<p><a href="a">ไฟล์</a> {"ยาว " * 300}</p>').around) == 300


# -- pictures and forms -----------------------------------------------------------------------------------------


def test_images() -> None:
    page = read(
        '<a href="p.html"><img data-src="a.jpg" src="data:," alt="ป้าย" width="120px" height=80></a><p>ใต้ภาพ</p>'
    )
    image = page.images[0]
    assert (image.url.rpartition("/")[2], image.alt, image.width, image.height) == ("a.jpg", "ป้าย", 120, 80)
    assert (image.near, image.link) == ("ใต้ภาพ", "https://www.thungna.example/info/p.html")


def test_a_row_of_photographs_over_a_row_of_names() -> None:
    body = "<table><tr><td><img src=a.jpg><td><img src=b.jpg></tr><tr><td>นายสมชาย ใจดี<td>นางสุดา แก้วใส</tr></table>"
    assert [image.near for image in read(body).images] == ["นายสมชาย ใจดี", "นางสุดา แก้วใส"]


def test_photograph_and_name_in_one_cell() -> None:
    body = "<table><tr><td><img src=a.jpg><br>นายสมชาย ใจดี<td><img src=b.jpg><br>นางสุดา แก้วใส</tr></table>"
    assert [image.near for image in read(body).images] == ["นายสมชาย ใจดี", "นางสุดา แก้วใส"]


def test_forms() -> None:
    body = (
        '<form action="send.php" method="POST"><label for="n">ชื่อ-สกุล</label><input id="n" name="n">'
        '<input type="hidden" name="t">'
        '<textarea placeholder="รายละเอียด"></textarea>'
        '<table><tr><td>โทรศัพท์</td><td><input name="tel"></td></tr></table>'
        '<select name="topic"><option>ทุจริต</option></select><input type="submit" value="ส่งเรื่อง"></form>'
    )
    form = read(body).forms[0]
    assert form.action == "https://www.thungna.example/info/send.php"
    assert form.method == "post"
    assert form.fields[:3] == ("ชื่อ-สกุล", "รายละเอียด", "โทรศัพท์")
    assert "ส่งเรื่อง" in form.text


def test_fields_outside_any_form() -> None:
    body = '<input placeholder="ชื่อ"><input placeholder="โทรศัพท์"><textarea placeholder="เรื่อง"></textarea>'
    assert read(body).forms[0].fields == ("ชื่อ", "โทรศัพท์", "เรื่อง")


# -- hostile pages ----------------------------------------------------------------------------------------------

MANY = 100_000
HOSTILE = {
    "deep divs": "<div>" * MANY + "x",
    "deep lists": "<ul><li>a" * 20_000,
    "deep tables": "<table><tr><td>" * 5_000 + "x",
    "deep menus": '<div class="menu"><div class="footer">' * 20_000 + "x",
    "deep handlers": "<div onclick=\"location='a'\">x" * 10_000,
    "many headings": "<h1>a" * 20_000,
    "many links": '<a href="a">x</a>' * 30_000,
    "many rows": "<table>" + "<tr><td>a<td>b" * 30_000,
    "long text": "<p>" + "ก" * 5_000_000,
    "long attribute": '<a href="' + "a" * 3_000_000 + '">x</a>',
    "long script": '<a href="javascript:' + "('" * 200_000 + '">x</a>',
    "broken tags": "<" * MANY,
    "broken attributes": '<a href=" ' * 20_000,
    "entities": "&amp" * MANY,
    "forms": "<form><input>" * 20_000,
    "frames": '<iframe src="a"></iframe>' * 20_000,
    "bold": "<b>" * 20_000 + "x",
    "zero": "\0" * 1000,
    "nameless tags": "<a\0b><\ufffd><x:\ud7ff>" * 100,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_bounded(kind: str) -> None:
    began = time.process_time()
    page = extract(HOSTILE[kind], URL)
    assert len(page.links) <= 10_000
    assert len(page.blocks) <= 20_100
    assert time.process_time() - began < 60  # not a speed: quadratic work would take minutes


@pytest.mark.parametrize("url", ["https://[bad/", "", "nonsense", "http://a/%zz", "https://ทุ่งนา.example/ก"])
def test_strange_addresses_of_the_page(url: str) -> None:
    assert extract('<a href="b">x</a><a href="http://[::1">y</a><img src="http://[">', url).links[0].text == "x"


def test_the_same_page_gives_the_same_parts() -> None:
    body = ACCORDIONS["bootstrap"] + ACCORDIONS["details"]
    assert read(body) == read(body)


def test_spoilt_pages_are_read() -> None:
    chance = random.Random(3)
    good = "".join(ACCORDIONS.values()) + "<table><tr><td>ก<td><img src=a.jpg></tr></table><form><input name=a></form>"
    parts = [
        "<table>",
        "</div>",
        '<a href="',
        "<tr>",
        "<ul><li>",
        "<!--",
        "<h2>",
        '"',
        "<base href=//[>",
        "\0",
        "<",
        "</",
    ]
    for _ in range(300):
        page = good
        for _ in range(chance.randrange(1, 20)):
            at = chance.randrange(len(page))
            page = page[:at] + chance.choice(parts) + page[at + chance.randrange(5) :]
        assert extract(page, URL).base.startswith("http")
