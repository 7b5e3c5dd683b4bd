"""What a search need not weigh: candidates that cannot be as the filters say are left out, many at once.

What holds of a passage takes a tenth of a millisecond to weigh; that it cannot hold is told by indexes in a
thirtieth of that, and of a common word only one passage in hundreds has the code that is asked for too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TypeVar

from corpus.records import CodeId
from corpus.search_records import Filters
from corpus.truth import Status
from corpus.version_reader import VersionReader

_FIRST_BATCH = 32
"""A screenful and more: of a search whose first candidates fit, nothing else is asked."""
_LARGEST_BATCH = 2_048

_T = TypeVar("_T")
Candidate = tuple[str, float]
"""A passage's id with what it is ordered by."""
# Conditions are on `i`, so that a passage is only looked up when it meets them.
_SIEVE = """SELECT i.key AS place, p.document FROM json_each(?) i CROSS JOIN passage p ON p.id = i.value
    WHERE p.retired = 0"""
# A code needs the model, or somebody's answer, or a word on single codes, which is only weighed later. The
# plus signs keep SQLite to the few codes of one passage: by code it would read those of all passages.
_HOLDS = """(EXISTS (SELECT 1 FROM coding c WHERE c.passage = i.value AND c.coder = ?
        AND +c.code IN (SELECT value FROM json_each(?)) AND +c.accepted = 1)
    OR EXISTS (SELECT 1 FROM given g WHERE g.passage = i.value
        AND +g.code IN (SELECT value FROM json_each(?)))
    OR EXISTS (SELECT 1 FROM judgement j WHERE j.passage = i.value))"""
_ANSWERED = """(EXISTS (SELECT 1 FROM standing s WHERE s.passage = i.value)
    OR EXISTS (SELECT 1 FROM judgement j WHERE j.passage = i.value))"""
_DISPUTED = """(EXISTS (SELECT 1 FROM standing s WHERE s.passage = i.value AND s.disputed = 1)
    OR EXISTS (SELECT 1 FROM judgement j WHERE j.passage = i.value))"""
_NAMES = """EXISTS (SELECT 1 FROM mention m WHERE m.passage = i.value AND m.coder = ?
    AND (+m.actor IN (SELECT value FROM json_each(?))
        OR +m.actor IS NULL AND +m.text IN (SELECT value FROM json_each(?))))"""


def iter_batches(many: Iterable[_T]) -> Iterator[list[_T]]:
    """All of them in batches that grow, so that few are read beyond what is shown."""
    left, size = iter(many), _FIRST_BATCH
    while batch := list(islice(left, size)):
        yield batch
        size = min(2 * size, _LARGEST_BATCH)


def asks_people(filters: Filters) -> bool:
    """Whether only passages that people said something of can be found."""
    return bool(filters.statuses) and Status.MACHINE not in filters.statuses


class SearchSieve(VersionReader):
    """Questions about many candidates at once, at one moment of the store."""

    @cached_property
    def coder(self) -> str:
        """The model whose answers hold: the one that classified last, "" before any did."""
        return self.find_latest_coder() or ""

    def sieve(
        self, candidates: Iterable[Candidate], filters: Filters, documents: frozenset[str] | None
    ) -> Iterator[Candidate]:
        """Those of the candidates that may be as the filters say, each once, in their order."""
        asked, values = self._conditions(filters)
        seen: set[str] = set()
        for batch in iter_batches(candidates):
            ids = json.dumps([passage for passage, _ in batch])
            rows = self._rows(f"{_SIEVE}{asked} ORDER BY place", ids, *values)
            for candidate in (batch[row[0]] for row in rows if documents is None or row[1] in documents):
                if candidate[0] not in seen:
                    seen.add(candidate[0])
                    yield candidate

    def _conditions(self, filters: Filters) -> tuple[str, list[object]]:
        """What a passage needs, as SQL that goes on from `_SIEVE`, with its values."""
        asked: list[str] = []
        values: list[object] = []
        sets: list[tuple[CodeId, ...]] = [(code,) for code in filters.codes]
        for codes in (*sets, *((filters.statements.gates,) if filters.statements.gates else ())):
            asked.append(_HOLDS)
            values += [self.coder, json.dumps(codes), json.dumps(codes)]
        if filters.statuses == (Status.DISPUTED,):
            asked.append(_DISPUTED)
        elif asks_people(filters):
            asked.append(_ANSWERED)
        if filters.about_partners:
            asked.append(_NAMES)
            values += [self.coder, json.dumps(filters.actors), json.dumps(filters.written)]
        return "".join(f" AND {one}" for one in asked), values
