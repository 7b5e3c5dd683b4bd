"""How promising a link is: a pure score with its reasons.

A document is fetched when its score reaches `CrawlSettings.min_score` (3 by default); pages are visited
best first and left alone below `PAGE_FLOOR`. The weights are the start weights of the field notes: what is
named a strategy, policy, plan or agreement is wanted; what stands in a listing of governing documents is
wanted even when its name says little, annual report and budget included; minutes, notices, forms, fees,
menus and detail plans are not wanted wherever they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.lexicon import UNWANTED, Sense, Sign, find_signs
from crawler.urls import file_name

PAGE_FLOOR = -2.0
"""Pages that score below are not visited."""

_POSITIVE = frozenset({Sense.GENRE, Sense.LISTING})
_WEIGHTS = {
    Sense.GENRE: 3.0,
    Sense.LIKELY: 2.0,
    Sense.WEAK: 1.0,
    Sense.STUDY: 0.5,
    Sense.TOPIC: 2.0,
    Sense.DATED: 1.0,
}
_VETO = -10.0
_MINUTES = "protokoll"
_UNNAMED = "no sign of a governing document"
_NOISE = re.compile(
    r"""\(\s*(?:pdf|docx?|odt|nytt\ fönster)\b[^)]*\)            # (PDF, 259 kB) (nytt fönster)
    |\b(?:pdf|docx?|odt)\b[\s,.:]*[\d,.]+\s*(?:[kmg]i?b|sid\w*)\.?  # Pdf, 259.6 kB.
    |\b[\d.,]+\s*[kmg]i?b\b\.?                                  # 259 kB
    |\(?(?:länken?\ )?öppna[rs]\ i\ (?:ett\ )?nytt\ fönster\)?\.?
    |\(?länk\ till\ annan\ webbplats\)?\.?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Score:
    """How promising, and why: each reason is a term with its weight; `verdict` sums it up in words."""

    value: float
    reasons: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a link stands.

    `heading` is the nearest heading above it, `context` the text around it, `listing` whether its page
    lists governing documents, `below_listing` whether such a page led here, and `chrome` whether it stands
    in the page's frame (menu, header, footer), which is the same on every page.
    """

    page_url: str = ""
    page_title: str = ""
    heading: str = ""
    context: str = ""
    listing: bool = False
    below_listing: bool = False
    chrome: bool = False


def strip_noise(anchor: str) -> str:
    """An anchor text without "Pdf, 259.6 kB." and "öppnas i nytt fönster", spaces made single."""
    return " ".join(_NOISE.sub(" ", anchor).split()).strip(" ,")


def is_listing(url: str, title: str) -> bool:
    """Whether an address or a page's title says that governing documents are listed there."""
    texts = (*urlsplit(url).path.split("/"), title)
    return any(sign.sense is Sense.LISTING for text in texts for sign in find_signs(text.replace("-", " ")))


def score_document(url: str, anchor: str, where: Surroundings) -> Score:
    """How likely a linked file is a governing document.

    Its name is looked for in the anchor, then in the file name; when neither tells, the heading above and
    the page's title stand in for it.
    """
    names = (find_signs(strip_noise(anchor)), find_signs(_stem(file_name(url))))
    # "Antagande av klimatstrategi, protokollsutdrag": minutes are minutes wherever the word stands.
    veto = next((sign for signs in names for sign in signs if _MINUTES in sign.word), None)
    decisive = next((found for signs in names if (found := _first_decisive(signs))), None)
    unwanted = veto or (decisive if decisive and decisive.sense in UNWANTED else None)
    if unwanted and unwanted.sense is not Sense.REPORT:
        return Score(_VETO, (_reason(unwanted, _VETO),), unwanted.sense.value)
    parts = [*_name_parts(names, decisive), *_place_parts(url, where, decisive)]
    parts += [part for part in _stand_in_parts(where) if not decisive and not any(names)]
    return _sum(parts, unwanted)


def score_page(url: str, anchor: str, where: Surroundings, depth: int) -> Score:
    """How likely a page leads to governing documents; `depth` is its distance from the start in links."""
    segments = [segment for segment in urlsplit(url).path.replace("-", " ").split("/") if segment]
    name = find_signs(strip_noise(anchor)) or find_signs(_stem(segments[-1]) if segments else "")
    path = [sign for segment in segments for sign in find_signs(segment)]
    decisive = _first_decisive(name)
    unwanted = decisive if decisive and decisive.sense in UNWANTED else _first(path, UNWANTED)
    parts = [_part(sign.sense.value, sign, weight) for sign, weight in _page_signs(name, path)]
    if unwanted and _first(name, {Sense.LISTING}) is None:
        weight = -1.0 if unwanted.sense is Sense.REPORT else _VETO
        parts.append((weight, _reason(unwanted, weight)))
    if where.listing and not where.chrome:
        parts.append((2.0, "linked from a listing +2"))
    parts.append((-0.25 * depth - (0.5 if where.chrome else 0.0), f"{depth} links from the start"))
    return _sum(parts, unwanted)


