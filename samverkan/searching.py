"""Carrying out a search: by words and filters in the store, or by meaning through the vectors."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from corpus.search import parse_query
from corpus.search_records import Filters
from corpus.store import Store
from samverkan.search_output import Page, Window
from samverkan.search_tables import Result
from samverkan.study import Study

if TYPE_CHECKING:
    from samverkan.similar import Likeness


def find_by_words(store: Store, words: str, filters: Filters, window: Window) -> Page:
    """Passages that have the words ("" for any) and are as the filters say, best first."""
    query = parse_query(words) if words else None
    with store.searching() as reader:
        found = islice(reader.iter_found(query, filters), window.offset, window.end)
        results = [Result(one) for one in found]
        total = reader.count_hits(query) if query and filters == Filters() else None
    return Page(words, window, results, total)


def find_by_meaning(study: Study, store: Store, asked: Likeness, filters: Filters, window: Window) -> Page:
    """Passages that are as the filters say, nearest in meaning first."""
    from samverkan.similar import iter_similar

    nearest = iter_similar(study, store, asked, filters)
    return Page("", window, list(islice(nearest, window.offset, window.end)))
