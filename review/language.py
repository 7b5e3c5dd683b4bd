"""The words that people see: English in the source, Swedish from the catalogue in `locale/`.

The catalogue is read as text when the application starts; there are no compiled files to forget.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).with_name("locale")

LANGUAGES: Final = {"sv": "Svenska", "en": "English"}
"""The languages of the application by their own names; the first is the default."""

Catalogues = Mapping[str, gettext.NullTranslations]


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated where it is shown"
    """Mark a constant for the catalogue."""
    return message


def load_catalogues() -> dict[str, gettext.NullTranslations]:
    """The catalogue of each language. English is the source and needs none."""
    return {"sv": _load_catalogue(LOCALE / "sv.po"), "en": gettext.NullTranslations()}


def _load_catalogue(path: Path) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.stem)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language, for messages that are made in Python."""

    language: str
    catalogue: gettext.NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The message in this language, with ``%(name)s`` filled in."""
        text = self.catalogue.gettext(message)
        return text % values if values else text

    def count(self, singular: str, plural: str, number: int) -> str:
        """The message for a number, which is filled in as ``%(number)s``."""
        return self.catalogue.ngettext(singular, plural, number) % {"number": number}

    def label(self, of: object) -> str:
        """The name of a code or dimension in this language."""
        return str(getattr(of, "en" if self.language == "en" else "sv"))
