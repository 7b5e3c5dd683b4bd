"""Sources of a project with their selections → records."""

from __future__ import annotations

from lxml import etree

from corpus.refi.elements import (
    attribute,
    children_of,
    guid_attribute,
    integer,
    parse_marks,
    parse_values,
    refs_of,
    text_of,
)
from corpus.refi.records import Area, Cut, Source, SourceKind, Stretch

SOURCES = tuple(kind.value for kind in SourceKind)
_CUTS = ("PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")


def parse_source(element: etree._Element) -> Source:
    """A source. A PDF's text is its Representation's, where it has one."""
    kind = SourceKind(etree.QName(element).localname)
    texts = [element] if kind is SourceKind.TEXT else list(children_of(element, "Representation"))
    text = texts[0] if texts else None
    return Source(
        guid=guid_attribute(element, "guid"),
        name=attribute(element, "name") or attribute(element, "path", "plainTextPath"),
        kind=kind,
        path=attribute(element, "richTextPath" if kind is SourceKind.TEXT else "path"),
        text_path="" if text is None else attribute(text, "plainTextPath"),
        text="" if text is None else text_of(text, "PlainTextContent"),
        text_guid="" if text is None else guid_attribute(text, "guid"),
        stretches=tuple(
            map(_parse_stretch, (one for text in texts for one in children_of(text, "PlainTextSelection")))
        ),
        areas=tuple(map(_parse_area, children_of(element, "PDFSelection"))),
        cuts=_parse_cuts(element),
        marks=parse_marks(element),
        notes=refs_of(element, "NoteRef"),
        values=parse_values(element),
        description=text_of(element, "Description"),
    )


def _parse_cuts(element: etree._Element) -> tuple[Cut, ...]:
    """Selections in pictures, sounds and films, also in what is written of them."""
    within = [element, *children_of(element, "Transcript", "TextDescription")]
    found = [one for part in within for one in children_of(part, *_CUTS)]
    found += [one for part in within[1:] for one in children_of(part, "PlainTextSelection")]
    return tuple(
        Cut(
            guid=guid_attribute(one, "guid"),
            marks=parse_marks(one),
            notes=refs_of(one, "NoteRef"),
            name=attribute(one, "name"),
            description=text_of(one, "Description"),
        )
        for one in found
    )


def _parse_stretch(element: etree._Element) -> Stretch:
    return Stretch(
        guid=guid_attribute(element, "guid"),
        start=integer(element, "startPosition"),
        end=integer(element, "endPosition"),
        name=attribute(element, "name"),
        marks=parse_marks(element),
        notes=refs_of(element, "NoteRef"),
        user=guid_attribute(element, "creatingUser"),
        description=text_of(element, "Description"),
    )


def _parse_area(element: etree._Element) -> Area:
    across = sorted((integer(element, "firstX"), integer(element, "secondX")))
    up = sorted((integer(element, "firstY"), integer(element, "secondY")))
    quotes = [text_of(one, "PlainTextContent") for one in children_of(element, "Representation")]
    return Area(
        guid=guid_attribute(element, "guid"),
        page=integer(element, "page"),
        left=across[0],
        bottom=up[0],
        right=across[1],
        top=up[1],
        name=attribute(element, "name"),
        marks=parse_marks(element),
        notes=refs_of(element, "NoteRef"),
        quote=next(iter(quotes), ""),
        description=text_of(element, "Description"),
    )
