"""Files kept elsewhere: what each service answers, over real connections on loopback, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from certificates import Authority
from documents_made import pdf, xlsx
from local_site import Answer, LocalSite, Route, Wanting, link, moved, page
from stores import Services, drive, error, folder, html, large, published, served, signed_in, waffle

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.causes import CAUSES
from crawler.run import crawl
from crawler.site import Site
from crawler.stores.asking import ways
from crawler.stores.table import form

SETTINGS = CrawlSettings(allow_private=True, render=False, codes=False, timeout=5.0, deadline=60.0)
ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz01"
OTHER = "1ZyXwVuTsRqPoNmLkJiHgFeDcBa98"
WORDS = "annual procurement list"
FILE = pdf([[WORDS]])
VIEW = f"https://drive.google.com/file/d/{ID}/view"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = Authority(tmp_path_factory.mktemp("ca"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(made.trusted))
        yield made


def read(
    folder: Path, authority: Authority, body: str, answers: Mapping[str, Route], **how: object
) -> tuple[Site, Services]:
    """A site whose only page is ``body``, beside the services; links that say "wanted" promise evidence."""
    with LocalSite({"/": page(body)}) as site, Services(authority, answers) as services:
        settings = replace(SETTINGS, hosts=services.hosts, **how)  # type: ignore[arg-type]
        outcome = crawl(site.url, folder / "a.db", settings, Wanting("wanted"))
        assert outcome.archive is not None, outcome.detail
        return read_site(outcome.archive), services


def wanted(*urls: str) -> str:
    return "".join(link(url, "wanted") for url in urls)


# addresses


@pytest.mark.parametrize(
    ("url", "first"),
    [
        (VIEW + "?usp=sharing", f"https://drive.google.com/uc?export=download&id={ID}"),
        (f"https://drive.google.com/file/u/1/d/{ID}/edit", f"https://drive.google.com/uc?export=download&id={ID}"),
        (f"https://drive.google.com/u/1/uc?id={ID}", f"https://drive.google.com/uc?export=download&id={ID}"),
        (f"https://drive.google.com/open?id={ID}", f"https://drive.google.com/uc?export=download&id={ID}"),
        (
            f"{VIEW}?usp=sharing&resourcekey=0-aB_c9",
            f"https://drive.google.com/uc?export=download&id={ID}&resourcekey=0-aB_c9",
        ),
        (
            f"https://drive.google.com/drive/u/0/folders/{ID}?resourcekey=0-aB",
            f"https://drive.google.com/embeddedfolderview?id={ID}&resourcekey=0-aB",
        ),
        (f"https://docs.google.com/document/d/{ID}/edit", f"https://docs.google.com/document/d/{ID}/export?format=pdf"),
        (
            f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
            f"https://docs.google.com/spreadsheets/d/{ID}/export?format=xlsx",
        ),
        (
            f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml?gid=0",
            f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pub?output=xlsx",
        ),
        (f"https://docs.google.com/presentation/d/{ID}/", f"https://docs.google.com/presentation/d/{ID}/export/pdf"),
        ("https://docs.google.com/gview?url=http%3A//a.go.th/x.pdf&embedded=true", "http://a.go.th/x.pdf"),
        (
            "https://onedrive.live.com/redir?resid=1231244193912!12&authKey=1201919!12921",
            "https://onedrive.live.com/download?resid=1231244193912%2112&authkey=1201919%2112921",
        ),
        (
            "https://thungna-my.sharepoint.com/:b:/g/personal/x/Ebc-OUD?e=0Dkz5J",
            "https://thungna-my.sharepoint.com/:b:/g/personal/x/Ebc-OUD?e=0Dkz5J&download=1",
        ),
        ("https://www.dropbox.com/s/x/a.pdf?dl=0", "https://www.dropbox.com/s/x/a.pdf?dl=1"),
        ("https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=0", "https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1"),
        ("https://www.other.go.th/a.pdf", "https://www.other.go.th/a.pdf"),
        ("https://drive.google.com/file/d/abc/view", "https://drive.google.com/file/d/abc/view"),
    ],
)
def test_download_addresses(url: str, first: str) -> None:
    assert ways(url)[0] == first


def test_a_shared_link_of_onedrive_is_asked_as_microsoft_documents_it() -> None:
    assert ways("https://1drv.ms/b/s!Ab")[0] == (
        "https://api.onedrive.com/v1.0/shares/u!aHR0cHM6Ly8xZHJ2Lm1zL2IvcyFBYg/root/content"
    )


@pytest.mark.parametrize(
    ("url", "is_form"),
    [
        ("https://forms.gle/AbC", True),
        (f"https://docs.google.com/forms/d/e/{ID}/viewform", True),
        ("https://docs.google.com/formsofother/x", False),
        (f"https://docs.google.com/document/d/{ID}/edit", False),
        ("https://forms.office.com/r/x", True),
    ],
)
def test_forms(url: str, is_form: bool) -> None:
    assert form(url) is is_form


# what services answer

AGAIN = (
    '<form id="download-form" action="https://drive.usercontent.google.com/download">'
    f'<input name="id" value="{ID}"><input name="export" value="download"></form>'
)
QUOTA = "Sorry, you can&#39;t view or download this file at this time."
SHARED = "https://1drv.ms/b/s!Ab"
SHARED_API = "api.onedrive.com/v1.0/shares/u!aHR0cHM6Ly8xZHJ2Lm1zL2IvcyFBYg/root/content"
POINT = "https://thungna-my.sharepoint.com/:b:/g/personal/x/Ebc?e=1"
BOX = "https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=0"
SIGN_IN = signed_in()
TO_SIGN_IN = moved("https://accounts.google.com/v3/signin/identifier?continue=x")

FOUND: dict[str, tuple[str, dict[str, Route]]] = {
    "a drive file": (VIEW, drive(ID, served(FILE))),
    "by open": (f"https://drive.google.com/open?id={ID}", drive(ID, served(FILE))),
    "a large drive file, asked whether to go on": (VIEW, large(ID, FILE)),
    "the older question": (
        VIEW,
        drive(
            ID,
            html(
                "Google Drive - Virus scan warning",
                f'<a id="uc-download-link" href="/uc?export=download&amp;confirm=t9&amp;id={ID}">ดาวน์โหลด</a>',
            ),
        )
        | {f"drive.usercontent.google.com/uc?export=download&confirm=t9&id={ID}": served(FILE)},
    ),
    "with a resource key": (
        f"{VIEW}?resourcekey=0-aB",
        {f"drive.google.com/uc?export=download&id={ID}&resourcekey=0-aB": served(FILE)},
    ),
    "open leads to a document of docs": (
        f"https://drive.google.com/open?id={ID}",
        {
            f"drive.google.com/open?id={ID}": moved(f"https://docs.google.com/document/d/{ID}/edit?usp=drive_open"),
            f"docs.google.com/document/d/{ID}/edit?usp=drive_open": html("แผน - Google Docs"),
            f"docs.google.com/document/d/{ID}/export?format=pdf": served(FILE, "a.pdf", "application/pdf"),
        },
    ),
    "docs": (
        f"https://docs.google.com/document/d/{ID}/edit?usp=sharing",
        {f"docs.google.com/document/d/{ID}/export?format=pdf": served(FILE, "a.pdf", "application/pdf")},
    ),
    "sheets": (
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        {f"docs.google.com/spreadsheets/d/{ID}/export?format=xlsx": served(xlsx([[WORDS]]), "a.xlsx")},
    ),
    "sheets published": (
        f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml",
        {f"docs.google.com/spreadsheets/d/e/2PACX-{ID}/pub?output=xlsx": served(xlsx([[WORDS]]), "a.xlsx")},
    ),
    "docs published": (
        f"https://docs.google.com/document/d/e/2PACX-{ID}/pub?embedded=true",
        {f"docs.google.com/document/d/e/2PACX-{ID}/pub": published(f"<p><span>{WORDS}</span></p>")},
    ),
    "sheets published as a page alone": (
        f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml?gid=0&single=true",
        {
            f"docs.google.com/spreadsheets/d/e/2PACX-{ID}/pub?output=xlsx": html("Error", "", 400),
            f"docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml": waffle((WORDS, "budget"), ("road", "500")),
        },
    ),
    "slides": (
        f"https://docs.google.com/presentation/d/{ID}/edit",
        {f"docs.google.com/presentation/d/{ID}/export/pdf": served(FILE)},
    ),
    "onedrive": (
        SHARED,
        {SHARED_API: moved("https://files.example.org/a.pdf"), "files.example.org/a.pdf": served(FILE)},
    ),
    "onedrive, by its older address": (
        SHARED,
        {
            SHARED_API: Answer(b"{}", 401, "application/json"),
            "1drv.ms/b/s!Ab": moved("https://onedrive.live.com/redir?resid=12!3&authkey=!k"),
            "onedrive.live.com/redir?resid=12!3&authkey=!k": html("OneDrive"),
            "onedrive.live.com/download?resid=12%213&authkey=%21k": served(FILE),
        },
    ),
    "sharepoint": (POINT, {"thungna-my.sharepoint.com/:b:/g/personal/x/Ebc?e=1&download=1": served(FILE)}),
    "dropbox": (
        BOX,
        {
            "www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1": moved("https://uc1.dl.dropboxusercontent.com/cd/0/get/Z"),
            "uc1.dl.dropboxusercontent.com/cd/0/get/Z": served(FILE),
        },
    ),
    "a short link": ("https://bit.ly/3x", {"bit.ly/3x": moved(VIEW, 301)} | drive(ID, served(FILE))),
    "a short link by http": ("http://tinyurl.com/3x", {"tinyurl.com/3x": moved(VIEW, 301)} | drive(ID, served(FILE))),
    "a short link to a short link": (
        "https://shorturl.at/3x",
        {"shorturl.at/3x": moved("https://cutt.ly/y"), "cutt.ly/y": moved(VIEW)} | drive(ID, served(FILE)),
    ),
    "the page behind a qr code": (
        "https://me-qr.com/Ab",
        {"me-qr.com/Ab": page(f"<p>โฆษณา</p><a href='{VIEW}'>ไปต่อ</a>")} | drive(ID, served(FILE)),
    ),
    "a page that sends on": (
        "https://cutt.ly/y",
        {"cutt.ly/y": page("", head=f"<meta http-equiv=refresh content='0;url={VIEW}'>")} | drive(ID, served(FILE)),
    ),
    "a file on another host": ("https://files.example.org/a.pdf", {"files.example.org/a.pdf": served(FILE)}),
}


@pytest.mark.parametrize("case", FOUND)
def test_files_that_are_given(case: str, authority: Authority, tmp_path: Path) -> None:
    url, answers = FOUND[case]
    site, _ = read(tmp_path, authority, wanted(url), answers)
    (document,) = site.documents
    assert (document.cause, document.offsite) == ("", True)
    assert WORDS in document.text
    assert document.url == url.partition("#")[0]
    assert site.outside == ()
    assert site.failures == ()


def test_one_file_linked_in_two_ways_is_asked_for_once(authority: Authority, tmp_path: Path) -> None:
    links = (VIEW, f"https://drive.google.com/open?id={ID}", f"https://drive.google.com/file/d/{ID}/edit?usp=sharing")
    site, services = read(tmp_path, authority, wanted(*links), drive(ID, served(FILE)))
    (document,) = site.documents
    assert {document.url, *document.aliases} == set(links)
    assert site.outside == ()
    assert len([asked for asked in services.asked if asked.startswith("drive.google.com/uc?")]) == 1


def test_what_one_address_of_a_file_came_to_is_told_of_the_others(authority: Authority, tmp_path: Path) -> None:
    links = (VIEW, f"https://drive.google.com/uc?export=download&id={ID}", f"https://drive.google.com/file/d/{ID}/edit")
    site, _ = read(tmp_path, authority, wanted(*links), drive(ID, TO_SIGN_IN) | SIGN_IN)
    assert {out.url: out.cause for out in site.outside} == dict.fromkeys(links, "store_login")


def test_a_published_text_is_what_its_owner_wrote(authority: Authority, tmp_path: Path) -> None:
    body = (
        "<h1>แผนปฏิบัติการป้องกันการทุจริต</h1><p>ลงชื่อเข้าใช้ระบบเพื่อรายงานผล</p>"
        "<table><tr><td>โครงการ</td><td>งบ</td></tr><tr><td>อบรม</td><td>500</td></tr></table>"
    )
    url = f"https://docs.google.com/document/d/e/2PACX-{ID}/pub"
    site, _ = read(tmp_path, authority, wanted(url), {url.partition("//")[2]: published(body)})
    (document,) = site.documents
    assert (document.kind, document.cause, document.offsite) == ("doc", "", True)
    lines = ["แผนปฏิบัติการป้องกันการทุจริต", "ลงชื่อเข้าใช้ระบบเพื่อรายงานผล", "โครงการ\tงบ", "อบรม\t500"]
    assert document.text.split("\n") == lines
    assert [table.rows for table in document.tables] == [(("โครงการ", "งบ"), ("อบรม", "500"))]
    again, _ = read(tmp_path, authority, wanted(url), {url.partition("//")[2]: published(body)})
    assert again.documents == site.documents


def test_a_published_sheet_has_its_cells_alone(authority: Authority, tmp_path: Path) -> None:
    url, answers = FOUND["sheets published as a page alone"]
    site, _ = read(tmp_path, authority, wanted(url), answers)
    assert [table.rows for table in site.documents[0].tables] == [((WORDS, "budget"), ("road", "500"))]


REFUSED: dict[str, tuple[str, dict[str, Route], str]] = {
    "drive: sign in": (VIEW, drive(ID, TO_SIGN_IN) | SIGN_IN, "store_login"),
    "drive: request access": (
        VIEW,
        drive(ID, html("Google Drive - Access Denied", "<p>You need access</p>", 403)),
        "store_login",
    ),
    "drive: request access, in Thai": (VIEW, drive(ID, error("คุณต้องมีสิทธิ์เข้าถึง", "ขอสิทธิ์เข้าถึง")), "store_login"),
    "drive: quota": (
        VIEW,
        drive(
            ID,
            error(
                QUOTA, "Too many users have viewed or downloaded this file recently.", "Google Drive - Quota exceeded"
            ),
        ),
        "store_quota",
    ),
    "drive: quota, in Thai": (VIEW, drive(ID, error("ขออภัย คุณไม่สามารถดูหรือดาวน์โหลดไฟล์นี้ได้ในขณะนี้")), "store_quota"),
    "drive: withheld": (
        VIEW,
        drive(ID, error("Sorry, the owner hasn&#39;t given you permission to download this file.", status=403)),
        "store_denied",
    ),
    "drive: forbidden without a word": (VIEW, drive(ID, html("", "", 403)), "store_denied"),
    "drive: deleted": (VIEW, {}, "store_gone"),
    "drive: deleted, said in words": (
        VIEW,
        drive(ID, error("Sorry, the file you have requested does not exist.")),
        "store_gone",
    ),
    "drive: asked too often": (
        VIEW,
        drive(ID, moved("https://www.google.com/sorry/index?continue=x"))
        | {"www.google.com/sorry/index?continue=x": html("sorry", "unusual traffic, captcha", 429)},
        "store_busy",
    ),
    "drive: a page that nobody knows": (VIEW, drive(ID, html("Hello", "<p>something new</p>")), "store_page"),
    "drive: a question that leads nowhere new": (
        VIEW,
        drive(ID, html("x", AGAIN)),
        "store_page",
    ),
    "drive: a question that leads to another host": (
        VIEW,
        drive(ID, html("x", '<form id="download-form" action="https://files.example.org/a.pdf"></form>')),
        "store_page",
    ),
    "folder: sign in": (
        f"https://drive.google.com/drive/folders/{ID}",
        {f"drive.google.com/embeddedfolderview?id={ID}": TO_SIGN_IN} | SIGN_IN,
        "store_login",
    ),
    "folder: nothing to be seen": (
        f"https://drive.google.com/drive/folders/{ID}",
        {f"drive.google.com/embeddedfolderview?id={ID}": html("x", "<script>app()</script>")},
        "store_folder",
    ),
    "folder: empty": (
        f"https://drive.google.com/drive/folders/{ID}",
        {f"drive.google.com/embeddedfolderview?id={ID}": folder("เอกสาร")},
        "store_empty",
    ),
    "folder: gone": (f"https://drive.google.com/drive/folders/{ID}", {}, "store_gone"),
    "docs: sign in": (
        f"https://docs.google.com/document/d/{ID}/edit",
        {f"docs.google.com/document/d/{ID}/export?format=pdf": TO_SIGN_IN} | SIGN_IN,
        "store_login",
    ),
    "a form": ("https://forms.gle/AbCd", {}, "store_form"),
    "a short link to a form": (
        "https://bit.ly/f",
        {"bit.ly/f": moved(f"https://docs.google.com/forms/d/e/{ID}/viewform")}
        | {f"docs.google.com/forms/d/e/{ID}/viewform": html("แบบฟอร์ม")},
        "store_form",
    ),
    "onedrive: sign in": (
        SHARED,
        {
            SHARED_API: Answer(b"{}", 401, "application/json"),
            "1drv.ms/b/s!Ab": moved("https://login.live.com/login.srf?x=1"),
        }
        | signed_in("login.live.com", "/login.srf?x=1"),
        "store_login",
    ),
    "onedrive: its viewer": (
        SHARED,
        {
            SHARED_API: Answer(b"{}", 401, "application/json"),
            "1drv.ms/b/s!Ab": moved("https://onedrive.live.com/?cid=1"),
            "onedrive.live.com/?cid=1": html("OneDrive", "<script>app()</script>"),
        },
        "store_page",
    ),
    "onedrive: gone": (SHARED, {}, "store_gone"),
    "onedrive: a folder": ("https://1drv.ms/f/s!Ab", {}, "store_folder"),
    "sharepoint: sign in": (
        POINT,
        {
            "thungna-my.sharepoint.com/:b:/g/personal/x/Ebc?e=1&download=1": moved(
                "https://login.microsoftonline.com/common/oauth2/authorize"
            )
        }
        | signed_in("login.microsoftonline.com", "/common/oauth2/authorize"),
        "store_login",
    ),
    "sharepoint: a folder": ("https://thungna.sharepoint.com/:f:/s/x/Ebc", {}, "store_folder"),
    "dropbox: its page": (
        BOX,
        {"www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1": html("a.pdf - Dropbox", "Download")},
        "store_page",
    ),
    "dropbox: sign in": (
        BOX,
        {"www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1": moved("https://www.dropbox.com/login?cont=x")}
        | signed_in("www.dropbox.com", "/login?cont=x"),
        "store_login",
    ),
    "dropbox: deleted": (
        BOX,
        {"www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1": html("Dropbox", "This item was deleted.")},
        "store_gone",
    ),
    "dropbox: too much traffic": (
        BOX,
        {
            "www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1": html(
                "Dropbox - Error (429)", "This account&#39;s links are generating too much traffic", 429
            )
        },
        "store_quota",
    ),
    "a short link to a page elsewhere": (
        "https://bit.ly/p",
        {"bit.ly/p": moved("https://files.example.org/"), "files.example.org/": html("x")},
        "offsite",
    ),
    "a file that is a page": ("https://files.example.org/a.pdf", {"files.example.org/a.pdf": html("x")}, "html"),
    "a short link that is dead": ("https://bit.ly/p", {}, "http4xx"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_stands_there_instead(case: str, authority: Authority, tmp_path: Path) -> None:
    url, answers, cause = REFUSED[case]
    site, services = read(tmp_path, authority, wanted(url), answers)
    assert [(one.url, one.cause) for one in site.outside] == [(url, cause)]
    assert cause in CAUSES and CAUSES[cause].advice
    assert site.documents == ()
    assert site.failures == ()
    again = {path for path in services.asked if services.asked.count(path) > 1}
    assert not again or cause in ("store_busy", "store_quota"), "only who is told to wait asks twice"


# folders, short links home, budget


def test_the_files_of_a_folder_are_read_under_their_names(authority: Authority, tmp_path: Path) -> None:
    top, below = f"https://drive.google.com/drive/folders/{ID}", f"https://drive.google.com/drive/folders/{OTHER}"
    answers = {
        f"drive.google.com/embeddedfolderview?id={ID}": folder(
            "O12 2568 - Google Drive",
            ("wanted.pdf", f"https://drive.google.com/file/d/{ID}/view?usp=drive_web"),
            ("wanted more", below),
        ),
        f"drive.google.com/embeddedfolderview?id={OTHER}": folder(
            "more", ("wanted sheet", f"https://docs.google.com/spreadsheets/d/{OTHER}/edit?usp=drive_web")
        ),
        f"docs.google.com/spreadsheets/d/{OTHER}/export?format=xlsx": served(xlsx([[WORDS]]), "a.xlsx"),
    } | drive(ID, served(FILE))
    site, _ = read(tmp_path, authority, wanted(top + "?usp=sharing", top), answers)
    assert len(site.documents) == 2 and all(WORDS in document.text for document in site.documents)
    pages = {found.url: found for found in site.pages}
    assert [(one.text, one.headings) for one in pages[top].links] == [
        ("wanted.pdf", ("O12 2568",)),
        ("wanted more", ("O12 2568",)),
    ]
    assert pages[top].aliases == (top + "?usp=sharing",)
    assert below in pages
    assert site.outside == ()


def test_a_short_link_home_and_a_viewer_lead_to_the_sites_own(authority: Authority, tmp_path: Path) -> None:
    with (
        Services(authority, {}) as services,
        LocalSite({"/o12": page(f"<h1>{WORDS}</h1>"), "/b.pdf": served(FILE)}) as site,
    ):
        viewer = f"https://docs.google.com/gview?url={site.url}b.pdf&embedded=true"
        site.routes["/"] = page(wanted("https://bit.ly/home", viewer))
        services.answers["bit.ly/home"] = moved(site.url + "o12")
        settings = replace(SETTINGS, hosts=services.hosts)
        seen = read_site(crawl(site.url, tmp_path / "a.db", settings, Wanting("wanted")).archive or tmp_path)
        assert services.asked == ["bit.ly/home"]
        assert {found.url: found.aliases for found in seen.pages}[site.url + "o12"] == ("https://bit.ly/home",)
        assert [(one.url, one.aliases, one.offsite) for one in seen.documents] == [
            (site.url + "b.pdf", (viewer,), False)
        ]
        assert seen.outside == ()


def test_only_what_promises_evidence_is_asked_for(authority: Authority, tmp_path: Path) -> None:
    site, services = read(tmp_path, authority, link(VIEW, "other"), drive(ID, served(FILE)))
    assert services.asked == []
    assert [(one.url, one.cause) for one in site.outside] == [(VIEW, "offsite")]


def test_nothing_is_asked_where_nothing_outside_may_be(authority: Authority, tmp_path: Path) -> None:
    urls = (VIEW, "https://bit.ly/x", "https://files.example.org/a.pdf", "https://forms.gle/x")
    site, services = read(tmp_path, authority, wanted(*urls), drive(ID, served(FILE)), offsite=False)
    assert services.asked == []
    assert {one.url: one.cause for one in site.outside} == dict.fromkeys(urls, "offsite")


def test_the_budget_of_files_is_kept_in_order(authority: Authority, tmp_path: Path) -> None:
    ids = [f"{ID}{number}" for number in range(5)]
    answers = {path: answer for one in ids for path, answer in drive(one, served(pdf([[one]]))).items()}
    urls = [f"https://drive.google.com/file/d/{one}/view" for one in ids]
    site, _ = read(tmp_path, authority, wanted(*urls), answers, offsite_files=2)
    assert [document.url for document in site.documents] == urls[:2]
    assert {one.url: one.cause for one in site.outside} == dict.fromkeys(urls[2:], "store_budget")
    assert any("นอกเว็บไซต์" in note and "3" in note for note in site.notes)


def test_a_service_that_asks_us_to_stop_is_left_alone(authority: Authority, tmp_path: Path) -> None:
    ids = [f"{ID}{number:02}" for number in range(12)]
    sorry = {"www.google.com/sorry/index": html("sorry", "unusual traffic", 429)}
    answers = {
        path: answer for one in ids for path, answer in drive(one, moved("https://www.google.com/sorry/index")).items()
    }
    urls = [f"https://drive.google.com/file/d/{one}/view" for one in ids]
    site, services = read(tmp_path, authority, wanted(*urls), answers | sorry, concurrency=1)
    assert {one.url: one.cause for one in site.outside} == dict.fromkeys(urls, "store_busy")
    assert sum(path.startswith("drive.google.com/uc") for path in services.asked) < 12


def test_a_service_that_fails_once_is_asked_again(authority: Authority, tmp_path: Path) -> None:
    answers = [Answer(b"", 503), served(FILE)]
    site, _ = read(
        tmp_path, authority, wanted(VIEW), drive(ID, lambda asked: answers.pop(0) if len(answers) > 1 else answers[0])
    )
    assert [document.url for document in site.documents] == [VIEW]
    assert site.outside == ()


def test_two_crawls_give_the_same(authority: Authority, tmp_path: Path) -> None:
    urls = (VIEW, BOX, "https://bit.ly/3x", f"https://drive.google.com/drive/folders/{OTHER}")
    answers = (
        drive(ID, served(FILE)) | {"bit.ly/3x": moved(VIEW)}
        | {f"drive.google.com/embeddedfolderview?id={OTHER}": folder("เอกสาร", ("wanted", VIEW + "?usp=drive_web"))}
    )  # fmt: skip
    seen = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        site, _ = read(tmp_path / name, authority, wanted(*urls), answers)
        seen.append((site.documents, site.outside, [(p.url.rpartition("/")[2], p.aliases) for p in site.pages[1:]]))
    assert seen[0] == seen[1]
