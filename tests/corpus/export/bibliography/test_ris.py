from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.export.bibliography.references import full_name, gather_references
from corpus.export.bibliography.ris import export_ris
from corpus.records import DocumentKind
from corpus.store import Store
from tests.corpus.export.materials import TITLE, empty_inventory, hostile_inventory, opened


def test_every_line_is_a_tag_and_a_value_and_every_reference_begins_and_ends(
    store: Store, tmp_path: Path
) -> None:
    inventory = hostile_inventory()
    with opened(store, inventory) as material:
        export_ris(material, tmp_path / "d.ris")
    content = (tmp_path / "d.ris").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    references = content.decode("utf-8").split("\r\n\r\n")[:-1]
    assert len(references) == len({one.document.sha256 for one in inventory.documents})
    for reference in references:
        lines = reference.split("\r\n")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert lines[0] in ("TY  - RPRT", "TY  - LEGAL")
        assert lines[-1] == "ER  - "
        tags = [line[:2] for line in lines]
        assert {"TI", "AU", "PB", "Y2", "N1", "ID"} <= set(tags)
    assert f"TI  - {TITLE}" in content.decode("utf-8")


def test_a_focus_group_is_no_reference_and_a_document_of_two_has_both_as_authors() -> None:
    one = hostile_inventory().documents[0]
    other = replace(one, municipality=replace(one.municipality, name="Almköping"))
    spoken = replace(one.document.metadata, kind=DocumentKind.FOCUS_GROUP)
    secret = replace(one, document=replace(one.document, sha256="f" * 64, metadata=spoken))
    (reference,) = gather_references([one, other, secret])
    assert reference.authors == (full_name(one.municipality.name), "Almköpings kommun")


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Eskilstuna", "Eskilstuna kommun"),
        ("Linköping", "Linköpings kommun"),
        ("Västerås", "Västerås kommun"),
        ("Umeå", "Umeå kommun"),
    ],
)
def test_a_municipality_is_called_as_its_documents_call_it(name: str, full: str) -> None:
    assert full_name(name) == full


def test_no_documents_are_an_empty_file(store: Store, tmp_path: Path) -> None:
    with opened(store, empty_inventory()) as material:
        assert export_ris(material, tmp_path / "d.ris").summary == "0 references."
    assert (tmp_path / "d.ris").read_bytes() == b""
