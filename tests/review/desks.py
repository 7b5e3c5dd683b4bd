"""A small study to review: one document of real pages, passages that a model has coded, and people."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from starlette.testclient import TestClient

from corpus.blobs import Blobs
from corpus.records import CodeId, Coding, Document, Evidence, Mention, Metadata, Passage
from corpus.review_records import Reviewer, ReviewerId
from corpus.store import Store
from models.codebook import DEFAULT_CODEBOOK
from review.access import Access, Doors
from review.app import make_app
from review.desk import Desk
from review.language import Catalogues
from tests import factories
from tests.extract.pdfs import Text, make_pdf

PORT = 8000
HOST = f"http://127.0.0.1:{PORT}"
QUEUE = "document:"

TEXTS = (
    "Kommunen ska samverka med Region Norr om folkhälsa. Arbetet följs upp varje år.",
    "Vi bygger en bro över ån.",
    "Föreningarna och kommunen tar fram en gemensam plan.",
)


@dataclass(frozen=True)
class Study:
    """A study as the tests know it."""

    desk: Desk
    document: Document
    passages: tuple[Passage, ...]

    @property
    def queue(self) -> str:
        return f"document:{self.document.sha256}"

    def address(self, number: int) -> str:
        return f"/code/{self.queue}/{self.passages[number].id}"


def _no_model() -> NoReturn:
    raise AssertionError("no page of these tests needs a model")


def make_desk(folder: Path, language: str = "sv") -> Desk:
    """A study without documents."""
    shutil.copyfile(DEFAULT_CODEBOOK, folder / "codebook.yaml")
    Store.create(folder / "corpus.db").close()
    return Desk(
        "Provstudie",
        folder / "corpus.db",
        Blobs(folder / "blobs"),
        folder / "codebook.yaml",
        folder / "models",
        language,
        _no_model,
    )


def make_study(folder: Path, texts: Sequence[str] = TEXTS, **facts: str) -> Study:
    """A study with one PDF of these texts, each a passage, and codings of all of them."""
    desk = make_desk(folder)
    lines = [Text(70, 730 - 20 * number, text[:100]) for number, text in enumerate(texts)]
    sha256 = desk.blobs.add_bytes(make_pdf([lines]))
    metadata = Metadata(title=facts.get("title", "Plan för samverkan"))
    known = replace(
        factories.document(), sha256=sha256, metadata=metadata, name=facts.get("name", "plan.pdf")
    )
    passages = factories.passages_of(known, texts)
    with Store.open(desk.database) as store, store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.set_municipalities([factories.municipality()])
        writer.add_fetch(
            factories.fetch(known, final_url=facts.get("url", "https://www.sjobacka.example/plan.pdf")), run
        )
        writer.add_document(known)
        writer.add_extraction(factories.extraction(known), run)
        writer.set_reading(sha256, metadata, [factories.page_with(known, texts)], passages)
        codings = [coding for passage in passages for coding in _code(passage)]
        mentions = [
            Mention(passage.id, 0, 8, passage.text[:8], None, CodeId("partner.region"))
            for passage in passages[:1]
        ]
        writer.add_classification(sha256, factories.CODER, codings, mentions, run)
    return Study(desk, known, passages)


def _code(passage: Passage) -> list[Coding]:
    evidence = (Evidence(0, min(8, len(passage.text)), "word", 1.0),)
    return [
        replace(factories.coding(passage, "gate.strategy", 0.81), evidence=evidence),
        factories.coding(passage, "partner.region", 0.66),
        factories.coding(passage, "form.network", 0.6),
        factories.coding(passage, "purpose.quality", 0.31),
    ]


def make_client(desk: Desk, catalogues: Catalogues | None = None) -> TestClient:
    """A browser that was let in and said who it is: Anna."""
    client, access = make_stranger(desk, catalogues)
    assert client.get(f"/enter/{access.token}").status_code == 303
    assert client.post("/who", data={"name": "Anna Lind"}).status_code == 303
    return client


def make_stranger(desk: Desk, catalogues: Catalogues | None = None) -> tuple[TestClient, Access]:
    """A browser that was not let in yet, and the doorkeeper."""
    access = Access(Doors(PORT))
    client = TestClient(make_app(desk, access, catalogues), base_url=HOST, follow_redirects=False)
    client.headers["sec-fetch-site"] = "same-origin"
    return client, access


def add_person(desk: Desk, name: str) -> Reviewer:
    """Another person of the study."""
    person = Reviewer(ReviewerId(name.lower()), name, 1, factories.AT)
    with desk.deciding() as writer:
        writer.add_reviewer(person)
    return person


def answer_form(page: str, **changes: object) -> dict[str, object]:
    """The form of the coding screen as a browser would send it, with changes."""
    from selectolax.lexbor import LexborHTMLParser as HTMLParser

    tree = HTMLParser(page)
    sent: dict[str, object] = {}
    for field in tree.css("#answer input"):
        kind, name = field.attributes.get("type"), field.attributes.get("name")
        if name is None or (kind in ("checkbox", "radio") and "checked" not in field.attributes):
            continue
        values = sent.setdefault(name, [])
        assert isinstance(values, list)
        values.append(field.attributes.get("value"))
    note = tree.css_first("#note")
    sent["note"] = note.text() if note else ""
    return {**sent, **changes}
