"""The facts that a document states about itself in labelled fields: "Diarienummer: KS 2023/118".

Fields stand in tables, boxes and running heads. A value stands after its label, in the next cell to the
right, or in the line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.breaks import LINKS
from extract.lines import Line

LABELS: Final = {
    "reference": r"d\.?nr\.?|diarienummer|diarie-?nr|diariernr|ärendenummer|ärendenr"
    r"|referensnummer|beteckning",
    "adopted": r"antagen|antaget|antagna|fastställ(?:d|t|da)|beslut(?:ad|at|ade|na)|godkänd|godkänt"
    r"|beslutsdatum|beslutsdag|datum för (?:beslut|fastställelse)|antagandedatum|fastställelsedatum"
    r"|beslutstillfälle",
    "adopted_by": r"(?:antagen|antaget|antagna|fastställ(?:d|t|da|s)|beslut(?:ad|at|ade|na|as)?"
    r"|godkän(?:d|t|da)) av"
    r"|beslutande(?: organ| nämnd)?|beslutsinstans|beslutsorgan|beslutsfattare|fastställare",
    "paragraph": r"paragraf|beslutsparagraf|§",
    "valid": r"(?:gäller|giltig)(?: (?:under|(?:från|till)(?: och med)?|(?:fr|t)\.?o\.?m\.?))?"
    r"|giltighetstid|giltighet|giltighetsperiod|avser(?: period)?|planperiod|programperiod|avtalsperiod",
    "responsible": r"dokumentansvarig(?: funktion| tjänsteperson| tjänsteman| chef| roll)?|dokumentägare"
    r"|ansvarig(?: funktion| tjänsteperson| tjänsteman| handläggare)?"
    r"|ansvarig för (?:dokumentet|revidering|uppföljning)|handläggare|kontaktperson"
    r"|dokumentansvarig/processägare|processägare|uppföljningsansvarig",
    "replaces": r"ersätter(?: dokument| tidigare)?|tidigare version",
    "kind": r"dokumenttyp|typ av (?:dokument|styrdokument)|dokumentkategori|styrdokument",
    "title": r"dokumentnamn|dokumentets namn|dokumenttitel|titel|namn på dokument(?:et)?|rubrik",
    "published": r"publicerad|publiceringsdatum|publicerat|utgiven|utgivningsdatum|tryck|tryckt|tryckår",
    "updated": r"(?:senast )?(?:reviderad|uppdaterad|ändrad|reviderat|uppdaterat|reviderade)(?: den)?"
    r"|(?:datum för )?(?:senaste )?(?:revidering|uppdatering)|revideringsdatum|revisionsdatum|ändringsdatum",
    "date": r"datum|den",
    # Labels without a field of their own: known so that they are not taken for the value of another.
    "other": r"version|sida|sidnummer|gäller för|målgrupp|dokumentinformation|(?:senast )?reviderad av"
    r"|revideras|nästa revidering|dokumentet gäller(?: för)?|uppföljning|förvaltning|status|utgåva"
    r"|författare|upprättad(?: av)?|relaterade dokument|ansvarig (?:nämnd|förvaltning)|kommun|organisation"
    r"|sekretess|information|deltagare|moderator|bilagor|lagstöd|upprättad"
    r"|tid|tidplan|tidsplan|klart(?: senast)?|senast|när|start|slut|kostnad|finansiering"
    r"|indikator(?:er)?|åtgärd(?:er)?"
    r"|aktivitet(?:er)?|insats(?:er)?|mål|nuläge|status|kommentar",
}
_LABEL: Final = {
    field: re.compile(rf"(?:{pattern})\s*(?::\s*(?P<value>.*))?", re.IGNORECASE)
    for field, pattern in LABELS.items()
}
_GLUED: Final = re.compile(
    r"(?:(?P<reference>dnr|diarienummer|diarienr)\.?|(?P<valid>giltighetstid|gäller|giltig)|(?P<replaces>ersätter)"
    r"|(?P<responsible>dokumentansvarig|dokumentägare))\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_]{3}")
_REACH: Final = 300.0  # points from a label to its value on the same line
_ALIGNED: Final = 6.0  # points
_MAX_VALUE: Final = 160


class Labelled(NamedTuple):
    """The value of a labelled field, and the label as it stands."""

    value: str
    label: str

    @property
    def quote(self) -> str:
        """Label and value, as one text."""
        return self.label if self.value in self.label else f"{self.label} {self.value}"


def find_facts(runs: Sequence[Line]) -> dict[str, Labelled]:
    """Field → value, the first of each, from the runs of one page. Fields are the keys of `LABELS`."""
    facts: dict[str, Labelled] = {}
    for run in runs:
        text = run.text
        field, value = _split_label(text)
        if field == "":
            continue
        if not value:
            value = _find_value(run, runs)
        elif value.endswith(("-", "\xad")) or LINKS.fullmatch(value.rpartition(" ")[2]):
            below = next((other.text for other in runs if _hangs_below(other, run)), "")
            value = _join_value(value, below)
        if value and len(value) <= _MAX_VALUE and (field != "responsible" or _NAME.search(value)):
            facts.setdefault(field, Labelled(value.strip(" :|"), text))
    if "adopted_by" in facts and "adopted" not in facts and (day := _find_day(runs)):
        facts["adopted"] = day
    if facts.keys() == {"responsible"} and ":" not in facts["responsible"].label:
        return {}  # the head of a table of measures: "Ansvarig", with a name below
    return facts


def _find_day(runs: Sequence[Line]) -> Labelled | None:
    """The date right below "Antagen av: …" or on its line: "Datum: 2023-03-31"."""
    body = next(run for run in runs if _split_label(run.text)[0] == "adopted_by")
    for run in runs:
        near = (
            -2 <= run.top - body.bottom <= body.size
            if abs(run.x0 - body.x0) < _ALIGNED
            else _is_level(run, body)
        )
        field, value = _split_label(run.text) if near else ("", "")
        if field == "date" and (value := value or _find_value(run, runs)):
            return Labelled(value.strip(" :|"), run.text)
    return None


def _is_level(run: Line, label: Line) -> bool:
    return min(run.bottom, label.bottom) - max(run.top, label.top) > 0.5 * min(run.height, label.height)


def _join_value(value: str, below: str) -> str:
    if not below[:1].islower():
        return value
    return value[:-1] + below if value.endswith(("-", "\xad")) else f"{value} {below}"


def _split_label(text: str) -> tuple[str, str]:
    """(field, value after the colon) of a text that is a label; ("", "") of one that is not."""
    for field, pattern in _LABEL.items():
        if match := pattern.fullmatch(text):
            return field, match["value"] or ""
    if match := _GLUED.fullmatch(text):
        field = next(name for name in ("reference", "valid", "replaces", "responsible") if match[name])
        return field, match["value"]
    return "", ""


def _find_value(label: Line, runs: Sequence[Line]) -> str:
    near = min(_iter_near(label, runs), key=lambda near: near[0], default=None)
    if near is None:
        return ""
    below = (run for run in runs if _hangs_below(run, near[1]))
    rest = next((run.text for run in below if run.text[0].islower() and not _split_label(run.text)[0]), "")
    return f"{near[1].text} {rest}".strip()


def _hangs_below(run: Line, above: Line) -> bool:
    drop = run.top - above.bottom
    return abs(run.x0 - above.x0) < _ALIGNED and -2 <= drop <= 0.6 * above.size


def _iter_near(label: Line, runs: Sequence[Line]) -> Iterator[tuple[float, Line]]:
    """(distance, run) of what stands right of a label or right below it and is no label itself."""
    for run in runs:
        if run is label or _split_label(run.text)[0]:
            continue
        if _is_level(run, label) and 0 <= run.x0 - label.x1 <= _REACH:
            yield run.x0 - label.x1, run
        drop = run.top - label.bottom
        if abs(run.x0 - label.x0) < _ALIGNED and -2 <= drop <= 1.2 * label.size:
            yield drop + 60.0, run  # what stands on the same line is meant, where there is something
