"""What estimates are read from: the population, a model's codings, the audits and what people answered."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import numpy as np

from corpus.answers import parse_codes
from corpus.audit_design import LAYERS
from corpus.audit_records import Audit, Layer, Word
from corpus.errors import CorpusError
from corpus.estimate_material import Codings, Frame, Ground, Ints, PublishedDocument, list_codes, make_ground
from corpus.inventory_records import Selection
from corpus.reader import Reader
from corpus.records import Codebook, CodeId, PassageId, Sha256


class AuditReader(Reader):
    """Questions that estimates ask, at one moment of the store."""

    # -- the population

    def read_ground(self, selection: Selection) -> Ground:
        """The documents that an inventory is about, with how many passages each holds.

        A document of several municipalities stands where the first of them by code is.
        """
        chosen = {one.code for one in selection.municipalities}
        holders: dict[str, list[str]] = defaultdict(list)
        for document, municipality in self._iter_holders():
            if municipality in chosen:
                holders[document].append(municipality)
        sizes = self.count_passages(self.find_latest_coder() or "")
        sql = "SELECT sha256, kind, substr(adopted, 1, 4) AS year FROM document ORDER BY sha256"
        published = [
            PublishedDocument(
                Sha256(row["sha256"]),
                row["kind"],
                row["year"] if row["year"].isdigit() else "",
                sizes.get(Sha256(row["sha256"]), 0),
                holders[row["sha256"]][0],
                tuple(holders[row["sha256"]]),
            )
            for row in self._rows(sql)
            if row["sha256"] in holders and row["kind"] not in selection.exclude_kinds
        ]
        return make_ground(published, selection.municipalities)

    def _iter_holders(self) -> Iterator[tuple[str, str]]:
        sql = """SELECT DISTINCT sha256, municipality FROM fetch INDEXED BY fetch_by_document
            WHERE sha256 IS NOT NULL ORDER BY sha256, municipality"""
        return ((row["sha256"], row["municipality"]) for row in self._rows(sql))

    # -- what a model said

    def read_codings(self, coder: str, codebook: Codebook, ground: Ground) -> Codings:
        """What a model said of the population's current passages, but "not about this"."""
        codes = list_codes(codebook)
        document_place = ground.find_places()
        found: dict[str, int] = {}
        passages: list[PassageId] = []
        standing: list[tuple[int, int]] = []
        said: list[tuple[int, int, float, int]] = []
        for column, code in enumerate(codes):
            told = list(self._rows(_SAID, coder, code))
            unknown = [row["passage"] for row in told if row["passage"] not in found]
            found.update(dict.fromkeys(unknown, -1))  # retired, or of another population
            for passage, row, document in self._rows(_STANDING, json.dumps(unknown)):
                if document in document_place:
                    found[passage] = len(passages)
                    passages.append(PassageId(passage))
                    standing.append((row, document_place[document]))
            said += [
                (found[passage], column, score, accepted)
                for passage, score, accepted in told
                if found[passage] >= 0
            ]
        return _fill(codes, passages, standing, said)

    def read_frame(self, audit: Audit, codebook: Codebook, ground: Ground) -> Frame:
        """What an audit was drawn from, as far as it belongs to this population. Scores are those recorded
        now: where a later reading took them away they are 0, which costs precision and no truth.
        """
        codes = list_codes(codebook)
        document_place = ground.find_places()
        sql = """SELECT c.passage, c.layer, p.row, p.document FROM audit_coded c
            CROSS JOIN passage p ON p.id = c.passage WHERE c.audit = ? ORDER BY c.passage"""
        units = [row for row in self._rows(sql, audit.id) if row["document"] in document_place]
        place = {row["passage"]: number for number, row in enumerate(units)}
        said = [
            (place[passage], column, score, accepted)
            for column, code in enumerate(codes)
            for passage, score, accepted in self._rows(_SAID, audit.coder, code)
            if passage in place
        ]
        standing = [(row["row"], document_place[row["document"]]) for row in units]
        rest = np.zeros(len(ground.documents), dtype=np.int64)
        for row in self._rows("SELECT document, passages FROM audit_rest WHERE audit = ?", audit.id):
            if row["document"] in document_place:
                rest[document_place[row["document"]]] = row["passages"]
        codings = _fill(codes, [PassageId(row["passage"]) for row in units], standing, said)
        layers = np.array([LAYERS.index(Layer(row["layer"])) for row in units], dtype=np.int64)
        return Frame(codings, layers, rest)

    # -- audits

    def find_audit(self) -> Audit | None:
        """The audit that figures rest on: the newest that was read to its end, else the newest."""
        audits = list(self.iter_audits())
        done = (one for one in audits if not self.count_waiting(one))
        return next(done, audits[0] if audits else None)

    def iter_audits(self) -> Iterator[Audit]:
        """Every audit, newest first."""
        yield from map(_audit_record, self._rows("SELECT * FROM audit ORDER BY id DESC"))

    def find_newest_audit(self) -> Audit | None:
        """The audit drawn last, or None."""
        return next(self.iter_audits(), None)

    def get_newest_audit(self) -> Audit:
        """The audit drawn last. Raises CorpusError when there is none."""
        found = self.find_newest_audit()
        if found is None:
            raise CorpusError("No audit has been drawn: samverkan audit --draw 300 --reviewer NAME")
        return found

    def count_waiting(self, audit: Audit) -> int:
        """How many passages of an audit nobody has answered."""
        sql = f"""SELECT count(DISTINCT p.id) FROM {_DRAWN} AND p.retired = 0 AND NOT EXISTS
            (SELECT 1 FROM standing_answer s WHERE s.passage = p.id)"""  # noqa: S608 - a constant
        return self._number(sql, audit.batch, audit.last_row)

    def count_lost(self, audit: Audit) -> int:
        """How many passages of an audit nobody can answer any more, since their text or borders changed."""
        sql = f"""SELECT count(DISTINCT p.id) FROM {_DRAWN} AND p.retired = 1 AND NOT EXISTS
            (SELECT 1 FROM standing_answer s WHERE s.passage = p.id)"""  # noqa: S608 - a constant
        return self._number(sql, audit.batch, audit.last_row)

    def read_known(self, audit: Audit) -> frozenset[str]:
        """The passages that people had answered before the draw."""
        found = self._rows("SELECT passage FROM audit_known WHERE audit = ?", audit.id)
        return frozenset(row["passage"] for row in found)

    def read_drawn(self, audit: Audit) -> dict[str, Layer]:
        """The passages of an audit with their layers."""
        sql = f"SELECT DISTINCT i.passage, i.stratum FROM {_DRAWN}"  # noqa: S608 - a constant
        found = self._rows(sql, audit.batch, audit.last_row)
        return {row["passage"]: Layer(row["stratum"].removeprefix("audit.")) for row in found}

    def find_last_row(self) -> int:
        """The newest passage's row."""
        return self._number("SELECT max(row) FROM passage")

    def read_answered_rows(self) -> frozenset[int]:
        """The rows of the passages that somebody has answered."""
        sql = "SELECT p.row FROM standing s CROSS JOIN passage p ON p.id = s.passage WHERE s.answers > 0"
        return frozenset(int(row["row"]) for row in self._rows(sql))

    def count_rest(self, ground: Ground, taken: Collection[int]) -> Ints:
        """How many passages of each document are not among the rows `taken`."""
        place = ground.find_places()
        left = ground.sizes.copy()
        for number in taken:
            row = self._one("SELECT document, retired FROM passage WHERE row = ?", number)
            if row is not None and not row["retired"] and row["document"] in place:
                left[place[row["document"]]] -= 1
        return left

    def pick_rest(
        self, ground: Ground, rest: Ints, taken: Collection[int], places: Sequence[int]
    ) -> Iterator[PassageId]:
        """The passages at these places among those not taken, by municipality, document and reading order."""
        order = np.lexsort((np.arange(len(rest)), ground.owners))
        ends = np.cumsum(rest[order])
        for place in places:
            number = int(np.searchsorted(ends, place, side="right"))
            document = ground.documents[order[number]]
            within = place - (int(ends[number]) - int(rest[order[number]]))
            sql = "SELECT row, id FROM passage WHERE document = ? AND retired = 0 ORDER BY ordinal"
            free = [row["id"] for row in self._rows(sql, document) if row["row"] not in taken]
            yield PassageId(free[within])

    def iter_words(self) -> Iterator[Word]:
        """What people say of each passage that somebody answered: the settling answer, else what all who
        answered it agree on. A code that they differ on or are unsure of is not among the known.
        """
        sql = """SELECT p.id, p.row, p.document, p.retired, a.yes, a.unsure, a.codebook, a.settles
            FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
            CROSS JOIN passage p ON p.id = s.passage ORDER BY p.row, s.decision"""
        for _, group in groupby(self._rows(sql), key=lambda row: row["row"]):
            answers = list(group)
            yield self._weigh([one for one in answers if one["settles"]][-1:] or answers)

    def _weigh(self, answers: list[sqlite3.Row]) -> Word:
        said = [frozenset(parse_codes(one["yes"])) for one in answers]
        known = frozenset.intersection(
            *(frozenset(self._codes_of(one["codebook"])) - {*parse_codes(one["unsure"])} for one in answers)
        )
        differing = frozenset.union(*said) - frozenset.intersection(*said)
        first = answers[0]
        everybody = frozenset.intersection(*said)
        known = (known | everybody) - differing
        passage, retired = PassageId(first["id"]), bool(first["retired"])
        return Word(passage, first["row"], first["document"], everybody, known, retired)


