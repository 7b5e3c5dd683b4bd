"""Where a block begins: whether a line goes on with the lines before it, or starts something new.

Signs of a new block, in order: a bullet or number, another size or weight, space above, an indent, and a
line before it that ended where the next word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.frames import Frame
from extract.lines import Line
from extract.markers import FIELD, OPENING, SECTION_NUMBER, Marker, get_text_start

_SIZE_STEP: Final = 0.08  # of a size: a larger difference is meant
_SPACED: Final = 1.2  # of the usual pitch: from here there is space between
_RAISED: Final = 0.8  # of the size of the line: numbers that refer to notes are smaller
_INDENT: Final = (0.6, 4.0)  # font sizes: first-line indents
_SPACE: Final = 0.3  # font sizes: a space between words
_HANGING: Final = 0.4  # font sizes by which the lines of a list item may begin left of its first word
_WIDE_ROOM: Final = 0.35  # of the frame: so much is left free only on purpose
_TERMINAL: Final = frozenset('.!?:;”")»…')
_OPENERS: Final = frozenset('”"(«–-§')
LINKS: Final = re.compile(
    r"och|eller|samt|men|att|som|om|i|på|av|för|till|med|från|vid|under|inom|mellan|över|genom|utan|mot|hos"
    r"|en|ett|den|det|de|är|ska|kan|har|the|of|and|or|to|in|for|with|by|an?"
)
"""Words that no paragraph, list item or heading ends with."""


def starts_block(current: Sequence[Line], marker: Marker, line: Line, sign: Marker, frame: Frame) -> bool:
    """Whether `line`, which begins with `sign`, starts a block after the lines `current` of one."""
    last = current[-1]
    flows = _flows_on(last, line, frame)
    if sign in OPENING or (sign is not Marker.NONE and not flows):
        return True
    if _looks_different(current, line, flows) or _is_spaced(last, line, frame):
        return True
    if line.bold and last.bold and not SECTION_NUMBER.match(line.text):
        return False  # the lines of one heading end where its words allow
    if _is_field(last, line, frame) and _is_field(line, line, frame):
        return True
    if marker is not Marker.NONE:
        return _stands_outside(current, line) or (not _hangs_under(current, line) and not flows)
    return _is_indented(current, line, frame) or _ends_short(last, line, frame)


def _is_field(line: Line, following: Line, frame: Frame) -> bool:
    """Whether a line is one labelled field, and not the beginning of a text that has several in a row."""
    text = line.text
    if FIELD.match(text) is None:
        return False
    return text.count(": ") == 1 or (line is not following and _had_room(line, following, frame))


def opens_note(line: Line) -> bool:
    """Whether the line begins with the raised number of a footnote."""
    first = line.words[0]
    return first.size < _RAISED * line.size and first.text.isdigit() and len(line.words) > 1


def _looks_different(current: Sequence[Line], line: Line, flows: bool) -> bool:  # noqa: FBT001 - private
    last = current[-1]
    if abs(last.size - line.size) > _SIZE_STEP * max(last.size, line.size) or opens_note(line):
        return True
    if line.bold:
        return not last.bold and not flows
    return all(before.bold for before in current) and not line.words[0].bold


def _is_spaced(last: Line, line: Line, frame: Frame) -> bool:
    return line.bottom - last.bottom > _SPACED * frame.pitch * line.size


def _ends_sentence(line: Line) -> bool:
    return line.words[-1].text[-1] in _TERMINAL


def _flows_on(last: Line, line: Line, frame: Frame) -> bool:
    """Whether the sentence plainly goes on from one line to the next."""
    return not _is_spaced(last, line, frame) and not _ends_sentence(last) and not _had_room(last, line, frame)


def _had_room(last: Line, line: Line, frame: Frame) -> bool:
    """Whether the first word of `line` would have fitted at the end of `last`: then the break is meant."""
    first = line.words[0]
    return frame.right - last.x1 > first.x1 - first.x0 + _SPACE * line.size


def _hangs_under(item: Sequence[Line], line: Line) -> bool:
    """Whether a line begins under the first word of a list item, right of its sign."""
    return line.x0 >= get_text_start(item[0]) - _HANGING * line.size


def _stands_outside(item: Sequence[Line], line: Line) -> bool:
    """Whether a line without a sign begins left of where the lines of the list item do."""
    if _hangs_under(item, line):
        return False
    return (len(item) > 1 and _hangs_under(item, item[1])) or line.x0 < item[0].x0 - 1


def _is_indented(current: Sequence[Line], line: Line, frame: Frame) -> bool:
    least, most = (line.size * step for step in _INDENT)
    flush = len(current) == 1 or current[-1].x0 - frame.left < least
    return frame.indents and flush and least <= line.x0 - frame.left <= most


def _ends_short(last: Line, line: Line, frame: Frame) -> bool:
    """Whether the last line leaves so much room that a paragraph must have ended there."""
    room = frame.right - last.x1
    if not _had_room(last, line, frame) and not (frame.justified and room > 1.5 * line.size):
        return False
    first = line.words[0].text[0]
    if room > _WIDE_ROOM * frame.width:
        return _ends_sentence(last) or (first.isupper() and not _breaks_off(last))
    return _ends_sentence(last) and (first.isupper() or first.isdigit() or first in _OPENERS)


def _breaks_off(line: Line) -> bool:
    """Whether a line ends in the middle of a phrase, as the lines of narrow cells do."""
    word = line.words[-1].text
    return word[-1] == "," or LINKS.fullmatch(word) is not None
