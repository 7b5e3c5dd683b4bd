"""The committed PDFs: they open, say what their manuscripts say, and look like what they imitate."""

from __future__ import annotations

import re
import unicodedata

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from samverkan.demo.manuscripts import Manuscript
from samverkan.demo.plans import load_plans
from samverkan.demo.publishing import DOCUMENTS, FOCUS_GROUP
from samverkan.demo.typeset import (
    CODED_DOCUMENTS,
    LOCKED,
    LOCKED_PASSWORD,
    describe_document,
    read_manuscripts,
    split_cells,
)

MANUSCRIPTS = {manuscript.id: manuscript for manuscript in read_manuscripts(CODED_DOCUMENTS)}
RELEVANT = [file.document for plan in load_plans() for file in plan.files if file.relevant]


def squeeze(text: str) -> str:
    """The text without spaces and hyphens: what justification and hyphenation cannot change."""
    return re.sub(r"[\s\-\u00ad\u2010\ufffe]", "", unicodedata.normalize("NFC", text))


def read_texts(name: str) -> list[str]:
    """The text of each page of a committed PDF."""
    texts = []
    with pypdfium2.PdfDocument(DOCUMENTS / f"{name}.pdf") as pdf:
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
    return texts


def drop_running_lines(pages: list[str], manuscript: Manuscript) -> str:
    """All pages as one squeezed text, without the lines that every page repeats."""
    document = describe_document(manuscript)
    running, sender = squeeze(document["running"]), squeeze(document["sender"])
    kept = []
    for number, page in enumerate(pages, 1):
        folio = f"{number}({len(pages)})"
        text = squeeze(page)
        for head in (f"{sender}{running}Sida{folio}", running + folio, running + sender):
            text = text.removeprefix(head)
        for foot in (sender + folio, sender, "JusterandessignUtdragsbestyrkande"):
            text = text.removesuffix(foot)
        kept.append(text)
    return "".join(kept)


@pytest.mark.parametrize("name", sorted(MANUSCRIPTS))
def test_a_pdf_holds_every_block_of_its_manuscript_whole(name: str) -> None:
    manuscript = MANUSCRIPTS[name]
    text = drop_running_lines(read_texts(name), manuscript)
    wanted = [block.text for block in manuscript.blocks if block.kind != "row"]
    for block in manuscript.blocks:
        wanted += split_cells(block.text) if block.kind == "row" else []
    assert [piece for piece in wanted if squeeze(piece) not in text] == []


@pytest.mark.parametrize("name", RELEVANT)
def test_a_policy_document_is_tagged_and_titled_and_opens_with_its_facts(name: str) -> None:
    manuscript = MANUSCRIPTS[name]
    with pypdfium2.PdfDocument(DOCUMENTS / f"{name}.pdf") as pdf:
        assert pdfium.FPDFCatalog_IsTagged(pdf)
        assert pdf.get_metadata_value("Title") == manuscript.title
    opening = squeeze("".join(read_texts(name)[:2]))
    assert len(manuscript.facts) >= 4
    assert all(squeeze(label + value) in opening.replace(":", "") for label, value in manuscript.facts)


@pytest.mark.parametrize("name", RELEVANT)
def test_every_page_after_the_first_carries_sender_and_number(name: str) -> None:
    pages = read_texts(name)
    sender = squeeze(describe_document(MANUSCRIPTS[name])["sender"])
    assert len(pages) >= 3
    for number, page in enumerate(map(squeeze, pages[1:]), 2):
        assert sender in page
        assert f"{number}({len(pages)})" in page


def test_some_documents_are_untagged_as_in_the_field() -> None:
    tagged = []
    for name in MANUSCRIPTS:
        with pypdfium2.PdfDocument(DOCUMENTS / f"{name}.pdf") as pdf:
            tagged.append(bool(pdfium.FPDFCatalog_IsTagged(pdf)))
    assert 0.5 < sum(tagged) / len(tagged) < 1


def test_long_words_are_broken_by_swedish_rules() -> None:
    text = "".join(read_texts("bjorkdala-arsredovisning"))
    assert "verksam\ufffehetsmål" in text.replace("\r\n", "")


def test_the_locked_document_opens_with_its_password_only() -> None:
    path = DOCUMENTS / f"{LOCKED}.pdf"
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(path)
    with pypdfium2.PdfDocument(path, password=LOCKED_PASSWORD) as pdf:
        page = pdf[0]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        textpage.close()
        page.close()
    assert "Handlingsplan för höga flöden 2016" in text


def test_the_documents_weigh_two_megabytes_at_most() -> None:
    assert 0 < sum(path.stat().st_size for path in DOCUMENTS.iterdir()) <= 2_000_000


def test_every_document_is_published_once_but_for_the_transcript_that_is_added_by_hand() -> None:
    published = [file.document for plan in load_plans() for file in plan.files]
    committed = {path.stem for path in DOCUMENTS.iterdir()}
    assert sorted(published) == sorted(committed - {FOCUS_GROUP.stem})
    assert FOCUS_GROUP.stem in committed


def test_each_municipality_offers_three_or_more_documents_that_do_not_belong() -> None:
    assert [sum(not file.relevant for file in plan.files) >= 3 for plan in load_plans()] == [True] * 4


def test_the_policy_documents_are_the_coded_ones_but_for_the_transcript() -> None:
    slugs = tuple(f"{plan.place.slug}-" for plan in load_plans())
    coded = {path.stem for path in CODED_DOCUMENTS.glob("*.jsonl") if path.stem.startswith(slugs)}
    assert set(RELEVANT) == coded - {FOCUS_GROUP.stem}
