import pytest

from corpus.frontier_records import Version
from corpus.records import (
    Document,
    DocumentKind,
    Fetch,
    FetchFailure,
    Likeness,
    LikenessKind,
    Metadata,
    Sha256,
)  # fmt: skip
from crawler.changes import Background, Change, ChangeKind, find_changes

A, B, C = (Sha256(letter * 64) for letter in "abc")
HOME = "https://www.grenas.example"
MOVED, REPLACED = ChangeKind.MOVED, ChangeKind.REPLACED
EARLIER, SINCE, LATER = "2026-03-01T08:00:00Z", "2026-03-08T08:00:00Z", "2026-03-08T08:10:00Z"


def fetch(path, sha256=None, at=EARLIER, status=200, failure=None, home=HOME):
    return Fetch(
        f"{home}{path}", "9801", "", "", at, status, failure, f"{home}{path}", "", "", "", sha256, 1, "d"
    )


def missing(path, at=LATER):
    return fetch(path, None, at, 404, FetchFailure.HTTP_STATUS)


def document(sha256, title, adopted="", kind=DocumentKind.PLAN, name="x.pdf"):
    metadata = Metadata(title=title, kind=kind, adopted=adopted)
    return Document(sha256, "9801", "application/pdf", 1, name, EARLIER, metadata)


def changes(*fetches, documents=(), **background) -> tuple[Change, ...]:
    known = {one.sha256: one for one in documents}
    return find_changes(fetches, SINCE, Background(known, **background))


def test_a_first_visit_has_no_changes():
    assert changes(fetch("/a.pdf", A, LATER)) == ()
    by_hand = fetch("/x/a.pdf", B, home="file:")
    assert changes(by_hand, fetch("/a.pdf", A, LATER)) == ()


def test_what_lies_where_it_lay_has_not_changed_however_its_address_is_spelled():
    again = fetch("/a.pdf", A, LATER, 304, home="http://grenas.example")
    assert changes(fetch("/a.pdf", A), again) == ()


@pytest.mark.parametrize(
    "row",
    [
        fetch("/a.pdf", None, LATER, 503, FetchFailure.HTTP_STATUS),
        fetch("/a.pdf", None, LATER, 0, FetchFailure.TIMEOUT),
        fetch("/a.pdf", None, LATER, 0, FetchFailure.ROBOTS),
        fetch("/a.pdf", None, LATER, 304),
    ],
)
def test_what_did_not_answer_has_not_changed(row):
    assert changes(fetch("/a.pdf", A), row) == ()


def test_a_document_at_an_unknown_address_is_new():
    (one,) = changes(fetch("/a.pdf", A), fetch("/b.pdf", B, LATER))
    assert (one.kind, one.document, one.url, one.earlier) == (ChangeKind.NEW, B, f"{HOME}/b.pdf", None)


def test_other_bytes_at_the_same_address_are_a_change_in_place():
    (one,) = changes(fetch("/a.pdf", A), fetch("/a.pdf", B, LATER))
    assert (one.kind, one.document, one.earlier) == (ChangeKind.CHANGED, B, A)


@pytest.mark.parametrize(
    "row",
    [
        missing("/a.pdf"),
        fetch("/a.pdf", None, LATER, 410, FetchFailure.HTTP_STATUS),
        fetch("/a.pdf", None, LATER, 200, FetchFailure.NOT_FOUND),
        fetch("/a.pdf", None, LATER, 200, FetchFailure.NOT_A_DOCUMENT),
    ],
)
def test_a_document_whose_address_says_that_nothing_is_there_is_gone(row):
    (one,) = changes(fetch("/a.pdf", A), row)
    assert (one.kind, one.document) == (ChangeKind.GONE, A)


def test_a_document_that_lies_elsewhere_too_is_not_gone_and_a_second_address_is_no_news():
    assert changes(fetch("/a.pdf", A), missing("/a.pdf"), fetch("/b.pdf", A), fetch("/b.pdf", A, LATER)) == ()
    assert changes(fetch("/a.pdf", A), fetch("/a.pdf", A, LATER), fetch("/b.pdf", A, LATER)) == ()


