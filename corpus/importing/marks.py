"""The codings of a source, placed on the study's passages: each with its fate. Pure but for `Found`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.importing.aligning import Alignment
from corpus.importing.code_matching import CodeMatch
from corpus.importing.loss import Item, Reason, What, shorten
from corpus.importing.people import People
from corpus.importing.placing import Placed, choose_in_area, choose_passages
from corpus.importing.source_matching import Found, Reading
from corpus.records import CodeId, Passage
from corpus.refi.records import Area, Guid, Mark, SourceKind, Stretch


@dataclass(frozen=True, slots=True)
class Selection:
    """A quotation of a source, from whichever of its places it was found by. `placed` are its passages;
    `reason` says why there are none.
    """

    guid: Guid
    marks: tuple[Mark, ...]
    notes: tuple[Guid, ...]
    placed: tuple[Placed, ...]
    reason: Reason
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Given:
    """A code that somebody gave a passage. `user` is as the file names them. A coding over several passages
    is one thing in the file: only the first has its `item`, the others None.
    """

    passage: Passage
    code: CodeId
    user: Guid | str
    at: str
    notes: tuple[Guid, ...]
    item: Item | None


def place_selections(found: Found) -> tuple[Selection, ...]:
    """Every selection of a source once: a PDF's stretch and areas with one GUID are one quotation."""
    alignment = None if found.reading is None else Alignment(found.text, found.reading.text)
    selections: dict[Guid, Selection] = {}
    for stretch in found.source.stretches:
        _merge(selections, _place_stretch(stretch, found, alignment))
    for area in found.source.areas:
        _merge(selections, _place_area(area, found))
    for cut in found.source.cuts:
        place = shorten(cut.name)
        _merge(selections, Selection(cut.guid, cut.marks, cut.notes, (), Reason.MEDIA, place, ""))
    return tuple(selections.values())


def _merge(selections: dict[Guid, Selection], new: Selection) -> None:
    old = selections.get(new.guid)
    if old is None:
        selections[new.guid] = new
        return
    known = {(mark.guid, mark.code) for mark in old.marks}
    marks = (*old.marks, *(mark for mark in new.marks if (mark.guid, mark.code) not in known))
    base = old if old.placed or not new.placed else new  # text first, then the page
    notes = tuple(dict.fromkeys((*old.notes, *new.notes)))
    selections[new.guid] = replace(base, marks=marks, notes=notes)


def _place_stretch(stretch: Stretch, found: Found, alignment: Alignment | None) -> Selection:
    place = f"{stretch.start}–{stretch.end}"

    def lost(reason: Reason, quote: str = "") -> Selection:
        return Selection(stretch.guid, stretch.marks, stretch.notes, (), reason, place, quote)

    quote = shorten(found.text[max(stretch.start, 0) : max(stretch.end, 0)] or stretch.name)
    if found.reading is None or alignment is None:
        return lost(Reason.UNKNOWN_SOURCE, quote)
    if not found.reading.is_read:
        return lost(Reason.NEW_SOURCE, quote)
    if not found.text:
        return lost(Reason.NO_TEXT, quote)
    if not 0 <= stretch.start < stretch.end <= len(found.text):
        return lost(Reason.OUTSIDE, quote)
    span = alignment.find_span(stretch.start, stretch.end)
    if span is None:
        return lost(Reason.TEXT_DIFFERS, quote)
    placed = choose_passages(span, found.reading.text, found.reading.passages)
    reason = Reason.TAKEN if placed else Reason.BETWEEN
    return Selection(stretch.guid, stretch.marks, stretch.notes, placed, reason, place, quote)


def _place_area(area: Area, found: Found) -> Selection:
    place = f"s. {area.page + 1}"
    quote = shorten(area.quote or area.name)
    reason = Reason.UNKNOWN_SOURCE
    placed: tuple[Placed, ...] = ()
    if found.reading is not None:
        reason, placed = _find_in_area(area, found.reading)
    return Selection(area.guid, area.marks, area.notes, placed, reason, place, quote)


def _find_in_area(area: Area, reading: Reading) -> tuple[Reason, tuple[Placed, ...]]:
    if not reading.is_read:
        return Reason.NEW_SOURCE, ()
    if area.page + 1 not in reading.by_page or area.right <= area.left or area.top <= area.bottom:
        return Reason.OUTSIDE, ()
    page, passages = reading.by_page[area.page + 1]
    placed = choose_in_area(area, page.height, passages)
    return (Reason.TAKEN if placed else Reason.BETWEEN), placed


def iter_given(
    found: Found, selections: tuple[Selection, ...], codes: CodeMatch, people: People
) -> Iterator[Given | Item]:
    """Every coding of a source: as given to passages, or as an item that says why it is lost."""
    for selection in selections:
        for mark in selection.marks:
            item = _item(found, selection, mark, codes, people)
            yield from _give(selection, mark, item, codes, people)
    for mark in found.source.marks:
        whole = Selection(found.source.guid, (), (), (), Reason.WHOLE_SOURCE, "", "")
        item = _item(found, whole, mark, codes, people)
        yield replace(item, reason=_refuse(mark, codes, people) or _no_place(found, Reason.WHOLE_SOURCE))


def _give(
    selection: Selection, mark: Mark, item: Item, codes: CodeMatch, people: People
) -> Iterator[Given | Item]:
    refused = _refuse(mark, codes, people)
    if refused is None and not selection.placed:
        refused = selection.reason
    if refused is not None:
        yield replace(item, reason=refused)
        return
    user = people.get_user(mark.user)
    for number, one in enumerate(selection.placed):
        reason = Reason.TAKEN if one.whole else Reason.WIDENED
        own = replace(item, reason=reason) if number == 0 else None
        yield Given(one.passage, codes.codes[mark.code], user, mark.at, mark.notes, own)


def _refuse(mark: Mark, codes: CodeMatch, people: People) -> Reason | None:
    user = people.get_user(mark.user)
    if user in people.models:
        return Reason.KNOWN if people.models[user] in people.coders else Reason.MACHINE
    if not user:
        return Reason.NO_USER
    return None if mark.code in codes.codes else Reason.UNKNOWN_CODE


def _no_place(found: Found, reason: Reason) -> Reason:
    media = found.source.kind not in (SourceKind.TEXT, SourceKind.PDF)
    return Reason.MEDIA if media else reason


def _item(found: Found, selection: Selection, mark: Mark, codes: CodeMatch, people: People) -> Item:
    return Item(
        What.CODING,
        selection.reason,
        codes.names.get(mark.code, mark.code),
        found.source.name,
        selection.place,
        people.names.get(people.get_user(mark.user), ""),
        selection.quote,
    )
