from __future__ import annotations

import pytest

from corpus.records import ExtractionFailure, PassageKind, Sha256
from extract.formats import Format
from extract.manuscripts import Item, ItemKind
from extract.open_document import read_odt
from extract.open_styles import parse_length
from extract.sheets import UnreadableError
from extract.unpaged import read_unpaged
from tests.extract.office import make_odt, pack

LONG = "Kommunen ska samverka med föreningslivet på lika villkor och följa upp det varje år."
LISTS = """
<text:list-style style:name="N">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="B">
 <text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:style style:name="F" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="PF" style:family="paragraph">
 <style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="A" style:family="paragraph" style:parent-style-name="B2"/>
<style:style style:name="B2" style:family="paragraph" style:parent-style-name="A"/>
"""


def get_items(body: str, common: str = "") -> list[Item]:
    return list(read_odt(make_odt(body, LISTS, common)).items)


def item(text: str) -> str:
    return f"<text:list-item><text:p>{text}</text:p></text:list-item>"


def test_headings_have_their_outline_level_and_the_title_its_style() -> None:
    body = '<text:p text:style-name="P1">Plan</text:p><text:h text:outline-level="2">Mål</text:h>'
    items = get_items(body + f"<text:p>{LONG}</text:p>")
    assert items == [
        Item(ItemKind.TITLE, "Plan"),
        Item(ItemKind.HEADING, "Mål", 2),
        Item(ItemKind.PARAGRAPH, LONG),
    ]


def test_headings_are_numbered_as_the_outline_says() -> None:
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style>"
    )
    heads = [(1, "Ett"), (2, "Två"), (2, "Tre"), (1, "Fyra"), (2, "Fem")]
    body = "".join(f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in heads)
    texts = [found.text for found in get_items(body, outline)]
    assert texts == ["1 Ett", "1.1 Två", "1.2 Tre", "2 Fyra", "2.1 Fem"]


def test_lists_are_numbered_by_level_and_begin_anew() -> None:
    inner = (
        f"<text:list-item><text:p>B</text:p><text:list>{item('C')}{item('D')}</text:list></text:list-item>"
    )
    body = f'<text:list text:style-name="N">{item("A")}{inner}</text:list>'
    body += f'<text:list text:style-name="N">{item("E")}</text:list>'
    body += f'<text:list text:style-name="N" text:continue-numbering="true">{item("F")}</text:list>'
    body += f'<text:list text:style-name="B">{item("G")}</text:list>'
    items = get_items(body)
    assert [found.text for found in items] == ["1. A", "2. B", "a) C", "b) D", "1. E", "2. F", "G"]
    assert {found.kind for found in items} == {ItemKind.LIST_ITEM}


def test_spaces_tabs_and_breaks_are_read() -> None:
    body = '<text:p>Ett<text:s text:c="3"/>två<text:tab/>tre\n   fyra<text:line-break/>fem</text:p>'
    assert get_items(body)[0].text == "Ett   två tre fyra\nfem"


def test_deleted_text_remarks_and_contents_are_left_out() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region>"
        "<text:deletion><text:p>Borta</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    body = "<text:index-body><text:p>Mål 3</text:p></text:index-body>"
    contents = f"<text:table-of-content>{body}</text:table-of-content>"
    remark = "<text:p>Kvar<office:annotation><text:p>Anm.</text:p></office:annotation> här</text:p>"
    assert [found.text for found in get_items(changes + contents + remark)] == ["Kvar här"]


def test_footnotes_are_notes_and_frames_follow_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Se lagen.</text:p>"
        "</text:note-body></text:note>"
    )
    frame = "<draw:frame><draw:text-box><text:p>I rutan.</text:p></draw:text-box></draw:frame>"
    items = get_items(f"<text:p>Avtalet{note} gäller.{frame}</text:p>")
    assert [found.text for found in items] == ["Avtalet gäller.", "Se lagen.", "I rutan."]
    assert items[1].kind is ItemKind.NOTE


def test_rows_are_items_also_under_a_head_that_repeats() -> None:
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    head = f"<table:table-header-rows>{row('Mål', 'Ansvar')}</table:table-header-rows>"
    empty = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    table = f"<table:table>{head}{row('Dialog', 'Alla')}{empty}</table:table>"
    read = read_unpaged(Sha256("0" * 64), make_odt(f"<text:p>{LONG}</text:p>{table}"), Format.ODT, "a.odt")[0]
    assert [passage.text for passage in read.passages] == [LONG, "Dialog | Alla"]
    assert read.passages[1].columns == ("Mål", "Ansvar")
    assert read.passages[1].kind is PassageKind.TABLE_ROW


def test_bold_by_paragraph_or_by_span_makes_headings_of_short_paragraphs() -> None:
    body = '<text:p text:style-name="PF">Bakgrund</text:p>' + f"<text:p>{LONG}</text:p>"
    body += '<text:p><text:span text:style-name="F">Syfte</text:span></text:p>' + f"<text:p>{LONG}</text:p>"
    kinds = [found.kind for found in get_items(body)]
    assert kinds == [ItemKind.HEADING, ItemKind.PARAGRAPH] * 2


def test_styles_in_a_circle_are_survived() -> None:
    assert get_items(f'<text:p text:style-name="A">{LONG}</text:p>') == [Item(ItemKind.PARAGRAPH, LONG)]


def test_paper_running_heads_title_and_language_are_read() -> None:
    common = (
        '<style:page-layout><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>'
        "</style:page-layout><style:header><text:p>Diarienummer: KS 2024/9</text:p></style:header>"
    )
    meta = "<dc:title>Program för dialog</dc:title><dc:language>sv-SE</dc:language>"
    content = make_odt(f"<text:p>{LONG}</text:p>", common=common, meta=meta)
    read = read_unpaged(Sha256("0" * 64), content, Format.ODT, "a.odt")[0]
    assert (read.page.width, read.page.height) == (595.28, 841.89)
    assert (read.metadata.title, read.metadata.reference) == ("Program för dialog", "KS 2024/9")
    assert len(read.passages) == 1


def test_an_encrypted_document_needs_a_password() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    content = pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x8f\x00\x12" * 50,
            "META-INF/manifest.xml": manifest,
        }
    )
    with pytest.raises(UnreadableError) as caught:
        read_odt(content)
    assert caught.value.failure is ExtractionFailure.PASSWORD


@pytest.mark.parametrize(("text", "points"), [("72pt", 72.0), ("1in", 72.0), ("2.54cm", 72.0), ("100%", 0.0)])
def test_lengths_are_read_in_points(text: str, points: float) -> None:
    assert parse_length(text) == pytest.approx(points)
