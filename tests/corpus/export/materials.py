"""What exports are written from in tests: an inventory that is hostile to every format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from corpus.blobs import Blobs
from corpus.export.material import Material
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow, NamedPartner
from corpus.records import CodeId, Metadata
from corpus.store import Store
from tests.inventories import big_inventory

TITLE = '=cmd|"x" & <b>Åtgärder</b>; “för” 😀'
PARTNER = 'Föreningen "Ån; & ]]> <Östra>" 😀'
QUOTES = (
    '=HYPERLINK("http://example.org","å")',
    "'=1+1",
    "+46 16 710 10 00",
    "@SUM(A1)",
    "\tindraget",
    'rad ett\nrad två, "citat"; \x0b\x00 slut',
    "Ä" * 40_000,
)
STATED = {
    "creators": "Berg, Anna (0000-0002-1825-0097); Öst & Söner",
    "affiliation": "Högskolan i Sjöbacka",
    "contact": "anna@example.org",
    "licence": "CC-BY-4.0",
    "funding": "Forskningsrådet",
    "keywords": "samverkan; kommuner",
    "title_sv": "Kommuner i samverkan",
    "title_en": "Municipalities in collaboration",
    "description_sv": "Vad kommuner skriver.",
    "description_en": "What municipalities write.",
}


def hostile_inventory() -> Inventory:
    """Sixty statements of eight municipalities; the first document and its statements are hostile."""
    whole = big_inventory(8, 60)
    first = whole.rows[0].statement.document
    rows = tuple(
        _hostile(row, number) if row.statement.document == first else row
        for number, row in enumerate(whole.rows)
    )
    spoiled = replace(first, metadata=Metadata(title=TITLE))
    documents = tuple(
        replace(one, document=spoiled) if one.document == first else one for one in whole.documents
    )
    return replace(whole, rows=rows, documents=documents, settings=STATED)


def _hostile(row: InventoryRow, number: int) -> InventoryRow:
    statement = row.statement
    quote = QUOTES[number % len(QUOTES)]
    return replace(
        row,
        statement=replace(
            statement,
            document=replace(statement.document, metadata=Metadata(title=TITLE)),
            passage=replace(statement.passage, text=quote, headings=("=Ett", "Två › tre")),
            named=(NamedPartner(PARTNER, "", CodeId("partner.civil_society")),),
        ),
    )


def empty_inventory() -> Inventory:
    """Municipalities and a codebook, and nothing else."""
    whole = big_inventory(8, 60)
    return replace(whole, rows=(), documents=(), policies=(), coverage=())


@contextmanager
def opened(store: Store, inventory: Inventory, language: str = "sv") -> Iterator[Material]:
    """Material with the reader of this study."""
    with store.reading() as reader:
        yield Material(inventory, Texts(language), reader, Blobs(store.path.parent / "blobs"))
