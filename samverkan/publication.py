"""What a study says of itself to those who cite it and to the data repository that keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ORCID: Final = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")


@dataclass(frozen=True, slots=True)
class PublicationSection:
    """Who made the study and under which terms it is passed on; everything may be left empty.

    `creators` are "Family, Given" with an ORCID iD in brackets where there is one. `licence` is an SPDX
    identifier or an address.
    """

    creators: tuple[str, ...] = ()
    affiliation: str = ""
    contact: str = ""
    licence: str = ""
    funding: str = ""
    keywords: tuple[str, ...] = ()
    title_sv: str = ""
    title_en: str = ""
    description_sv: str = ""
    description_en: str = ""

    def __post_init__(self) -> None:
        """Refuse an ORCID iD with a slip of the pen in it: it would name somebody else."""
        for creator in self.creators:
            for orcid in _ORCID.findall(creator):
                if not is_orcid(orcid):
                    raise ValueError(f"creators has the ORCID iD {orcid}, whose last digit does not fit")

    @property
    def settings(self) -> dict[str, str]:
        """The texts by key, lists joined by semicolons; empty where nothing is stated."""
        return {
            "creators": "; ".join(self.creators),
            "affiliation": self.affiliation,
            "contact": self.contact,
            "licence": self.licence,
            "funding": self.funding,
            "keywords": "; ".join(self.keywords),
            "title_sv": self.title_sv,
            "title_en": self.title_en,
            "description_sv": self.description_sv,
            "description_en": self.description_en,
        }


def is_orcid(text: str) -> bool:
    """Whether the last character of an ORCID iD fits the others (ISO 7064, MOD 11-2)."""
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
