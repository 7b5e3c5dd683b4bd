"""The text of a demo website: pages in a plain form, one file a municipality.

A page opens with ``=== /path | Title`` (news and events add ``| 2024-03-26``); the rest of its lines
are blocks as in manuscripts (``## ``, ``### ``, ``- ``, ``| ``, ``> ``, paragraphs) or commands:

``!include NAME``  the shared text of that name (content/shared.txt, ``=== NAME``)
``!children``      links to the pages right below this one; ``!news N`` to the N newest
``!fields A=b; …`` the facts of a landing page; ``!form A; B; …`` a form with these fields
``!details TEXT``  begins a part that is folded away, ``!end`` ends it

``[text](target)`` is a link, in which ``fil:ID`` stands for a published file. ``{namn}`` and
``{avsändare}`` stand for the municipality's name and what it calls itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samverkan.demo.places import Place

CONTENT = Path(__file__).parent / "content"


class ContentError(ValueError):
    """A file of page texts that cannot be read: the message names the file and the line to mend."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page before it is made HTML. `date` is ISO 8601 for news and events, else ""."""

    path: str
    title: str
    date: str
    lines: tuple[str, ...]

    @property
    def parent(self) -> str:
        """The path of the page above: "/" for a section, "" for the start page."""
        return get_parent(self.path)


def get_parent(path: str) -> str:
    """The path one step up, with a slash at the end where `path` has one; "" above the start page."""
    if path == "/":
        return ""
    slash = "/" if path.endswith("/") else ""
    return f"{path.rstrip('/').rpartition('/')[0]}{slash}" or "/"


def load_pages(place: Place) -> tuple[PageText, ...]:
    """Load one municipality's pages, in the order of the file. Raises ContentError."""
    shared = {path: lines for path, _, lines in _split_pages(CONTENT / "shared.txt")}
    pages = []
    for path, fields, lines in _split_pages(CONTENT / f"{place.slug}.txt"):
        filled = [_fill(line, place) for line in _include(lines, shared)]
        pages.append(PageText(path, fields[0], fields[1] if len(fields) > 1 else "", tuple(filled)))
    return tuple(pages)


def _split_pages(path: Path) -> list[tuple[str, list[str], list[str]]]:
    pages: list[tuple[str, list[str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            name, *fields = line[4:].split(" | ")
            pages.append((name, fields, []))
        elif pages:
            pages[-1][2].append(line)
        elif line.strip():
            raise ContentError(f"{path.name}:{number}: text before the first === line")
    return pages


def _include(lines: list[str], shared: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if line.startswith("!include "):
            found += shared[line.removeprefix("!include ")]
        elif line.strip():
            found.append(line)
    return [line for line in found if line.strip()]


def _fill(line: str, place: Place) -> str:
    return line.replace("{namn}", place.record.name).replace("{avsändare}", place.sender)