def _audit_record(row: sqlite3.Row) -> Audit:
    sizes, drawn = (
        {Layer(layer): int(number) for layer, number in json.loads(row[name]).items()}
        for name in ("sizes", "drawn")
    )
    return Audit(
        row["id"],
        row["batch"],
        row["at"],
        row["coder"],
        row["last_row"],
        row["seed"],
        frozenset(json.loads(row["exclude_kinds"])),
        sizes,
        drawn,
    )


# What a change of borders put in the place of a drawn passage has a newer row and was not drawn.
_DRAWN = """batch_item i CROSS JOIN passage p ON p.id = i.passage
    WHERE i.batch = ? AND i.stratum LIKE 'audit.%' AND p.row <= ?"""
_STANDING = """SELECT p.id, p.row, p.document FROM json_each(?) i CROSS JOIN passage p ON p.id = i.value
    WHERE p.retired = 0 ORDER BY i.key"""
_SAID = """SELECT passage, score, accepted FROM coding INDEXED BY coding_by_code
    WHERE coder = ? AND code = ?"""


def _fill(
    codes: tuple[CodeId, ...],
    passages: list[PassageId],
    standing: list[tuple[int, int]],
    said: list[tuple[int, int, float, int]],
) -> Codings:
    places = np.array(standing, dtype=np.int64).reshape(-1, 2)
    words = np.array(said, dtype=np.float64).reshape(-1, 4)
    where = (words[:, 0].astype(np.int64), words[:, 1].astype(np.int64))
    scores = np.zeros((len(passages), len(codes)), dtype=np.float32)
    scores[where] = words[:, 2]
    accepted = np.zeros(scores.shape, dtype=np.bool_)
    accepted[where] = words[:, 3] == 1
    return Codings(codes, tuple(passages), places[:, 0], places[:, 1], scores, accepted)
