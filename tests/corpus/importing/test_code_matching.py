"""Which code of the study a code of another program is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.export.refi_codebook import build_tree
from corpus.export.texts import Texts
from corpus.importing.code_matching import match_codes, walk
from corpus.importing.loss import Reason
from corpus.records import Codebook
from corpus.refi.guids import guid_of
from corpus.refi.records import CodeNode
from tests.factories import codebook


def node(name: str, *children: CodeNode, description: str = "", codable: bool = True) -> CodeNode:
    return CodeNode(guid_of("foreign", name), name, codable, "", description, children)


def matched(*nodes: CodeNode, book: Codebook | None = None) -> set[str]:
    return set(match_codes(nodes, book or codebook()).codes.values())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_our_own_tree_is_known_whole_in_either_language(language: str) -> None:
    match = match_codes(build_tree(codebook(), Texts(language), {}), codebook())
    assert match.offered == {code.id for code in codebook().codes}
    assert {item.reason for item in match.items} == {Reason.KNOWN}


def test_codes_that_got_new_guids_and_names_are_known_by_their_description() -> None:
    tree = build_tree(codebook(), Texts("sv"), {})
    renamed = [
        replace(one, guid=guid_of("new", one.guid), name=f"X {one.name}", children=())
        for one, _ in walk(tree)
    ]
    match = match_codes(renamed, codebook())
    assert match.offered == {code.id for code in codebook().codes}


@pytest.mark.parametrize("name", ["partner.region", "Region", "region", "REGION ", "Partner::Region"])
def test_a_code_is_known_by_its_id_or_label_however_it_is_spelled(name: str) -> None:
    assert matched(node(name)) == {"partner.region"}


def test_a_label_that_two_codes_bear_counts_only_under_the_name_of_its_dimension() -> None:
    book = codebook()
    gate, partner, purpose = book.dimensions
    twin = replace(purpose.codes[0], sv="Region", en="Region")
    book = replace(book, dimensions=(gate, partner, replace(purpose, codes=(twin, purpose.codes[1]))))
    assert matched(node("Region"), book=book) == set()
    assert matched(node("Syfte", node("Region")), book=book) == {"purpose.competence"}
    assert matched(node("Partner::Region"), book=book) == {"partner.region"}


def test_a_group_is_no_code_and_what_nobody_knows_is_told() -> None:
    match = match_codes([node("Region", node("Annat"), codable=False)], codebook())
    assert match.codes == {}
    assert [(item.reason, item.name) for item in match.items] == [
        (Reason.NO_PLACE, "Region"),
        (Reason.UNKNOWN_CODE, "Region::Annat"),
    ]
