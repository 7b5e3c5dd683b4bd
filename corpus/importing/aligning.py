"""Where a selection in another program's text of a document stands in the study's text of it. Pure.

Offsets are code points. Programs read PDFs differently (line breaks, hyphens, ligatures, the order of
columns), so that where the texts differ the selected words themselves are looked for, without white space,
hyphens and the difference of composed and decomposed letters.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]

_IGNORED = frozenset("-\u00ad\u2010\u2011\ufeff")
_NEAR = 20_000
"""Letters on either side of where a quote should be that are looked through first: a dozen pages."""
_SHORT = 12
"""Letters below which a quote that stands in several places is not placed: "samverkan" says nothing."""
_PROBE = 60
_PROBES = 20


@dataclass(frozen=True, slots=True)
class Compact:
    """A text without what programs differ in. `places` has for each letter its offset in the text."""

    letters: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Compact:
        """Leave out white space and hyphens; compatibility forms (ﬁ) become plain letters."""
        letters: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(text):
            if sign.isspace() or sign in _IGNORED:
                continue
            for letter in unicodedata.normalize("NFKD", sign):
                letters.append(letter)
                places.append(place)
        return cls("".join(letters), tuple(places))


def read_letters(text: str) -> str:
    """The letters alone, for whole texts: eight times as fast as with their places."""
    letters = "".join(unicodedata.normalize("NFKD", text).split())
    for sign in _IGNORED:
        letters = letters.replace(sign, "")
    return letters


def fingerprint(text: str) -> str:
    """A hash that texts of the same letters share, "" for a text without any."""
    letters = read_letters(text)
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest() if letters else ""


@dataclass(slots=True)
class Alignment:
    """From offsets in `theirs` to offsets in `ours`."""

    theirs: str
    ours: str
    _compact: tuple[Compact, Compact] | None = field(default=None)

    def find_span(self, start: int, end: int) -> Span | None:
        """The stretch of our text that holds the words theirs has from start to end, or None."""
        if self.theirs == self.ours:
            return start, end
        if self._compact is None:
            self._compact = Compact.of(self.theirs), Compact.of(self.ours)
        _, ours = self._compact
        quote = Compact.of(self.theirs[start:end]).letters
        share = start / max(len(self.theirs), 1)
        return find_quote(quote, ours, share)


def find_quote(quote: str, ours: Compact, share: float) -> Span | None:
    """The offsets of compact letters in a compact text: of several places the one nearest to `share` of the
    whole, unless the quote is too short to tell.
    """
    if not quote:
        return None
    aim = share * len(ours.letters)
    found = _find_near(quote, ours.letters, round(aim)) if len(quote) >= _SHORT else []
    found = found or list(_iter_places(quote, ours.letters))
    if not found or (len(found) > 1 and len(quote) < _SHORT):
        return None
    best = min(found, key=lambda place: abs(place - aim))
    return ours.places[best], ours.places[best + len(quote) - 1] + 1


def _find_near(quote: str, letters: str, aim: int) -> list[int]:
    """The places of a quote near to `aim`. The nearest of all is among them, unless there are none: so that
    many quotes of a long text do not each go through all of it.
    """
    first = max(0, aim - _NEAR)
    return [first + place for place in _iter_places(quote, letters[first : aim + _NEAR + len(quote)])]


def _iter_places(quote: str, letters: str) -> Iterable[int]:
    place = letters.find(quote)
    while place >= 0:
        yield place
        place = letters.find(quote, place + 1)


def share_of_probes(theirs: str, ours: str) -> float:
    """How much of one text stands in the other, in 0..1, by samples spread over it. 0 for next to no text."""
    letters, whole = read_letters(theirs), read_letters(ours)
    if len(letters) < _PROBE:
        return 1.0 if letters and letters == whole else 0.0
    step = max(1, (len(letters) - _PROBE) // (_PROBES - 1))
    probes = [letters[at : at + _PROBE] for at in range(0, len(letters) - _PROBE + 1, step)]
    return sum(probe in whole for probe in probes) / len(probes)
