"""The documents of a made-up municipality: what they are called, what they say, which are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.sites import words
from tests.sites.pdf import make_pdf


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `wanted`: it is a governing one. `form` is "file", "landing", "page" or "portal".

    `subject` names the page of the site that it belongs to ("" for none), `listed` whether the listing of
    governing documents has it. `text` and `place` count its editions and its moves.
    """

    number: int
    title: str
    wanted: bool
    form: str
    subject: str
    category: str
    year: int
    listed: bool
    named: bool = True  # its link says what it is
    text: int = 0
    place: int = 0


def make_wanted(chance: Random, place: str, count: int) -> tuple[Paper, ...]:
    """Governing documents: a fifth web pages, a tenth outside the listing, some with idle names."""
    papers = []
    for number, (title, subject) in enumerate(_iter_titles(chance, place, count)):
        _, page = words.SUBJECTS.get(subject, ("", ""))
        form = "page" if chance.random() < 0.19 else "portal" if chance.random() < 0.05 else "file"
        listed = not page or chance.random() < 0.86
        named = chance.random() < 0.92 or not listed
        category = chance.choice(words.CATEGORIES)
        year = 2012 + chance.randrange(14)
        papers.append(Paper(number, title, True, form, page, category, year, listed, named))
    return tuple(papers)


def _iter_titles(chance: Random, place: str, count: int) -> Iterator[tuple[str, str]]:
    """(title, subject), each title once."""
    subjects = list(words.SUBJECTS)
    seen: set[str] = set()
    while len(seen) < count:
        subject = chance.choice(subjects)
        draw = chance.random()
        if draw < 0.06:
            title, subject = chance.choice(words.UNTOLD).format(place=place), ""
        elif draw < 0.3:
            title = chance.choice(words.OTHER_KINDS).format(subject)
        else:
            title = f"{subject}{chance.choice(words.KINDS)}".capitalize()
        if chance.random() < 0.5:
            first = 2014 + chance.randrange(12)
            title += chance.choice((f" {first}–{first + 4}", f" {first}", f" {place} {first}"))
        if title not in seen:
            seen.add(title)
            yield title, subject


def make_noise(chance: Random, number: int, pattern: str, subject: str) -> Paper:
    """A document that nobody wants: a form, a fee, a leaflet, minutes."""
    title = pattern.format(subject.lower()).strip()
    return Paper(number, title, False, "file", subject, "", 2018 + chance.randrange(8), listed=False)


def revise(paper: Paper, chance: Random) -> tuple[Paper | None, str]:
    """A document fifteen months later, and what became of it (churn of 137 real ones)."""
    draw = chance.random()
    if draw < 0.04:
        return None, "gone"
    if draw < 0.12:
        return replace(paper, text=paper.text + 1), "changed"
    if draw < 0.35 and paper.form != "page":
        return replace(paper, place=paper.place + 1), "moved"
    if draw < 0.44:
        year = paper.year + 5
        return replace(paper, title=f"{paper.title} (ny {year})", year=year, text=paper.text + 1), "replaced"
    return paper, "same"


def write_pdf(paper: Paper, place: str) -> bytes:
    """The bytes of a document: they differ by title, place and edition, not by address."""
    return make_pdf(
        [
            paper.title,
            f"{place} kommun",
            f"Antagen av kommunfullmäktige {paper.year}-05-20, utgåva {paper.text + 1}",
            *words.DUTIES,
        ]
    )


def write_policy(paper: Paper) -> str:
    """The markup of a governing document that is a web page."""
    parts = [f"<p>Antagen av kommunfullmäktige {paper.year}-05-20 § {paper.number + 11}.</p>"]
    for index, chapter in enumerate(words.CHAPTERS):
        told = [*words.DUTIES[index:], *words.DUTIES[:index]]
        parts.append(f"<h2>{chapter}</h2><p>{' '.join(told)}</p>")
    return "".join(parts) + f"<p>Utgåva {paper.text + 1}.</p>"
