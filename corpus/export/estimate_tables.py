"""The shares of an inventory as tables, one for each dimension of the codebook. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory
from corpus.records import Code, CodeId, Dimension

Shares = Mapping[tuple[Unit, CodeId], Estimate]
_COLUMNS = ("code", "machine", "corrected", "audited", "positives", "municipalities")


def estimate_tables(inventory: Inventory, texts: Texts) -> tuple[Table, ...]:
    """For each code its share of all passages, as the machine counts and corrected as far as people read, and
    in how many municipalities it was confirmed. Dimensions without any share are left out.
    """
    shares: Shares = {
        (one.unit, one.code): one for one in inventory.estimates if one.domain == Domain() and not one.other
    }
    tables = (_make_table(dimension, shares, texts) for dimension in inventory.codebook.dimensions)
    return tuple(table for table in tables if table.rows)


def _make_table(dimension: Dimension, shares: Shares, texts: Texts) -> Table:
    codes = [code for code in dimension.codes if (Unit.PASSAGE, code.id) in shares]
    return Table(
        f"estimates-{dimension.id}",
        texts.fill("est.caption", dimension=label_of(dimension, texts)),
        tuple(texts[f"est.{column}"] for column in _COLUMNS),
        tuple(_make_line(code, shares, texts) for code in codes),
        _make_note([shares[Unit.PASSAGE, code.id] for code in codes], texts),
    )


def _make_line(code: Code, shares: Shares, texts: Texts) -> tuple[Count, ...]:
    one = shares[Unit.PASSAGE, code.id]
    return (
        Count(label_of(code, texts)),
        Count(say_share(one.machine, texts), (), one.machine),
        Count(say_corrected(one, texts), (), one.point),
        Count(texts.number(one.audited), (), one.audited),
        Count(texts.number(one.positives), (), one.positives),
        _count_municipalities(shares.get((Unit.MUNICIPALITY, code.id)), texts),
    )


def say_corrected(one: Estimate, texts: Texts) -> str:
    """A share with its interval, or its limits, or that it is not corrected."""
    match one.basis:
        case Basis.MACHINE:
            return texts["est.uncorrected"]
        case Basis.BOUNDS | Basis.DIFFERENCE | Basis.VERIFIED:
            low, high = one.low or 0.0, 1.0 if one.high is None else one.high
            if one.point is None:
                between = {"low": say_share(low, texts), "high": say_share(high, texts)}
                return texts.fill("est.between", **between)
            return f"{say_share(one.point, texts)} ({_say_number(low, texts)}–{say_share(high, texts)})"


def say_share(share: float, texts: Texts) -> str:
    """A share in 0..1 as per cent with one decimal: shares of passages are small."""
    mark = "\N{NO-BREAK SPACE}%" if texts.language == "sv" else "%"
    return f"{_say_number(share, texts)}{mark}"


def _say_number(share: float, texts: Texts) -> str:
    text = f"{100 * share:.1f}"
    return text.replace(".", ",") if texts.language == "sv" else text


def _count_municipalities(one: Estimate | None, texts: Texts) -> Count:
    if one is None or not one.verified:
        return Count(texts["est.unverified"], (), 0)
    said = {"number": texts.number(one.verified), "whole": texts.number(one.population)}
    return Count(texts.fill("est.at_least", **said), (), one.verified)


def _make_note(shares: Sequence[Estimate], texts: Texts) -> str:
    corrected = [one for one in shares if one.basis is not Basis.MACHINE]
    if not corrected:
        said = texts["est.note_machine"]
    else:
        population = texts.number(max(one.population for one in corrected))
        said = texts.fill("est.note_corrected", population=population)
    return f"{said} {texts['est.note_municipalities']}"
