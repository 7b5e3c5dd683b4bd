"""What a website says about text and data mining, and what robots headers add. Recorded, never weighed here.

TDM Reservation Protocol (W3C community group, final report of 2024): response headers (section 3.2), HTML
meta elements (3.3) and /.well-known/tdmrep.json (3.1). Directive (EU) 2019/790, article 3, lets research
organisations mine what they may lawfully read; article 4 and its reservations are for everybody else, so
whoever uses the documents must be able to see them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PATH = "/.well-known/tdmrep.json"
_META = re.compile(
    rb"<meta[^>]+name\s*=\s*[\"']?(tdm-reservation|tdm-policy)[\"']?[^>]+content\s*=\s*[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)
_MAX_RULES = 1000
_HEAD = 20_000  # bytes of a page in which its meta elements stand


@dataclass(frozen=True, slots=True)
class Reservation:
    """One rule of a tdmrep.json: `location` is a path pattern with * and $ as in robots.txt."""

    location: str
    words: str


def read_tdmrep(status: int, body: bytes) -> tuple[Reservation, ...]:
    """The rules of a tdmrep.json, in order; none where there is none or it cannot be read."""
    if status != 200:
        return ()
    try:
        rules = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rules, list):
        return ()
    return tuple(
        Reservation(rule["location"], _words(rule["tdm-reservation"], rule.get("tdm-policy")))
        for rule in rules[:_MAX_RULES]
        if isinstance(rule, dict) and isinstance(rule.get("location"), str) and "tdm-reservation" in rule
    )


def find_reservation(rules: tuple[Reservation, ...], url: str) -> str:
    """What the first rule that fits an address says, or ""."""
    path = urlsplit(url).path or "/"
    return next((rule.words for rule in rules if _fits(rule.location, path)), "")


def read_meta(body: bytes) -> str:
    """What a page's meta elements say about text and data mining, or ""."""
    if b"tdm-" not in body[:_HEAD]:
        return ""
    found = {name.lower(): value for name, value in _META.findall(body[:_HEAD])}
    return "; ".join(f"{name.decode()}: {value.decode('utf-8', 'replace')}" for name, value in found.items())


def join_rights(robots_tag: str, *reservations: str) -> str:
    """One line of all that was said, nothing twice."""
    told = [f"x-robots-tag: {robots_tag}"] if robots_tag else []
    return "; ".join(dict.fromkeys(one for one in (*told, *reservations) if one))


def _words(reservation: object, policy: object) -> str:
    words = f"tdm-reservation: {reservation}"
    return f"{words}; tdm-policy: {policy}" if isinstance(policy, str) else words


def _fits(location: str, path: str) -> bool:
    pattern = "".join(".*" if piece == "*" else re.escape(piece) for piece in re.split(r"(\*)", location))
    if pattern.endswith(re.escape("$")):
        return re.fullmatch(pattern[: -len(re.escape("$"))], path) is not None
    return re.match(pattern, path) is not None
