from __future__ import annotations

import pytest

from corpus.records import DocumentKind, PassageKind, Sha256, document_text
from extract.formats import Format
from extract.galleys import Galley
from extract.manuscripts import Item, ItemKind
from extract.unpaged import read_unpaged
from extract.word_processing import read_docx
from tests.extract.office import make_docx, p, r, rewrite, row, style

LONG = "Kommunen ska samverka med föreningslivet på lika villkor och följa upp det varje år."
STYLES = (
    style("Normal", "Normal")
    + style("Rubrik1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', "Normal")
    + style("Rubrik2", "heading 2", "", "Rubrik1")
    + style("Egen", "Kapitelrubrik", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("Otsikko", "Otsikko 2")
    + style("Ingrediens", "Min rubrik", "", "Rubrik2")
    + style("Titel", "Title")
    + style("TOC1", "toc 1")
    + style("Beskrivning", "caption")
    + style("RundA", "Rund a", "", "RundB")
    + style("RundB", "Rund b", "", "RundA")
)
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def read(body: str, **parts: str) -> Galley:
    return read_unpaged(
        Sha256("0" * 64), make_docx(body, **{"styles": STYLES, **parts}), Format.DOCX, "plan.docx"
    )[0]


def get_items(body: str, **parts: str) -> list[Item]:
    return list(read_docx(make_docx(body, **{"styles": STYLES, **parts})).items)


def get_texts(body: str, **parts: str) -> list[str]:
    return [item.text or " | ".join(item.cells) for item in get_items(body, **parts)]


def listed(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def test_headings_are_known_by_built_in_and_local_names_by_outline_level_and_by_inheritance() -> None:
    body = p("Ett", "Rubrik1") + p("Två", "Rubrik2") + p("Tre", "Egen") + p("Fyra", "Otsikko")
    body += p("Fem", "Ingrediens") + p("Sex", "", '<w:outlineLvl w:val="3"/>') + p(LONG)
    items = get_items(body)
    assert [(item.kind, item.level) for item in items[:6]] == [
        (ItemKind.HEADING, level) for level in (1, 2, 3, 2, 2, 4)
    ]
    assert items[6] == Item(ItemKind.PARAGRAPH, LONG)


def test_the_heading_chain_begins_with_the_title() -> None:
    body = p("Samverkansplan", "Titel") + p("Mål", "Rubrik1") + p("Delmål", "Rubrik2") + p(LONG)
    body += p("Uppföljning", "Rubrik1") + p(LONG + " Igen.")
    chains = [passage.headings for passage in read(body).passages]
    assert chains == [("Samverkansplan", "Mål", "Delmål"), ("Samverkansplan", "Uppföljning")]


def test_styles_that_are_based_on_each_other_are_survived() -> None:
    assert get_items(p(LONG, "RundA")) == [Item(ItemKind.PARAGRAPH, LONG)]


def test_a_short_paragraph_in_bold_is_a_heading_and_a_bold_statement_is_not() -> None:
    bold = "<w:b/>"
    goal = "Alla ska kunna delta."
    body = p(r("Bakgrund", bold)) + p(LONG) + p(r(goal, bold)) + p(r("Delvis", bold) + r(" fet")) + p(LONG)
    kinds = [item.kind for item in get_items(body)]
    assert kinds == [ItemKind.HEADING, *[ItemKind.PARAGRAPH] * 4]


def test_a_document_all_in_bold_has_no_headings_by_that() -> None:
    body = "".join(p(r(f"Stycke nummer {number}", "<w:b/>")) for number in range(9))
    assert {item.kind for item in get_items(body)} == {ItemKind.PARAGRAPH}


def test_list_items_have_their_numbers_and_no_bullets() -> None:
    body = p("A", "", listed(5)) + p("B", "", listed(5, 1)) + p("C", "", listed(5, 1)) + p("D", "", listed(5))
    body += p("E", "", listed(6)) + p("F", "", listed(7)) + p("G", "", listed(0)) + p("H", "", listed(99))
    items = get_items(body, numbering=NUMBERING)
    assert [item.text for item in items] == ["1. A", "1.a) B", "1.b) C", "2. D", "E", "1. F", "G", "H"]
    assert [item.kind for item in items[-3:]] == [ItemKind.LIST_ITEM, ItemKind.PARAGRAPH, ItemKind.PARAGRAPH]


def test_a_numbered_heading_shows_its_number() -> None:
    assert get_texts(p("Mål", "Rubrik1", listed(5)), numbering=NUMBERING) == ["1. Mål"]


def test_insertions_count_and_deletions_do_not() -> None:
    runs = r("Vi ") + f"<w:ins>{r('ska ')}</w:ins><w:del><w:r><w:delText>bör </w:delText></w:r></w:del>"
    runs += r("samverka") + f"<w:moveFrom>{r(' bort')}</w:moveFrom><w:moveTo>{r(' hit')}</w:moveTo>"
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    body = p(runs) + f"<w:tbl>{row('a', 'b')}{gone}</w:tbl>"
    assert get_texts(body) == ["Vi ska samverka hit", "a | b"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    body = p(r("Första "), "", "<w:rPr><w:del/></w:rPr>") + p("delen")
    assert get_texts(body) == ["Första delen"]


def test_rows_are_items_and_a_box_of_one_cell_is_what_it_holds() -> None:
    table = "<w:tbl>" + row("Åtgärd", "Ansvarig") + row("Dialogmöten", "") + "</w:tbl>"
    box = f"<w:tbl>{row('Fakta i en ruta.')}</w:tbl>"
    items = get_items(table + box)
    assert (items[0].kind, items[0].cells) == (ItemKind.TABLE_ROW, ("Åtgärd", "Ansvarig"))
    assert items[2] == Item(ItemKind.PARAGRAPH, "Fakta i en ruta.")
    passage = read(p(LONG) + table).passages[1]
    assert (passage.text, passage.columns) == ("Dialogmöten", ("Åtgärd",))


def test_a_table_in_a_cell_is_text_of_that_cell() -> None:
    inner = f"<w:tbl>{row('x', 'y')}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('Del')}{inner}</w:tc><w:tc>{p('Annan')}</w:tc></w:tr></w:tbl>"
    assert get_items(outer)[0].cells == ("Del\nx y", "Annan")


def test_a_table_with_headings_only_places_its_content() -> None:
    cells = f"<w:tc>{p('Mål', 'Rubrik1')}{p(LONG)}</w:tc><w:tc>{p('Vänster')}</w:tc>"
    kinds = [item.kind for item in get_items(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")]
    assert kinds == [ItemKind.HEADING, ItemKind.PARAGRAPH, ItemKind.PARAGRAPH]


def test_footnotes_are_notes_after_the_paragraph_that_refers_to_them() -> None:
    notes = f'<w:footnote w:id="0" w:type="separator">{p("—")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Se lagen.")}</w:footnote>'
    body = p(r("Avtalet") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" gäller.")) + p(LONG)
    items = get_items(body, footnotes=notes)
    assert items[0].text == "Avtalet gäller."
    assert items[1] == Item(ItemKind.NOTE, "Se lagen.")


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    box = f"<w:txbxContent>{p('I rutan.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert get_texts(p(r("Före.") + drawing)) == ["Före.", "I rutan."]


def test_contents_prompts_and_hidden_text_are_left_out() -> None:
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Klicka här')}</w:sdtContent></w:sdt>"
    )
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Ifyllt')}</w:sdtContent></w:sdt>"
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Innehåll')}</w:sdtContent></w:sdt>"
    body = prompt + filled + contents + p("Mål 3", "TOC1") + p(r("Syns", "") + r(" dold", "<w:vanish/>"))
    assert get_texts(body) == ["Ifyllt", "Syns"]


def test_a_caption_is_a_note_and_breaks_inside_a_paragraph_are_spaces() -> None:
    body = p("Figur 1. Parter", "Beskrivning") + p(LONG + "</w:t><w:br/><w:t>Rad två.")
    passages = read(body).passages
    assert [passage.kind for passage in passages] == [PassageKind.NOTE, PassageKind.PARAGRAPH]
    assert passages[1].text == LONG + " Rad två."


def test_running_heads_give_facts_and_no_passages() -> None:
    body = p("Överenskommelse om integration", "Titel") + p(LONG)
    read_with = read(body, header=p("Dnr KS 2023/118") + p("Antagen av kommunfullmäktige 2023-05-29, § 87"))
    assert [passage.text for passage in read_with.passages] == [LONG]
    metadata = read_with.metadata
    assert (metadata.title, metadata.kind) == ("Överenskommelse om integration", DocumentKind.COMPACT)
    assert (metadata.reference, metadata.adopted, metadata.paragraph) == ("KS 2023/118", "2023-05-29", "§ 87")


def test_the_file_s_own_title_serves_where_the_text_has_none() -> None:
    metadata = read(
        p(LONG), core="<dc:title>Policy för dialog</dc:title><dc:language>sv-SE</dc:language>"
    ).metadata
    assert (metadata.title, metadata.language) == ("Policy för dialog", "sv")


def test_the_page_has_the_size_of_the_paper_and_passages_have_no_boxes() -> None:
    found = read(p(LONG) + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    assert (found.page.number, found.page.width, found.page.height) == (1, 595.3, 841.9)
    assert found.passages[0].boxes == ()
    assert document_text((found.page,))[: len(LONG)] == LONG


def test_strict_files_read_as_transitional_ones() -> None:
    transitional = make_docx(p("Mål", "Rubrik1") + p(LONG), styles=STYLES)
    strict = rewrite(
        transitional,
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != transitional
    assert [item.kind for item in read_docx(strict).items] == [ItemKind.HEADING, ItemKind.PARAGRAPH]


@pytest.mark.parametrize("body", ["", p(""), "<w:sectPr/>", "<w:tbl/>", "<w:tbl><w:tr/></w:tbl>"])
def test_an_empty_body_has_no_items(body: str) -> None:
    assert get_items(body) == []
