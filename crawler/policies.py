"""Whether a web page is a governing document itself, or the landing page of one. Pure, with reasons.

A fifth of the plans of Swedish municipalities are web pages (62 of 329 addresses of the field notes). A
page is taken for one only when it is *named* one (or a listing of governing documents led to it, and it
says who adopted it), has running text, and looks like one by at least `ENOUGH` points, one of them strong:
precision goes first, since a listing or a news item that is stored would be read and coded as policy. The
points were set by the test pages of tests/crawler/pages.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.articles import Article, FileLink
from crawler.lexicon import UNWANTED, Sense, find_signs, fold
from crawler.missing import says_missing
from crawler.relevance import Surroundings, strip_noise
from crawler.urls import file_name

ENOUGH = 3
ENOUGH_UNNAMED = 4  # for a page that a listing leads to and whose name says nothing
_MIN_LETTERS = 1200  # of running text: the shortest flag policies have some 200 words
_LONG, _VERY_LONG = 4000, 8000
_MAX_LINKED = 0.25  # of all letters: more is a listing
_MAX_SPOKEN_TO = 1.2  # "du", "din" in a hundred words: a service page speaks to its reader, a policy seldom
_MIN_OBLIGED = 0.6  # "ska", "bör" in a hundred words
_MAX_PLACE = 3  # words before the kind in a name: "Almby kommuns strategi för …"
_PLURALS = re.compile(
    r".*(?:planer|strategier|policy(?:er|s)|policies|styrdokument|dokument|avtalen|planerna"
    r"|reglementen|overenskommelser)"
)
_NO_SUBJECT = frozenset({"riktlinjer", "program", "avtal", "regler", "policy", "plan", "planen", "strategi"})
_TELLS_OF = re.compile(
    r"(?:ny|nya|nytt|nu|forslag|samrad|remiss|tyck|vi|hur|om|las|information|dialog|beslut|arbetet|arbete|sa"
    r"|har|enkat|invigning|seminarium|forelasning|valkommen|aktuellt|inbjudan|workshop|utbildning|stod)\b.*"
    r"|.*\b(?:antar|antog|antagit|antogs|ar|blir|finns|vill|soker|bjuder|far|presenterar|tar|revideras|ute"
    r"|uppdateras|klar|klart|pa gang|godkand|godkant|invigd|vann|prisas|satsar|startar|lanserar)\b.*"
)
_ADOPTED = re.compile(
    r".{0,40}\b(?:antag(?:en|et|na)|fastställ(?:d|t|da)|beslutad|beslutat|reviderad|godkänd)\b"
    r".{0,60}(?:fullmäktige|styrelse|nämnd|utskott|direktör|kommunchef|\bkf\b|\bks\b|§)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"dnr|diarienummer|dokumentansvarig|dokumentägare|dokumenttyp|giltighet\w*|gäller (?:från|till|för)"
    r"|revideras|beslutsinstans|beslutsdatum|beslutande|antagen(?: av)?|fastställd(?: av)?"
    r"|ansvarig för revidering",
    re.IGNORECASE,
)
_CHAPTERS = re.compile(
    r"syfte\w*|bakgrund|inledning|vision\w*|mål|målbild|övergripande mål|uppföljning\w*|ansvar\w*|omfattning"
    r"|definition\w*|genomförande|åtgärder|insatser|prioriter\w+|strategiska \w+|tillämpning\w*|nuläge\w*"
    r"|utgångspunkter|revidering|avgränsning\w*|styrning|fokusområde\w*|målområde\w*|inriktning\w*"
    r"|ikraftträdande|giltighet|organisation|samverkan|värdegrund|förhållningssätt|roller\b.*|förord"
    r"|sammanfattning|allmänt|inledande bestämmelser",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+\S|§\s*\d|\d+\s*§|kap(?:itel|\.)?\s*\d)", re.IGNORECASE
)
_DOWNLOAD = re.compile(
    r"(?:ladda|hamta|las|oppna|visa|hela|till)\b.*|dokument(?:et)?|pdf|fil|som pdf|bilaga|styrdokument(?:et)?"
)
_IDLE = frozenset(
    {
        "for",
        "i",
        "och",
        "av",
        "till",
        "med",
        "om",
        "den",
        "det",
        "en",
        "ett",
        "kommun",
        "kommuns",
        "kommunens",
    }
    | {"pdf", "dokument", "docx", "odt", "the", "of"}
)


class PageKind(StrEnum):
    """What a page is to us."""

    POLICY = "policy"  # the governing document itself
    LANDING = "landing page"  # of a file that is the governing document
    MISSING = "soft 404"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """What a page is, why, and for a landing page the files that it is about."""

    kind: PageKind
    reasons: tuple[str, ...]
    files: tuple[FileLink, ...] = ()


def may_be_policy(*names: str) -> bool:
    """Whether a page by one of its names (title, first heading) is worth a closer look. Cheap."""
    return any(_is_named_policy(name) for name in names) or says_missing(*names)


def judge_page(article: Article, where: Surroundings) -> PageVerdict:
    """What the page at `where.page_url` is."""
    if says_missing(article.title, article.name):
        return PageVerdict(PageKind.MISSING, (f"it is called “{article.name}”",))
    named = _is_named_policy(article.name)
    if not named and not (where.below_listing and _tells_nothing(article.name)):
        return PageVerdict(PageKind.OTHER, ("its name is no policy's",))
    files = tuple(one for one in article.files if _is_about(one, article))
    if files:
        kind = PageKind.LANDING if named else PageKind.OTHER  # minutes link files of their name, too
        return PageVerdict(kind, ("it links a file of its own name",), files)
    if article.letters < _MIN_LETTERS:
        return PageVerdict(PageKind.OTHER, (f"{article.letters} letters of text",))
    signs = _weigh(article, where)
    reasons = tuple(f"{reason} {points:+d}" for points, reason, _ in signs)
    enough = sum(points for points, _, _ in signs) >= (ENOUGH if named else ENOUGH_UNNAMED)
    sure = any(strong for _, _, strong in signs) if named else _says_adopted(article)
    return PageVerdict(PageKind.POLICY if enough and sure else PageKind.OTHER, reasons)


def _tells_nothing(name: str) -> bool:
    """Whether a name ("Vägen framåt") neither is that of something else nor tells of something."""
    signs = find_signs(strip_noise(name))
    other = any(sign.sense in UNWANTED or sign.sense is Sense.LISTING for sign in signs)
    return bool(name) and not other and _TELLS_OF.fullmatch(fold(name)) is None and not _is_plural(name)


def _is_plural(name: str) -> bool:
    return any(_PLURALS.fullmatch(sign.word) for sign in find_signs(strip_noise(name)))


def _is_named_policy(name: str) -> bool:
    """Whether a name is that of one governing document: its kind stands early, and nothing is told of it."""
    called = strip_noise(name)
    folded = fold(called)
    if not folded or _TELLS_OF.fullmatch(folded):
        return False
    signs = find_signs(called)
    if any(sign.sense is Sense.LISTING for sign in signs) or _is_plural(name):
        return False
    decisive = next((sign for sign in signs if sign.sense in UNWANTED or sign.sense is Sense.GENRE), None)
    if decisive is None:  # "Plan för …", "Program mot …"
        return any(sign.sense is Sense.LIKELY for sign in signs) and signs[0].place <= 1
    named = decisive.sense is Sense.GENRE and decisive.place <= _MAX_PLACE
    return named and not _words(called) <= _NO_SUBJECT


def _is_about(file: FileLink, article: Article) -> bool:
    """Whether a linked file carries the page's name, or is its only file under a link of no name."""
    own = _words(article.name)
    if fold(file.anchor).startswith("bilag"):
        return False
    for name in (strip_noise(file.anchor), re.sub(r"\.\w{2,4}$", "", file_name(file.url)).replace("_", " ")):
        words = _words(name)
        shared = len(own & words)
        if shared and (own <= words or shared >= 0.5 * len(own | words)):
            return True
    return len(article.files) == 1 and _DOWNLOAD.fullmatch(fold(strip_noise(file.anchor))) is not None


