"""Search results as text: the quote with its hits marked, whose it is, and where it stands."""

from __future__ import annotations

import shutil
import sys
import textwrap
from dataclasses import dataclass
from itertools import islice

from corpus.reader import Hit
from corpus.search import Query, find_hits, parse_query
from corpus.search_records import Filters
from corpus.store import Store
from samverkan import console
from samverkan.study import Study

_LONGEST_QUOTE = 480
_NEAR = 0.45
"""Texts that mean the same have a cosine of about 0.6 with the shipped encoder, unrelated ones about 0.1."""


def print_matches(study: Study, store: Store, words: str, limit: int) -> int:
    """Print the passages that hold the words, best first, and return how many there are in all."""
    query = parse_query(words)
    with store.reading() as reader:
        hits = reader.search_passages(query, limit)
        total = reader.count_hits(query)
        names = {one.code: one.name for one in reader.iter_municipalities()}
    for hit in hits:
        _print_hit(hit, names, mark(_shorten(hit.passage.text, query), query, sys.stdout.isatty()), "")
    console.say(_say_total(words, len(hits), total))
    return total


def print_similar(study: Study, store: Store, text: str, limit: int) -> int:
    """Print the passages nearest in meaning, best first, and return how many are shown."""
    from samverkan.similar import search_similar

    hits = search_similar(study, store, text, limit)
    with store.reading() as reader:
        names = {one.code: one.name for one in reader.iter_municipalities()}
    if hits and hits[0].cosine < _NEAR:
        console.say("Nothing here means quite that. The nearest:\n")
    for found in hits:
        _print_hit(
            found.hit, names, found.hit.passage.text[:_LONGEST_QUOTE], f" · nearness {found.cosine:.2f}"
        )
    if not hits:
        console.say("There are no passages yet: samverkan run reads the documents of the study.")
    return len(hits)


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the results are shown: at most `limit` after the first `offset`."""

    offset: int
    limit: int


def print_filtered(store: Store, words: str, filters: Filters, window: Window) -> int:
    """Print passages that have the words ("" for any) and are as the filters say; returns how many."""
    query = parse_query(words) if words else None
    with store.searching() as reader:
        results = reader.iter_found(query, filters)
        found = list(islice(results, window.offset, window.offset + window.limit + 1))
        names = {one.code: one.name for one in reader.iter_municipalities()}
    shown = found[: window.limit]
    for one in shown:
        text = one.passage.text[:_LONGEST_QUOTE]
        if query is not None:
            text = mark(_shorten(one.passage.text, query), query, sys.stdout.isatty())
        extra = f" · {one.truth.status} · {', '.join((one.truth.gate, *one.truth.codes))}"
        _print_hit(Hit(one.passage, one.document, one.rank), names, text, extra)
        console.say(f"  {one.url}\n" if one.url else "")
    if not shown:
        console.say("Nothing found. Try fewer filters.")
    if len(found) > window.limit:
        console.say(f"There are more: --offset {window.offset + window.limit}")
    return len(shown)


def mark(text: str, query: Query, shown: object) -> str:
    """`text` with its hits in bold on a terminal (`shown` is true) and between » « elsewhere."""
    opening, closing = ("\x1b[1m", "\x1b[0m") if shown else ("»", "«")
    for start, end in reversed(find_hits(text, query)):
        text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    return text


def _shorten(text: str, query: Query) -> str:
    """At most 480 characters, around the first hit."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    hits = find_hits(text, query)
    start = max(0, min((hits[0][0] if hits else 0) - _LONGEST_QUOTE // 3, len(text) - _LONGEST_QUOTE))
    start = 0 if start == 0 else text.find(" ", start) + 1
    end = start + _LONGEST_QUOTE
    cut = text[start:end].rsplit(" ", 1)[0] if end < len(text) else text[start:]
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def _print_hit(hit: Hit, names: dict[str, str], quote: str, extra: str) -> None:
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    title = hit.document.metadata.title or hit.document.name
    place = names.get(hit.document.municipality, hit.document.municipality)
    console.say(f"{place} · {title} · p. {hit.passage.first_page}{extra}")
    if hit.passage.headings:
        console.say("  " + " › ".join(hit.passage.headings))
    if hit.passage.columns:
        console.say("  " + " | ".join(hit.passage.columns))
    quote = f"{hit.passage.speaker}: {quote}" if hit.passage.speaker else quote
    console.say(textwrap.fill(" ".join(quote.split()), width, initial_indent="  ", subsequent_indent="  "))
    console.say()


def _say_total(words: str, shown: int, total: int) -> str:
    if total == 0:
        return f"Nothing found for {words}. Try fewer words, or: samverkan search --similar {words}"
    if shown < total:
        return f"{shown} of {total:,} passages shown; more with --limit {min(total, 10 * shown)}."
    return f"{total:,} passages." if total > 1 else "1 passage."
