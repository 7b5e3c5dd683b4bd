"""A document's text as it is read from beginning to end: passages, and what stands between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.records import CodeId, Page, Passage, PassageId
from corpus.reshaping import DocumentText


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document: a passage, or the text between passages (headings, what the reading left out).

    `codes` are those that hold for the reader: their own answer's, else the model's. Only those of
    external collaboration are shown: that a text is about something else needs no mark.
    """

    start: int
    text: str
    passage: Passage | None
    codes: tuple[CodeId, ...] = ()
    answered: bool = False


def split_page(
    whole: DocumentText,
    page: Page,
    passages: Sequence[Passage],
    said: tuple[Mapping[PassageId, tuple[CodeId, ...]], Collection[PassageId]],
) -> tuple[Stretch, ...]:
    """The text of a page in stretches; together they are the whole text but for white space between.

    `said` are the codes of passages, and those that were answered.
    """
    codes, answered = said
    start = whole.page_starts[whole.numbers.index(page.number)]
    end = start + len(page.text)
    found: list[Stretch] = []
    cursor = start
    for passage in sorted(passages, key=lambda one: one.start):
        if passage.end <= cursor or passage.start >= end:
            continue
        _add_gap(found, whole, cursor, passage.start)
        found.append(
            Stretch(passage.start, passage.text, passage, codes.get(passage.id, ()), passage.id in answered)
        )
        cursor = passage.end
    _add_gap(found, whole, cursor, end)
    return tuple(found)


def _add_gap(found: list[Stretch], whole: DocumentText, start: int, end: int) -> None:
    text = whole.text[start:end]
    if text.strip():
        lead = len(text) - len(text.lstrip())
        found.append(Stretch(start + lead, text.strip(), None))
