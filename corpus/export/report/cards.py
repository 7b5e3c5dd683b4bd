"""A row of the inventory as a card: the quote with everything that it rests on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.export.columns import label_of, labels_by_id
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow
from corpus.quotes import begin_quote
from corpus.records import Codebook, CodeId, Dimension
from corpus.truth import EXTERNAL

_LONGEST_TEASER = 140
_EMPTY_CARD = 780  # bytes of markup around quote, labels and codes, measured


@dataclass(frozen=True, slots=True)
class Card:
    """One row as shown. `number` is its line among the workbook's rows, from 1; `link` "" without address."""

    number: int
    row: InventoryRow
    pages: str
    link: str
    codes: tuple[tuple[str, str, tuple[str, ...]], ...]
    is_strategy: bool

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"p{self.number}"


@dataclass(frozen=True, slots=True)
class DocumentCards:
    """The cards of one document of a municipality, with what is said of the document once."""

    row: InventoryRow
    title: str
    facts: tuple[str, ...]
    link: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityCards:
    """A municipality with the documents that are shown of it, and how many rows it has, shown and in all."""

    code: str
    name: str
    shown: int
    total: int
    documents: tuple[DocumentCards, ...]


class Dealer:
    """Makes cards in one language with one codebook."""

    def __init__(self, inventory: Inventory, texts: Texts) -> None:
        self._rows = inventory.rows
        self._texts = texts
        self._labels = labels_by_id(inventory.codebook, texts)
        self._dimensions = _coded(inventory.codebook)

    def measure(self, number: int) -> int:
        """About how many bytes the card of a row takes."""
        row = self._rows[number]
        passage = row.statement.passage
        words = len(passage.text.encode()) + sum(len(one) for one in passage.headings)
        return _EMPTY_CARD + words + 45 * len(row.statement.truth.codes) + 30 * len(row.partners)

    def deal(self, number: int) -> Card:
        """The card of a row by its number, from 0."""
        row = self._rows[number]
        passage = row.statement.passage
        address = web_address(row)
        same_page = passage.first_page == passage.last_page
        return Card(
            number=number + 1,
            row=row,
            pages=str(passage.first_page) if same_page else f"{passage.first_page}–{passage.last_page}",
            link=f"{address}#page={passage.first_page}" if address else "",
            codes=_codes(row, self._dimensions, self._labels, self._texts),
            is_strategy=row.statement.truth.gate == EXTERNAL[0],
        )

    def group(self, numbers: Sequence[int]) -> tuple[MunicipalityCards, ...]:
        """The cards of the rows shown, by municipality and document; municipalities without any come too."""
        shown = set(numbers)
        totals: dict[str, int] = {}
        names: dict[str, str] = {}
        grouped: dict[str, dict[str, list[Card]]] = {}
        for number, row in enumerate(self._rows):
            code = row.municipality.code
            totals[code] = totals.get(code, 0) + 1
            names[code] = row.municipality.name
            if number in shown:
                documents = grouped.setdefault(code, {})
                documents.setdefault(row.statement.document.sha256, []).append(self.deal(number))
        return tuple(
            MunicipalityCards(
                code,
                names[code],
                sum(map(len, grouped.get(code, {}).values())),
                totals[code],
                tuple(_document(tuple(cards)) for cards in grouped.get(code, {}).values()),
            )
            for code in totals
        )


def _coded(codebook: Codebook) -> tuple[Dimension, ...]:
    return tuple(dimension for dimension in codebook.dimensions if not dimension.single)


def _codes(
    row: InventoryRow, dimensions: Sequence[Dimension], labels: Mapping[CodeId, str], texts: Texts
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """For each dimension with a code on the row: its id, its label, its codes' labels."""
    held = row.statement.truth.codes
    found = (
        (dimension, tuple(labels.get(code, code) for code in held if code.startswith(f"{dimension.id}.")))
        for dimension in dimensions
    )
    return tuple((dimension.id, label_of(dimension, texts), codes) for dimension, codes in found if codes)


def _document(cards: tuple[Card, ...]) -> DocumentCards:
    row = cards[0].row
    metadata = row.statement.document.metadata
    facts = (
        metadata.kind.value,
        metadata.adopted_by,
        metadata.adopted,
        metadata.paragraph,
        metadata.reference,
    )
    title = metadata.title or row.statement.document.name
    return DocumentCards(row, title, tuple(fact for fact in facts if fact), web_address(row), cards)


def web_address(row: InventoryRow) -> str:
    """Where the document lies on the web, "" when it has no such address."""
    address = row.fetch.final_url or row.fetch.url
    return address if is_web(address) else ""


def is_web(address: str) -> bool:
    """Whether a link may lead there: http and https, nothing else."""
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:  # "http://[": no address at all
        return False


def tease(row: InventoryRow) -> str:
    """The beginning of a quote, for a list."""
    return begin_quote(row.statement.passage.text, _LONGEST_TEASER)
