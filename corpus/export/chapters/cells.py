"""Tables of chapters from tallies: every number knows its rows, every zero says whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.chapters.agreements import Agreement
from corpus.chapters.comparing import Contrast
from corpus.chapters.tallies import (
    CodeTally,
    NamedTally,
    Rows,
    count_documents,
    count_municipalities,
    strategies_of,
)
from corpus.export.chapters.shares import Shares
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.records import Code, CodeId

NOTHING = Count("–")


def count_cell(texts: Texts, rows: Rows) -> Count:
    """A number of rows."""
    return Count(texts.number(len(rows)), rows, len(rows))


def number_cell(texts: Texts, number: int) -> Count:
    """A number that stands for other things than rows."""
    return Count(texts.number(number), (), number)


def share_cell(texts: Texts, rows: Rows, of: int) -> Count:
    """Rows with their share of `of`: "12 % (3)"; a dash when there is nothing to be a share of."""
    if not of:
        return NOTHING
    return Count(f"{texts.share(len(rows) / of)} ({texts.number(len(rows))})", rows, len(rows) / of)


def places_cell(texts: Texts, rows: Rows, of: int) -> Count:
    """How many of the `of` read municipalities the rows are of: "3 av 12"."""
    number = count_municipalities(rows)
    return Count(texts.fill("ch.of", number=texts.number(number), of=texts.number(of)), rows, number)


def year_cell(year: int | None) -> Count:
    """A year without a thousands mark; a dash for none."""
    return NOTHING if year is None else Count(str(year), (), year)


def tally_table(
    table: tuple[str, str], head: str, tallies: Sequence[CodeTally], shares: Shares, texts: Texts
) -> Table:
    """Codes with their passages, documents and municipalities, and estimates where there are any.

    `table` is (id, caption). Codes without rows are named in the note, not shown as lines.
    """
    estimated = shares.holds_any(one.code.id for one in tallies)
    columns = [head, *(texts[f"ch.col.{key}"] for key in ("passages", "strategies", "documents", "places"))]
    if estimated:
        columns.append(texts["ch.col.estimate"])
    lines = []
    for one in sorted((one for one in tallies if one.rows), key=lambda one: -len(one.rows)):
        line = [
            Count(label_of(one.code, texts)),
            count_cell(texts, one.rows),
            count_cell(texts, strategies_of(one.rows)),
            number_cell(texts, count_documents(one.rows)),
            places_cell(texts, one.rows, shares.places),
        ]
        lines.append((*line, shares.cell(one.code.id)) if estimated else tuple(line))
    return Table(*table, tuple(columns), tuple(lines), note_zeros(tallies, shares, texts))


def note_zeros(tallies: Iterable[CodeTally], shares: Shares, texts: Texts) -> str:
    """Which codes were not found, and of which of them that is no finding."""
    zeros = [one.code for one in tallies if not one.rows]
    return note_unfound(zeros, shares, texts)


def note_unfound(zeros: Sequence[Code], shares: Shares, texts: Texts) -> str:
    """The same for codes: those that could have been found, and those that the model never assigns."""
    said = [label_of(code, texts) for code in zeros if code.id not in shares.silent]
    mute = [label_of(code, texts) for code in zeros if code.id in shares.silent]
    notes = []
    if said:
        notes.append(texts.fill("ch.zeros", codes="; ".join(said)))
    if mute:
        notes.append(f"{texts['silent']} {'; '.join(mute)}.")
    return " ".join(notes)


def cross_table(
    table: tuple[str, str],
    axes: tuple[Sequence[Code], Sequence[Code]],
    cells: Mapping[tuple[CodeId, CodeId], Rows],
    shares: Shares,
    texts: Texts,
) -> Table:
    """Two dimensions crossed; lines and columns with no row at all are named in the note."""
    down = [code for code in axes[0] if any((code.id, other.id) in cells for other in axes[1])]
    across = [code for code in axes[1] if any((other.id, code.id) in cells for other in axes[0])]
    lines = [
        (
            Count(label_of(code, texts)),
            *(count_cell(texts, cells.get((code.id, other.id), ())) for other in across),
        )
        for code in down
    ]
    empty = [code for code in (*axes[0], *axes[1]) if code not in down and code not in across]
    head = ("", *(label_of(code, texts) for code in across))
    return Table(*table, head, tuple(lines), note_unfound(empty, shares, texts))


def contrast_table(
    table: tuple[str, str], heads: tuple[str, str, str], contrasts: Iterable[Contrast], texts: Texts
) -> Table:
    """Two bodies of rows beside each other, code by code. `heads` name the code, the own and the other."""
    lines = [
        (
            Count(label_of(one.code, texts)),
            share_cell(texts, one.own, one.own_of),
            share_cell(texts, one.other, one.other_of),
        )
        for one in contrasts
        if one.own or one.other
    ]
    return Table(*table, heads, tuple(lines), texts["ch.contrast_note"])


def named_table(table: tuple[str, str], named: Sequence[NamedTally], most: int, texts: Texts) -> Table:
    """Named actors with their municipalities and passages; what is over `most` is counted in the note."""
    lines = [
        (
            Count(one.name),
            count_cell(texts, one.rows),
            number_cell(texts, count_municipalities(one.rows)),
            Count(", ".join(sorted({row.municipality.name for row in one.rows}))),
        )
        for one in named[:most]
    ]
    keys = ("named", "passages", "municipalities", "which")
    over = len(named) - most
    note = texts.fill("ch.more_named", number=texts.number(over)) if over > 0 else ""
    return Table(*table, tuple(texts[f"ch.col.{key}"] for key in keys), tuple(lines), note)


def agreement_cells(one: Agreement, texts: Texts) -> tuple[Count, ...]:
    """What an agreement states of itself: title, registry number, since, until, years."""
    facts = one.document.metadata
    until = year_cell(one.until)
    if one.until is None:
        until = Count(texts["ch.no_end"])
    years = NOTHING if one.years is None else number_cell(texts, one.years)
    title = Count(facts.title or one.document.name, one.rows)
    return (title, Count(facts.reference or "–"), year_cell(one.since), until, years)


def agreement_heads(texts: Texts) -> tuple[str, ...]:
    """The heads of `agreement_cells`."""
    return tuple(texts[f"ch.col.{key}"] for key in ("title", "reference", "since", "until", "years"))
