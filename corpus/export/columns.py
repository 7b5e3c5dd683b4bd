"""The columns of an inventory, defined once for every tabular format.

One row per municipality × document × passage. A dimension's codes stand in one cell, joined by "; ".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.coverage import Coverage, DocumentRow
from corpus.export.extents import say_extent
from corpus.export.texts import Texts
from corpus.inventory_records import Changes, Inventory, InventoryRow
from corpus.records import Code, Codebook, CodeId, Dimension
from corpus.truth import EXTERNAL

Value = str | int | float
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A named column: `width` in characters for a spreadsheet; `value` is empty where nothing is known."""

    label: str
    width: int
    value: Callable[[InventoryRow], Value]


def label_of(code: Code | Dimension, texts: Texts) -> str:
    """The label of a code or dimension in the reader's language."""
    return code.en if texts.language == "en" else code.sv


def labels_by_id(codebook: Codebook, texts: Texts) -> dict[CodeId, str]:
    """Every code's label."""
    return {code.id: label_of(code, texts) for code in codebook.codes}


def inventory_columns(inventory: Inventory, texts: Texts) -> tuple[Column, ...]:
    """The columns of an inventory in this language, in reading order."""
    labels = labels_by_id(inventory.codebook, texts)
    return (
        *_municipality_columns(texts),
        *_document_columns(texts),
        *_statement_columns(inventory, texts, labels),
        *_place_columns(texts),
        *_provenance_columns(inventory, texts),
    )


def _municipality_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts["code"], 8, lambda row: row.municipality.code),
        Column(texts["municipality"], 16, lambda row: row.municipality.name),
        Column(texts["county"], 18, lambda row: row.municipality.county),
        Column(texts["group"], 22, _group),
    )


def _group(row: InventoryRow) -> str:
    return f"{row.municipality.group} {row.municipality.group_name}".strip()


def _document_columns(texts: Texts) -> tuple[Column, ...]:
    def of(key: str, width: int) -> Column:
        return Column(texts[key], width, lambda row: str(getattr(row.statement.document.metadata, key)))

    return (
        Column(texts["document"], 36, lambda row: title_of(row.statement.document.metadata.title, row)),
        of("kind", 14),
        of("adopted", 12),
        of("adopted_by", 20),
        of("paragraph", 9),
        of("reference", 14),
        of("valid_from", 11),
        of("valid_to", 11),
        of("responsible", 24),
        of("published", 12),
        of("updated", 12),
        Column(texts["inv.replaces"], 24, lambda row: row.statement.document.metadata.replaces),
        Column(texts["inv.current"], 9, lambda row: texts["inv.yes" if row.is_current else "inv.no"]),
        Column(texts["inv.version"], 9, lambda row: _version(row, texts)),
    )


def _version(row: InventoryRow, texts: Texts) -> str:
    return texts.fill("inv.version_of", number=row.version, whole=len(row.policy.members))


def title_of(title: str, row: InventoryRow) -> str:
    """The document's title, or its file name when it states none."""
    return title or row.statement.document.name


def _statement_columns(inventory: Inventory, texts: Texts, labels: dict[CodeId, str]) -> tuple[Column, ...]:
    def of(dimension: Dimension) -> Column:
        def value(row: InventoryRow) -> str:
            held = [code for code in row.statement.truth.codes if code.startswith(f"{dimension.id}.")]
            return SEPARATOR.join(labels.get(code, code) for code in held)

        return Column(label_of(dimension, texts), 26, value)

    gate = Column(
        texts["statement"], 22, lambda row: labels.get(row.statement.truth.gate, row.statement.truth.gate)
    )
    named = Column(texts["partners"], 30, lambda row: SEPARATOR.join(row.partners))
    codes = [of(dimension) for dimension in inventory.codebook.dimensions if not dimension.single]
    return (gate, *codes[:1], named, *codes[1:])


def _place_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts["quote"], 80, lambda row: row.statement.passage.text),
        Column(texts["speaker"], 10, lambda row: row.statement.passage.speaker),
        Column(texts["headings"], 30, lambda row: " › ".join(row.statement.passage.headings)),
        Column(texts["table_heads"], 24, lambda row: " | ".join(row.statement.passage.columns)),
        Column(texts["first_page"], 6, lambda row: row.statement.passage.first_page),
        Column(texts["last_page"], 6, lambda row: row.statement.passage.last_page),
        Column(texts["inv.box"], 24, _boxes),
        Column(texts["url"], 40, lambda row: row.fetch.final_url or row.fetch.url),
        Column(texts["referrer"], 30, lambda row: row.fetch.referrer),
        Column(texts["retrieved"], 20, lambda row: row.fetch.at),
    )


def _boxes(row: InventoryRow) -> str:
    """Where the passage stands: page and x0, top, x1, bottom in points from the page's top-left corner."""
    return SEPARATOR.join(
        f"{box.page}: {box.x0:.0f} {box.top:.0f} {box.x1:.0f} {box.bottom:.0f}"
        for box in row.statement.passage.boxes
    )


def _provenance_columns(inventory: Inventory, texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts["probability"].capitalize(), 10, lambda row: round(row.statement.truth.score, 3)),
        Column(texts["status"], 14, lambda row: texts[f"status.{row.statement.truth.status}"]),
        Column(texts["reviewers"], 14, lambda row: SEPARATOR.join(row.statement.truth.reviewers)),
        Column(texts["coder"], 18, lambda _: inventory.provenance.coder),
        Column(texts["inv.codebook_label"], 10, lambda _: inventory.codebook.version),
        Column(texts["codebook_version"], 16, lambda _: inventory.provenance.codebook),
        Column(texts["sha256"], 16, lambda row: row.statement.document.sha256),
        Column(texts["passage_id"], 16, lambda row: row.statement.passage.id),
        Column(texts["inv.policy"], 18, lambda row: row.policy.id),
    )


