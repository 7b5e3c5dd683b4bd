"""Search results as text: the quote with its hits marked, whose it is, and where it stands."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.counts import plural
from corpus.export.files import replacing
from corpus.search import Query, find_hits, parse_query
from corpus.store import Store
from samverkan import console
from samverkan.search_tables import Result, write_csv, write_json

_LONGEST_QUOTE = 480
_NEAR = 0.45
"""Texts that mean the same have a cosine of about 0.6 with the shipped encoder, unrelated ones about 0.1."""
FORMATS = ("table", "json", "csv")


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the results are shown: at most `limit` (None: all) after the first `offset`."""

    offset: int
    limit: int | None

    @property
    def end(self) -> int | None:
        """One more than is shown, to know whether there are more; None for all."""
        return None if self.limit is None else self.offset + self.limit + 1


@dataclass(frozen=True, slots=True)
class Page:
    """What a search found, of the window and one more; `words` are those to mark, "" for none.

    `total` is how many there are in all, None where only walking to the end would tell.
    """

    words: str
    window: Window
    results: Sequence[Result]
    total: int | None = None

    @property
    def shown(self) -> Sequence[Result]:
        """The results of the window."""
        return self.results[: self.window.limit]


def write_page(page: Page, store: Store, style: str, to: Path | None) -> None:
    """Write the page as CSV or JSON, to a file or on standard output. Raises ExportBlocked."""
    names = _read_names(store)
    text = (write_csv if style == "csv" else write_json)(page.shown, names)
    if to is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    with replacing(to) as temporary:
        # The byte order mark is for spreadsheets, which read å ä ö wrongly without it.
        temporary.write_text(text, encoding="utf-8-sig" if style == "csv" else "utf-8", newline="")
    console.say(f"{plural(len(page.shown), 'passage')} written to {to}")


def print_page(page: Page, store: Store) -> None:
    """Print the page as text, and how to go on."""
    names = _read_names(store)
    query = parse_query(page.words) if page.words else None
    nearest = page.results[0].nearness if page.results else None
    if nearest is not None and nearest < _NEAR:
        console.say("Nothing here means quite that. The nearest:\n")
    for result in page.shown:
        _print_result(result, names, query)
    for line in _say_rest(page):
        console.say(line)


def mark(text: str, query: Query, shown: object) -> str:
    """`text` with its hits in bold on a terminal (`shown` is true) and between » « elsewhere."""
    opening, closing = ("\x1b[1m", "\x1b[0m") if shown else ("»", "«")
    for start, end in reversed(find_hits(text, query)):
        text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    return text


def _read_names(store: Store) -> dict[str, str]:
    with store.reading() as reader:
        return {one.code: one.name for one in reader.iter_municipalities()}


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


def _print_result(result: Result, names: Mapping[str, str], query: Query | None) -> None:
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    found = result.found
    title = found.document.metadata.title or found.document.name
    place = names.get(found.municipality, found.municipality)
    console.say(f"{place} · {title} · p. {found.passage.first_page} · {_say_truth(result)}")
    if found.passage.headings:
        console.say("  " + " › ".join(found.passage.headings))
    if found.passage.columns:
        console.say("  " + " | ".join(found.passage.columns))
    quote = found.passage.text[:_LONGEST_QUOTE]
    if query is not None:
        quote = mark(_shorten(found.passage.text, query), query, sys.stdout.isatty())
    quote = f"{found.passage.speaker}: {quote}" if found.passage.speaker else quote
    console.say(textwrap.fill(" ".join(quote.split()), width, initial_indent="  ", subsequent_indent="  "))
    console.say(f"  {found.url}\n" if found.url else "")


def _say_truth(result: Result) -> str:
    if result.nearness is not None:
        return f"nearness {result.nearness:.2f}"
    truth = result.found.truth
    return f"{truth.status} · {', '.join(code for code in (truth.gate, *truth.codes) if code)}".rstrip(" ·")


def _say_rest(page: Page) -> tuple[str, ...]:
    """How many there are, and how to see more."""
    shown, words, window = len(page.shown), page.words, page.window
    if not shown and not page.words:
        return ("Nothing found. Try fewer filters.",)
    if not shown:
        return (
            f"Nothing found for {words}. Try fewer words or filters, or: samverkan search --similar {words}",
        )
    more = len(page.results) > shown
    ahead = f"There are more: --offset {window.offset + shown}" if more else ""
    if page.total is None:
        return (ahead,) if more else ()
    if more or window.offset:
        return (f"{shown} of {page.total:,} passages shown. {ahead}".rstrip(),)
    return (f"{plural(page.total, 'passage')}.",)
