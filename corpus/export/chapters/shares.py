"""Corrected shares in words: an estimate with its interval where there is one, never a bare machine count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.chapters.material import Material
from corpus.estimate_records import Basis, Domain, Estimate, Unit
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.records import CodeId


@dataclass(frozen=True, slots=True)
class Shares:
    """The estimated shares of municipalities by code; `places` is the number of read municipalities.

    Figures of the model alone are left out: they are the counts that stand beside.
    """

    texts: Texts
    places: int
    silent: frozenset[CodeId]
    by_code: Mapping[CodeId, Estimate]

    def holds_any(self, codes: Iterable[CodeId]) -> bool:
        """Whether there is an estimate of any of the codes."""
        return any(code in self.by_code for code in codes)

    def say(self, code: CodeId) -> str:
        """An estimate as "34 % (28–41 %)", "28–41 %" where only limits are known, "" where nothing is."""
        estimate = self.by_code.get(code)
        return "" if estimate is None else say_estimate(estimate, self.texts)

    def cell(self, code: CodeId) -> Count:
        """The same as a cell; a dash where nothing is known."""
        estimate = self.by_code.get(code)
        return Count(self.say(code) or "–", (), estimate.point if estimate else None)


def gather_shares(material: Material, texts: Texts) -> Shares:
    """The shares of municipalities, over all of the material, that a draw or finds in all of them tell.

    "At least so many" is no share, and limits that leave out nothing tell nothing.
    """
    by_code = {
        one.code: one
        for one in material.estimates
        if one.unit is Unit.MUNICIPALITY
        and not one.other
        and one.domain == Domain()
        and one.basis is not Basis.MACHINE
        and one.high is not None
        and (one.point, one.low, one.high) != (None, 0.0, 1.0)
    }
    return Shares(texts, len(material.read), material.silent, by_code)


def say_estimate(estimate: Estimate, texts: Texts) -> str:
    """An estimate in words; "" when it gives neither a point nor limits."""
    if estimate.low is None or estimate.high is None:
        return "" if estimate.point is None else texts.share(estimate.point)
    limits = f"{texts.share(estimate.low).rstrip('% ' + chr(160))}–{texts.share(estimate.high)}"
    return limits if estimate.point is None else f"{texts.share(estimate.point)} ({limits})"
