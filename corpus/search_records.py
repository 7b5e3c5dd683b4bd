"""What a search asks for and what it finds: filters, and passages with who answers for their codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import CodeId, Document, Passage
from corpus.truth import Status, Truth


class Statements(StrEnum):
    """Which passages a search is about, by their gate."""

    STRATEGY = "strategy"
    DESCRIPTION = "description"
    EXTERNAL = "external"  # strategy or description: what an inventory lists
    ANY = "any"  # every passage

    @property
    def gates(self) -> tuple[CodeId, ...]:
        """The gate codes; none for any."""
        match self:
            case Statements.ANY:
                return ()
            case Statements.EXTERNAL:
                return (CodeId("gate.strategy"), CodeId("gate.description"))
            case Statements.STRATEGY | Statements.DESCRIPTION:
                return (CodeId(f"gate.{self.value}"),)


@dataclass(frozen=True, slots=True)
class Filters:
    """What passages must be like; an empty tuple asks for nothing. All filters must hold.

    All `codes` must hold, as people and machine together say (corpus/truth.py). `actors` are ids of the
    gazetteer, `written` names as they stand where the gazetteer has none (one of either), `municipalities`
    codes, `kinds` values of DocumentKind: any of each. `years` are the first and last year of adoption.
    `current` keeps what the inventory counts as holding now: each policy's newest version that is no draft
    (InventoryRow.is_current).
    """

    codes: tuple[CodeId, ...] = ()
    actors: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    statuses: tuple[Status, ...] = ()
    statements: Statements = Statements.ANY
    current: bool = False

    @property
    def about_documents(self) -> bool:
        """Whether anything is asked of the document."""
        return bool(self.municipalities or self.kinds or self.years)

    @property
    def about_partners(self) -> bool:
        """Whether anything is asked of named partners."""
        return bool(self.actors or self.written)

    @property
    def wanted_codes(self) -> tuple[CodeId, ...]:
        """The codes that can lead to passages: those asked for, else the gates."""
        return self.codes or self.statements.gates


@dataclass(frozen=True, slots=True)
class Found:
    """One passage found. `rank` is what it was ordered by: BM25 (smaller is better) for words, else the
    model's probability of the code asked for. `url` is where its document was fetched, "" for none.
    `municipality` is whose it is: one of those asked for. `retrieved` is when it was fetched last.
    """

    passage: Passage
    document: Document
    truth: Truth
    rank: float
    municipality: str = ""
    url: str = ""
    retrieved: str = ""
