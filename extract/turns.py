"""Pages whose text stands on its side, as wide tables do: turned for the layout, and boxes turned back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.records import Box
from extract.sheets import Rule, Sheet, Word
from extract.tags import Tag

Sides = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points."""


@dataclass(frozen=True, slots=True)
class Upright:
    """The words and rules of a page as its text is read: most of its words run from left to right.

    Words that run across the others (stamps in the margin, labels of axes) are left out. `quarter` is how
    its words run on the page as shown, as `Word.quarter`; `width` and `height` are of the page as shown.
    """

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    quarter: int = 0
    tags: tuple[Tag, ...] = ()

    @property
    def reading_height(self) -> float:
        """The height of the page as its text is read."""
        return self.width if self.quarter % 2 else self.height

    def turn_back(self, box: Box) -> Box:
        """A box in the coordinates of reading, in those of the page as shown."""
        if self.quarter == 0:
            return box
        width, height = (self.height, self.width) if self.quarter % 2 else (self.width, self.height)
        return Box(box.page, *_turn((box.x0, box.top, box.x1, box.bottom), width, height, -self.quarter % 4))


def turn_upright(sheet: Sheet) -> Upright:
    """The words of a page that run as most of its letters do, turned so that they run from left to right."""
    quarters = {word.quarter for word in sheet.words}
    if quarters <= {0}:
        return Upright(sheet.words, sheet.rules, sheet.width, sheet.height, tags=sheet.tags)
    letters: Counter[int] = Counter()
    for word in sheet.words:
        letters[word.quarter] += len(word.text)
    quarter = max(sorted(letters), key=lambda quarter: letters[quarter])
    words = tuple(_turn_word(word, sheet) for word in sheet.words if word.quarter == quarter)
    rules = tuple(Rule(*_turn(rule, sheet.width, sheet.height, quarter)) for rule in sheet.rules)
    return Upright(words, rules, sheet.width, sheet.height, quarter, sheet.tags)


def _turn_word(word: Word, sheet: Sheet) -> Word:
    x0, top, x1, bottom = _turn(word[1:5], sheet.width, sheet.height, word.quarter)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def _turn(sides: Sides, width: float, height: float, quarter: int) -> Sides:
    """A rectangle on a page of this size, after the page is turned clockwise by so many quarters."""
    x0, top, x1, bottom = sides
    if quarter == 0:
        return sides
    if quarter == 1:
        return height - bottom, x0, height - top, x1
    if quarter == 2:
        return width - x1, height - bottom, width - x0, height - top
    return top, width - x1, bottom, width - x0