def coverage_table(coverage: Iterable[Coverage], texts: Texts) -> list[list[Value]]:
    """Coverage as a header and one row a municipality."""
    place_keys = "code municipality county state visited"
    count_keys = "documents unreadable excluded passages strategies descriptions"
    table: list[list[Value]] = [[texts[key] for key in f"{place_keys} {count_keys}".split()]]
    for one in coverage:
        visited = "visit.none" if one.visit is None else f"visit.{one.visit.outcome}"
        place: list[Value] = [one.municipality.code, one.municipality.name, one.municipality.county]
        counts: list[Value] = [one.documents, one.unreadable, one.excluded, one.passages]
        said: list[Value] = [one.strategies, one.descriptions]
        table.append([*place, texts[f"state.{one.state}"], texts[visited], *counts, *said])
    return table


def document_table(documents: Iterable[DocumentRow], texts: Texts) -> list[list[Value]]:
    """Every document, also the unreadable and the left-out ones, as a header and one row each."""
    document_keys = "code municipality document kind adopted reading likeness"
    count_keys = "pages passages found_here url retrieved sha256"
    table: list[list[Value]] = [[texts[key] for key in f"{document_keys} {count_keys}".split()]]
    for one in documents:
        metadata = one.document.metadata
        table.append(
            [
                one.municipality.code,
                one.municipality.name,
                metadata.title or one.document.name,
                metadata.kind.value,
                metadata.adopted,
                reading_of(one, texts),
                likeness_of(one, texts),
                one.extraction.pages if one.extraction else 0,
                one.passages,
                one.statements,
                one.fetch.final_url or one.fetch.url,
                one.fetch.at,
                one.document.sha256,
            ]
        )
    return table


def likeness_of(row: DocumentRow, texts: Texts) -> str:
    """What a document is to others: "draft of Plan (99 %)"; empty when it is like none."""
    said = [
        f"{texts[f'likeness.{likeness.kind}']} {title} ({likeness.share:.0%})"
        for likeness, title in row.likenesses
    ]
    return SEPARATOR.join(said)


def reading_of(row: DocumentRow, texts: Texts) -> str:
    """How the reading of a document went, in words."""
    if row.extraction is None:
        return texts["reading.none"]
    if row.extraction.failure is not None:
        return texts[f"failure.{row.extraction.failure}"]
    return texts["excluded_kind"] if row.excluded else texts["reading.ok"]


def codebook_table(inventory: Inventory, texts: Texts) -> list[list[Value]]:
    """The codebook with the number of current rows of each code, as a header and one row a code."""
    counts: Counter[CodeId] = Counter()
    for row in inventory.current_rows:
        counts.update({row.statement.truth.gate, *row.statement.truth.codes})
    keys = "dimension code_id label definition include exclude assigned_by count"
    table: list[list[Value]] = [[texts[key] for key in keys.split()]]
    for dimension in inventory.codebook.dimensions:
        for code in dimension.codes:
            never_listed = dimension.single and code.id not in EXTERNAL  # rows are about the outside
            texts_of_code: list[Value] = [code.definition, code.include, code.exclude]
            named: list[Value] = [label_of(dimension, texts), code.id, label_of(code, texts)]
            silent = code.id in inventory.provenance.silent_codes
            by = texts["assigned_by.people" if silent else "assigned_by.both"]
            table.append([*named, *texts_of_code, by, "" if never_listed else counts[code.id]])
    return table


def changes_table(changes: Changes, inventory: Inventory, texts: Texts) -> list[list[Value]]:
    """What changed since an earlier inventory, as a header and one row a change."""
    labels = labels_by_id(inventory.codebook, texts)
    names = {one.municipality.code: one.municipality.name for one in inventory.coverage}
    keys = "code municipality document inv.change quote inv.before inv.after sha256 passage_id"
    table: list[list[Value]] = [[texts[key] for key in keys.split()]]
    for one in changes.rows:
        before, after = (
            SEPARATOR.join(labels.get(code, code) for code in codes) for codes in (one.before, one.after)
        )
        where: list[Value] = [one.municipality, names.get(one.municipality, ""), one.title]
        said: list[Value] = [texts[f"inv.kind.{one.kind}"], one.quote, before, after]
        table.append([*where, *said, one.document, one.passage])
    return table


def about_table(inventory: Inventory, texts: Texts, reviewed: int) -> list[list[Value]]:
    """What the inventory was made with, as pairs."""
    made, extent = inventory.provenance, say_extent(inventory)
    narrowed: list[list[Value]] = (
        [] if extent is None else [[texts["about.extent"], extent.of(texts.language)]]
    )
    return [
        [texts["about.study"], made.study],
        *narrowed,
        [texts["about.made"], made.made],
        [texts["about.program"], made.program],
        [texts["about.coder"], made.coder],
        [texts["about.codebook"], made.codebook],
        [texts["about.config"], made.config_hash],
        [texts["about.content"], made.content_hash],
        [texts["about.rows"], len(inventory.rows)],
        [texts["inv.current_rows"], len(inventory.current_rows)],
        [texts["about.reviewed"], reviewed],
    ]
