"""Bullets that are drawn and not set: small dots and squares before the first word of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.sheets import Rule, Word

DRAWN: Final = "•"
_BOXES: Final = {"\uf0a8": "☐", "¨": "☐", "\uf0fe": "☑", "þ": "☑", "\uf0fd": "☒", "ý": "☒", "\uf078": "☒"}
"""Check boxes of the face Wingdings, by the character that a file has for them."""
LEAST, MOST = 1.5, 7.5
"""Points: the least and the greatest side of a drawn bullet."""
_ROUND: Final = 1.3  # of the shorter side: what is longer is no dot
_MANY: Final = 60  # on one page: more are dotted lines, or the points of a map
_REACH: Final = 36.0  # points from the dot to the word, and to what may stand before it


def get_symbol(character: str) -> str:
    """What a lone character of a face of symbols is: a check box, else a bullet."""
    return _BOXES.get(character, DRAWN)


def is_dot(box: Rule) -> bool:
    """Whether a drawn shape may be a bullet, by its size and proportions."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    return min(width, height) >= LEAST and max(width, height) <= min(MOST, _ROUND * min(width, height))


def find_bullets(dots: Sequence[Rule], words: Sequence[Word]) -> tuple[Word, ...]:
    """The dots that stand before the first word of a line, as words `DRAWN` of the size of that word."""
    if len(dots) > _MANY:
        return ()
    bullets = (_find_bullet(dot, words) for dot in dots)
    return tuple(bullet for bullet in bullets if bullet is not None)


def _find_bullet(dot: Rule, words: Sequence[Word]) -> Word | None:
    middle = (dot.top + dot.bottom) / 2
    level = [word for word in words if word.top < middle < word.bottom and word.quarter == 0]
    if any(-_REACH < word.x0 - dot.x1 < 0 or 0 <= dot.x0 - word.x1 < _REACH for word in level):
        return None
    right = [word for word in level if 0 <= word.x0 - dot.x1 < _REACH]
    if not right:
        return None
    after = min(right, key=lambda word: word.x0)
    return Word(DRAWN, dot.x0, after.top, dot.x1, after.bottom, after.size, bold=False)
