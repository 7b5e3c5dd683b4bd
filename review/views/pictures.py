"""Pages of documents: pictures, the figure beside a passage, and the file itself."""

from __future__ import annotations

from starlette.responses import FileResponse, PlainTextResponse, Response

from corpus.records import Document, Sha256
from corpus.review_reader import ReviewReader
from review.language import N_
from review.pages import Page
from review.pictures.gallery import SCALES
from review.pictures.studio import NoPicture
from review.sheets import mark_text, read_sheet
from review.views.coding import get_passage
from review.visit import PageMissing, Visit

_KEEP = "private, max-age=86400, immutable"  # the address names the bytes it was drawn from


def show_picture(visit: Visit) -> Response:
    """A page as PNG; 404 with the reason in plain words where there is none."""
    scale = visit.query.get("scale", str(SCALES[1]))
    if scale not in {f"{known:g}" for known in SCALES} or not _is_number(visit.path["number"]):
        raise PageMissing(NO_PAGE)
    made = visit.office.gallery.get_picture(
        Sha256(_check_sha256(visit.path["sha256"])), int(visit.path["number"]), float(scale)
    )
    if isinstance(made, NoPicture):
        return PlainTextResponse(made, 404)
    return Response(made, media_type="image/png", headers={"Cache-Control": _KEEP})


def show_sheet(visit: Visit) -> Response:
    """The figure of another page beside a passage; with ``?text`` its text when it cannot be drawn."""
    if not _is_number(visit.path["number"]):
        raise PageMissing(NO_PAGE)
    with visit.reviewing() as reader:
        passage = get_passage(reader, visit.path["passage"])
        sheet = read_sheet(visit.office.gallery, reader, passage, int(visit.path["number"]))
        if sheet is not None and sheet.fault is None and "text" in visit.query:
            pages = tuple(reader.iter_pages(passage.document))
            made = visit.office.gallery.get_picture(passage.document, sheet.number, SCALES[1])
            page = next(one for one in pages if one.number == sheet.number)
            text = mark_text(pages, passage, page)
            fault = made if isinstance(made, NoPicture) else None
            return visit.render(
                "sheet.html", sheet=sheet, fault=fault, text=text, queue=visit.query.get("queue", "")
            )
    text = () if sheet is None else sheet.text
    fault = None if sheet is None else sheet.fault
    return visit.render("sheet.html", sheet=sheet, fault=fault, text=text, queue=visit.query.get("queue", ""))


def send_file(visit: Visit) -> Response:
    """The document's bytes, to be kept or opened by another program: never shown as a page of ours."""
    with visit.reviewing() as reader:
        document = get_document(reader, visit.path["sha256"])
    path = visit.office.desk.blobs.find_path(document.sha256)
    if path is None:
        raise PageMissing(N_("The document's file is not in the study's folder. Crawl or add it again."))
    return FileResponse(path, media_type="application/octet-stream", filename=document.name or "document")


def get_document(reader: ReviewReader, sha256: str) -> Document:
    """The document with an id that came with a request. Raises PageMissing."""
    document = reader.find_document(Sha256(_check_sha256(sha256)))
    if document is None:
        raise PageMissing(NO_DOCUMENT)
    return document


def _check_sha256(text: str) -> str:
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise PageMissing(NO_DOCUMENT)
    return text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


NO_PAGE = N_("There is no such page.")
NO_DOCUMENT = N_("There is no such document in this study.")

PAGES = (
    Page("/page/{sha256}/{number}.png", show_picture),
    Page("/sheet/{passage}/{number}", show_sheet),
    Page("/file/{sha256}", send_file),
)
