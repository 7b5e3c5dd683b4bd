"""Chapters as Word documents and as Markdown, read back by others' programs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from corpus.chapters.dossier import gather_background
from corpus.export.chapters.blocks import Heading, Role, Words, iter_blocks
from corpus.export.chapters.building import BUILDERS, Scope, build_chapter
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.dossier import build_dossier
from corpus.export.chapters.markdown import escape, render_markdown
from corpus.export.chapters.page import keep_municipality
from corpus.export.chapters.word import build_document
from corpus.export.chapters.word_tables import share_widths
from corpus.export.tables import Count, Figure, Table
from corpus.export.texts import Texts
from tests.inventories import big_inventory

INVENTORY = big_inventory(8, 200)
SWEDISH = Texts("sv")
HOSTILE = 'Å "ä" <b>ö</b> | *x* \x00\x0b 😀'


def _chapter(name: str) -> ChapterView:
    return build_chapter(INVENTORY, name, SWEDISH, Scope())


def _open(view: ChapterView):
    return docx.Document(io.BytesIO(build_document(INVENTORY, view, SWEDISH)))


def _hostile() -> ChapterView:
    cells = (Count(HOSTILE), Count("1"))
    table = Table("t", HOSTILE, ("Rad", "Tal"), (cells,), note=HOSTILE)
    figure = Figure("f", HOSTILE, "", "<svg/>", replace(table, id="f"))
    part = Part("p", HOSTILE, (Paragraph((Count("# ingen rubrik"),)),), (figure,), (table,), ("1. Fråga?",))
    return ChapterView("c", HOSTILE, (Paragraph((Count("- ingen lista"),)),), (part,))


@pytest.mark.parametrize("name", list(BUILDERS))
def test_every_word_and_every_cell_of_a_chapter_is_in_the_document(name: str) -> None:
    view = _chapter(name)
    document = _open(view)
    written = [paragraph.text for paragraph in document.paragraphs]
    assert all(paragraph.text in written for paragraph in view.paragraphs)
    assert all(question in written for part in view.parts for question in part.questions)
    assert all(quote.row.statement.passage.text in written for quote in view.quotes)
    assert len(document.tables) == len(view.tables) + sum(1 + len(one.more) for one in view.figures)
    for table, made in zip(view.tables, document.tables, strict=False):
        if not view.figures:
            assert [[cell.text for cell in row.cells] for row in made.rows][1:] == [
                [cell.text for cell in line] for line in table.rows
            ]


def test_headings_are_words_own_and_heads_of_tables_stand_on_every_page() -> None:
    document = _open(_chapter("actors"))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Quote"} <= styles
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in table.rows[1:])


def test_a_table_of_many_columns_lies_on_a_sheet_turned_round() -> None:
    head = tuple(f"Kolumn {number}" for number in range(9))
    wide = Table("w", "Bred", head, (tuple(Count("x") for _ in head),))
    document = _open(ChapterView("c", "Titel", (), (Part("p", tables=(wide,)),)))
    turned = [section.orientation for section in document.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_every_quote_has_its_place_and_every_quoted_document_its_reference_with_address_and_hash() -> None:
    view = _chapter("actors")
    blocks = list(iter_blocks(INVENTORY, view, SWEDISH))
    places = [
        number for number, one in enumerate(blocks) if isinstance(one, Words) and one.role is Role.QUOTE
    ]
    assert len(places) == len(view.quotes) > 0
    for number, quote in zip(places, view.quotes, strict=True):
        source = blocks[number + 1]
        assert isinstance(source, Words)
        assert source.role is Role.SOURCE
        assert source.text.startswith(f"{quote.row.municipality.name}, ")
        assert f"s. {quote.row.statement.passage.first_page}" in source.text
    start = blocks.index(Heading(1, "Källor")) + 1
    listed = [one.text for one in blocks[start:] if isinstance(one, Words) and one.role is Role.ITEM]
    quoted = {quote.row.statement.document.sha256 for quote in view.quotes}
    assert len(listed) == len(quoted)
    assert all(any(sha256 in line for line in listed) for sha256 in quoted)
    assert all("https://" in line for line in listed)


def test_a_dossier_is_a_document_too() -> None:
    background = gather_background(INVENTORY)
    code = background.material.read[0].code
    view = build_dossier(background, code, SWEDISH)
    made = build_document(keep_municipality(background, code), view, SWEDISH)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == view.title


def test_the_same_chapter_is_the_same_bytes_and_tells_when_the_inventory_was_made() -> None:
    view = _chapter("actors")
    made = build_document(INVENTORY, view, SWEDISH)
    assert made == build_document(INVENTORY, view, SWEDISH)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = docx.Document(io.BytesIO(made)).core_properties
    assert about.created.strftime("%Y-%m-%dT%H:%M:%SZ") == INVENTORY.provenance.made
    assert about.author == INVENTORY.provenance.program


def test_the_spelling_is_checked_in_the_language_of_the_text() -> None:
    for language, tag in (("sv", "sv-SE"), ("en", "en-GB")):
        made = build_document(INVENTORY, _chapter("actors"), Texts(language))
        document = docx.Document(io.BytesIO(made))
        tags = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
        assert tags == {tag}


def test_hostile_text_is_text_in_word() -> None:
    document = _open(_hostile())
    assert document.paragraphs[0].text.startswith('Å "ä" <b>ö</b> | *x*')
    assert document.tables[0].rows[1].cells[0].text.endswith("😀")


def test_hostile_text_is_text_in_markdown() -> None:
    text = render_markdown(INVENTORY, _hostile(), SWEDISH)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = [token.type for token in tokens]
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3", "h2"]
    assert kinds.count("table_open") == 2
    assert kinds.count("bullet_list_open") == 1  # the questions
    assert "html_block" not in kinds
    assert not any(child.type == "html_inline" for token in tokens for child in token.children or ())
    cells = [tokens[place + 1].children for place, kind in enumerate(kinds) if kind == "td_open"]
    assert "".join(child.content for child in cells[0]).startswith('Å "ä" <b>ö</b> | *x*')


def test_a_chapter_in_markdown_has_its_headings_tables_and_quotes() -> None:
    view = _chapter("actors")
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(INVENTORY, view, SWEDISH))
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == len(view.tables) + sum(1 + len(one.more) for one in view.figures)
    assert kinds.count("blockquote_open") == len(view.quotes)


@pytest.mark.parametrize(("text", "safe"), [("1. a", r"1\. a"), ("- a", r"\- a"), ("2019–2023", "2019–2023")])
def test_a_paragraph_does_not_turn_into_a_list(text: str, safe: str) -> None:
    assert escape(text) == safe


def test_columns_share_the_room_by_their_words() -> None:
    lines = [("Kod", "Antal"), ("en längre benämning på koden", "1")]
    first, second = share_widths(lines, 9000)
    assert first > second > 0
    assert 8990 <= first + second <= 9000
    crowded = share_widths([tuple("Samverkansöverenskommelse" for _ in range(12))], 9000)
    assert sum(crowded) <= 9000
    assert len(set(crowded)) == 1
