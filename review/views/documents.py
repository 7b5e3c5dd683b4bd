"""Documents: the list, and one read as a whole with its coded passages marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from corpus.records import CodeId, Passage, PassageId, Sha256
from corpus.records import Page as SheetOfText
from corpus.reshaping import DocumentText
from corpus.review_reader import DocumentFilter, ReviewReader
from corpus.review_records import MemoTarget
from corpus.truth import EXTERNAL
from review.pages import Page
from review.screens import read_source
from review.stretches import split_page
from review.views.pictures import get_document
from review.visit import Visit

ROWS = 50
PAGES_SHOWN = 15
"""Pages of text shown at once: a budget has 300, which no browser lays out in a blink."""


def list_documents(visit: Visit) -> Response:
    """The documents with passages, by municipality."""
    municipality, title = visit.query.get("municipality", ""), visit.query.get("title", "")[:200]
    start = visit.query.get("from", "0")
    offset = int(start) if start.isdigit() and len(start) < 9 else 0
    wanted = DocumentFilter(municipality=municipality, title=title)
    with visit.reviewing() as reader:
        rows = reader.list_documents(wanted, reader.find_latest_coder(), offset, ROWS)
        total = reader.count_documents(wanted)
        names = {one.code: one.name for one in reader.iter_municipalities()}
    return visit.render(
        "documents.html", rows=rows, total=total, offset=offset, size=ROWS, names=names, wanted=wanted
    )


def read_document(visit: Visit) -> Response:
    """A document's text in reading order, some pages at a time, with every passage and its codes."""
    with visit.reviewing() as reader:
        document = get_document(reader, visit.path["sha256"])
        pages = tuple(reader.iter_pages(document.sha256))
        passages = tuple(reader.iter_passages(document.sha256))
        first = _find_first(visit, pages, passages)
        shown = pages[first : first + PAGES_SHOWN]
        codes, answered = _list_codes(visit, reader, document.sha256)
        memos = tuple(reader.iter_memos(MemoTarget.DOCUMENT, document.sha256))
        people = {person.id: person for person in reader.iter_reviewers()}
        source = read_source(reader, document.sha256)
    whole = DocumentText.of_pages(document.sha256, pages)
    stretches = [(page.number, split_page(whole, page, passages, (codes, answered))) for page in shown]
    return visit.render(
        "document.html",
        source=source,
        stretches=stretches,
        first=first,
        size=PAGES_SHOWN,
        total=len(pages),
        memos=memos,
        people=people,
        labels={code.id: code for code in visit.codebook.codes},
        at=visit.query.get("at", ""),
    )


def _find_first(visit: Visit, pages: Sequence[SheetOfText], passages: Sequence[Passage]) -> int:
    """The place of the first page to show: as asked, or so that the passage asked for is on it."""
    asked = visit.query.get("page", "1")
    number = int(asked) if asked.isdigit() and len(asked) < 6 else 1
    at = visit.query.get("at", "")
    number = next((one.first_page for one in passages if one.id == at), number)
    place = next((index for index, page in enumerate(pages) if page.number >= number), 0)
    return place // PAGES_SHOWN * PAGES_SHOWN


def _list_codes(
    visit: Visit, reader: ReviewReader, document: Sha256
) -> tuple[Mapping[PassageId, tuple[CodeId, ...]], frozenset[PassageId]]:
    """The codes of each passage about external collaboration, and which passages the person has answered."""
    claims: dict[PassageId, tuple[CodeId, ...]] = {}
    coder = reader.find_latest_coder()
    for coding in () if coder is None else reader.iter_codings(coder, document):
        if coding.accepted:
            claims[coding.passage] = (*claims.get(coding.passage, ()), coding.code)
    answers = [one for one in reader.iter_document_answers(document) if one.reviewer == visit.reviewer.id]
    claims |= {answer.passage: answer.yes for answer in answers}
    answered = frozenset(answer.passage for answer in answers)
    hidden = reader.list_blind(document, visit.reviewer.id) - answered
    shown = {p: codes for p, codes in claims.items() if set(codes) & set(EXTERNAL) and p not in hidden}
    return shown, answered


PAGES = (Page("/documents", list_documents), Page("/document/{sha256}", read_document))
