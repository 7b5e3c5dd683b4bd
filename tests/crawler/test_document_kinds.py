"""What a whole crawl keeps as a document, against a real server that gets its headers wrong."""

import io
import zipfile

import pytest

from corpus.records import FetchFailure, Sha256
from corpus.store import Store
from tests.crawler.crawling import Crawl, crawl
from tests.crawler.pages import LANDING, OTHERS, POLICIES, frame
from tests.crawler.webserver import Reply, Route, document, link, page, redirect, serve

OCTETS = "application/octet-stream"


def package(*members: tuple[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


DOCX = package(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
ODT = package(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"))
POLICY, NEWS = POLICIES[0], OTHERS[6]
LATIN = "<html><title>Kulturstöd</title><a href='/å.pdf'>Åtgärdsplan för kultur</a>".encode("cp1252")


def routes(portal: str) -> dict[str, Route]:
    listed = page(
        link("/plan.docx", "Krisplan"),
        link("/plan.odt", "Trafikplan"),
        link("/gammal.doc", "Arkivplan"),
        link("/bruten.docx", "Bredbandsplan"),
        link("/namn", "Miljöprogram (pdf)"),
        link("/soft.pdf", "Vattenplan"),
        link(POLICY.path, "Drogpolicy"),
        link(LANDING.path, "Näringslivsstrategi"),
        link("/borta", "Folkhälsoplan"),
        link(f"{portal}/document/17", "Regional klimatstrategi"),
        link(f"{portal}/document/18", "Regional kulturplan"),
        link(f"{portal}/om-oss", "Regional folkhälsostrategi"),
        link("/latin", "Kultur och planer"),
        title="Styrdokument",
    )
    name = {
        "Content-Disposition": "attachment; filename=x.pdf; filename*=UTF-8''Milj%C3%B6program%202030.pdf"
    }
    return {
        "/": page(link("/styrdokument", "Styrdokument"), link(NEWS.path, "Kulturstrategi")),
        "/styrdokument": listed,
        NEWS.path: Reply(NEWS.body),
        "/plan.docx": Reply(DOCX, type=OCTETS),
        "/plan.odt": Reply(ODT, type="text/html"),
        "/gammal.doc": Reply(b"\xd0\xcf\x11\xe0" + b"x" * 900),
        "/bruten.docx": Reply(DOCX[:-30], type=OCTETS),
        "/namn": Reply(document("program").body, type=OCTETS, headers=name),
        "/soft.pdf": Reply(frame("main", "Sidan hittades inte", ""), type="application/pdf"),
        POLICY.path: Reply(POLICY.body),
        LANDING.path: Reply(LANDING.body),
        "/download/18.1a2b/1650000000000/n%C3%A4ringslivsstrategi_2023.pdf": document("strategi"),
        "/borta": Reply(frame("portlet", "Sidan kunde inte hittas", "<a href='/x.pdf'>Policy</a>")),
        "/latin": Reply(LATIN, type="text/html"),
        "/%C3%A5.pdf": document("kultur"),
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    other: dict[str, Route] = {
        "/document/17": Reply(document("klimat").body, type=OCTETS),
        "/document/18": redirect("/logga-in"),
        "/logga-in": page(link("/hemlig.pdf", "Policy"), title="Logga in"),
    }
    folder = tmp_path_factory.mktemp("kinds") / "study"
    with serve(other) as portal, serve(routes(portal.url)) as site:
        found = crawl(folder, {"0001": site.url})
    assert found.code == 0, found.output
    assert "/om-oss" not in portal.paths
    assert "/hemlig.pdf" not in portal.paths
    return found


def test_word_and_open_documents_are_kept_with_their_true_type(kept):
    assert kept.documents["plan.docx"].media_type.endswith("wordprocessingml.document")
    assert kept.documents["plan.odt"].media_type == "application/vnd.oasis.opendocument.text"
    assert kept.blobs.get_path(kept.documents["plan.odt"].sha256).read_bytes() == ODT


def test_an_old_word_file_is_not_fetched_and_the_visit_says_so(kept):
    assert not [one for one in kept.fetches if one.url.endswith("/gammal.doc")]
    assert "office files that cannot be read (1)" in kept.visits["0001"].detail


def test_half_a_word_file_is_not_kept(kept):
    assert kept.fetch("/bruten.docx").failure is FetchFailure.BROKEN_BODY
    assert "bruten.docx" not in kept.documents


def test_the_name_of_rfc_8187_goes_before_the_plain_one(kept):
    assert kept.documents["Miljöprogram 2030.pdf"].media_type == "application/pdf"


def test_a_page_in_the_place_of_a_pdf_is_a_soft_404(kept):
    assert kept.fetch("/soft.pdf").failure is FetchFailure.NOT_A_DOCUMENT


def test_a_page_that_says_it_is_not_there_is_not_found_and_its_links_are_left(kept):
    assert kept.fetch("/borta").failure is FetchFailure.NOT_FOUND
    assert not [one for one in kept.fetches if one.url.endswith("/x.pdf")]


def test_the_page_that_is_the_policy_is_kept_and_news_and_listings_are_not(kept):
    pages = [one for one in kept.documents.values() if one.media_type == "text/html"]
    assert [one.name for one in pages] == ["alkohol-och-drogpolicy.html"]
    assert kept.blobs.get_path(pages[0].sha256).read_bytes() == POLICY.body


def test_a_landing_page_speaks_of_the_file_that_it_links(kept):
    file = next(one for one in kept.documents.values() if one.name == "näringslivsstrategi_2023.pdf")
    with Store.open(kept.blobs.folder.parent / "corpus.db") as store, store.reading() as reader:
        assert list(reader.iter_noticed()) == [Sha256(file.sha256)]
        said = {notice.field: notice.value for notice in reader.iter_notices(file.sha256)}
    assert said["title"] == "Näringslivsstrategi"
    assert said["published"] == "2023-06-02"


def test_a_portal_is_followed_one_step_for_a_document_and_no_further(kept):
    assert kept.fetch("/document/17").sha256 is not None
    assert kept.fetch("/document/18").failure is FetchFailure.NOT_A_DOCUMENT


def test_a_short_page_without_a_declared_encoding_is_read_as_swedish(kept):
    assert "å.pdf" in kept.documents


def test_a_policy_page_whose_bytes_change_and_whose_text_stays_is_one_document(tmp_path):
    def answer(asked: int) -> Reply:
        body = POLICY.body.replace(b"<body>", f"<body data-token='{asked}'>".encode())
        return Reply(body if asked < 2 else body.replace("Uppföljning".encode(), b"Revidering"))

    home = page(link("/styrdokument", "Styrdokument"))
    listed = page(link(POLICY.path, "Drogpolicy"), title="Styrdokument")
    counts = []
    with serve({"/": home, "/styrdokument": listed, POLICY.path: answer}) as site:
        for _ in range(3):
            found = crawl(tmp_path / "study", {"0001": site.url}, trouble="anew")
            assert found.code == 0, found.output
            with Store.open(tmp_path / "study" / "corpus.db") as store, store.reading() as reader:
                counts.append((len(list(reader.iter_documents())), len(list(reader.iter_versions("0001")))))
        assert site.begun[POLICY.path] == 3
    assert counts == [(1, 0), (1, 0), (2, 1)]
