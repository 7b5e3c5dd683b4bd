"""What the study says of itself for those who cite it and for a data repository. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.export.dataset.dates import year_of
from corpus.export.dataset.variables import Words, fill_both
from corpus.export.extents import add_extent, mark_title
from corpus.inventory_records import Inventory

_ORCID = re.compile(r"\(?\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b\)?")
_ASKED = ("creators", "affiliation", "contact", "licence", "title_sv", "title_en")
_ASKED_TOO = ("description_sv", "description_en", "keywords")


@dataclass(frozen=True, slots=True)
class Creator:
    """A person, "Family, Given", with an ORCID iD or ""."""

    name: str
    orcid: str


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """The facts, with what stands in for those that nobody has filled in. `missing` names these."""

    title: Words
    description: Words
    creators: tuple[Creator, ...]
    affiliation: str
    contact: str
    licence: str
    funding: str
    keywords: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def licence_url(self) -> str:
        """The licence's address; "" where none is known."""
        if self.licence.startswith(("http://", "https://")):
            return self.licence
        return f"https://spdx.org/licenses/{self.licence}.html" if self.licence else ""

    @property
    def reminders(self) -> tuple[str, ...]:
        """A line that says what is missing, or none."""
        if not self.missing:
            return ()
        return (f"Not stated: {', '.join(self.missing)}. Fill in [publication] in samverkan.toml.",)


def gather_facts(inventory: Inventory) -> StudyFacts:
    """The facts that the settings state; title and description are made from the inventory without them,
    and say what they are of where it is not whole.
    """
    stated = {key: text.strip() for key, text in inventory.settings.items() if text.strip()}
    title = fill_both("study_title", name=inventory.provenance.study)
    description = fill_both("study_description", **_numbers(inventory))
    return StudyFacts(
        title=mark_title(_stated_words(stated, "title", title), inventory),
        description=add_extent(_stated_words(stated, "description", description), inventory),
        creators=tuple(map(parse_creator, _split(stated.get("creators", "")))),
        affiliation=stated.get("affiliation", ""),
        contact=stated.get("contact", ""),
        licence=stated.get("licence", ""),
        funding=stated.get("funding", ""),
        keywords=_split(stated.get("keywords", "")),
        missing=tuple(key for key in (*_ASKED, *_ASKED_TOO) if key not in stated),
    )


def _stated_words(stated: Mapping[str, str], name: str, otherwise: Words) -> Words:
    return Words(stated.get(f"{name}_sv", otherwise.sv), stated.get(f"{name}_en", otherwise.en))


def _numbers(inventory: Inventory) -> dict[str, int]:
    return {
        "rows": len(inventory.rows),
        "documents": len({row.document.sha256 for row in inventory.documents}),
        "municipalities": len(inventory.coverage),
    }


def _split(joined: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in joined.split(";") if part.strip())


def parse_creator(text: str) -> Creator:
    """A creator as written in the settings: "Berg, Anna (0000-0002-1825-0097)"."""
    found = _ORCID.search(text)
    return Creator(_ORCID.sub("", text).strip(" ()"), found.group(1) if found else "")


def years_of(inventory: Inventory) -> tuple[int, int] | None:
    """The first and the last year of adoption among the documents; None without any."""
    years = [year for row in inventory.documents if (year := year_of(row.document.metadata.adopted))]
    return (min(years), max(years)) if years else None


def retrieved_between(inventory: Inventory) -> tuple[str, str] | None:
    """The first and the last day on which a document was fetched; None without documents."""
    days = [row.fetch.at[:10] for row in inventory.documents]
    return (min(days), max(days)) if days else None
