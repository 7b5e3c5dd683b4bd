"""Studies to exchange with other programs: two documents with emoji on two pages each, a PDF and a text."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

from corpus.records import (
    Box,
    CodeId,
    Document,
    Page,
    Passage,
    PassageKind,
    Sha256,
    document_text,
    passage_id,
)
from corpus.refi_reader import RefiReader, without_store_ids
from corpus.review_records import Answer, Memo, MemoTarget, ReviewerId
from corpus.review_writer import ReviewWriter
from review.codebooks import parse_file
from samverkan.config import Config
from samverkan.steps.export import ExportRequest, iter_exports
from samverkan.study import Study, create_study
from tests import factories

PDF = b"%PDF-1.7 made up"
OTHER = b"<p>En sida</p>"
TEXTS = {
    PDF: (
        (
            "Kommunen 🎓 ska samverka med högskolan 👩‍🏫.",
            "Vi samarbetar med regionen i länet.",
            "Vi bygger en bro 🌉.",
        ),
        (
            "På nästa sida 🇸🇪 står mer om samverkan.",
            "Skola & arbetsliv <möts> i ”rådet”.",
            "Sist ett e\u0301 till.",
        ),
    ),
    OTHER: (
        (
            "Biblioteken 📚 lånar ut böcker tillsammans.",
            "Byarna delar på en brandbil.",
            "Universitetet forskar om insjöar med oss.",
        ),
        (
            "Föreningarna sköter badplatsen 🏊.",
            "Näringslivet tar emot elever från årskurs 8.",
            "Polisen och skolan ses varje månad.",
        ),
    ),
}
PEOPLE = ("Anna", "Björn Åsell", "Cecilia 🎓")


def make_study(folder: Path) -> Study:
    """A study with a model's codings that nobody has reviewed. The same wherever it is made."""
    study = create_study(folder, Config())
    owner, coder = factories.municipality(), study.load_classifier().coder
    with study.open_store() as store:
        for name, content, media_type in (
            ("plan.pdf", PDF, "application/pdf"),
            ("sida.html", OTHER, "text/html"),
        ):
            document = _document(name, content, media_type)
            study.blobs.add_bytes(content)
            pages, passages = read_made(document.sha256)
            codings = [
                factories.coding(passage, code, coder=coder)
                for passage in passages[::2]
                for code in ("gate.strategy", "partner.university", "purpose.quality")
            ]
            with store.writing() as writer:
                run = writer.start_run("test", "0", "hash")
                writer.set_municipalities([owner])
                writer.add_document(document)
                writer.add_fetch(factories.fetch(document, municipality=owner.code), run)
                writer.add_extraction(factories.extraction(document, pages=2), run)
                writer.set_reading(document.sha256, document.metadata, pages, passages)
                writer.add_classification(document.sha256, coder, codings, [], run)
    return study


def _document(name: str, content: bytes, media_type: str) -> Document:
    made = factories.document(name, title=f"Om {name}", adopted="2025-03-01")
    return replace(
        made, sha256=Sha256(hashlib.sha256(content).hexdigest()), media_type=media_type, size=len(content)
    )


def read_made(sha256: Sha256) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """The pages of a document and its passages, a line each."""
    own = next(texts for content, texts in TEXTS.items() if hashlib.sha256(content).hexdigest() == sha256)
    pages = tuple(
        Page(sha256, number, 595.0, 842.0, "\n".join(texts)) for number, texts in enumerate(own, start=1)
    )
    whole, made, start = document_text(pages), list[Passage](), 0
    for number, texts in enumerate(own, start=1):
        for text in texts:
            start = whole.index(text, start)
            end, place = start + len(text), 100.0 + 30 * len(made)
            box = Box(number, 70.0, place, 500.0, place + 15)
            made.append(_passage(sha256, len(made), start, text, box))
            start = end
    return pages, tuple(made)


def _passage(sha256: Sha256, ordinal: int, start: int, text: str, box: Box) -> Passage:
    end, page = start + len(text), box.page
    name = passage_id(sha256, start, end, text)
    kind = PassageKind.PARAGRAPH
    return Passage(name, sha256, ordinal, start, end, page, page, kind, (), (box,), text)


def answer_much(study: Study, seed: int = 1) -> None:
    """Answers and memos of three people, with everything that an answer can hold."""
    chance = random.Random(seed)
    file = parse_file(study.codebook_path.read_text("utf-8"), study.codebook_path)
    codes = [code.id for code in file.codebook.codes if code.dimension != "gate"]
    with study.open_store() as store, store.reading() as reader:
        documents = sorted(document.sha256 for document in reader.iter_documents())
    passages = [passage for sha256 in documents for passage in read_made(sha256)[1]]
    with study.open_store() as store, store.deciding() as writer:
        people = [replace(factories.reviewer(name), id=_id(name)) for name in PEOPLE]
        for person in people:
            writer.add_reviewer(person)
        writer.add_codebook_version(file.as_version(people[0].id, "", ""))
        for number, passage in enumerate(passages[:9]):
            for person in people[: 1 + number % 3]:
                drawn = chance.sample(codes, 3)
                yes = () if number == 4 else (CodeId("gate.strategy"), *drawn[:2])
                unsure = (drawn[2],) if number % 2 else ()
                shown = factories.CODER if number % 3 else None
                answer = Answer(passage.id, person.id, yes, unsure, shown, file.codebook.hash)
                note = "Se även §3 👀\n& <kap> 2" if number == 3 else ""
                writer.add_answer(replace(answer, note=note, settles=number == 2))
        _remember(writer, people[0].id, passages[0], documents[0])


def _remember(writer: ReviewWriter, person: ReviewerId, passage: Passage, document: Sha256) -> None:
    for kind, target in (
        (MemoTarget.PASSAGE, passage.id),
        (MemoTarget.DOCUMENT, document),
        (MemoTarget.CODE, "partner.university"),
    ):
        writer.add_memo(Memo(person, kind, target, f'Om {kind} 🌍 "citat" <x>'))


def _id(name: str) -> ReviewerId:
    return ReviewerId({"Anna": "anna", "Björn Åsell": "bjorn-asell", "Cecilia 🎓": "cecilia"}[name])


def export(study: Study, name: str, folder: Path) -> Path:
    """Write one format into a folder; the file."""
    with study.open_store() as store:
        (done,) = iter_exports(study, store, ExportRequest((name,), "sv", folder))
    assert done.failure == ""
    return done.path


def standing(study: Study) -> set[Answer]:
    """What everybody answers now, as they gave it."""
    with study.open_store() as store, store.reading() as reader:
        refi = RefiReader.beside(reader)
        return {
            without_store_ids(answer)
            for document in reader.iter_documents()
            for answer in refi.iter_made_answers(document.sha256)
        }


def memos(study: Study) -> set[tuple[str, str, str, str]]:
    """Every memo that holds: whose, on what, and its text."""
    with study.open_store() as store, store.reading() as reader:
        found = RefiReader.beside(reader).iter_made_memos()
        return {(memo.reviewer, memo.kind.value, memo.target, memo.text) for memo in found}
