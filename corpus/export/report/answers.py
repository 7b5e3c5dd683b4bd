"""Answers at a glance: a handful of sentences that write themselves from the numbers. Pure.

They count statements of current versions. A sentence is left out where its numbers say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.export.chapters.chapter import Paragraph
from corpus.export.chapters.wording import count_passages, list_counts, write_paragraph
from corpus.export.columns import label_of
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory import NO_PURPOSE, group_by_cell
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import CodeId
from corpus.truth import EXTERNAL

_MOST_NAMED = 3
_RANKED = ("partner", "purpose", "form", "governance", "challenge")
"""Dimensions whose commonest codes are told, in the order of the study's questions."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the question that it answers, and the sentences."""

    question: str
    text: Paragraph


def build_answers(inventory: Inventory, texts: Texts) -> tuple[Answer, ...]:
    """The answers in the order of the study's questions."""
    rows = tuple(row for row in inventory.rows if row.is_current)
    if not rows:
        return ()
    held = _group_by_code(rows)
    sentences = [_who(inventory, rows, texts)]
    for dimension in _RANKED:
        sentences.extend(_commonest(dimension, held, inventory, texts))
        if dimension == "purpose":
            sentences.extend(_cells(rows, inventory, texts))
    sentences.extend(_difficulties(rows, texts))
    sentences.extend(_named(rows, texts))
    return tuple(sentences)


def _group_by_code(rows: Iterable[InventoryRow]) -> dict[CodeId, tuple[InventoryRow, ...]]:
    held: dict[CodeId, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        for code in row.statement.truth.codes:
            held[code].append(row)
    return {code: tuple(found) for code, found in held.items()}


def _who(inventory: Inventory, rows: tuple[InventoryRow, ...], texts: Texts) -> Answer:
    said = len({row.municipality.code for row in rows})
    strategies, descriptions = (
        tuple(row for row in rows if row.statement.truth.gate == gate) for gate in EXTERNAL
    )
    old = tuple(row for row in inventory.rows if not row.is_current)
    text = write_paragraph(
        texts,
        "answer.who" if not old else "answer.who_old",
        said=Count(texts.number(said), link="t-municipalities"),
        total=Count(texts.count(len(inventory.coverage), "municipalities")),
        rows=count_passages(texts, rows),
        strategies=count_passages(texts, strategies),
        descriptions=count_passages(texts, descriptions),
        **({"old": count_passages(texts, old)} if old else {}),
    )
    return Answer(texts["question.who"], text)


def _commonest(
    dimension: str, held: dict[CodeId, tuple[InventoryRow, ...]], inventory: Inventory, texts: Texts
) -> Iterator[Answer]:
    """The commonest codes of a dimension, each with its passages and municipalities."""
    codes = [code for code in inventory.codebook.codes if code.dimension == dimension and code.id in held]
    codes.sort(key=lambda code: (-len(held[code.id]), code.id))
    if not codes:
        return
    named = tuple(_tell(label_of(code, texts), held[code.id], texts) for code in codes[:_MOST_NAMED])
    yield Answer(
        texts[f"question.{dimension}"],
        write_paragraph(
            texts,
            "answer.commonest",
            named=list_counts(texts, named),
            used=Count(texts.number(len(codes))),
            codes=Count(
                texts.number(sum(1 for one in inventory.codebook.codes if one.dimension == dimension))
            ),
        ),
    )


def _tell(label: str, rows: tuple[InventoryRow, ...], texts: Texts) -> Count:
    owners = len({row.municipality.code for row in rows})
    where = texts.count(owners, "municipalities")
    return Count(f"{label} ({texts.number(len(rows))}, {where})", rows, len(rows))


def _cells(rows: Sequence[InventoryRow], inventory: Inventory, texts: Texts) -> Iterator[Answer]:
    """The commonest pair of partner and purpose, and how many pairs nobody writes of."""
    cells = {cell: found for cell, found in group_by_cell(rows).items() if cell[1] != NO_PURPOSE}
    if not cells:
        return
    labels = {code.id: label_of(code, texts) for code in inventory.codebook.codes}
    (partner, purpose), most = max(cells.items(), key=lambda item: (len(item[1]), item[0]))
    sizes = [
        sum(1 for code in inventory.codebook.codes if code.dimension == one) for one in ("partner", "purpose")
    ]
    pair = f"{labels.get(partner, partner)} × {labels.get(purpose, purpose)}"
    yield Answer(
        texts["question.cells"],
        write_paragraph(
            texts,
            "answer.cells",
            pair=_tell(pair, most, texts),
            empty=Count(texts.number(sizes[0] * sizes[1] - len(cells))),
            pairs=Count(texts.number(sizes[0] * sizes[1])),
        ),
    )


def _difficulties(rows: Sequence[InventoryRow], texts: Texts) -> Iterator[Answer]:
    hard = tuple(row for row in rows if _has(row, "difficulty."))
    if hard:
        handled = tuple(row for row in hard if _has(row, "handling."))
        text = write_paragraph(
            texts,
            "answer.difficulties",
            hard=count_passages(texts, hard),
            handled=count_passages(texts, handled),
        )
        yield Answer(texts["question.difficulties"], text)


def _has(row: InventoryRow, start: str) -> bool:
    return any(code.startswith(start) for code in row.statement.truth.codes)


def _named(rows: Iterable[InventoryRow], texts: Texts) -> Iterator[Answer]:
    by_name: dict[str, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        for name in row.partners:
            by_name[name].append(row)
    if by_name:
        most = sorted(by_name, key=lambda name: (-len(by_name[name]), name))[:_MOST_NAMED]
        named = tuple(_tell(name, tuple(by_name[name]), texts) for name in most)
        number = Count(texts.count(len(by_name), "partners"))
        text = write_paragraph(texts, "answer.named", number=number, named=list_counts(texts, named))
        yield Answer(texts["question.named"], text)
