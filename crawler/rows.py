"""The rows that a visit leaves behind: fetches, documents, and how it ended in plain words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from corpus.records import Document, Fetch, FetchFailure, Municipality, Sha256
from crawler.errands import Answer, Errand, Lost, Step
from crawler.reservations import join_rights


def failure_of(answer: Answer) -> FetchFailure | None:
    """Why an answer gives nothing to read, or None."""
    if isinstance(answer, Lost):
        return answer.failure
    return None if 200 <= answer.status < 300 else FetchFailure.HTTP_STATUS


def detail_of(answer: Answer) -> str:
    """An answer's fault in plain words, or ""."""
    if isinstance(answer, Lost):
        return answer.detail
    return "" if 200 <= answer.status < 300 else f"answers {answer.status}"


def make_fetch(
    municipality: Municipality,
    errand: Errand,
    answer: Answer,
    at: str,
    failure: FetchFailure | None,
    detail: str,
) -> Fetch:
    """The row of one errand, from the address that was asked for to where redirects led."""
    if not isinstance(answer, Lost) and answer.unverified:
        detail = "; ".join(filter(None, ("the certificate could not be verified", detail)))
    if errand.hops:
        detail = "; ".join(filter(None, (f"by way of {' → '.join(errand.hops)}", detail)))
    row = Fetch(
        url=errand.asked,
        municipality=municipality.code,
        referrer=errand.referrer,
        anchor=errand.anchor,
        at=at,
        status=0,
        failure=failure,
        final_url=errand.url,
        media_type="",
        etag="",
        last_modified="",
        sha256=None,
        size=0,
        detail=detail,
    )
    if isinstance(answer, Lost):
        return row
    return replace(
        row,
        status=answer.status,
        final_url=answer.url,
        media_type=answer.content_type.partition(";")[0].strip().lower(),
        etag=answer.etag,
        last_modified=answer.last_modified,
        size=len(answer.body),
        rights=join_rights(answer.robots_tag, answer.tdm),
    )


def make_document_step(row: Fetch, body: bytes, name: str, media_type: str) -> Step:
    """The row of a document with its hash, the document, and its bytes."""
    sha256 = Sha256(hashlib.sha256(body).hexdigest())
    document = Document(
        sha256=sha256,
        municipality=row.municipality,
        media_type=media_type,
        size=len(body),
        name=name,
        found=row.at,
    )
    return Step(replace(row, sha256=sha256), document, body)


def describe(notes: Iterable[str], held: int, left_out: Counter[str]) -> str:
    """A visit in plain words: what is to be known of it, what was met again, what was left out and why."""
    met = f"{held} documents held already" if held else ""
    left = ", ".join(f"{reason} ({count})" for reason, count in left_out.most_common())
    return "; ".join(filter(None, (*notes, met, f"left out: {left}" if left else "")))