def _words(name: str) -> frozenset[str]:
    """The telling words of a name: no years, no "för" and "och"."""
    return frozenset(word for word in fold(name).split() if word not in _IDLE and not word.isdecimal())


def _weigh(article: Article, where: Surroundings) -> list[tuple[int, str, bool]]:
    """(points, reason, strong) of everything that speaks for or against."""
    words = article.text.split()
    hundreds = max(len(words), 1) / 100
    obliged = sum(word.strip(".,;:").lower() in ("ska", "skall", "bör") for word in words)
    spoken = sum(word.strip(".,;:?!").lower() in ("du", "dig", "din", "ditt", "dina") for word in words)
    headings = [block.text for block in article.blocks if block.level > 1]
    chapters = sum(_CHAPTERS.fullmatch(_plain(heading)) is not None for heading in headings)
    numbered = sum(_NUMBERED.match(heading) is not None for heading in headings)
    path = find_signs(urlsplit(where.page_url).path.replace("-", " ").replace("/", " "))
    told = (
        (2, "says who adopted it", _says_adopted(article), True),
        (1, "has a card of facts", any(_CARD.fullmatch(label) for label, _ in article.fields), True),
        (1, "has a policy's chapters", chapters >= 2, False),
        (1, "has numbered chapters", numbered >= 3, True),
        (1, "is below a listing", where.below_listing, False),
        (1, "is long", article.letters >= _LONG, True),
        (1, "is very long", article.letters >= _VERY_LONG, True),
        (1, "says what must be done", obliged >= 4 and obliged / hundreds >= _MIN_OBLIGED, False),
        (-3, "is news", article.news or any(sign.sense is Sense.NEWS for sign in path), False),
        (-3, "lies among what is not wanted", any(sign.sense in _ASIDE for sign in path), False),
        (-2, "speaks to its reader", spoken / hundreds > _MAX_SPOKEN_TO, False),
        (-1, "has a form", article.inputs > 0, False),
        (-3, "is made of links", article.linked > _MAX_LINKED * (article.linked + article.letters), False),
    )  # fmt: skip
    return [(points, reason, strong) for points, reason, holds, strong in told if holds]


def _says_adopted(article: Article) -> bool:
    return any(_ADOPTED.match(block.text) for block in article.blocks if len(block.text) <= 200)


_ASIDE = frozenset({Sense.MINUTES, Sense.FORM, Sense.FEE, Sense.SERVICE})


def _plain(heading: str) -> str:
    return re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|§\s*\d+|\d+\s*§)\s*", "", heading).strip(" :.")
