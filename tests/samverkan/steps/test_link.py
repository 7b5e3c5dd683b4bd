from __future__ import annotations

from collections.abc import Iterator

from corpus.records import Document, Sha256
from extract.versions import LikenessKind, find_likenesses
from samverkan.steps.link import sketch_all, summarise
from tests import factories


class Texts:
    """Documents with their texts, as the store would give them."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self._documents = {factories.document(name).sha256: factories.document(name) for name in texts}
        self._texts = {factories.document(name).sha256: text for name, text in texts.items()}

    def is_linking_pending(self) -> bool:
        return True

    def iter_documents(self) -> Iterator[Document]:
        yield from self._documents.values()

    def iter_passage_texts(self, document: Sha256) -> Iterator[str]:
        yield from self._texts[document]


PLAN = [f"Mål nummer {number} är att samverka med föreningslivet om det." for number in range(20)]


def test_documents_without_text_are_not_compared() -> None:
    documents, sketches = sketch_all(Texts({"plan.pdf": PLAN, "bild.pdf": []}))
    assert len(documents) == 2
    assert [sketch.document for sketch in sketches] == [factories.sha256_of("plan.pdf")]


def test_a_copy_and_a_draft_are_linked_and_counted() -> None:
    documents, sketches = sketch_all(
        Texts({"plan.pdf": PLAN, "kopia.pdf": PLAN, "utkast.pdf": [*PLAN[:15], "Detta återstår att skriva."]})
    )
    likenesses = find_likenesses(sketches, documents)
    assert sorted(one.kind for one in likenesses) == [
        LikenessKind.COPY,
        LikenessKind.DRAFT,
        LikenessKind.DRAFT,
    ]
    assert summarise(len(sketches), likenesses) == "3 documents compared: 1 copy, 2 drafts."


def test_where_nothing_is_alike_the_outcome_says_so() -> None:
    assert summarise(1, ()) == "1 document compared: none is like another."
