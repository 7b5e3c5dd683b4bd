"""Which kind of document it is, by the words of its title first and of its first page else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from corpus.records import DocumentKind


def _words(patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{patterns})(?![^\W_])", re.IGNORECASE)


_STRONG: Final = (
    (DocumentKind.FOCUS_GROUP, _words(r"fokusgrupp\w*|focus groups?")),
    (DocumentKind.MINUTES, _words(r"\w*protokoll(?:et|sutdrag)?|(?:mötes|minnes)anteckningar")),
    (DocumentKind.MEMO, _words(r"tjänsteskrivelse|tjänsteutlåtande|tjänstemannautlåtande")),
    (DocumentKind.FORM, _words(r"blankett\w*|\w*blankett|ansökan|anmälan")),
    (DocumentKind.RISK_ANALYSIS, _words(r"risk-?\s*(?:och|&)\s*sårbarhetsanalys\w*|rsa")),
    (
        DocumentKind.EVALUATION,
        _words(r"\w*utvärdering\w*|uppföljning(?:en)? av|kvalitetsrapport|\w*granskning|revisionsrapport"),
    ),
    (
        DocumentKind.ANNUAL_REPORT,
        _words(
            r"årsredovisning\w*|\w*bokslut|verksamhetsberättelse\w*|årsrapport|delårsrapport\w*|annual report"
        ),
    ),
    (DocumentKind.BUDGET, _words(r"\w*budget(?:en)?")),
    (DocumentKind.INTERVIEW, _words(r"(?:\w*[^\W\d]-?)?intervju(?:n|utskrift)?|interview(?: transcript)?")),
)
"""Wherever in a title they stand, they decide: "Uppföljning av folkhälsoplanen" is no plan."""

_HEADS: Final = (
    (DocumentKind.COMPACT, _words(r"\w*överenskommelse[rn]?|\w*löfte|compact")),
    (DocumentKind.AGREEMENT, _words(r"\w*avtal(?:et|en)?|agreement|avsiktsförklaring|letter of intent")),
    (DocumentKind.POLICY, _words(r"\w*policy(?:n|er)?|policyprogram")),
    (DocumentKind.STRATEGY, _words(r"\w*strategi(?:n|er)?|strategidokument|strategy|vision(?:en)?")),
    (DocumentKind.GUIDELINE, _words(r"\w*riktlinje[rn]?|\w*rutin(?:er)?|\w*norm(?:er)?|handbok|guidelines?")),
    (
        DocumentKind.STATUTES,
        _words(r"\w*reglemente[nt]?|\w*föreskrift(?:er)?|\w*ordning(?:en)?|\w*ägardirektiv|stadgar"),
    ),
    (DocumentKind.FEE_SCHEDULE, _words(r"\w*tax(?:a|or|an)|\w*avgifter")),
    (DocumentKind.PROGRAMME, _words(r"\w*program(?:met)?|programme")),
    (DocumentKind.PLAN, _words(r"\w*plan(?:en|er)?")),
)
"""The first in a title decides: "Policy och riktlinjer", "Strategi med handlingsplan"."""

_NOT_KINDS: Final = _words(r"dagordning|rangordning|ordning och reda|planbeskrivning|planprogram|plankarta")
"""Words that end or begin like a kind and are none."""


def find_kind(title: str, texts: Iterable[str]) -> DocumentKind:
    """The kind by the title, else by the first of `texts` (short texts of the first page) that tells."""
    for text in (title, *texts):
        kind = _find_in(text)
        if kind is not None:
            return kind
    return DocumentKind.OTHER


def _find_in(text: str) -> DocumentKind | None:
    plain = _NOT_KINDS.sub(" ", text)
    for kind, words in _STRONG:
        if words.search(plain):
            return kind
    matches = [
        (match.start(), -match.end(), kind) for kind, words in _HEADS if (match := words.search(plain))
    ]
    return min(matches, key=lambda match: match[:2])[2] if matches else None
