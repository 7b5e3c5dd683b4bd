"""Borders of passages drawn by people: split, join, move, and passages that the reading missed.

Pure: takes passages and the text of their document (`document_text`), gives a `Reshaping`. Offsets are code
points in that text. Where a stretch stands on its pages is asked of a `Placer`, since the text alone does not
know; `share_boxes` is the answer without the file at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.records import Box, Page, Passage, PassageId, PassageKind, Sha256, passage_id
from corpus.review_records import Reshaping

Placer = Callable[[int, int], tuple[Box, ...]]
"""Where the document's text from start to end stands; empty when its format has no pages."""

_JOINABLE = 3  # passages between two that are joined, at most: more is rather a mistake


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as text: its pages joined by form feeds."""

    document: Sha256
    text: str
    page_starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of_pages(cls, document: Sha256, pages: Sequence[Page]) -> DocumentText:
        """From the document's pages in order."""
        starts, place = [], 0
        for page in pages:
            starts.append(place)
            place += len(page.text) + 1
        return cls(
            document, "\f".join(page.text for page in pages), tuple(starts), tuple(p.number for p in pages)
        )

    def get_page(self, offset: int) -> int:
        """The number of the page whose text holds an offset. Raises CorpusError outside the text."""
        if not 0 <= offset < len(self.text):
            raise CorpusError("The marked text lies outside the document: mark it again.")
        return max(n for start, n in zip(self.page_starts, self.numbers, strict=True) if start <= offset)


def split_passage(passage: Passage, at: int, whole: DocumentText, place: Placer) -> Reshaping:
    """Two passages in place of one, divided at an offset of the document. Raises CorpusError when one of
    them would be empty.
    """
    if not passage.start < at < passage.end:
        raise CorpusError("Put the cursor inside the passage, where it shall be split.")
    halves = [
        _cut(passage, start, end, whole, place) for start, end in ((passage.start, at), (at, passage.end))
    ]
    return Reshaping(tuple(halves), (passage.id,))


def join_passages(passages: Sequence[Passage], whole: DocumentText, place: Placer) -> Reshaping:
    """One passage in place of neighbours; everything between them comes along. Raises CorpusError when there
    are fewer than two or they are not of one document.
    """
    chosen = sorted(passages, key=lambda one: one.start)
    if len(chosen) < 2 or len({one.document for one in chosen}) > 1:
        raise CorpusError("Choose two or more passages of one document to join.")
    if chosen[-1].ordinal - chosen[0].ordinal - len(chosen) >= _JOINABLE:
        raise CorpusError("These passages stand too far apart to be joined.")
    end = max(one.end for one in chosen)
    made = _cut(chosen[0], chosen[0].start, end, whole, place)
    return Reshaping((made,), tuple(one.id for one in chosen))


def move_borders(
    passage: Passage, span: tuple[int, int], others: Sequence[Passage], whole: DocumentText, place: Placer
) -> Reshaping:
    """The passage from another start to another end. Of the document's `others`, those that it now covers
    give way, and those that it now reaches into keep what is left of them.
    """
    made = _cut(passage, *span, whole, place)
    if (made.start, made.end) == (passage.start, passage.end):
        raise CorpusError("The borders are where they were.")
    rest = [one for one in others if one.id != passage.id]
    kept, replaced = _give_way(made, rest, whole, place)
    return Reshaping((made, *kept), (passage.id, *replaced))


def add_passage(
    span: tuple[int, int], others: Sequence[Passage], whole: DocumentText, place: Placer
) -> Reshaping:
    """A passage that the reading missed. It takes its headings from the passage before it; of the document's
    `others`, those that it covers give way. Raises CorpusError when nothing but white space is marked.
    """
    before = [one for one in others if one.start <= span[0]]
    like = max(before, key=lambda one: one.start, default=None)
    headings = () if like is None else like.headings
    pattern = Passage(
        passage_id(whole.document, 0, 0, ""),
        whole.document,
        0,
        0,
        0,
        0,
        0,
        PassageKind.PARAGRAPH,
        headings,
        (),
        "",
    )
    made = _cut(pattern, *span, whole, place)
    if any((one.start, one.end) == (made.start, made.end) for one in others):
        raise CorpusError("This text is a passage already.")
    kept, replaced = _give_way(made, others, whole, place)
    return Reshaping((made, *kept), replaced)


def share_boxes(passage: Passage) -> Placer:
    """Places within a passage by counting letters: a part of the passage gets that part of the height of its
    boxes. Right to about a line; for when the file itself cannot be asked.
    """
    heights = [box.bottom - box.top for box in passage.boxes]
    total, length = sum(heights), passage.end - passage.start

    def place(start: int, end: int) -> tuple[Box, ...]:
        upper = (max(start, passage.start) - passage.start) / length * total
        lower = (min(end, passage.end) - passage.start) / length * total
        found, done = [], 0.0
        for box, height in zip(passage.boxes, heights, strict=True):
            top, bottom = max(upper, done), min(lower, done + height)
            if top < bottom:
                found.append(Box(box.page, box.x0, box.top + top - done, box.x1, box.top + bottom - done))
            done += height
        return tuple(found)

    return place


def _cut(pattern: Passage, start: int, end: int, whole: DocumentText, place: Placer) -> Passage:
    """A passage like `pattern` from start to end, without white space at its ends."""
    if not 0 <= start < end <= len(whole.text):
        raise CorpusError("The marked text lies outside the document: mark it again.")
    raw = whole.text[start:end]
    text = raw.strip()
    if not text:
        raise CorpusError("There is only white space there: mark some text.")
    start += len(raw) - len(raw.lstrip())
    end = start + len(text)
    boxes = place(start, end)
    pages = [box.page for box in boxes] or [whole.get_page(start), whole.get_page(end - 1)]
    return Passage(
        id=passage_id(whole.document, start, end, text),
        document=whole.document,
        ordinal=pattern.ordinal,
        start=start,
        end=end,
        first_page=min(pages),
        last_page=max(pages),
        kind=pattern.kind,
        headings=pattern.headings,
        boxes=boxes,
        text=text,
        columns=pattern.columns if (start, end) == (pattern.start, pattern.end) else (),
        speaker=pattern.speaker,
    )


def _give_way(
    made: Passage, others: Sequence[Passage], whole: DocumentText, place: Placer
) -> tuple[tuple[Passage, ...], tuple[PassageId, ...]]:
    """What is left of passages that a new one overlaps, and the ids of those passages."""
    kept, replaced = [], []
    for other in others:
        if other.end <= made.start or made.end <= other.start or other.id == made.id:
            continue
        replaced.append(other.id)
        for start, end in ((other.start, made.start), (made.end, other.end)):
            if start < end and whole.text[start:end].strip():
                kept.append(_cut(other, start, end, whole, place))
    return tuple(kept), tuple(replaced)
