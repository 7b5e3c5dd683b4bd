"""Shares in words: as per cent, with what they rest on. Pure."""

from __future__ import annotations

import math
from typing import Final

from corpus.estimate_records import Basis, Domain, Estimate
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.records import DocumentKind

_SMALL: Final = 0.095


def say_corrected(one: Estimate, texts: Texts) -> str:
    """A share with its interval, or its limits, or that it is not corrected."""
    match one.basis:
        case Basis.MACHINE:
            return texts["est.uncorrected"]
        case Basis.BOUNDS | Basis.DIFFERENCE | Basis.VERIFIED:
            low, high = one.low or 0.0, 1.0 if one.high is None else one.high
            if low == one.point == high:
                return say_share(high, texts)
            if one.point is None:
                between = {"low": say_share(low, texts), "high": say_share(high, texts)}
                return texts.fill("est.between", **between)
            return f"{say_share(one.point, texts)} ({say_number(low, texts)}–{say_share(high, texts)})"


def say_units(one: Estimate | None, texts: Texts) -> str:
    """Of municipalities or documents: at least so many, and an estimate or limits where a draw gives them.

    What a model counts in them is never said: with enough passages it finds everything everywhere.
    """
    if one is None:
        return texts["est.unverified"]
    if one.high is None:
        return say_least(one, texts)
    if one.verified == one.population:
        return texts.fill("est.everywhere", whole=texts.number(one.population))
    said = {"least": say_least(one, texts), "share": say_corrected(one, texts)}
    return texts.fill("est.least_between" if one.point is None else "est.least_estimated", **said)


def say_least(one: Estimate, texts: Texts) -> str:
    """At least so many of so many units, with the share."""
    if not one.verified:
        return texts["est.unverified"]
    share = say_share(one.verified / one.population, texts)
    said = {"number": texts.number(one.verified), "whole": texts.number(one.population), "share": share}
    return texts.fill("est.at_least", **said)


def say_part(one: Estimate, texts: Texts, mark: str) -> Count:
    """A share of passages for a narrow column, in per cent without the sign: with its interval, as limits, or
    with a mark where it is the machine's own.
    """
    if one.basis is Basis.MACHINE:
        return Count(f"{say_number(one.machine, texts)}{mark}", (), None if mark else one.machine)
    low, high = (say_number(end or 0.0, texts) for end in (one.low, one.high))
    if one.point is None:
        return Count(f"{low}–{high}")
    return Count(f"{say_number(one.point, texts)} ({low}–{high})")


def say_domain(one: Domain, texts: Texts) -> str:
    """Which part of the material a share is about, where the variable is said beside it."""
    if one.variable == "kind":
        return texts[f"kind.{DocumentKind(one.value).name.lower()}"]
    return one.value if one.variable else texts["est.all"]


def say_part_of(one: Domain, texts: Texts) -> str:
    """The same where parts by several variables stand in one list."""
    return texts.fill(f"est.in_{one.variable or 'all'}", part=say_domain(one, texts))


def say_share(share: float, texts: Texts) -> str:
    """A share in 0..1 as per cent: see `say_number`."""
    mark = "\N{NO-BREAK SPACE}%" if texts.language == "sv" else "%"
    return f"{say_number(share, texts)}{mark}"


def say_number(share: float, texts: Texts) -> str:
    """A share in 0..1 in per cent without the sign: with one decimal, or two digits where that would be 0.0.

    Of five million passages a code of some weight stands in 0.025 %.
    """
    value = 100 * share
    decimals = min(6, 1 - math.floor(math.log10(value))) if 0 < value < _SMALL else 1
    text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if texts.language == "sv" else text
