"""The nouns of review to database rows and back."""

from __future__ import annotations

import json
import sqlite3

from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import (
    Act,
    Batch,
    BatchItem,
    CodebookVersion,
    Decision,
    Memo,
    MemoTarget,
    Reviewer,
    ReviewerId,
)

Row = sqlite3.Row
Values = tuple[object, ...]


def reviewer_values(reviewer: Reviewer) -> Values:
    """In the column order of the table `reviewer`."""
    own = (reviewer.id, reviewer.name, reviewer.colour, reviewer.added, int(reviewer.active))
    return (*own, json.dumps(dict(reviewer.settings)), reviewer.password, reviewer.invite)


def reviewer_record(row: Row) -> Reviewer:
    """From a row of the table `reviewer`."""
    return Reviewer(
        id=ReviewerId(row["id"]),
        name=row["name"],
        colour=row["colour"],
        added=row["added"],
        active=bool(row["active"]),
        settings=json.loads(row["settings"]),
        password=row["password"],
        invite=row["invite"],
    )


def decision_record(row: Row) -> Decision:
    """From a row of the table `decision`."""
    return Decision(
        id=row["id"],
        at=row["at"],
        reviewer=ReviewerId(row["reviewer"]),
        act=Act(row["act"]),
        passage=None if row["passage"] is None else PassageId(row["passage"]),
        document=None if row["document"] is None else Sha256(row["document"]),
        of=row["of"],
        batch=row["batch"],
        undone=bool(row["undone"]),
    )


def memo_record(row: Row) -> Memo:
    """From a row of the table `memo` joined with its decision."""
    return Memo(
        reviewer=ReviewerId(row["reviewer"]),
        kind=MemoTarget(row["kind"]),
        target=row["target"],
        text=row["text"],
        id=row["decision"],
        at=row["at"],
    )


def batch_record(row: Row) -> Batch:
    """From a row of the table `batch`."""
    return Batch(
        name=row["name"],
        made_by=ReviewerId(row["made_by"]),
        seed=row["seed"],
        mix=json.loads(row["mix"]),
        blind=bool(row["blind"]),
        double=row["double"],
        id=row["id"],
        at=row["at"],
    )


def batch_item_values(item: BatchItem) -> Values:
    """In the column order of the table `batch_item`, without the batch."""
    return (item.reviewer, item.ordinal, item.passage, item.stratum, item.probability, int(item.blind))


def batch_item_record(row: Row) -> BatchItem:
    """From a row of the table `batch_item`."""
    return BatchItem(
        batch=row["batch"],
        ordinal=row["ordinal"],
        passage=PassageId(row["passage"]),
        reviewer=ReviewerId(row["reviewer"]),
        stratum=row["stratum"],
        probability=row["probability"],
        blind=bool(row["blind"]),
    )


def codebook_version_record(row: Row) -> CodebookVersion:
    """From a row of the table `codebook_version`."""
    meanings = json.loads(row["meanings"])
    return CodebookVersion(
        hash=row["hash"],
        reviewer=ReviewerId(row["reviewer"]),
        version=row["version"],
        text=row["text"],
        summary=row["summary"],
        parent=row["parent"],
        meanings={CodeId(code): meaning for code, meaning in meanings.items()},
        at=row["at"],
    )
