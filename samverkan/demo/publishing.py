"""Which PDFs a demo website offers, at which address, and how its system writes the links to them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from corpus.records import Sha256

DOCUMENTS = Path(__file__).parent / "documents"
FOCUS_GROUP = DOCUMENTS / "fjallnora-fokusgrupp-samverkan.pdf"
"""The transcript of a focus group: on no website, to be added by hand with ``samverkan add``."""
FOCUS_GROUP_MUNICIPALITY = "Fjällnora"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One PDF on a website. `path` is the decoded path of its address, in the form that the server knows.

    `document` is the name of a file of `DOCUMENTS`, without suffix; `published` an ISO date.
    """

    document: str
    path: str
    published: str
    relevant: bool

    @property
    def name(self) -> str:
        """The file name in the address, NFC: what a visitor's computer would call it."""
        return unicodedata.normalize("NFC", self.path.rpartition("/")[2])

    @property
    def href(self) -> str:
        """The address as written in links: percent-encoded UTF-8."""
        return quote(self.path)

    @property
    def modified(self) -> datetime:
        """When it was published, at nine in the morning, UTC."""
        return datetime.fromisoformat(self.published).replace(hour=9, tzinfo=UTC)

    def read(self) -> bytes:
        """The PDF's bytes."""
        return (DOCUMENTS / f"{self.document}.pdf").read_bytes()

    @property
    def sha256(self) -> Sha256:
        """The hash of the bytes."""
        return Sha256(hashlib.sha256(self.read()).hexdigest())

    @property
    def kilobytes(self) -> str:
        """The size as the systems write it."""
        return f"{(DOCUMENTS / f'{self.document}.pdf').stat().st_size / 1000:.1f}"


LinkStyle = Callable[[PublishedFile, str], str]


def _link_as_sitevision(file: PublishedFile, text: str) -> str:
    """The size and a warning inside the link, as Sitevision does."""
    return (
        f'<a href="{file.href}" class="sv-link-pdf">{escape(text, quote=False)}'
        f' <span class="file-info">Pdf, {file.kilobytes} kB, öppnas i nytt fönster.</span></a>'
    )


def _link_as_optimizely(file: PublishedFile, text: str) -> str:
    """The format in brackets after the text."""
    return (
        f'<a class="link link--file" href="{file.href}" target="_blank" rel="noopener">'
        f"{escape(text, quote=False)} (PDF, nytt fönster)</a>"
    )


def _link_as_wordpress(file: PublishedFile, text: str) -> str:
    """Two whole addresses to one file, a title and a button; the site puts itself in for ``{base}``."""
    return (
        f'<span class="wp-block-file"><a href="{{base}}{file.href}">{escape(text, quote=False)}</a> '
        f'<a href="{{base}}{file.href}" class="wp-block-file__button" download>Ladda ner</a></span>'
    )


def _link_as_drupal(file: PublishedFile, text: str) -> str:
    """The file name in a title, the size after the link."""
    return (
        f'<span class="file file--application-pdf"><a href="{file.href}" type="application/pdf" '
        f'title="{escape(file.name)}">{escape(text, quote=False)}</a> '
        f"<span>({file.kilobytes} KB)</span></span>"
    )


LINK_STYLES: dict[str, LinkStyle] = {
    "sitevision": _link_as_sitevision,
    "optimizely": _link_as_optimizely,
    "wordpress": _link_as_wordpress,
    "drupal": _link_as_drupal,
}
