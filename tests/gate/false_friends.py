"""Which false friends deceive: passages that are not about outside collaboration, by what they look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.records import Codebook, CodeId
from models.cues import cue_patterns
from models.evaluation import EXTERNAL, has_keyword
from models.phrases import PhraseIndex, split_words

KEYWORD, OTHER = "(only a keyword)", "(none of these)"


def sort_by_friend(texts: Sequence[str], codebook: Codebook) -> list[frozenset[str]]:
    """The false friends of the codebook whose cues stand in each text; several may.

    Where none does, the text has a word of the keyword search, or nothing of the kind.
    """
    index = PhraseIndex.build(
        (pattern, friend.id)
        for friend in codebook.false_friends
        for cue in friend.cues
        for pattern in cue_patterns(cue)
    )
    sorts = []
    for text in texts:
        found = frozenset(match.label for match in index.iter_matches(text, split_words(text)))
        sorts.append(found or frozenset({KEYWORD if has_keyword(text) else OTHER}))
    return sorts


def count_deceived(
    sorts: Sequence[frozenset[str]], truth: Sequence[frozenset[CodeId]], said: Sequence[frozenset[CodeId]]
) -> Mapping[str, tuple[int, int]]:
    """For each sort (passages taken for external, passages) of those that are not; the most first."""
    counts: dict[str, list[int]] = {}
    for kinds, true, given in zip(sorts, truth, said, strict=True):
        if not true & EXTERNAL:
            for kind in kinds:
                count = counts.setdefault(kind, [0, 0])
                count[0] += bool(given & EXTERNAL)
                count[1] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1][1], item[0]))
    return {kind: (wrong, total) for kind, (wrong, total) in ordered}
