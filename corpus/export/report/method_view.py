"""How the inventory was made, told from its log and provenance, and how to cite it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.coverage import DocumentRow
from corpus.estimate_records import Basis, Unit
from corpus.export.columns import about_table, labels_by_id
from corpus.export.report.wording import say_share
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory import count_reviewed
from corpus.inventory_records import Inventory, Method
from corpus.truth import Status


@dataclass(frozen=True, slots=True)
class MethodView:
    """The method chapter: steps with their sentences, tables of what they rest on, and a citation."""

    steps: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    citation: str


def build_method(inventory: Inventory, texts: Texts) -> MethodView:
    """The method as far as the log tells it; what was not logged is not told."""
    steps = (
        (texts["method.gathering"], " ".join(_gathering(inventory, texts))),
        (texts["method.reading"], " ".join(_reading(inventory, texts))),
        (texts["method.coding"], " ".join(_coding(inventory, texts))),
        (texts["method.people"], " ".join(_people(inventory, texts))),
        (texts["method.figures"], _figures(inventory, texts)),
    )
    return MethodView(steps, tuple(_tables(inventory, texts)), cite(inventory, texts))


def _gathering(inventory: Inventory, texts: Texts) -> Iterator[str]:
    method = inventory.method
    if method and method.requests:
        yield texts.fill(
            "method.crawled",
            visits=method.visits,
            requests=method.requests,
            first=method.first[:10],
            last=method.last[:10],
        )
    yield texts.fill(
        "method.documents",
        documents=len({one.document.sha256 for one in inventory.documents}),
        policies=len(inventory.policies),
    )


def _reading(inventory: Inventory, texts: Texts) -> Iterator[str]:
    unique: dict[str, DocumentRow] = {one.document.sha256: one for one in inventory.documents}
    failed = Counter(
        one.extraction.failure for one in unique.values() if one.extraction and one.extraction.failure
    )
    yield texts.fill(
        "method.read",
        read=sum(1 for one in unique.values() if one.passages),
        passages=sum(one.passages for one in unique.values()),
    )
    if failed:
        reasons = ", ".join(
            f"{texts[f'failure.{reason}']} ({texts.number(number)})"
            for reason, number in failed.most_common()
        )
        yield texts.fill("method.failed", number=texts.number(failed.total()), reasons=reasons)
    excluded = sum(1 for one in unique.values() if one.excluded)
    if excluded:
        yield texts.fill("method.excluded", documents=excluded)
    if inventory.method and inventory.method.extractors:
        yield texts.fill("method.readers", readers=", ".join(inventory.method.extractors))


def _coding(inventory: Inventory, texts: Texts) -> Iterator[str]:
    made = inventory.provenance
    yield texts.fill(
        "method.coded",
        coder=made.coder,
        codes=len(inventory.codebook.codes),
        dimensions=len(inventory.codebook.dimensions),
        version=inventory.codebook.version,
    )
    if made.silent_codes:
        yield texts.fill("method.silent", number=len(made.silent_codes))


def _people(inventory: Inventory, texts: Texts) -> Iterator[str]:
    total, reviewed = len(inventory.rows), count_reviewed(inventory.rows)
    yield texts.fill(
        "method.reviewed",
        reviewed=texts.number(reviewed),
        total=total,
        share=say_share(reviewed, total, texts),
    )
    statuses = Counter(row.statement.truth.status for row in inventory.rows)
    if statuses[Status.DISPUTED]:
        yield texts.fill("method.disputed", number=texts.number(statuses[Status.DISPUTED]))
    method = inventory.method
    if method and method.answers:
        yield texts.fill(
            "method.answered",
            people=len(method.answers),
            answers=sum(number for _, number in method.answers),
            settled=method.settled,
        )
    if method and not method.agreement:
        yield texts["method.no_agreement"]


def count_audited(inventory: Inventory) -> int:
    """How many passages the audit sample holds, 0 where no figure was corrected by one."""
    corrected = [
        one for one in inventory.estimates if one.unit is Unit.PASSAGE and one.basis is not Basis.MACHINE
    ]
    return max((one.audited for one in corrected), default=0)


def _figures(inventory: Inventory, texts: Texts) -> str:
    audited = count_audited(inventory)
    said = (
        texts.fill("method.corrected", audited=texts.number(audited)) if audited else texts["method.machine"]
    )
    return " ".join((said, *_cells(inventory, texts)))


def _cells(inventory: Inventory, texts: Texts) -> Iterator[str]:
    """Of which codes municipalities or documents were drawn and read."""
    drawn = [one for one in inventory.estimates if one.depth]
    labels = labels_by_id(inventory.codebook, texts)
    named = dict.fromkeys(
        " + ".join(labels.get(code, code) for code in (one.code, one.other) if code) for one in drawn
    )
    if named:
        yield texts.fill("est.method_cells", codes="; ".join(named))


def _tables(inventory: Inventory, texts: Texts) -> Iterator[Table]:
    if inventory.method:
        yield from _log_tables(inventory.method, inventory, texts)
    about = about_table(inventory, texts, count_reviewed(inventory.rows))
    yield _pairs("about", "method.provenance", [(str(name), str(value)) for name, value in about], texts)


def _log_tables(method: Method, inventory: Inventory, texts: Texts) -> Iterator[Table]:
    if method.agreement:
        yield _agreement_table(inventory, texts)
    if method.answers:
        lines = [(name, texts.number(number)) for name, number in method.answers]
        yield _pairs("answers", "method.answers", lines, texts)
    if method.model:
        facts = [(texts[f"card.{name}"], value) for name, value in method.model]
        yield _pairs("model", "method.model", facts, texts)
    if method.seeds:
        yield _pairs("seeds", "method.seeds", list(method.seeds), texts)


def _pairs(name: str, key: str, lines: list[tuple[str, str]], texts: Texts) -> Table:
    rows = tuple((Count(left), Count(right)) for left, right in lines)
    return Table(f"method-{name}", texts[key], (texts["method.fact"], texts["method.value"]), rows)


def _agreement_table(inventory: Inventory, texts: Texts) -> Table:
    labels = labels_by_id(inventory.codebook, texts)
    agreement = inventory.method.agreement if inventory.method else ()

    def say(value: float | None) -> Count:
        return Count("–" if value is None else texts.probability(value), value=value)

    rows = tuple(
        (
            Count(labels.get(one.code, one.code)),
            Count(texts.number(one.units), value=one.units),
            say(one.alpha),
            say(one.low),
            say(one.high),
        )
        for one in agreement
    )
    head = tuple(texts[f"method.{key}"] for key in ("code", "units", "alpha", "low", "high"))
    return Table("method-agreement", texts["method.agreement"], head, rows, texts["method.agreement_note"])


def cite(inventory: Inventory, texts: Texts) -> str:
    """The inventory as a reference list has it: who, when, what, version, and the hash that proves it."""
    made, settings = inventory.provenance, inventory.settings
    return texts.fill(
        "method.citation",
        who=settings.get("creators") or made.study,
        year=made.made[:4],
        title=texts["title"],
        study=made.study,
        date=made.made[:10],
        program=made.program,
        hash=made.content_hash[:16],
    )
