"""A guide for a focus group: by theme an open question, questions from the documents, quotes to show."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.chapters.guide import Asked, Theme, tabulate_guide
from corpus.chapters.material import Material
from corpus.export.chapters.chapter import ChapterView, Part
from corpus.export.chapters.opening import explain_emptiness, quote_rows
from corpus.export.chapters.wording import (
    count_noun,
    inline,
    list_names,
    write_paragraph,
)
from corpus.export.texts import Texts
from corpus.records import Code

NAME = "guide"
_WITHOUT_PARTNER = ("voluntary", "universities")


def build_guide(material: Material, texts: Texts) -> ChapterView:
    """The guide; it says why when the documents give nothing to talk about."""
    themes = tabulate_guide(material)
    if not themes:
        return explain_emptiness(NAME, material, texts)
    lead = write_paragraph(
        texts,
        "ch.guide.lead",
        documents=count_noun(texts, "documents", len({one.document.sha256 for one in material.documents})),
        places=list_names(texts, [one.name for one in material.read], 6),
    )
    parts = [_part(theme, material, texts) for theme in themes]
    close = Part("guide-close", texts["ch.guide.close"], questions=_lines("ch.guide.close_questions", texts))
    opening = Part("guide-open", texts["ch.guide.open"], questions=_lines("ch.guide.open_questions", texts))
    said = (lead, write_paragraph(texts, "ch.guide.how"))
    return ChapterView(NAME, texts["ch.guide.title"], said, (opening, *parts, close))


def _lines(key: str, texts: Texts) -> tuple[str, ...]:
    return tuple(texts[key].split("\n"))


def _part(theme: Theme, material: Material, texts: Texts) -> Part:
    lead = write_paragraph(
        texts, "ch.guide.theme_lead", passages=count_noun(texts, "passages", len(theme.rows))
    )
    return Part(
        f"guide-{theme.id}",
        texts[f"ch.guide.{theme.id}"],
        (lead,),
        questions=(*_lines(f"ch.guide.{theme.id}_questions", texts), *_questions(theme, texts)),
        quotes=quote_rows(theme.quotes, material, texts),
        prints_alone=True,
    )


def _questions(theme: Theme, texts: Texts) -> Iterator[str]:
    """Questions that what the documents say, and leave out, gives reason to ask."""
    for asked in theme.asked:
        if asked.common:
            yield texts.fill(f"ch.guide.ask_{asked.dimension}", list=_common(asked, texts))
        if asked.unsaid and theme.id not in _WITHOUT_PARTNER:
            yield texts.fill(f"ch.guide.unsaid_{asked.dimension}", list=_names(asked.unsaid, texts))


def _common(asked: Asked, texts: Texts) -> str:
    return _names(tuple(one.code for one in asked.common), texts)


def _names(codes: tuple[Code, ...], texts: Texts) -> str:
    names = [inline(code, texts) for code in codes]
    return "".join(piece.text for piece in list_names(texts, names))