@pytest.mark.parametrize("gone", [(missing("/a.pdf"),), ()])
def test_the_same_bytes_at_another_address_have_moved_and_know_their_old_self(gone):
    (one,) = changes(fetch("/a.pdf", A), *gone, fetch("/b.pdf", A, LATER))
    assert (one.kind, one.document, one.earlier) == (ChangeKind.MOVED, A, A)
    assert (one.url, one.earlier_url) == (f"{HOME}/b.pdf", f"{HOME}/a.pdf")
    assert ("is gone" in one.reason) is bool(gone)


def test_a_document_that_was_gone_is_back_again_and_not_gone_twice():
    history = (fetch("/a.pdf", A), missing("/a.pdf", EARLIER))
    assert [one.kind for one in changes(*history, fetch("/a.pdf", A, LATER))] == [ChangeKind.BACK]
    assert changes(*history, missing("/a.pdf")) == ()


@pytest.mark.parametrize(
    ("likeness", "kind"),
    [(LikenessKind.COPY, ChangeKind.MOVED), (LikenessKind.REVISION, ChangeKind.REPLACED)],
)
def test_near_text_tells_a_moved_document_and_a_newer_edition(likeness, kind):
    (one,) = changes(
        fetch("/a.pdf", A),
        fetch("/b.pdf", B, LATER),
        missing("/a.pdf"),
        likenesses=(Likeness(B, A, likeness, 0.91, 0.8),),
    )
    assert (one.kind, one.earlier) == (kind, A)
    assert "91 %" in one.reason


def test_the_content_systems_own_word_on_a_version_counts():
    version = Version("9801", f"{HOME}/b.pdf", B, A, "renewed", LATER)
    (one,) = changes(fetch("/a.pdf", A), fetch("/b.pdf", B, LATER), versions=(version,))
    assert (one.kind, one.earlier) == (ChangeKind.REPLACED, A)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (document(A, "Biblioteksplan 2020–2023"), document(B, "Biblioteksplan 2024–2027"), REPLACED),
        (document(A, "Kulturplan", "2019-05-01"), document(B, "Kulturplan", "2024-02-01"), REPLACED),
        (document(A, "Kulturplan"), document(B, "Kulturplan (ny 2024)"), REPLACED),
        (document(A, "Kulturplan 2019"), document(B, "Kulturplan"), MOVED),
        (document(A, "Kulturplan", "2019-05-01"), document(B, "Kulturplan", "2019-05-01"), MOVED),
        (document(A, "", name="kulturplan_19.pdf"), document(B, "", name="kulturplan-19.pdf"), MOVED),
    ],
)
def test_the_same_title_tells_it_where_the_old_address_is_gone(old, new, kind):
    rows = (fetch("/a.pdf", A), fetch("/b.pdf", B, LATER))
    (one,) = changes(*rows, missing("/a.pdf"), documents=(old, new))
    assert (one.kind, one.earlier) == (kind, A)
    assert [one.kind for one in changes(*rows, documents=(old, new))] == [ChangeKind.NEW]


@pytest.mark.parametrize(
    "new",
    [document(B, "Miljöplan"), document(B, "Kulturplan", kind=DocumentKind.MINUTES), document(B, "Plan")],
)
def test_another_title_or_kind_is_another_document(new):
    found = changes(
        fetch("/a.pdf", A),
        missing("/a.pdf"),
        fetch("/b.pdf", B, LATER),
        documents=(document(A, "Plan" if new.metadata.title == "Plan" else "Kulturplan"), new),
    )
    assert {one.kind for one in found} == {ChangeKind.GONE, ChangeKind.NEW}


def test_changes_of_many_documents_do_not_depend_on_each_other():
    rows = (fetch("/a.pdf", A), fetch("/c.pdf", C), fetch("/c.pdf", B, LATER), missing("/a.pdf"))
    assert {(one.kind, one.url) for one in changes(*rows)} == {
        (ChangeKind.CHANGED, f"{HOME}/c.pdf"),
        (ChangeKind.GONE, f"{HOME}/a.pdf"),
    }
