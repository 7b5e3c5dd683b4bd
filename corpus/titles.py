"""What a document's title says of which policy it is: its topic, and the year it names. Pure."""

from __future__ import annotations

import re
from typing import Final

from corpus.records import Document

Topic = frozenset[str]
"""The words that tell a policy from others, folded; empty for a title that names only a kind ("Plan")."""

_ALIKE: Final = 0.5  # of the words of both: one word more or less of two is still the same policy
_YEAR: Final = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DRAFT: Final = re.compile(
    r"\b(draft|utkast|koncept|arbetsmaterial|remiss\w*|samråds\w*|gransknings\w*|arbetsversion)\b"
)
# Näringslivsprogram and näringslivsstrategi are about one thing: the kind of document is no topic.
_KIND: Final = re.compile(
    r"s?(strategi|program|plan|policy|policyn|riktlinje|reglemente|överenskommelse|avtal|regler|taxa|"
    r"vägledning|dokument|styrdokument|handlingsplan)(er|en|et|n|t|r|s|et|sk|ska)?$"
)
_EMPTY: Final = frozenset(
    [
        "för",
        "och",
        "i",
        "med",
        "av",
        "till",
        "om",
        "på",
        "vid",
        "inom",
        "den",
        "det",
        "de",
        "ett",
        "en",
        "samt",
        "som",
        "the",
        "of",
        "for",
        "and",
        "in",
        "kommun",
        "kommuns",
        "kommunen",
        "kommunens",
        "stad",
        "stads",
        "antagen",
        "antaget",
        "reviderad",
        "reviderat",
        "version",
        "ny",
        "förslag",
        "utkast",
        "remiss",
        "remissversion",
        "samrådshandling",
        "samrådsförslag",
        "granskningshandling",
    ]
)


def read_topic(document: Document) -> Topic | None:
    """The topic of a document's title, None when it states no title: a file's name says too little."""
    title = document.metadata.title.casefold()
    if not title:
        return None
    words = (_KIND.sub("", word) for word in _WORD.findall(title) if word not in _EMPTY)
    return frozenset(word.removesuffix("s") for word in words if len(word) > 1)


def are_alike(first: Topic | None, second: Topic | None) -> bool:
    """Whether two titles may name one policy; a title that is not known may name any."""
    if first is None or second is None or first == second:
        return True
    return len(first & second) >= _ALIKE * len(first | second) > 0


def is_draft(document: Document) -> bool:
    """Whether a title says that the document is not final."""
    return _DRAFT.search(document.metadata.title.casefold()) is not None


def find_year(document: Document) -> str:
    """The first year in the title, that a policy holds from, or ""."""
    found = _YEAR.search(document.metadata.title)
    return found.group() if found else ""


def fold_title(text: str) -> str:
    """A title with its years, for comparing: folded, words and numbers parted by single blanks."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
