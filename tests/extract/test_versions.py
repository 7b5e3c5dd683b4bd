from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import Document, Likeness, LikenessKind, Metadata, Sha256
from extract.likeness import Pair
from extract.reading import read_document
from extract.sketches import sketch_document
from extract.versions import find_likeness, find_likenesses
from tests.extract.edited_copies import make_collection
from tests.extract.reads import make_job

CORPUS = Path(__file__).parents[3] / "shared/corpus"


def make_document(sha256: str, name: str = "plan.pdf", found: str = "2026-01-01", **facts: str) -> Document:
    return Document(Sha256(sha256), "9801", "application/pdf", 1, name, found, Metadata(**facts))  # type: ignore[arg-type]


def judge(
    first: Document, second: Document, first_share: float = 0.8, second_share: float = 0.8
) -> tuple[str, str, LikenessKind] | None:
    """(document, other, kind) of the likeness, or None."""
    is_same = first_share == second_share == 1.0
    found = find_likeness(
        Pair(first.sha256, second.sha256, first_share, second_share, is_same), first, second
    )
    return None if found is None else (found.document, found.other, found.kind)


def test_the_same_text_is_a_copy_of_what_was_found_first() -> None:
    late, early = make_document("a", found="2026-03-01"), make_document("b", found="2026-01-01")
    assert judge(late, early, 1.0, 1.0) == ("a", "b", LikenessKind.COPY)
    assert judge(early, late, 0.99, 0.99) == ("a", "b", LikenessKind.COPY)


def test_almost_the_same_text_with_another_date_is_a_revision() -> None:
    new, old = make_document("a", adopted="2024-05-27"), make_document("b", adopted="2020-06-15")
    assert judge(old, new, 0.99, 0.99) == ("a", "b", LikenessKind.REVISION)


@pytest.mark.parametrize(
    "facts",
    [
        {"adopted": "2024-05-27"},
        {"valid_from": "2024"},
        {"title": "Plan 2024–2028"},
        {"name": "plan-2024.pdf"},
    ],
)
def test_the_newer_is_the_revision_by_date_or_year(facts: dict[str, str]) -> None:
    older = {key: value.replace("2024", "2020").replace("2028", "2024") for key, value in facts.items()}
    new, old = make_document("a", **facts), make_document("b", found="2026-09-09", **older)
    assert judge(new, old) == judge(old, new) == ("a", "b", LikenessKind.REVISION)


def test_a_year_and_a_day_of_it_do_not_speak_against_each_other() -> None:
    first = make_document("a", adopted="2024", title="Plan 2025")
    second = make_document("b", adopted="2024-05-27", title="Plan 2020")
    assert judge(first, second) == ("a", "b", LikenessKind.REVISION)


@pytest.mark.parametrize(
    "name",
    [
        "plan-draft.pdf",
        "UTKAST_plan.pdf",
        "plan_remissversion.pdf",
        "Samrådshandling.pdf",
        "förslag plan.pdf",
    ],
)
def test_what_says_that_it_is_a_draft_is_one_whatever_its_date(name: str) -> None:
    draft = make_document("a", name, adopted="2024")
    final = make_document("b", "plan.pdf", adopted="2020")
    assert judge(draft, final) == judge(final, draft) == ("a", "b", LikenessKind.DRAFT)


def test_a_word_that_only_begins_like_a_draft_says_nothing() -> None:
    first, second = (
        make_document("a", "Draftinge-plan.pdf", adopted="2024"),
        make_document("b", adopted="2020"),
    )
    assert judge(first, second) == ("a", "b", LikenessKind.REVISION)


def test_a_part_is_the_smaller_whatever_the_dates() -> None:
    part, whole = make_document("a", adopted="2020"), make_document("b", adopted="2024")
    assert judge(part, whole, 0.95, 0.3) == judge(whole, part, 0.3, 0.95) == ("a", "b", LikenessKind.PART)


def test_a_version_with_additions_is_no_part() -> None:
    old, new = make_document("a", adopted="2020"), make_document("b", adopted="2024")
    assert judge(old, new, 0.95, 0.75) == ("b", "a", LikenessKind.REVISION)


def test_little_in_common_is_no_likeness() -> None:
    assert judge(make_document("a"), make_document("b"), 0.5, 0.2) is None


def test_edited_copies_are_found_for_what_they_are() -> None:
    collection = make_collection(seed=99)  # the gate has other seeds
    found = find_likenesses(collection.sketch(), collection.documents)
    assert collection.truth <= {(one.document, one.other, one.kind) for one in found}
    assert all(collection.is_related(one.document, one.other) for one in found)


def test_the_order_of_documents_does_not_matter() -> None:
    collection = make_collection(seed=98)
    sketches = collection.sketch()
    assert find_likenesses(sketches, collection.documents) == find_likenesses(
        sketches[::-1], collection.documents
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents are not here")
def test_the_draft_of_a_real_report_is_told_from_unrelated_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without OCR, which takes a minute for the pictures in them. Where it is installed is remembered.
    monkeypatch.setattr("extract.scans.find_tesseract", lambda: "")
    documents, sketches = {}, []
    for path in sorted(CORPUS.glob("*.pdf")):
        reading = read_document(make_job(path))
        sha256 = Sha256(path.stem)
        documents[sha256] = Document(sha256, "", "", 1, path.name, "2026-01-01", reading.metadata)
        sketches.append(sketch_document(sha256, (passage.text for passage in reading.passages)))
    (found,) = find_likenesses(sketches, documents)
    assert isinstance(found, Likeness)
    assert (found.document, found.other) == ("simrishamn-bokslut-2025-draft", "simrishamn-bokslut-2025")
    assert found.kind is LikenessKind.DRAFT
    assert found.share > 0.95
