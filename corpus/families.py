"""Joining documents into families one link at a time, without letting chains join what is different. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.records import Sha256
from corpus.titles import Topic, are_alike


class Families:
    """Families of documents, each alone at first.

    `links` are all pairs that something directly joins, in either order: such a pair needs no likeness of
    titles to stand in one family.
    """

    def __init__(
        self, topics: Mapping[Sha256, Topic | None], links: frozenset[tuple[Sha256, Sha256]]
    ) -> None:
        self._topics = topics
        self._linked = frozenset(
            (topics[first], topics[second]) for pair in links for first, second in (pair, pair[::-1])
        )
        self._family = {sha256: sha256 for sha256 in topics}
        self._members = {sha256: [sha256] for sha256 in topics}
        self._said = {sha256: {topic} for sha256, topic in topics.items()}

    def join_alike(self, first: Sha256, second: Sha256) -> None:
        """Join the families of two documents unless one has a title that may not stand in the other."""
        one, other = self._said[self._family[first]], self._said[self._family[second]]
        if all(self._may_meet(here, there) for here in one for there in other):
            self.join(first, second)

    def _may_meet(self, one: Topic | None, other: Topic | None) -> bool:
        return are_alike(one, other) or (one, other) in self._linked

    def join(self, first: Sha256, second: Sha256) -> None:
        """Join the families of two documents."""
        kept, gone = sorted((self._family[first], self._family[second]))
        if kept == gone:
            return
        for sha256 in self._members[gone]:
            self._family[sha256] = kept
        self._members[kept] += self._members.pop(gone)
        self._said[kept] |= self._said.pop(gone)

    def list_members(self) -> list[list[Sha256]]:
        """The families, each sorted, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())
