"""The script that sets the PDFs, and the manuscripts that it reads."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from samverkan.demo.manuscripts import Block, ManuscriptError, parse_manuscript, read_coded_document
from samverkan.demo.publishing import DOCUMENTS
from samverkan.demo.typeset import (
    CODED_DOCUMENTS,
    TypesetError,
    group_blocks,
    iter_documents,
    read_manuscripts,
    split_cells,
)

HEAD = "kommun: storvalla\ntitel: Taxa\ntyp: taxa\ndatum: 2024-01-02\nlook: tariff\n"

can_typeset = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("typst", "font_roboto", "font_source_sans_pro")),
    reason="typst, font-roboto and font-source-sans-pro are needed to set the documents",
)


def read_pages(content: bytes) -> tuple[str, list[str]]:
    with pypdfium2.PdfDocument(content) as pdf:
        texts = []
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return pdf.get_metadata_value("Creator"), texts


@can_typeset
def test_the_committed_documents_are_what_the_script_makes() -> None:
    made = dict(iter_documents(CODED_DOCUMENTS))
    assert made.keys() == {path.stem for path in DOCUMENTS.iterdir()}
    for name, content in made.items():
        committed = (DOCUMENTS / f"{name}.pdf").read_bytes()
        if content == committed:
            continue
        # Another version of typst may write other bytes, but not other pages or words.
        creator, texts = read_pages(content)
        committed_creator, committed_texts = read_pages(committed)
        assert creator != committed_creator, f"{name}.pdf is not what its manuscript gives: set it again"
        assert [text.split() for text in texts] == [text.split() for text in committed_texts]


@can_typeset
def test_setting_twice_gives_the_same_bytes() -> None:
    assert list(iter_documents(CODED_DOCUMENTS)) == list(iter_documents(CODED_DOCUMENTS))


def test_an_empty_folder_of_coded_documents_is_refused_with_what_to_pass(tmp_path: Path) -> None:
    with pytest.raises(TypesetError, match="pass the folder that holds them"):
        read_manuscripts(tmp_path)


def test_a_manuscript_is_its_facts_and_one_block_a_line() -> None:
    body = "# Taxa\n\n- ett\n| a | b\n_ Namn\nText.\n===\n~ Ort\n"
    text = f"{HEAD}fakta: Gäller | 2024\nfakta: Antagen\n---\n{body}"
    manuscript = parse_manuscript(text, "prov")
    assert manuscript.facts == (("Gäller", "2024"), ("Antagen", ""))
    assert manuscript.blocks == (
        Block("h1", "Taxa"),
        Block("li", "ett"),
        Block("row", "a | b"),
        Block("field", "Namn"),
        Block("p", "Text."),
        Block("pagebreak", ""),
        Block("signature", "Ort"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kommun: storvalla\n# Taxa\n", "prov: a line --- must part the facts"),
        ("kommun storvalla\n---\n# Taxa\n", "prov:1: expected key: value, found 'kommun storvalla'"),
        ("kommun: storvalla\n---\n# Taxa\n", "prov: the facts lack datum, look, titel, typ"),
    ],
)
def test_a_manuscript_with_an_error_is_refused_with_the_place_to_mend(text: str, message: str) -> None:
    with pytest.raises(ManuscriptError, match=message):
        parse_manuscript(text, "prov")


def test_a_coded_document_with_an_unknown_block_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"doc": "x"}\n{"type": "h1", "text": "X"}\n{"type": "sidfot", "text": "1"}\n', "utf-8")
    with pytest.raises(ManuscriptError, match=r"x\.jsonl:3: unknown block type 'sidfot'"):
        read_coded_document(path)


def test_runs_of_items_and_rows_become_lists_and_tables() -> None:
    items = [Block("li", "ett"), Block("li", "två")]
    rows = [Block("row", "Mål | 2025"), Block("row", "A | 3")]
    grouped = list(group_blocks([*items, Block("p", "x"), *rows]))
    assert [block["type"] for block in grouped] == ["list", "p", "rows"]
    assert grouped[0]["items"] == ["ett", "två"]
    assert grouped[2]["rows"] == [["Mål", "2025"], ["A", "3"]]
    assert grouped[2]["header"] is True


def test_a_bar_at_the_end_of_a_row_opens_an_empty_cell() -> None:
    assert split_cells("1 | Upprop |") == ["1", "Upprop", ""]
