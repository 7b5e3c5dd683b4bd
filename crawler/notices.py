"""What a landing page says of the file that it links, as it stands there. Pure.

Read by the labels of its fields, its dates and its name; what the values mean (which day, which kind) is
for whoever reads documents to say, and counts for less than what the document says itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Notice
from crawler.articles import Article
from crawler.policies import PageVerdict
from crawler.relevance import strip_noise

_LABELS = {
    "kind": r"typ|dokumenttyp|typ av (?:styr)?dokument|styrdokumentstyp|dokumentkategori|kategori",
    "decision": r"(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat|beslut)(?: av| den| datum)?"
    r"|beslutsdatum|beslutsinstans|beslutande(?: organ| instans)?|antagandedatum"
    r"|datum för (?:beslut|antagande)",
    "responsible": r"dokumentansvarig|dokumentägare|organisation|förvaltning|handläggare"
    r"|ansvarig(?: nämnd| förvaltning| handläggare| funktion| enhet)?",
    "reference": r"dnr|diarienummer|diarienr|ärendenummer",
    "valid": r"gäller(?: från| till| under| för| t\.?o\.?m\.?| från och med| till och med)?|period"
    r"|giltig(?:het\w*)?(?: från| till| t\.?o\.?m\.?| till och med)?|giltighetstid",
    "published": r"publicerad(?: den)?|publicerat|publiceringsdatum",
    "updated": r"(?:sidan |innehållet |senast )*(?:är |blev )?(?:senast )?"
    r"(?:uppdaterad|uppdaterades|ändrad|granskad|reviderad|uppdaterat)(?: den)?",
}
_LABEL = {field: re.compile(pattern, re.IGNORECASE) for field, pattern in _LABELS.items()}
_DAY = r"\d{4}-\d\d-\d\d|\d{1,2} \w{3,9} \d{4}"
_DATED = {
    field: re.compile(rf"(?:{_LABELS[field]})\s*:?\s+(?P<value>{_DAY})\b.{{0,40}}", re.IGNORECASE)
    for field in ("published", "updated")
}
_DECIDED = re.compile(
    r"(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat)\b.{0,60}"
    r"(?:fullmäktige|styrelsen|nämnden|utskottet|\bkf\b|\bks\b).{0,60}",
    re.IGNORECASE,
)
_MAX_QUOTE = 200


def read_notices(article: Article, verdict: PageVerdict, municipality: str, url: str) -> tuple[Notice, ...]:
    """What the landing page at `url` says of each of its files; one notice a field."""
    found: dict[str, tuple[str, str]] = {}
    for field, value, quote in _iter_statements(article):
        if field == "decision" and field in found and quote not in found[field][1]:
            # "Antagen av: Kommunfullmäktige" and "Antagen: 2023-05-29" are halves of one decision.
            found[field] = (f"{found[field][0]} {value}", f"{found[field][1]}; {quote}")
        found.setdefault(field, (value, quote))
    return tuple(
        Notice(municipality, url, file.url, field, value, quote[:_MAX_QUOTE])
        for file in verdict.files
        for field, (value, quote) in found.items()
    )


def _iter_statements(article: Article) -> Iterator[tuple[str, str, str]]:
    """(field, value, quote), the more certain first."""
    yield "title", strip_noise(article.name), article.name
    for label, value in article.fields:
        field = next((field for field, pattern in _LABEL.items() if pattern.fullmatch(label)), "")
        if field:
            yield field, value, f"{label}: {value}"
    for block in article.blocks:
        if len(block.text) <= _MAX_QUOTE:
            yield from _read_line(block.text)
    for field, value in article.stamps.items():
        yield field, value, value


def _read_line(text: str) -> Iterator[tuple[str, str, str]]:
    if _DECIDED.fullmatch(text):
        yield "decision", text, text
    for field, pattern in _DATED.items():
        if match := pattern.fullmatch(text):
            yield field, match["value"], text
