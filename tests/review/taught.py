"""A study that a model can learn from: two documents with answers that say something new; and forms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from corpus.blobs import Blobs
from corpus.records import CodeId, Metadata
from corpus.review_records import Answer, Reviewer, ReviewerId
from corpus.store import Store
from models.classifier import STARTER, Classifier
from models.shelf import Shelf
from review.codebook_saving import record_found
from review.codebooks import CodebookShelf
from review.desk import Desk
from review.learning_report import Flip, Reason, Report, Score, save_report
from review.learning_work import Kind, Task
from tests import factories
from tests.review.desks import make_desk

ANNA = ReviewerId("anna-lind")

TEXTS = (
    "Kommunen ska tillsammans med regionen ordna läger för unga.",
    "I samverkan med polisen utvecklar vi mötesplatser för äldre.",
    "Vi ska fördjupa samarbetet med grannkommunerna kring trygghet.",
    "Taxan för vatten höjs med två procent från årsskiftet.",
    "Förvaltningen redovisar kostnaden för skolor i bokslutet.",
    "Bron över ån målas om varje vår.",
    "Kommunen ska samverka med Folkets park om scenkonst.",
)


def make_taught_study(folder: Path) -> Desk:
    """Two documents whose passages the shipped model has classified and Anna has answered."""
    desk = replace(make_desk(folder), blobs=Blobs(folder / "blobs"), program="test", settings="hash")
    with Store.open(desk.database) as store, store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.set_municipalities([factories.municipality()])
        for number in (1, 2):
            sha256 = desk.blobs.add_bytes(f"document {number}".encode())
            metadata = Metadata(title=f"Plan {number}")
            known = replace(factories.document(), sha256=sha256, metadata=metadata, media_type="text/plain")
            texts = [f"{text} Del {number}." for text in TEXTS]
            passages = factories.passages_of(known, texts)
            writer.add_document(known)
            writer.add_extraction(factories.extraction(known), run)
            writer.set_reading(sha256, metadata, [factories.page_with(known, texts)], passages)
    return desk


def answer_all(desk: Desk) -> None:
    """Let Anna answer every passage: bridges are external collaboration to her, and nothing else is."""
    shelf = CodebookShelf(desk.codebook_path)
    record_found(desk, shelf)
    with desk.deciding() as writer:
        if writer.find_reviewer(ANNA) is None:
            writer.add_reviewer(Reviewer(ANNA, "Anna Lind", 0, factories.AT))
        for document in list(writer.iter_documents()):
            for passage in list(writer.iter_passages(document.sha256)):
                codes = ("gate.strategy", "partner.region", "form.network")
                yes = codes if "Bron" in passage.text else ("gate.none",)
                said = tuple(map(CodeId, yes))
                writer.add_answer(Answer(passage.id, ANNA, said, (), None, shelf.load().hash))


def make_task(desk: Desk, kind: Kind) -> Task:
    """A task on this study."""
    return Task(kind, desk.database, desk.codebook_path, desk.models_folder, desk.program, desk.settings)


def shelve_model(desk: Desk, **changes: object) -> Report:
    """A model as a round of learning leaves it: the shipped one under another name, and a report."""
    starter = Classifier.load(STARTER)
    model = replace(starter, name="study")
    Shelf(desk.models_folder).add(model)
    with desk.reviewing() as reader:
        document = next(reader.iter_documents())
        passage = next(reader.iter_passages(document.sha256))
    flip = Flip(passage.id, document.sha256, ("form.network",), ("gate.none",))  # type: ignore[arg-type]
    report = Report(
        coder=model.coder,
        before=starter.coder,
        at="2026-11-27T09:00:00+00:00",
        judged=14,
        promote=True,
        reasons=(Reason("external F1", "what people judged", "rises: ", (0.1, 0.05, 0.15)),),
        new_codes=(),
        scores=(Score("external", (0.5, 0.4, 0.6), (0.6, 0.5, 0.7), 9),),
        flips=(flip,),
        flipped=1,
        looked=14,
        documents=2,
        of_documents=2,
    )
    report = replace(report, **changes)  # type: ignore[arg-type]
    save_report(desk.models_folder, report)
    return report


def fill_form(page: str, **changes: object) -> dict[str, object]:
    """The form of a change as a browser would send it, with changes."""
    sent: dict[str, object] = {}
    for field in HTMLParser(page).css("main form [name]"):
        name, kind = str(field.attributes["name"]), field.attributes.get("type")
        if field.tag == "button" or (kind == "checkbox" and "checked" not in field.attributes):
            continue
        if field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            sent[name] = chosen.attributes.get("value") if chosen else ""
        else:
            sent[name] = field.text() if field.tag == "textarea" else field.attributes.get("value") or ""
    return {**sent, **changes}
