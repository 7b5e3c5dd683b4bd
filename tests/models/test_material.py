from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import PassageKind
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.errors import MaterialError
from models.material import (
    DEMO_MUNICIPALITIES,
    ENRICHED_WEIGHT,
    demo_examples,
    load_documents,
    load_lookalikes,
    load_passages,
    material_hash,
    names_demo,
    read_document_examples,
    training_examples,
)

HEADER = '{"doc":"d","municipality":"Sjöbacka","title":"Plan"}\n'


def test_the_starter_holds_152_documents_of_107_municipalities() -> None:
    examples = load_documents()
    assert len({example.source for example in examples}) == 152
    assert len({example.municipality for example in examples}) == 107


def test_blocks_written_to_hold_rare_codes_weigh_less_for_the_gate_and_as_much_for_the_heads() -> None:
    documents = [e for e in training_examples() if e.municipality]
    assert {(e.weight, e.head_weight) for e in documents} == {(1.0, 1.0), (ENRICHED_WEIGHT, 1.0)}
    assert len({e.source for e in documents if e.weight < 1}) == 77


def test_no_demo_municipality_trains_and_no_single_passage_names_one() -> None:
    training = training_examples()
    assert not {example.municipality for example in training} & DEMO_MUNICIPALITIES
    assert not [e for e in (*load_passages(), *load_lookalikes()) if names_demo(e.context)]
    assert {example.municipality for example in demo_examples()} == DEMO_MUNICIPALITIES
    assert not {e.source for e in training} & {e.source for e in demo_examples()}


def test_the_28_single_passages_that_name_a_demo_municipality_are_left_out() -> None:
    assert len(load_passages()) == 1660 - 28


def test_every_code_of_the_material_is_in_the_default_codebook() -> None:
    known = {code.id for code in load_codebook(DEFAULT_CODEBOOK).codes}
    assert {code for e in (*training_examples(), *demo_examples()) for code in e.codes} <= known


def test_blocks_get_their_heading_chain_and_list_items_lean_on_the_sentence_before_the_list(
    tmp_path: Path,
) -> None:
    path = tmp_path / "d.jsonl"
    rows = [
        '{"type":"h1","text":"Plan"}',
        '{"type":"h2","text":"Mål"}',
        '{"type":"p","text":"Kommunen ska:","codes":["gate.none"]}',
        '{"type":"li","text":"samarbeta","codes":["gate.strategy"]}',
        '{"type":"li","text":"spara","codes":["gate.none"]}',
        '{"type":"h2","text":"Ekonomi"}',
        '{"type":"row","text":"A | 1","codes":["gate.none"]}',
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    paragraph, first, second, row = (example.context for example in read_document_examples(path))
    assert paragraph.headings == ("Plan", "Mål")
    assert (first.previous, second.previous) == ("Kommunen ska:", "Kommunen ska:")
    assert (row.headings, row.previous, row.kind) == (("Plan", "Ekonomi"), "", PassageKind.TABLE_ROW)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("{bad", "d.jsonl:1: is not JSON"),
        (HEADER + '{"type":"p","text":"Hej"}', "d.jsonl:2: has no codes"),
        (HEADER + '{"type":"h9","text":"Hej"}', "d.jsonl:2: has the block type 'h9'"),
        (HEADER + '{"type":"p","text":"","codes":["gate.none"]}', "d.jsonl:2: has no text"),
        ('{"type":"h1","text":"Plan"}', "d.jsonl:1: does not begin with"),
    ],
)
def test_damaged_material_is_named_with_its_line(tmp_path: Path, rows: str, expected: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(MaterialError, match="^" + expected.replace(".", r"\.")):
        read_document_examples(path)


def test_the_hash_of_the_material_changes_with_a_code() -> None:
    passages = load_passages()[:5]
    assert material_hash(passages) == material_hash(load_passages()[:5])
    assert material_hash(passages) != material_hash(passages[:4])
