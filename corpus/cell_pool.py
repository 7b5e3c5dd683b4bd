"""What cells can be drawn from now: every municipality, or document, with what is known of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.audit_records import Word
from corpus.cell_design import (
    Candidate,
    Grid,
    expect_shares,
    find_layers,
    lay_grid,
    rank_passages,
    score_passages,
)
from corpus.cell_reader import CellReader
from corpus.cell_records import CellLayer
from corpus.errors import CorpusError
from corpus.estimate_material import Codings, Ground
from corpus.estimate_records import Unit
from corpus.inventory_records import Selection
from corpus.machine_shares import ALONE, list_keys
from corpus.records import Codebook, CodeId


@dataclass(frozen=True, slots=True)
class CellQuestion:
    """Which code, and which other in the same passage ("" for none), asked of which units, by which
    model's words, how deep, by which chance.
    """

    code: CodeId
    unit: Unit
    coder: str
    depth: int
    seed: int = 0
    other: CodeId = ALONE

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The codes that a passage must hold."""
        return (self.code, self.other) if self.other else (self.code,)

    @property
    def chance(self) -> str:
        """What random numbers of this question begin from."""
        return f"cells {' '.join(self.codes)} {self.unit} {self.seed}"


class CellPool:
    """The cells of one question as they are now, with the passages of each at hand.

    Raises CorpusError for a code that shares are not given of, and where no document has been read.
    """

    def __init__(
        self, reader: CellReader, question: CellQuestion, codebook: Codebook, selection: Selection
    ) -> None:
        self._reader, self._question = reader, question
        self._ground: Ground = reader.read_ground(selection)
        self._codings: Codings = reader.read_codings(question.coder, codebook, self._ground)
        self._external = self._codings.external
        for code in question.codes:
            if code not in self._codings.codes:
                raise CorpusError(f"The codebook has no code {code} that cells could hold.")
        if question.other and (question.code, question.other) not in list_keys(self._codings.codes):
            raise CorpusError(f"{question.code} and {question.other} are no partner and purpose.")
        self._scores, _ = score_passages(self._codings, question.codes)
        self.grid: Grid = lay_grid(self._ground, self._codings, question.codes, question.unit)
        if not self.grid.owners:
            raise CorpusError("No document of the study has been read, so there are no cells: samverkan run")
        self._cells = self.grid.find_cells()
        self._documents: dict[int, list[int]] = defaultdict(list)
        for document, cell in self.grid.places.tolist():
            self._documents[cell].append(document)
        self._coded: dict[int, list[int]] = defaultdict(list)
        for number, document in enumerate(self._codings.documents.tolist()):
            self._coded[document].append(number)
        words = [word for word in reader.iter_words() if not word.retired]
        self.known = {word.passage for word in words if word.knows(question.codes)}
        self.layers = find_layers(self.grid, *self._find_certain(words))

    @property
    def sizes(self) -> Counter[CellLayer]:
        """How many cells each stratum has."""
        return Counter(self.layers)

    @property
    def shares(self) -> dict[CellLayer, float]:
        """What share of each open stratum is supposed to hold the code."""
        return expect_shares(self.grid, self.layers)

    def rank(self, cell: int) -> tuple[Candidate, ...]:
        """The passages of a cell that are to be read."""
        found: dict[str, Candidate] = {}
        for document in self._documents[cell]:
            for passage, row in self._reader.iter_current_passages(self._ground.documents[document]):
                found[passage] = Candidate(passage, row)
            for number in self._coded[document]:
                one = self._codings.passages[number]
                scores = float(self._scores[number]), float(self._external[number])
                found[one] = Candidate(one, int(self._codings.rows[number]), *scores)
        # Not by the seed: what an earlier draw read of a cell is what a later one would.
        chance = f"passages {' '.join(self._question.codes)} {self.grid.owners[cell]}"
        return rank_passages(list(found.values()), self._question.depth, chance)

    def _find_certain(self, words: Sequence[Word]) -> tuple[set[int], set[int]]:
        """The cells that people found the code in, and those whose likeliest passages they know without."""
        place = self._ground.find_places()
        codes = self._question.codes
        verified: set[int] = set()
        refused: Counter[int] = Counter()
        for word in words:
            for cell in self._cells.get(place.get(word.document, -1), ()):
                if word.holds(codes):
                    verified.add(cell)
                elif word.knows(codes):
                    refused[cell] += 1
        full = (
            cell
            for cell, number in refused.items()
            if cell not in verified and number >= min(self._question.depth, int(self.grid.passages[cell]))
        )
        return verified, {cell for cell in full if all(one.passage in self.known for one in self.rank(cell))}
