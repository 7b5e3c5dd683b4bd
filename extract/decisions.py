"""Who adopted a document and when, from running text: "Antagen av kommunfullmäktige 2023-05-29, § 87"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from extract.dates import DATE, DAY, parse_date

BODY: Final = (
    r"kommunfullmäktiges?|kommunstyrelsens?(?:\s+\w+utskott)?|kommunledningsförvaltningen|(?-i:KF|KS)(?![^\W_])"
    r"|(?:[a-zåäö]+-,?\s+)*(?:och\s+)?(?:[a-zåäö]+-?\s+och\s+)?[a-zåäö]*nämnden|förbundsdirektionen|fullmäktige|kommundirektören"
    r"|förvaltningschefen|direktionen|styrelsen|(?:krislednings|kommun)chefen|koncernledningsgruppen|[a-zåäö]+gruppen"
)
_SHORT: Final = {"kf": "Kommunfullmäktige", "ks": "Kommunstyrelsen", "fullmäktige": "Kommunfullmäktige"}
_PARAGRAPH: Final = r"§§?\s*\d{1,4}(?:\s*[-–/]\s*\d{1,4})?"
_ADOPTED: Final = (
    r"(?:antag(?:en|et|na|ande|its)|antogs|fastställ(?:d|t|da|des|ts|else)"
    r"|beslut(?:ad|at|ade|ades|ats|en|et|na)?"
    r"|godkän(?:d|t|da|des|ts)|enligt beslut)"
)
_REVISED: Final = (
    r"(?:(?:senast\s+)?(?:revidera|uppdatera|ändra)(?:d|t|de|des|ts)|(?:senaste\s+)?revidering"
    r"|reviderad enligt|enligt)"
)
_REST: Final = (
    rf"\s*:?\s*(?:den\s+)?(?P<early>{DATE})?[\s,]*(?:genom beslut\s+)?(?:av|i|enligt)?\s*(?P<body>{BODY})"
    r"(?!s?\s+(?:förslag|beslut\s+om|uppdrag|begäran))(?P<rest>.{0,70})"
)
_DECISIONS: Final = (
    re.compile(rf"(?<![^\W_]){_ADOPTED}{_REST}", re.IGNORECASE),
    re.compile(
        rf"(?<![^\W_])(?P<body>{BODY})\s+(?P<early>)(?:antog|fastställde|godkände)\s+(?P<rest>(?:den|{DATE}"
        r"|denna|detta|dessa|\w+(?:en|n|t|et|na)\b).{0,70})",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![^\W_]){_REVISED}{_REST}", re.IGNORECASE),
)
"""How texts tell of a decision, the first to be trusted most: what was revised later was adopted before."""
_BODY_FIRST: Final = re.compile(
    rf"(?<![^\W_])(?P<body>{BODY})\s+(?:den\s+)?(?P<rest>(?:{DATE}|§).{{0,40}})", re.IGNORECASE
)
_DAY: Final = re.compile(rf"(?<![\d/]){DAY}(?![\d/])", re.IGNORECASE)
_PARAGRAPH_IN: Final = re.compile(_PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a document: the body, an ISO date and a paragraph ("§ 87"), each "" if not stated.

    `quote` is the text that says so.
    """

    body: str = ""
    date: str = ""
    paragraph: str = ""
    quote: str = field(default="", compare=False)


def find_decision(text: str) -> Decision:
    """The first adoption that a text states with date or paragraph, else a revision, else a body alone."""
    found = Decision()
    for pattern in _DECISIONS:
        for match in pattern.finditer(text):
            decision = _read(match["body"], match["early"] or "", match["rest"])
            decision = replace(decision, quote=match.group().strip())
            if decision.date or decision.paragraph:
                return decision
            found = found if found.body else decision
    return found


def find_field_decision(text: str) -> Decision:
    """The decision in the value of a field: "Kommunfullmäktige 2023-05-29 § 87", any part of it."""
    match = _BODY_FIRST.search(text) or re.search(rf"(?P<body>{BODY})(?P<rest>)", text, re.IGNORECASE)
    return _read(match["body"] if match else "", "", text)


def _read(body: str, early: str, rest: str) -> Decision:
    near = re.match(rf"[\s,(]*(?:i |den |år )?({DATE})(?![\d/])", rest, re.IGNORECASE)
    date = near.group(1) if near else _DAY.search(rest)
    return Decision(
        name_body(body),
        parse_date(early) or parse_date(date if isinstance(date, str) else date.group() if date else ""),
        find_paragraph(rest),
    )


def find_paragraph(text: str) -> str:
    """The paragraph of a minute, written "§ 87"; "" if there is none."""
    match = _PARAGRAPH_IN.search(text)
    if match is None:
        return ""
    signs, number = re.match(r"(§+)\s*(.*)", match.group()).groups()  # type: ignore[union-attr]
    return f"{signs} {number}"


def name_body(text: str) -> str:
    """A deciding body's name as written alone: "KF", "kommunfullmäktiges" become "Kommunfullmäktige"."""
    name = " ".join(text.split())
    if name.casefold() in _SHORT:
        return _SHORT[name.casefold()]
    if re.fullmatch(r"kommun(?:fullmäktige|styrelsen)s", name, re.IGNORECASE):
        name = name[:-1]
    return name[:1].upper() + name[1:]