def _page_signs(name: tuple[Sign, ...], path: list[Sign]) -> list[tuple[Sign, float]]:
    """Each kind of sign counts once: in the name (anchor or last segment) fully, in the path by half."""
    weights = {Sense.LISTING: 4.0, Sense.WAY: 2.0, Sense.GENRE: 2.0, Sense.TOPIC: 1.0, Sense.WEAK: 1.0}
    found: dict[Sense, tuple[Sign, float]] = {}
    for signs, share in ((name, 1.0), (path, 0.5)):
        for sign in signs:
            if sign.sense in weights and sign.sense not in found:
                found[sign.sense] = (sign, weights[sign.sense] * share)
    return list(found.values())


def _name_parts(names: tuple[tuple[Sign, ...], ...], decisive: Sign | None) -> list[tuple[float, str]]:
    signs = next((one for one in names if one and (not decisive or decisive in one)), ())
    parts = []
    for sense, weight in _WEIGHTS.items():
        sign = _first(signs, {sense})
        if sign and not (sense is Sense.TOPIC and decisive and decisive.sense is Sense.GENRE):
            parts.append(_part(sense.value, sign, weight))
    if decisive and decisive.sense is Sense.REPORT:
        parts.append((-3.0, _reason(decisive, -3.0)))
    later = _first(signs, {Sense.PLANNING})
    if later:  # "Översiktsplan, samrådshandling": wanted by its name, but a draft of it
        parts.append((-2.0, _reason(later, -2.0)))
    return parts


def _place_parts(url: str, where: Surroundings, decisive: Sign | None) -> list[tuple[float, str]]:
    """What the listing, the heading, the text around and the path say."""
    parts: list[tuple[float, str]] = []
    report = decisive is not None and decisive.sense is Sense.REPORT
    heading = find_signs(where.heading)
    if not where.chrome and (where.listing or _first(heading, {Sense.LISTING})):
        parts.append((6.0 if report else 3.0, "in a listing of governing documents"))
    elif not where.chrome and where.below_listing:
        parts.append((4.0 if report else 2.0, "below a listing of governing documents"))
    above = _first_decisive(heading)
    around = above if above and above.sense in UNWANTED else _first(_path_signs(where.page_url), UNWANTED)
    if around and around.sense is not Sense.REPORT:
        weight = _place_weight(around, decisive)
        parts.append((weight, _reason(around, weight)))
    dated = _first(find_signs(where.context), {Sense.DATED})
    if dated:
        parts.append(_part(Sense.DATED.value, dated, 1.0))
    return parts


def _place_weight(around: Sign, decisive: Sign | None) -> float:
    """A strategy that a news item links to is a strategy; one among meeting papers is a draft of one."""
    if around.sense is Sense.MINUTES:
        return -6.0
    return 0.0 if decisive and decisive.sense is Sense.GENRE else -4.0


def _stand_in_parts(where: Surroundings) -> list[tuple[float, str]]:
    """A file called "Ladda ner" is what the heading above it, or its page, is called."""
    for text in (where.heading, where.page_title):
        sign = _first_decisive(find_signs(text))
        if sign:
            return [_part(sign.sense.value, sign, 2.0)] if sign.sense is Sense.GENRE else []
    return []


def _first_decisive(signs: tuple[Sign, ...]) -> Sign | None:
    """The first word that settles what a thing is: in "Ansökan enligt biblioteksplan" the application."""
    return _first(signs, UNWANTED | _POSITIVE)


def _first(signs: tuple[Sign, ...] | list[Sign], senses: frozenset[Sense] | set[Sense]) -> Sign | None:
    return next((sign for sign in signs if sign.sense in senses), None)


def _path_signs(url: str) -> list[Sign]:
    return [
        sign for part in urlsplit(url).path.replace("-", " ").split("/") if part for sign in find_signs(part)
    ]


def _stem(name: str) -> str:
    """A file name without its extension and with words apart."""
    return re.sub(r"\.(?:pdf|docx?|odt|html?|aspx|php)$", "", name, flags=re.IGNORECASE).replace("_", " ")


def _part(label: str, sign: Sign, weight: float) -> tuple[float, str]:
    return weight, f"{label}: {sign.word} {weight:+g}"


def _reason(sign: Sign, weight: float) -> str:
    return f"{sign.sense.value}: {sign.word} {weight:+g}"


def _sum(parts: list[tuple[float, str]], unwanted: Sign | None) -> Score:
    value = sum(weight for weight, _ in parts)
    verdict = unwanted.sense.value if unwanted else _UNNAMED
    return Score(value, tuple(reason for weight, reason in parts if weight), verdict)
